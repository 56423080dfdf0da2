package hear

import (
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

// actPage is a form by which the reporter says something about their report.
type actPage struct {
	page.Page
	Heading string
	Key     string // of this form, so that a second click says it once
	Parts   []template.HTML
	Button  string
}

// act is one thing that a reporter can do.
type act struct {
	title, button string
	show          func(*screens, *page.Form, bool, *actPage)
	take          func(*screens, *http.Request, access.Principal, *page.Form) (done string, err error) // done is the key of what the reporter is told
}

var acts = map[string]act{
	"again": {"It happened again", "Add this", showAgain, func(s *screens, r *http.Request, who access.Principal, form *page.Form) (string, error) {
		day := form.Date("day", "The day it happened")
		words := form.Text("words", whatMost)
		if len(form.Errors) > 0 {
			return "", nil
		}
		return "again", s.reports.Recur(r.Context(), who, day, report.Word{Key: form.Text("key", 100), Text: words})
	}},
	"reply": {"Send a message", "Send", showWords("What do you want to tell us?", ""), func(s *screens, r *http.Request, who access.Principal, form *page.Form) (string, error) {
		words := form.Text("words", whatMost)
		if len(form.Errors) > 0 {
			return "", nil
		}
		return "reply", s.reports.Reply(r.Context(), who, report.Word{Key: form.Text("key", 100), Text: words})
	}},
	"not-solved": {"It is not solved", "Open my report again", showWords("What is not solved?", "Such as: it stopped for two weeks and began again"), takeNotSolved},
	"rate":       {"Tell us how it went", "Send", showRate, takeRate},
}

// takeNotSolved tells the reporter what really happened: their report is open again, or it was open and the team is told.
func takeNotSolved(s *screens, r *http.Request, who access.Principal, form *page.Form) (string, error) {
	words := form.Text("words", whatMost)
	if len(form.Errors) > 0 {
		return "", nil
	}
	reopened, err := s.reports.NotSolved(r.Context(), who, report.Word{Key: form.Text("key", 100), Text: words})
	if reopened {
		return "not-solved", err
	}
	return "told", err
}

func showAgain(s *screens, form *page.Form, posted bool, screen *actPage) {
	values := form.DateValues("day")
	if !posted {
		values = journey.DateValues("day", s.desk.Gate.Now().Date())
	}
	screen.Parts = append(screen.Parts, govuk.HTML(govuk.DateInput{ID: "day", NamePrefix: "day", Values: values, ErrorMessage: journey.DateError(form, "day"), Fieldset: journey.Legend("On which day?")}))
	showWords("What happened?", "")(s, form, posted, screen)
}

func showWords(question, hint string) func(*screens, *page.Form, bool, *actPage) {
	return func(_ *screens, form *page.Form, _ bool, screen *actPage) {
		screen.Parts = append(screen.Parts, govuk.HTML(govuk.CharacterCount{Name: "words", MaxLength: whatMost, Rows: 6, Value: form.Text("words", 1<<20), Label: journey.Label(question),
			Hint: govuk.Hint{Text: hint}, ErrorMessage: form.Errors.For("words")}))
	}
}

func showRate(s *screens, form *page.Form, _ bool, screen *actPage) {
	kind, ok := s.pack().Kind(report.KindSatisfaction)
	if !ok {
		return
	}
	for _, f := range kind.Fields {
		question := f.Name + "?"
		if !f.Required {
			question += " (optional)"
		}
		switch {
		case f.Type == pack.YesNo:
			screen.Parts = append(screen.Parts, govuk.HTML(govuk.Radios{Name: f.ID, Classes: "govuk-radios--inline", Value: form.Text(f.ID, 20), ErrorMessage: form.Errors.For(f.ID), Fieldset: journey.Legend(question), Items: yesNoItems()}))
		case f.Type == pack.Choice:
			radios := govuk.Radios{Name: f.ID, Value: form.Text(f.ID, 100), ErrorMessage: form.Errors.For(f.ID), Fieldset: journey.Legend(question)}
			for _, o := range f.Options {
				radios.Items = append(radios.Items, govuk.Choice{Value: o.ID, Text: o.Name})
			}
			screen.Parts = append(screen.Parts, govuk.HTML(radios))
		case f.ID == "comment":
			screen.Parts = append(screen.Parts, govuk.HTML(govuk.CharacterCount{Name: f.ID, MaxLength: f.Max, Rows: 5, Value: form.Text(f.ID, 1<<20), Label: journey.Label(question), ErrorMessage: form.Errors.For(f.ID)}))
		}
	}
}

func takeRate(s *screens, r *http.Request, who access.Principal, form *page.Form) (string, error) {
	yes := func(name string) *bool {
		switch form.Text(name, 20) {
		case "yes":
			return ptr(true)
		case "no":
			return ptr(false)
		}
		return nil
	}
	return "rate", s.reports.Rate(r.Context(), who, report.Rating{Solved: yes("solved"), Rating: form.Text("rating", 100), Informed: yes("informed"),
		Comment: form.Text("comment", whatMost), Again: yes("contact_again")})
}

// closedMeanwhile leads to the door; who sent a form from a page that was left open for too long gets back what they wrote once
// they have opened the same report again.
func (s *screens) closedMeanwhile(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodPost {
		return page.Redirect(w, r, "/track", "")
	}
	message := "The page of your report was closed to protect it, so what you wrote was not sent."
	if s.desk.KeepWords(w, r) {
		message += " Open it again, and what you wrote is shown to you."
	}
	return &page.Error{Kind: page.Forbidden, Title: "Enter your reference and PIN again", Message: message,
		Link: govuk.Link{Text: "Open your report", Href: "/track"}}
}

// follow is the forms of the reporter's page. Only the report that was opened by reference and PIN is ever touched.
func (s *screens) follow(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("act")
	if name == "leave" && r.Method == http.MethodPost {
		s.leave(w, r)
		return page.Redirect(w, r, "/", "")
	}
	what, ok := acts[name]
	if !ok || name == "rate" && !report.Asks(s.pack()) {
		return page.Fail(page.NotFound, "There is no such page.")
	}
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	posted := r.Method == http.MethodPost
	who, ok := s.desk.Reporter(r.Context())
	if !ok {
		return s.closedMeanwhile(w, r)
	}
	if posted {
		done, err := what.take(s, r, who, form)
		if err != nil && !desk.Invalid(err, &form.Errors) {
			return err
		}
		if len(form.Errors) == 0 {
			return page.Redirect(w, r, "/track?done="+done, "")
		}
	}
	screen := &actPage{Page: page.Page{Title: what.title, Back: "/track"}, Key: form.Text("key", 100), Button: what.button}
	if screen.Key == "" {
		screen.Key = page.NewToken()
	}
	p, err := s.reports.Progress(r.Context(), who)
	if err != nil {
		return err
	}
	if !p.Report && name != "reply" {
		return page.Fail(page.NotFound, "There is no such page.")
	}
	if screen.Exit = p.Sensitive; name == "not-solved" && !p.Closed {
		screen.Button = "Tell the team" // there is nothing to open again
	}
	what.show(s, form, posted, screen)
	screen.Errors = form.Errors
	return s.pages.Write(w, r, "act.html", screen)
}
