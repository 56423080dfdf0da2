package understand

import (
	"cmp"
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type studyPage struct {
	page.Page
	Question, Tells string
	Action          string
	Long            bool
	Fields          []template.HTML
	Answer          *answer
	Asked           string
	Keep            string
	Hidden          []pair
	Empty           bool // nothing has been imported
	Concern         *concern
	Link            string
	Others          []page.Link
}

// pair is a hidden field that carries the question on.
type pair struct{ Name, Value string }

// study asks a question and shows its answer. A question that takes long is asked by its button.
func (s *screens) study(w http.ResponseWriter, r *http.Request) error {
	q, err := s.inquiry(r)
	if err != nil {
		return err
	}
	query := page.ReadQuery(r)
	ask := readAsk(q.ID, query)
	facts, err := s.Inquiry.Facts.Facts(r.Context())
	if err != nil {
		return err
	}
	screen := s.studyPage(r, q)
	screen.Errors = query.Errors
	screen.Empty = len(facts.Sources) == 0
	f := &form{s: s, q: q, ask: ask, facts: facts, r: r}
	if len(screen.Errors) == 0 && !q.Long && !screen.Empty && (!q.Has(inquiry.Change) || len(r.URL.Query()) > 0) { // nobody guesses when an operation began
		a, job, err := s.Inquiry.Prompt(r.Context(), desk.Who(r), ask)
		switch {
		case job != "":
			return page.Redirect(w, r, "/analysis/jobs/"+job, "")
		case err == nil:
			f.ask = a.Ask
			s.show(screen, a)
		case !desk.Invalid(err, &screen.Errors):
			return err
		}
	}
	return s.draw(w, r, screen, f)
}

func (s *screens) studyPage(r *http.Request, q *inquiry.Inquiry) *studyPage {
	return &studyPage{Page: page.Page{Title: q.Title, Wide: true, Breadcrumbs: []govuk.Link{{Text: "Analysis", Href: "/analysis"}, {Text: q.Title}}},
		Question: q.Question, Tells: q.Tells, Action: "/analysis/" + q.ID, Long: q.Long, Concern: s.concern(r, q.ID)}
}

// show puts an answer on the page, with the question in hidden fields for keeping it.
func (s *screens) show(screen *studyPage, a *inquiry.Answer) {
	screen.Answer = s.present(catalogue.English(), a.Finding, a.Ask, address{"/analysis/" + a.Ask.Analysis, queryOf(a.Ask)})
	screen.Asked = s.asked(a.Ask)
	screen.Map = screen.Answer.Map != nil
	screen.Keep = "/analysis/" + a.Ask.Analysis + "/keep"
	screen.Hidden = hidden(a.Ask)
	screen.Link, screen.Others = screen.Action+queryOf(a.Ask), others(a.Ask)
}

func (s *screens) draw(w http.ResponseWriter, r *http.Request, screen *studyPage, f *form) error {
	f.errors = screen.Errors
	q := f.ask
	if q.From == "" || q.To == "" {
		if from, to := (choice.Choice{Facts: f.facts, Kind: incident.Crime}).Usual(); to > 0 {
			f.ask.From, f.ask.To = cmp.Or(q.From, from.String()), cmp.Or(q.To, to.String())
		}
	}
	screen.Fields = f.fields()
	return s.pages.Write(w, r, "study.html", screen)
}

func (s *screens) inquiry(r *http.Request) (*inquiry.Inquiry, error) {
	q, ok := inquiry.Find(r.PathValue("id"))
	if !ok {
		return nil, page.Fail(page.NotFound, "There is no analysis of that name.")
	}
	return q, nil
}

// keep runs the question of the page again, or takes its answer from memory, and keeps it.
func (s *screens) keep(w http.ResponseWriter, r *http.Request) error {
	q, err := s.inquiry(r)
	if err != nil {
		return err
	}
	posted, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	a, err := s.Inquiry.Answer(r.Context(), desk.Who(r), readAsk(q.ID, posted))
	if err != nil {
		return err
	}
	id, err := s.Inquiry.Keep(r.Context(), desk.Who(r), a)
	if err != nil {
		return err
	}
	return page.Redirect(w, r, "/analysis/runs/"+id, "Answer kept")
}

// begin sets a long question to be answered in the background.
func (s *screens) begin(w http.ResponseWriter, r *http.Request) error {
	q, err := s.inquiry(r)
	if err != nil {
		return err
	}
	posted, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	ask := readAsk(q.ID, posted)
	if len(posted.Errors) == 0 {
		job, err := s.Inquiry.Begin(r.Context(), desk.Who(r), ask)
		if err == nil {
			return page.Redirect(w, r, "/analysis/jobs/"+job, "")
		}
		if !desk.Invalid(err, &posted.Errors) {
			return err
		}
	}
	facts, err := s.Inquiry.Facts.Facts(r.Context())
	if err != nil {
		return err
	}
	screen := s.studyPage(r, q)
	screen.Errors = posted.Errors
	return s.draw(w, r, screen, &form{s: s, q: q, ask: ask, facts: facts, r: r})
}
