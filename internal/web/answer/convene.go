package answer

import (
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/answer/board"
	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type convenePage struct {
	page.Page
	Board, Meets, Cancel string
	Key                  string
	Day                  govuk.DateInput
	Time                 govuk.Input
	Why                  govuk.Textarea
	Members              govuk.Checkboxes
	Call                 govuk.Button
}

// convene calls a meeting of a board at short notice.
func (s *screens) convene(w http.ResponseWriter, r *http.Request) error {
	body, ok := s.desk.Pack().Body(r.PathValue("id"))
	if !ok {
		return page.Fail(page.NotFound, "There is no such board.")
	}
	if !s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.Create, board.KindMeeting) {
		return page.Fail(page.Forbidden, "Your post does not call meetings.")
	}
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		call := s.callOf(form, body)
		if len(form.Errors) == 0 {
			ref, err := board.Convene(r.Context(), s.desk.Acts, desk.Who(r), call)
			if err == nil {
				return page.Redirect(w, r, "/record/"+ref, "The meeting is called. Tell each member, and say below that it is done")
			}
			if !desk.Invalid(err, &form.Errors) {
				return err
			}
		}
	}
	b := &board.Board{Body: body}
	if err := s.read(r, func(v *gate.View) error { return board.Fill(v, []*board.Board{b}, s.today()) }); err != nil {
		return err
	}
	return s.pages.Write(w, r, "convene.html", s.conveneForm(form, b, r.Method == http.MethodPost))
}

// callOf reads and checks the form.
func (s *screens) callOf(form *page.Form, body *pack.Body) board.Call {
	c := board.Call{Board: body, Key: form.Text("key", 60), Why: form.Needed("why", 2000, "Enter why it cannot wait for the next meeting")}
	day := form.Date("day", "The day of the meeting")
	if day.IsZero() && !form.Errors.Has("day-day") {
		form.Errors.Add("day-day", "Enter the day of the meeting")
	}
	of, given := form.Time("time")
	if !given {
		form.Errors.Add("time", "Enter the time at which it begins")
	}
	if !day.IsZero() {
		c.At = day.At(of)
	}
	for _, id := range form.All("members") {
		if m, ok := s.desk.Pack().Body(id); ok {
			c.Members = append(c.Members, *m)
		}
	}
	return c
}

func (s *screens) conveneForm(form *page.Form, b *board.Board, sent bool) *convenePage {
	label := func(text string) govuk.Label { return govuk.Label{Text: text, Classes: "govuk-label--s"} }
	legend := func(text string) *govuk.Fieldset {
		return &govuk.Fieldset{Legend: govuk.Legend{Text: text, Classes: "govuk-fieldset__legend--s"}, Role: "group"}
	}
	here := "Call a meeting at short notice"
	x := &convenePage{Page: page.Page{Title: here, Errors: form.Errors, Breadcrumbs: []govuk.Link{{Text: "Boards", Href: "/boards"}, {Text: b.Body.Name, Href: "/boards/" + b.Body.ID}, {Text: here}}},
		Board: b.Body.Name, Meets: indicator.Lower(s.howOften(b)), Cancel: "/boards/" + b.Body.ID, Call: govuk.Button{Text: "Call the meeting", PreventDoubleClick: govuk.On}}
	if x.Key = form.Text("key", 60); x.Key == "" {
		x.Key = page.NewToken()
	}
	x.Day = govuk.DateInput{ID: "day", NamePrefix: "day", Values: form.DateValues("day"), Hint: govuk.Hint{Text: "For example, 27 3 2026"}, Fieldset: legend("Day")}
	for _, part := range []string{"day-day", "day-month", "day-year"} {
		if text := form.Errors.Text(part); text != "" {
			x.Day.ErrorMessage = govuk.ErrorMessage{Text: text}
		}
	}
	x.Time = govuk.Input{Name: "time", Classes: "govuk-input--width-5", Label: label("Time"), Hint: govuk.Hint{Text: "For example, 9:30am"}, Value: form.Text("time", 20), ErrorMessage: form.Errors.For("time")}
	x.Why = govuk.Textarea{Name: "why", Rows: 3, Label: label("Why it cannot wait"), Hint: govuk.Hint{Text: "What has happened. It becomes the agenda"}, Value: form.Text("why", 2000), ErrorMessage: form.Errors.For("why")}
	told := form.All("members")
	if !sent && b.Entry != nil {
		told = b.Entry.Fields.List("members")
	}
	x.Members = govuk.Checkboxes{Name: "members", Classes: "govuk-checkboxes--small", Values: told, Fieldset: legend("Who is told"), Hint: govuk.Hint{Text: "The members that the register of boards names are ticked"}, ErrorMessage: form.Errors.For("members")}
	for _, m := range s.desk.Pack().Bodies {
		if sits := []pack.BodyKind{pack.StatutoryPartner, pack.ExternalPartner}; slices.Contains(sits, m.Kind) {
			x.Members.Items = append(x.Members.Items, govuk.Choice{Value: m.ID, Text: m.Name})
		}
	}
	return x
}
