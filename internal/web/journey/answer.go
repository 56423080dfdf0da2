package journey

import (
	"errors"
	"html/template"
	"net/http"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Screen is every page of a journey: what it asks, in order, above one button.
type Screen struct {
	page.Page
	Heading   string // the h1, where no question of the page is it
	Parts     []template.HTML
	Doors     []template.HTML // whom to turn to beside
	Next      govuk.Button
	After     []template.HTML // below the form
	Multipart bool
	Autosave  string
	Clear     string // where what was entered is deleted; empty where nothing was
}

// Answer is a question while somebody answers it.
type Answer[F Draft[F]] struct {
	W      http.ResponseWriter
	R      *http.Request
	Q      Question[F]
	F      F
	Token  string
	Form   *page.Form
	Posted bool
	Screen *Screen
	Own    any // what Heed or Skip found, for Show

	form *Form[F]
}

// Filling is a question while somebody answers it, whichever form it is of.
type Filling interface {
	Page() *Screen
	Input() *page.Form
	Sent() bool
	Done() bool
	Add(parts ...template.HTML)
	Value(name, saved string) string
	Values(name string, saved []string) []string
	Date(name string, saved when.Date) map[string]string
	Label(text string) govuk.Label
	Say(key string, names ...any) string
	Draw(c govuk.Component) template.HTML
	Words() *catalogue.Catalogue
	Legend(text string) *govuk.Fieldset
}

// Page is what is drawn.
func (a *Answer[F]) Page() *Screen { return a.Screen }

// Input is what was sent.
func (a *Answer[F]) Input() *page.Form { return a.Form }

// Sent says that something was sent.
func (a *Answer[F]) Sent() bool { return a.Posted }

// Done says that the page was answered before.
func (a *Answer[F]) Done() bool { return a.F.Has(a.Q.ID) }

// Path is the address of the page.
func (a *Answer[F]) Path() string { return a.form.Path(a.Q.ID) }

// save takes the answer. It gives where to go, or nothing where the page must be shown again.
func (a *Answer[F]) save() (string, error) {
	if a.Q.First != nil {
		if to, err := a.Q.First(a); err != nil || to != "" {
			return to, err
		}
	}
	if a.Q.Take == nil || len(a.Form.Errors) > 0 {
		return "", nil
	}
	wrong := errors.New("the answer cannot be taken")
	f, err := a.form.Keep.Change(a.R.Context(), a.Token, func(f F) error {
		a.F, a.Form.Errors = f.Clone(), nil
		a.Q.Take(a)
		if len(a.Form.Errors) > 0 {
			a.F = f // the page is drawn again from what was answered before, and never from half an answer
			return wrong
		}
		a.F.Answered(a.Q.ID)
		f.Become(a.F)
		return nil
	})
	switch {
	case errors.Is(err, wrong):
		return "", nil
	case err != nil:
		return "", err
	}
	return a.form.Next(f), nil
}

// Say is a message in the language of whoever fills the form in.
func (a *Answer[F]) Say(key string, names ...any) string { return a.Words().Say(key, names...) }

// Draw draws a component in their language.
func (a *Answer[F]) Draw(c govuk.Component) template.HTML { return page.Draw(a.R, c) }

// Words are those of their language.
func (a *Answer[F]) Words() *catalogue.Catalogue { return page.Words(a.R) }

// Add puts components on the page.
func (a *Answer[F]) Add(parts ...template.HTML) { a.Screen.Parts = append(a.Screen.Parts, parts...) }

// Value is what was typed, or what was saved before.
func (a *Answer[F]) Value(name, saved string) string {
	if a.Posted && a.Form.Has(name) {
		return a.Form.Text(name, 1<<20)
	}
	return saved
}

// Values are the boxes that were ticked, or those saved before.
func (a *Answer[F]) Values(name string, saved []string) []string {
	if a.Posted {
		return a.Form.All(name)
	}
	return saved
}

// Date are the parts of a day as they were typed, or of the day that was saved before.
func (a *Answer[F]) Date(name string, saved when.Date) map[string]string {
	if a.Posted {
		return a.Form.DateValues(name)
	}
	return DateValues(name, saved)
}

// Label is a label that is the page's h1.
func (a *Answer[F]) Label(text string) govuk.Label {
	a.Screen.Title = text
	return govuk.Label{Text: text, IsPageHeading: true, Classes: "govuk-label--l"}
}

// Legend is a legend that is the page's h1.
func (a *Answer[F]) Legend(text string) *govuk.Fieldset {
	a.Screen.Title = text
	return &govuk.Fieldset{Legend: govuk.Legend{Text: text, IsPageHeading: true, Classes: "govuk-fieldset__legend--l"}}
}

// DateValues are the parts of a day as a date input holds them.
func DateValues(name string, d when.Date) map[string]string {
	if d.IsZero() {
		return nil
	}
	return map[string]string{name + "-day": strconv.Itoa(d.DayOfMonth()), name + "-month": strconv.Itoa(int(d.Month())), name + "-year": strconv.Itoa(d.Year())}
}

// DateError is the fault of whichever part of a date is at fault.
func DateError(in *page.Form, name string) govuk.ErrorMessage {
	for _, part := range []string{"day", "month", "year"} {
		if e := in.Errors.For(name + "-" + part); e.Given() {
			return e
		}
	}
	return govuk.ErrorMessage{}
}

// Legend is that of one question among several.
func Legend(text string) *govuk.Fieldset {
	return &govuk.Fieldset{Legend: govuk.Legend{Text: text, Classes: "govuk-fieldset__legend--m"}}
}

// Label is that of one question among several.
func Label(text string) govuk.Label { return govuk.Label{Text: text, Classes: "govuk-label--m"} }

// Paragraph is plain words between components.
func Paragraph(text string) template.HTML {
	return template.HTML(`<p class="govuk-body">` + template.HTMLEscapeString(text) + `</p>`) //nolint:gosec // escaped on this line
}

// Link is a link in a paragraph of its own.
func Link(href, text string) template.HTML {
	esc := template.HTMLEscapeString
	return template.HTML(`<p class="govuk-body"><a class="govuk-link" href="` + esc(href) + `">` + esc(text) + `</a></p>`) //nolint:gosec // escaped on this line
}
