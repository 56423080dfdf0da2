// Package journey is how a public form is filled in on the web: one thing per page, without scripts, every answer on the server before
// the next page is shown, back and forward, the summary of errors, and one sending however often somebody presses. What a form asks is
// its own; package hear brings the report and the forms that the pack declares.
//
// A page asks what it shows through an Answer. What is typed stands in no address, and no page of a form is kept by a browser.
package journey

import (
	"context"
	"embed"
	"errors"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

//go:embed *.html
var templates embed.FS

// Pages are the templates of every journey.
func Pages(site *page.Site) *page.Set { return site.MustSet(templates) }

// Draft is what has been filled in so far of a form.
type Draft[F any] interface {
	Clone() F
	Has(page string) bool
	Answered(page string)
	Become(F) // takes all that another one holds
}

// Keeper keeps forms under way by the token of a browser.
type Keeper[F any] interface {
	Resume(ctx context.Context, token string) (F, error)
	Change(ctx context.Context, token string, fn func(F) error) (F, error)
}

// Question is one page of a form.
type Question[F Draft[F]] struct {
	ID    string
	Asked func(F) bool                     // always where nil
	Done  func(F) bool                     // where nil, once it was answered
	Show  func(*Answer[F]) error           // draws the page
	Take  func(*Answer[F])                 // reads the form into a.F and notes what is wrong in a.Form.Errors
	Heed  func(*Answer[F])                 // looks at what was sent before anything is taken
	Skip  func(*Answer[F]) (string, error) // where to go instead, where there is nothing to ask
	First func(*Answer[F]) (string, error) // what is done before the form is taken; a path it gives is gone to instead
	Aside bool                             // reached by a link and never asked in turn
	Bytes int64                            // of the largest form
}

// CheckPage is the page of every form on which its answers are checked before it is sent.
const CheckPage = form.CheckPage

// Form is a form as it is filled in.
type Form[F Draft[F]] struct {
	Root      string // the address under which its pages stand
	Questions []Question[F]
	Keep      Keeper[F]
	Pages     *page.Set
	Cookie    Cookie
	Exit      func(F) bool                                              // somebody who watches may do harm because of it
	Notice    func(F) string                                            // a page to read before the next question; empty where there is none
	Sent      func(ctx context.Context, token string) (sent bool)       // the token has a receipt
	Start     func(r *http.Request, had string) (token string, _ error) // begins an empty form, in a browser that had a token
}

// Path is the address of a page of the form.
func (j *Form[F]) Path(page string) string { return j.Root + "/" + page }

// steps are the questions below their pages.
func (j *Form[F]) steps() form.Steps[F] {
	out := make(form.Steps[F], len(j.Questions))
	for i, q := range j.Questions {
		out[i] = form.Step[F]{ID: q.ID, Asked: q.Asked, Done: q.Done, Aside: q.Aside}
		if q.Done == nil {
			out[i].Done = func(f F) bool { return f.Has(q.ID) }
		}
	}
	return out
}

// Next is where a person goes on: to a notice that they have not seen, else to the first open question.
func (j *Form[F]) Next(f F) string {
	if j.Notice != nil {
		if to := j.Notice(f); to != "" {
			return to
		}
	}
	return j.Path(j.Questions[j.Open(f)].ID)
}

// Open is the number of the first question without an answer.
func (j *Form[F]) Open(f F) int { return j.steps().Open(f) }

// Before is the address of the question before one, or of the start page.
func (j *Form[F]) Before(f F, i int) string {
	if step, ok := j.steps().Before(f, i); ok {
		return j.Path(step.ID)
	}
	return "/"
}

// ErrStart says that there is no form under way, and the person begins at the first page.
var ErrStart = errors.New("no form under way")

// Resume is the form that the browser has under way, and the token that it holds.
func (j *Form[F]) Resume(r *http.Request) (f F, token string, err error) {
	token = j.Cookie.Token(r)
	if token == "" {
		return f, "", ErrStart
	}
	f, err = j.Keep.Resume(r.Context(), token)
	if errors.Is(err, fault.ErrNotFound) {
		return f, token, ErrStart
	}
	return f, token, err
}

// Begin opens a new form, or goes on with the one under way.
func (j *Form[F]) Begin(w http.ResponseWriter, r *http.Request) error {
	f, token, err := j.Resume(r)
	if err == nil {
		return page.Redirect(w, r, j.Next(f), "")
	}
	if !errors.Is(err, ErrStart) {
		return err
	}
	if token, err = j.Start(r, token); err != nil {
		return err
	}
	j.Cookie.Set(w, token)
	return page.Redirect(w, r, j.Path(j.Questions[0].ID)+"?new", "")
}

// Serve shows a question and takes its answer.
func (j *Form[F]) Serve(w http.ResponseWriter, r *http.Request, id string) error {
	i := slices.IndexFunc(j.Questions, func(q Question[F]) bool { return q.ID == id })
	if i < 0 {
		return page.Refuse(r, page.NotFound, "form.noPage")
	}
	a := &Answer[F]{W: w, R: r, Q: j.Questions[i], Posted: r.Method == http.MethodPost, form: j}
	var err error
	if a.Form, err = page.ReadForm(w, r, a.Q.Bytes); err != nil {
		return err
	}
	if a.F, a.Token, err = j.Resume(r); errors.Is(err, ErrStart) {
		return j.withoutForm(a)
	} else if err != nil {
		return err
	}
	if a.Q.Heed != nil {
		a.Q.Heed(a)
	}
	if i > j.Open(a.F) {
		return page.Redirect(w, r, j.Next(a.F), "")
	}
	to := ""
	if a.Q.Skip != nil {
		to, err = a.Q.Skip(a)
	}
	if err == nil && to == "" && a.Posted {
		to, err = a.save()
	}
	switch {
	case err != nil:
		return err
	case to != "":
		return page.Redirect(w, r, to, "")
	}
	return j.draw(a, i)
}

// withoutForm answers a request that has no form under way: a form that was sent leads to its receipt, a browser that
// keeps no cookie is told so, and all others begin.
func (j *Form[F]) withoutForm(a *Answer[F]) error {
	if a.Token != "" && j.Sent(a.R.Context(), a.Token) {
		return page.Redirect(a.W, a.R, j.Path("sent")+"?again=1", "")
	}
	if a.Token == "" && a.R.URL.Query().Has("new") {
		return page.Refuse(a.R, page.BadRequest, "form.noCookie")
	}
	return page.Redirect(a.W, a.R, j.Root, "")
}

func (j *Form[F]) draw(a *Answer[F], i int) error {
	last := len(j.Questions) - 1
	a.Screen = &Screen{Next: govuk.Button{Text: a.Say("form.continue"), PreventDoubleClick: govuk.On}}
	if i > 0 {
		a.Screen.Clear = j.Path("clear")
	}
	a.Screen.Back = j.Before(a.F, i)
	if a.F.Has(CheckPage) || j.Open(a.F) == last && i < last {
		a.Screen.Back = j.Path(CheckPage)
	}
	a.Screen.Exit = j.Exit(a.F)
	if err := a.Q.Show(a); err != nil {
		return err
	}
	a.Screen.Errors = a.Form.Errors
	return j.Pages.Write(a.W, a.R, "question.html", a.Screen)
}
