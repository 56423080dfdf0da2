package act

import (
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/ask"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type deedPage struct {
	page.Page
	Ref     string
	Lead    string
	Safety  template.HTML
	Parts   []template.HTML
	Preview template.HTML
	Hidden  map[string]string
	Version int64
	Button  string
}

// triageScreen asks and does the acts of a report at triage.
func (s *screens) triageScreen() *ask.Screen {
	return &ask.Screen{Desk: s.desk, Page: func(ref string) string { return "/triage/" + ref }, Write: s.askDeed, After: s.afterDeed, Wrong: s.notReport,
		Tunes: map[string]ask.Tune{
			triage.JoinCase: {Look: s.lookNear, Given: givenCase, Parts: s.joinParts},
			triage.Close:    {Show: s.showClosing},
		}}
}

// deed asks for an act on a report, and does it.
func (s *screens) deed(w http.ResponseWriter, r *http.Request) error {
	return s.triageScreen().Serve(w, r, r.PathValue("act"), "")
}

func (s *screens) notReport(w *record.Whole) error {
	if w.Kind == s.reportKind() {
		return nil
	}
	return page.Fail(page.NotFound, "%s is not a report. Find it under Records.", w.Reference)
}

func (s *screens) askDeed(w http.ResponseWriter, r *http.Request, a *ask.Asking) error {
	if len(a.Asked) == 0 && len(a.In.Errors) > 0 {
		return page.Fail(page.Unprocessable, "%s", a.In.Errors[0].Message)
	}
	c, sensitive := s.pack().Category(a.Record.Category)
	screen := &deedPage{Page: page.Page{Title: a.Act.Title, Back: "/triage/" + a.Record.Reference, Errors: a.In.Errors, Exit: sensitive && c.Sensitive},
		Ref: a.Record.Reference, Lead: a.Act.Lead, Version: a.Version, Button: a.Act.Button, Parts: a.Questions, Safety: safety(a.Record)}
	if a.Preview != "" {
		screen.Title, screen.Preview, screen.Button = "Check what the reporter will read", a.Preview, "Send and close"
		screen.Hidden = map[string]string{"confirmed": "yes", "outcome": a.In.Text("outcome", 60), "reason": a.In.Text("reason", 2000), "message": a.In.Text("message", 4000)}
	}
	return s.pages.Write(w, r, "deed.html", screen)
}

// afterDeed leads back to the report, or to the list where the act may have taken it out of the reader's sight.
func (s *screens) afterDeed(w http.ResponseWriter, r *http.Request, a *ask.Asking, out act.Outcome) error {
	to := "/triage/" + a.Record.Reference
	if a.Act.Away {
		to = "/triage"
	}
	return page.Redirect(w, r, to, out.Says)
}

// atTriage are the acts of a report that stand as buttons on its page; what every record takes stands on its page under Records.
var atTriage = []string{triage.Accept, triage.Start, triage.Refuse, triage.SendOn, triage.OpenCase, triage.JoinCase, act.Contact, act.Assess, triage.Reply, act.Assign, triage.Close, triage.Reopen}

// showClosing shows what the reporter will read before it is sent.
func (s *screens) showClosing(a *ask.Asking) error {
	if _, err := act.Check(a.Asked, a.Answers); err != nil {
		a.Refused(a.Asked, err)
		return nil
	}
	message, err := s.withReview(a, a.Answers.Text("message"))
	if err != nil {
		return err
	}
	a.Answers["message"] = message
	if a.In.Yes("change") || !a.In.Yes("confirmed") {
		if !a.In.Yes("change") {
			a.Preview = s.reads(a, message)
		}
		a.Held = true
	}
	return nil
}

// reviewNotice tells of the right to a case review (Anti-social Behaviour, Crime and Policing Act 2014, s.104).
const reviewNotice = "This is not the first time that you told us in the last six months. You can ask for a case review, in which the agencies look together at what was done. Tell us here if you want one."

// withReview is the message with the notice of a case review where its reader has the right to ask for one.
func (s *screens) withReview(a *ask.Asking, message string) (string, error) {
	err := s.read(a.R, func(v *gate.View) error {
		x := &reportView{s: s, r: a.R, v: v, whole: a.Record, kind: a.Scene.Kind}
		_, may, err := x.review()
		if may {
			message += "\n\n" + reviewNotice
		}
		return err
	})
	return message, err
}

// reads is the closed report as its reporter will see it.
func (s *screens) reads(a *ask.Asking, message string) template.HTML {
	state, _ := a.Scene.Kind.State(triage.Closed)
	list := govuk.SummaryList{Rows: []govuk.SummaryRow{words.Row("Where it stands", words.Prose(state.Public)),
		words.Row("Message", words.Prose(message)), words.Row("What happens next", words.Prose(state.Next))}}
	return govuk.HTML(list)
}

// other is the choice of a case that is not among the suggestions.
const other = "other"

// lookNear finds the open cases near the report, which it may join.
func (s *screens) lookNear(a *ask.Asking, v *gate.View) error {
	x := &reportView{s: s, r: a.R, v: v, whole: a.Record, kind: a.Scene.Kind}
	near, err := x.near()
	a.Kept = near.points[:len(near.refs)]
	return err
}

// givenCase brings the case that was picked among the suggestions to the act's question.
func givenCase(a *ask.Asking) { givenPick(a, "case") }

func givenPick(a *ask.Asking, question string) {
	if pick := a.In.Text("pick", 40); pick != "" && pick != other {
		a.Answers[question] = pick
	}
}

func (s *screens) joinParts(a *ask.Asking) []template.HTML {
	typed := a.Sheet.Questions(a.Asked)[0]
	near, _ := a.Kept.([]record.Record)
	if len(near) == 0 {
		return []template.HTML{"<p class=\"govuk-body\">No open case within 250 metres that you may see.</p>", typed}
	}
	return s.pickOf(a, "Which case", near, "Another case", typed, func(rec *record.Record) (string, string) {
		return rec.Reference + ": " + rec.Title, "Opened " + words.Age(rec.Opened.Date(), a.Scene.Today) + ", with " + s.words.Team(rec.Team)
	})
}

// pickOf offers records to choose from, and the reference of another in words.
func (s *screens) pickOf(a *ask.Asking, legend string, from []record.Record, another string, typed template.HTML, says func(*record.Record) (text, hint string)) []template.HTML {
	radios := govuk.Radios{Name: "pick", Value: a.In.Text("pick", 40), ErrorMessage: a.In.Errors.For("pick"), Fieldset: ask.Legend(legend)}
	for i := range from {
		text, hint := says(&from[i])
		radios.Items = append(radios.Items, govuk.Choice{Value: from[i].Reference, Text: text, Hint: govuk.Hint{Text: hint}})
	}
	last := govuk.Choice{Value: other, Text: another}
	last.Conditional.HTML = typed
	radios.Items = append(radios.Items, last)
	return []template.HTML{govuk.HTML(radios)}
}
