package hear

import (
	"errors"
	"html/template"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// question is one page of the journey. The order of the questions is that in which they are asked; a person who goes back
// to change an answer comes forward again to the first question that is still open.
type question struct {
	id      string
	applies func(*report.Filled) bool     // always where nil
	show    func(*answer) error           // draws the page
	take    func(*answer)                 // reads the form into a.f and notes what is wrong in a.form.Errors
	skip    func(*answer) (string, error) // where to go instead, where there is nothing to ask
	first   func(*answer) (string, error) // what is done before the form is taken; a path it gives is gone to instead
	aside   bool                          // reached by a link and never asked in turn
	bytes   int64                         // of the largest form
}

func (q question) path() string { return "/report/" + q.id }

// answer is a question while somebody answers it.
type answer struct {
	s      *screens
	w      http.ResponseWriter
	r      *http.Request
	q      question
	f      *report.Filled
	token  string
	form   *page.Form
	posted bool
	screen *questionPage

	search  string           // what was typed to find a category
	similar []report.Similar // open reports that may be about the same thing
}

// questionPage is every page of the journey: what it asks, in order, above one button.
type questionPage struct {
	page.Page
	Heading   string // the h1, where no question of the page is it
	Parts     []template.HTML
	Doors     []door // whom to turn to beside
	Next      govuk.Button
	After     []template.HTML // below the form
	Multipart bool
	Autosave  string
	Clear     bool // offer to delete what was entered
}

// questions are all of the journey, in order.
func (s *screens) questions() []question {
	return []question{
		{id: "danger", show: s.askDanger, take: takeDanger},
		{id: "what", show: s.askWhat, take: s.takeWhat, first: s.openGroup},
		{id: "map", show: s.askMap, take: s.takeMap, aside: true},
		{id: "where", show: s.askWhere, take: takeWhere},
		{id: "place", show: s.askPlace, take: s.takePlace, applies: func(f *report.Filled) bool { return !f.Pinned }},
		{id: "ward", show: s.askWard, take: s.takeWard, applies: func(f *report.Filled) bool { return len(f.Wards) > 1 }},
		{id: "kind", show: s.askKind, take: s.takeKind},
		{id: "when", show: s.askWhen, take: s.takeWhen},
		{id: "often", show: s.askOften, take: s.takeOften},
		{id: "who", show: s.askWho, take: s.takeWho},
		{id: "else", show: s.askElse, take: s.takeElse, applies: func(f *report.Filled) bool { return f.Affected == report.SomebodyElse }},
		{id: "strand", show: s.askStrand, take: s.takeStrand, applies: func(f *report.Filled) bool { return f.Hate(s.pack()) }},
		{id: "story", show: s.askStory, take: takeStory},
		{id: "photos", show: s.askPhotos, take: func(*answer) {}, first: s.keepPhotos, bytes: photoFormBytes},
		{id: "you", show: s.askYou, take: takeYou},
		{id: "contact", show: s.askContact, take: takeContact, applies: func(f *report.Filled) bool { return !f.Anonymous }},
		{id: "reach", show: s.askReach, take: takeReach, applies: func(f *report.Filled) bool { return !f.Anonymous && f.Reach.Rule == record.ContactOnly }},
		{id: "same", show: s.askSame, take: s.takeSame, skip: s.passSame},
		{id: "check", show: s.askCheck, first: s.send},
	}
}

const checkPath, doorsPath = "/report/check", "/report/doors"

func (q question) asked(f *report.Filled) bool {
	return !q.aside && (q.applies == nil || q.applies(f))
}

// open is the first question without an answer; the last is always open.
func (s *screens) open(f *report.Filled) int {
	for i, q := range s.journey {
		if q.asked(f) && !f.Has(q.id) {
			return i
		}
	}
	return len(s.journey) - 1
}

// next is where a person goes on: to a notice that they have not seen, else to the first open question.
func (s *screens) next(f *report.Filled) string {
	if len(f.Unseen(s.pack())) > 0 {
		return doorsPath
	}
	return s.journey[s.open(f)].path()
}

// before is the question before the one at i, or the start page.
func (s *screens) before(f *report.Filled, i int) string {
	for i--; i >= 0; i-- {
		if s.journey[i].asked(f) {
			return s.journey[i].path()
		}
	}
	return "/"
}

// question shows a question and takes its answer.
func (s *screens) question(w http.ResponseWriter, r *http.Request) error {
	i := slices.IndexFunc(s.journey, func(q question) bool { return q.id == r.PathValue("question") })
	if i < 0 {
		return page.Fail(page.NotFound, "There is no such page in the report.")
	}
	a := &answer{s: s, w: w, r: r, q: s.journey[i], posted: r.Method == http.MethodPost}
	var err error
	if a.form, err = page.ReadForm(w, r, a.q.bytes); err != nil {
		return err
	}
	if a.f, a.token, err = s.resume(r); errors.Is(err, errStart) {
		return s.withoutForm(a)
	} else if err != nil {
		return err
	}
	if a.posted && a.form.Has("q") { // it looks for a category and answers nothing
		a.posted, a.search = false, a.form.Text("q", whatMost)
	}
	if i > s.open(a.f) {
		return page.Redirect(w, r, s.next(a.f), "")
	}
	to := ""
	if a.q.skip != nil {
		to, err = a.q.skip(a)
	}
	if err == nil && to == "" && a.posted {
		to, err = a.save()
	}
	switch {
	case err != nil:
		return err
	case to != "":
		return page.Redirect(w, r, to, "")
	}
	return a.draw(i)
}

// withoutForm answers a request that has no form under way: a form that was sent leads to its receipt, a browser that
// keeps no cookie is told so, and all others begin.
func (s *screens) withoutForm(a *answer) error {
	if a.token != "" {
		if _, err := s.reports.Receipt(a.r.Context(), a.token); err == nil {
			return page.Redirect(a.w, a.r, "/report/sent?again=1", "")
		}
	}
	if a.token == "" && a.r.URL.Query().Has("new") {
		return page.Fail(page.BadRequest, "This form keeps your answers under a cookie that lasts a day and says nothing about you. "+
			"Allow cookies for this website, or tell us by phone. In an emergency ring 999.")
	}
	return page.Redirect(a.w, a.r, "/report", "")
}

// save takes the answer. It gives where to go, or nothing where the page must be shown again.
func (a *answer) save() (string, error) {
	if a.q.first != nil {
		if to, err := a.q.first(a); err != nil || to != "" {
			return to, err
		}
	}
	if a.q.take == nil || len(a.form.Errors) > 0 {
		return "", nil
	}
	wrong := errors.New("the answer cannot be taken")
	f, err := a.s.reports.Change(a.r.Context(), a.token, func(f *report.Filled) error {
		a.f, a.form.Errors = f.Clone(), nil
		a.q.take(a)
		if len(a.form.Errors) > 0 {
			a.f = f // the page is drawn again from what was answered before, and never from half an answer
			return wrong
		}
		*f = *a.f
		f.Answered(a.q.id)
		return nil
	})
	switch {
	case errors.Is(err, wrong):
		return "", nil
	case err != nil:
		return "", err
	}
	return a.s.next(f), nil
}

func (a *answer) draw(i int) error {
	a.screen = &questionPage{Next: govuk.Button{Text: "Continue", PreventDoubleClick: govuk.On}, Clear: i > 0}
	a.screen.Back = a.s.before(a.f, i)
	if a.f.Has("check") || a.s.open(a.f) == len(a.s.journey)-1 && i < len(a.s.journey)-1 {
		a.screen.Back = checkPath
	}
	a.screen.Exit = a.f.Sensitive(a.s.pack())
	if err := a.q.show(a); err != nil {
		return err
	}
	a.screen.Errors = a.form.Errors
	return a.s.pages.Write(a.w, a.r, "question.html", a.screen)
}

// add puts components on the page.
func (a *answer) add(parts ...template.HTML) { a.screen.Parts = append(a.screen.Parts, parts...) }

// value is what was typed, or what was saved before.
func (a *answer) value(name, saved string) string {
	if a.posted && a.form.Has(name) {
		return a.form.Text(name, 1<<20)
	}
	return saved
}

// values are the boxes that were ticked, or those saved before.
func (a *answer) values(name string, saved []string) []string {
	if a.posted {
		return a.form.All(name)
	}
	return saved
}

// heading is a label or legend that is the page's h1.
func (a *answer) label(text string) govuk.Label {
	a.screen.Title = text
	return govuk.Label{Text: text, IsPageHeading: true, Classes: "govuk-label--l"}
}

func (a *answer) legend(text string) *govuk.Fieldset {
	a.screen.Title = text
	return &govuk.Fieldset{Legend: govuk.Legend{Text: text, IsPageHeading: true, Classes: "govuk-fieldset__legend--l"}}
}

func legend(text string) *govuk.Fieldset {
	return &govuk.Fieldset{Legend: govuk.Legend{Text: text, Classes: "govuk-fieldset__legend--m"}}
}

func label(text string) govuk.Label {
	return govuk.Label{Text: text, Classes: "govuk-label--m"}
}

// paragraph is plain words between components.
func paragraph(text string) template.HTML {
	return template.HTML(`<p class="govuk-body">` + template.HTMLEscapeString(text) + `</p>`) //nolint:gosec // escaped on this line
}

// link is a link in a paragraph of its own.
func link(href, text string) template.HTML {
	esc := template.HTMLEscapeString
	return template.HTML(`<p class="govuk-body"><a class="govuk-link" href="` + esc(href) + `">` + esc(text) + `</a></p>`) //nolint:gosec // escaped on this line
}

// autosave keeps what is being written before the page is sent. It answers without a page: nobody reads it.
func (s *screens) autosave(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	words := form.Text("what", whatMost)
	if len(form.Errors) > 0 {
		return page.Fail(page.Unprocessable, "%s", form.Errors[0].Message)
	}
	_, err = s.reports.Change(r.Context(), token(r), func(f *report.Filled) error {
		f.What = words
		return nil
	})
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// address is the key under which a sender's address is limited; it is never kept.
func address(r *http.Request) string { return credential.AddressKey(page.Address(r)) }
