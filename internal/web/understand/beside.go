package understand

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// term is a word of an answer with what it means.
type term struct{ Word, Means string }

// terms are the words of each analysis that a reader may not know; the catalogue says them under analysis.term and
// analysis.means.
var terms = map[string][]string{
	"hotspots":    {"expected", "p", "q", "density"},
	"trend":       {"limits", "signal", "p", "interval"},
	"profile":     {"place", "limits", "signal", "p"},
	"hour-week":   {"spread"},
	"places":      {"hit", "pai", "pei", "interval"},
	"near-repeat": {"pair", "ratio", "p"},
	"emerging":    {"square", "quarter", "p"},
	"scan":        {"cluster", "expected", "p"},
	"effect":      {"comparison", "moved", "interval"},
	"fairness":    {"benchmark", "ratio", "interval"},
}

func termsOf(analysis string) []term {
	var out []term
	for _, key := range terms[analysis] {
		out = append(out, term{catalogue.Say("analysis.term." + key), catalogue.Say("analysis.means." + key)})
	}
	return out
}

// others are the other questions that can be put to the same events, months and area.
func others(a inquiry.Ask) []page.Link {
	var out []page.Link
	for _, q := range inquiry.All() {
		if q.ID == a.Analysis || !q.Takes(a.Source) {
			continue
		}
		next := inquiry.Ask{Analysis: q.ID, Source: a.Source, Area: a.Area}
		if q.Has(inquiry.Types) {
			next.Types = a.Types
		}
		if q.Has(inquiry.Period) {
			next.From, next.To = a.From, a.To
		}
		out = append(out, page.Link{Text: q.Title, Href: "/analysis/" + q.ID + queryOf(next)})
	}
	return out
}

// underWay are the reader's questions that are being answered.
func (s *screens) underWay(r *http.Request) ([]page.Link, error) {
	jobs, err := s.Inquiry.UnderWay(r.Context(), desk.Who(r))
	var out []page.Link
	for _, j := range jobs {
		if q, ok := inquiry.Find(j.Ask.Analysis); ok {
			out = append(out, page.Link{Text: q.Title + ": " + s.asked(j.Ask), Href: "/analysis/jobs/" + j.ID})
		}
	}
	return out, err
}
