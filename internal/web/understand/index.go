package understand

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/understand/product"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type indexPage struct {
	page.Page
	Inquiries []inquiry.Inquiry
	Held      []holding
	MayImport bool
	Products  bool // the register of products is open to the reader
	UnderWay  []page.Link
}

// index is the questions that can be asked, each with what its answer tells.
func (s *screens) index(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Depot.List(r.Context())
	if err != nil {
		return err
	}
	waiting, err := s.underWay(r)
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "index.html", &indexPage{Page: page.Page{Title: "Analysis"}, Inquiries: inquiry.All(), Held: holdings(list), UnderWay: waiting,
		MayImport: s.desk.Gate.May(desk.Who(r), pack.Import) == nil, Products: s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.View, product.Kind)})
}
