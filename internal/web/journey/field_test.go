package journey_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/packs"
)

// FuzzRead sends anything at all as the answer to every question of every form of the pack: what is taken is what the field can hold, and
// what is not taken is said beside its control.
func FuzzRead(f *testing.F) {
	p, found := pack.Load(packs.TowerHamlets())
	if err := pack.Problems(found); err != nil {
		f.Fatal(err)
	}
	questions := []pack.Field{{ID: "n", Name: "How many?", Type: pack.Number, Required: true, Min: 1, Max: 9}, {ID: "m", Name: "How much?", Type: pack.Money},
		{ID: "d", Name: "On which day?", Type: pack.Date, Required: true}, {ID: "y", Name: "Is it so?", Type: pack.YesNo}, {ID: "t", Name: "What?", Type: pack.Text}}
	for _, form := range p.Forms {
		k, _ := p.Kind(form.Kind)
		for _, pg := range form.Pages {
			for _, q := range pg.Questions {
				questions = append(questions, p.Question(k, q))
			}
		}
	}
	for _, seed := range []string{"", "yes", "resident", "slow\x00fear", "1,250.50", "NaN", "31\x002\x002024", "\xff\u202e", strings.Repeat("a", 3000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sent string) {
		for _, q := range questions {
			form := url.Values{q.ID: strings.Split(sent, "\x00")}
			for i, part := range []string{"-day", "-month", "-year"} {
				if parts := strings.Split(sent, "\x00"); i < len(parts) {
					form.Set(q.ID+part, parts[i])
				}
			}
			r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(form.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			in, err := page.ReadForm(httptest.NewRecorder(), r, 0)
			if err != nil {
				return
			}
			value := journey.Read(in, q)
			if err := record.Check(q, value, q.Options); err != nil {
				t.Errorf("%s takes %#v of %q: %v", q.ID, value, sent, err)
			}
			if value == nil && q.Required && len(in.Errors) == 0 {
				t.Errorf("%s is needed, and %q is neither taken nor refused", q.ID, sent)
			}
			if value != nil && len(in.Errors) > 0 {
				t.Errorf("%s takes %#v and refuses it: %v", q.ID, value, in.Errors)
			}
		}
	})
}
