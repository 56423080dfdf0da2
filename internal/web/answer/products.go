package answer

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/understand/product"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// productsBeside is how many analytic products stand on the page of a board or of a priority.
const productsBeside = 10

// products are the newest analytic products for a board or a priority, for who may open them.
func (s *screens) products(r *http.Request, q product.Query) ([]govuk.Link, error) {
	if public(r) {
		return nil, nil
	}
	q.Limit = productsBeside
	var out []govuk.Link
	err := s.read(r, func(v *gate.View) error {
		list, err := product.List(s.desk.Gate, v, q)
		for _, p := range list.Records {
			out = append(out, govuk.Link{Text: p.Title + " (" + p.Fields.Text("dated") + ", " + p.Fields.Text("author") + ")", Href: "/record/" + p.Reference})
		}
		return err
	})
	return out, err
}
