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

	Multipart bool // a file may be sent with it
}

// act is one thing that a reporter can do.
type act struct {
	title, button string // keys of the catalogue
	show          func(*screens, *page.Form, bool, *actPage)
	take          func(*screens, *http.Request, access.Principal, *page.Form) (done string, err error) // done is the key of what the reporter is told
}

var acts = map[string]act{
	"again": {"track.again", "track.again.send", showAgain, func(s *screens, r *http.Request, who access.Principal, form *page.Form) (string, error) {
		day := form.Date("day", form.Say("report.when.what"))
		words := form.Text("words", whatMost)
		if len(form.Errors) > 0 {
			return "", nil
		}
		return "again", s.reports.Recur(r.Context(), who, day, report.Word{Key: form.Text("key", 100), Text: words})
	}},
	"reply": {"track.reply", "track.send", showWords("track.reply.words", ""), func(s *screens, r *http.Request, who access.Principal, form *page.Form) (string, error) {
		words := form.Text("words", whatMost)
		if len(form.Errors) > 0 {
			return "", nil
		}
		return "reply", s.reports.Reply(r.Context(), who, report.Word{Key: form.Text("key", 100), Text: words})
	}},
	"challenge": {"track.challenge", "track.challenge.send", showWords("track.challenge.words", "track.challenge.hint"), func(s *screens, r *http.Request, who access.Principal, form *page.Form) (string, error) {
		words := form.Text("words", whatMost)
		if len(form.Errors) > 0 {
			return "", nil
		}
		return "challenge", s.reports.Challenge(r.Context(), who, report.Word{Key: form.Text("key", 100), Text: words})
	}},
	"diary":      {"track.diary", "track.again.send", showDiary, takeDiary},
	"not-solved": {"track.notSolved", "track.notSolved.send", showWords("track.notSolved.words", "track.notSolved.hint"), takeNotSolved},
	"rate":       {"track.rate", "track.send", showRate, takeRate},
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
	screen.Parts = append(screen.Parts, form.Draw(govuk.DateInput{ID: "day", NamePrefix: "day", Values: values, ErrorMessage: journey.DateError(form, "day"), Fieldset: journey.Legend(form.Say("track.again.day"))}))
	showWords("report.story.title", "")(s, form, posted, screen)
}

func showWords(question, hint string) func(*screens, *page.Form, bool, *actPage) {
	return func(_ *screens, form *page.Form, _ bool, screen *actPage) {
		screen.Parts = append(screen.Parts, form.Draw(govuk.CharacterCount{Name: "words", MaxLength: whatMost, Rows: 6, Value: form.Text("words", 1<<20), Label: journey.Label(form.Say(question)),
			Hint: govuk.Hint{Text: hintText(form, hint)}, ErrorMessage: form.Errors.For("words")}))
	}
}

func hintText(form *page.Form, key string) string {
	if key == "" {
		return ""
	}
	return form.Say(key)
}

func showRate(s *screens, form *page.Form, _ bool, screen *actPage) {
	kind, ok := s.pack().Kind(report.KindSatisfaction)
	if !ok {
		return
	}
	for _, f := range kind.Fields {
		question := f.Name + "?"
		if !f.Required {
			question = form.Say("form.optional", "question", question)
		}
		switch {
		case f.Type == pack.YesNo:
			screen.Parts = append(screen.Parts, form.Draw(govuk.Radios{Name: f.ID, Classes: "govuk-radios--inline", Value: form.Text(f.ID, 20), ErrorMessage: form.Errors.For(f.ID), Fieldset: journey.Legend(question), Items: yesNoItems(form.Words())}))
		case f.Type == pack.Choice:
			radios := govuk.Radios{Name: f.ID, Value: form.Text(f.ID, 100), ErrorMessage: form.Errors.For(f.ID), Fieldset: journey.Legend(question)}
			for _, o := range f.Options {
				radios.Items = append(radios.Items, govuk.Choice{Value: o.ID, Text: o.Name})
			}
			screen.Parts = append(screen.Parts, form.Draw(radios))
		case f.ID == "comment":
			screen.Parts = append(screen.Parts, form.Draw(govuk.CharacterCount{Name: f.ID, MaxLength: f.Max, Rows: 5, Value: form.Text(f.ID, 1<<20), Label: journey.Label(question), ErrorMessage: form.Errors.For(f.ID)}))
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
	message := page.Say(r, "track.closed.text")
	if s.desk.KeepWords(w, r) {
		message += " " + page.Say(r, "track.closed.kept")
	}
	return &page.Error{Kind: page.Forbidden, Title: page.Say(r, "track.closed"), Message: message,
		Link: govuk.Link{Text: page.Say(r, "track.closed.open"), Href: "/track"}}
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
		return page.Refuse(r, page.NotFound, "track.noPage")
	}
	most := int64(0)
	if name == "diary" {
		most = diaryBytes
	}
	form, err := page.ReadForm(w, r, most)
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
		if err != nil && !desk.Wrong(err, form) {
			return err
		}
		if len(form.Errors) == 0 {
			return page.Redirect(w, r, "/track?done="+done, "")
		}
	}
	screen := &actPage{Page: page.Page{Title: form.Say(what.title), Back: "/track"}, Key: form.Text("key", 100), Button: form.Say(what.button)}
	if screen.Key == "" {
		screen.Key = page.NewToken()
	}
	p, err := s.reports.Progress(r.Context(), who)
	if err != nil {
		return err
	}
	if open := name == "reply" || name == "challenge" && !p.Challenge.IsZero(); !p.Report && !open || p.Report && name == "challenge" {
		return page.Refuse(r, page.NotFound, "track.noPage")
	}
	if screen.Exit = p.Sensitive; name == "not-solved" && !p.Closed {
		screen.Button = form.Say("track.notSolved.tell") // there is nothing to open again
	}
	what.show(s, form, posted, screen)
	screen.Errors = form.Errors
	return s.pages.Write(w, r, "act.html", screen)
}
