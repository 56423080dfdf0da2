package records

import (
	"cmp"
	"errors"
	"html/template"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/contact"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// area is a text of several lines.
func (a *acting) area(name, label, hint string) template.HTML {
	return govuk.HTML(govuk.Textarea{Name: name, Label: govuk.Label{Text: label}, Hint: govuk.Hint{Text: hint}, Value: a.text(name), ErrorMessage: a.in.Errors.For(name), Rows: 4})
}

func (a *acting) line(name, label, hint string) template.HTML {
	return govuk.HTML(govuk.Input{Name: name, Label: govuk.Label{Text: label}, Hint: govuk.Hint{Text: hint}, Value: a.text(name), ErrorMessage: a.in.Errors.For(name)})
}

func (a *acting) choose(name, text, hint, value string, options ...option) template.HTML {
	r := govuk.Radios{Name: name, Fieldset: legend(text), Hint: govuk.Hint{Text: hint}, Value: cmp.Or(a.text(name), value), ErrorMessage: a.in.Errors.For(name), Classes: "govuk-radios--small"}
	for _, o := range options {
		r.Items = append(r.Items, govuk.Choice{Value: o.ID, Text: o.Name})
	}
	return govuk.HTML(r)
}

func (a *acting) pickFrom(name, text, hint, value, none string, options []option) template.HTML {
	sel := govuk.Select{Name: name, Label: govuk.Label{Text: text}, Hint: govuk.Hint{Text: hint}, Value: value, ErrorMessage: a.in.Errors.For(name), Items: []govuk.Option{{Value: "", Text: none}}}
	if a.sent {
		sel.Value = a.text(name)
	}
	for _, o := range options {
		sel.Items = append(sel.Items, govuk.Option{Value: o.ID, Text: o.Name})
	}
	return govuk.HTML(sel)
}

// readByReporter says that somebody outside may read the record's notes for them.
func (a *acting) readByReporter() bool { return a.kind.ID == a.s.desk.Pack().Partnership.Report }

func (a *acting) audience() string {
	if a.readByReporter() && a.text("audience") == record.ForReporter {
		return record.ForReporter
	}
	return record.ForStaff
}

func (a *acting) drawAudience() template.HTML {
	if !a.readByReporter() {
		return ""
	}
	return a.choose("audience", "Who may read it", "", record.ForStaff, option{record.ForStaff, "Staff"}, option{record.ForReporter, "Staff and the person who reported it"})
}

func drawNote(a *acting) []template.HTML {
	return []template.HTML{a.area("note", "Note", "Facts, and what was said. People may ask to read what is kept about them"), a.drawAudience()}
}

func doNote(a *acting, _ *gate.Unit, e *gate.Edit) error { return e.Note(a.text("note"), a.audience()) }

func drawReason(a *acting) []template.HTML { return []template.HTML{a.area("reason", "Why", "")} }

func doEndParty(a *acting, _ *gate.Unit, e *gate.Edit) error {
	return e.EndParty(a.id, a.text("reason"))
}

func doUnlink(a *acting, u *gate.Unit, e *gate.Edit) error {
	return u.Unlink(e, a.id, a.text("reason"))
}

func drawLink(a *acting) []template.HTML {
	return []template.HTML{a.line("other", "Reference of the other record", "Such as ASB-26-00042-3"), a.area("reason", "Why the two belong together", "")}
}

func doLink(a *acting, u *gate.Unit, e *gate.Edit) error {
	other, err := u.Edit(a.text("other"), 0)
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return fault.Invalid{"other": "There is no record with that reference that you may see"}
	case err != nil:
		return err
	case other.Record().ID == e.Record().ID:
		return fault.Invalid{"other": "Enter the reference of another record: this is the record itself"}
	}
	for _, l := range a.whole.Links {
		if l.Other == other.Record().ID {
			return fault.Invalid{"other": "The two are linked already"}
		}
	}
	return u.Link(e, other, a.text("reason"))
}

func drawAssess(a *acting) []template.HTML {
	r := govuk.Radios{Name: "risk", Fieldset: legend("Risk"), Value: cmp.Or(a.text("risk"), a.whole.Risk), ErrorMessage: a.in.Errors.For("risk")}
	for _, b := range a.s.desk.Pack().Risks {
		r.Items = append(r.Items, govuk.Choice{Value: b.ID, Text: b.Name, Hint: govuk.Hint{Text: b.Means}})
	}
	return []template.HTML{govuk.HTML(r), a.area("reason", "Why", "What it rests on. It is needed when the risk changes")}
}

func doAssess(a *acting, _ *gate.Unit, e *gate.Edit) error {
	return e.Assess(a.text("risk"), a.text("reason"))
}

func drawContact(a *acting) []template.HTML {
	a.hint = "Say that you spoke with the person affected or the reporter. It stops the target of first contact."
	return append([]template.HTML{a.choose("how", "How", "", "", option{"By telephone", "By telephone"}, option{"In person", "In person"}, option{"By email", "By email"}, option{"By letter", "By letter"})}, contact.AskMade(a.in)...)
}

func doContact(a *acting, _ *gate.Unit, e *gate.Edit) error {
	how := a.text("how")
	if !slices.Contains([]string{"By telephone", "In person", "By email", "By letter"}, how) {
		return fault.Invalid{"how": "Select how you spoke with them"}
	}
	at := contact.Made(a.in, a.s.desk.Gate.Now())
	if len(a.in.Errors) > 0 {
		return fault.Invalid{}
	}
	return e.Contact(how, at)
}

// holders finds who can be given something: those who hold a post today in the record's team, and the reader.
func holders(a *acting) (err error) {
	if a.given, err = a.teams(); err != nil {
		return err
	}
	team := a.whole.Team
	if a.sent {
		team = cmp.Or(a.text("team"), team)
	}
	who := desk.Who(a.r)
	a.people = []option{{who.Account, who.Name + " (you)"}}
	if team == "" {
		return nil
	}
	all, err := a.s.desk.Accounts.Team(a.r.Context(), team)
	for _, h := range all {
		if h.Account != who.Account {
			a.people = append(a.people, option{h.Account, h.Name})
		}
	}
	return err
}

func (a *acting) isOffered(account string) bool {
	return account == "" || slices.ContainsFunc(a.people, func(o option) bool { return o.ID == account })
}

// teams are those to which the record may be given, and the one that has it.
func (a *acting) teams() ([]option, error) {
	teams, err := a.s.desk.Teams(a.r.Context(), func(t pack.Team) access.Subject {
		r := &a.whole.Record
		return access.Subject{ID: r.ID, Kind: r.Kind, OwnerBody: t.Body, SenderBody: r.OwnerBody, Team: t.ID, Area: r.Area, Marking: r.Marking}
	})
	if has, ok := a.s.desk.Pack().Team(a.whole.Team); ok && !slices.ContainsFunc(teams, func(t pack.Team) bool { return t.ID == has.ID }) {
		teams = append(teams, *has)
	}
	var out []option
	for _, t := range teams {
		if t.ID != a.whole.Team && a.s.desk.Gate.Forbids(&a.whole.Record, t.Body) {
			continue
		}
		out = append(out, option{t.ID, t.Name + ", " + a.s.words.Body(t.Body)})
	}
	return out, err
}

func drawAssign(a *acting) []template.HTML {
	return []template.HTML{a.pickFrom("team", "Team", "", a.whole.Team, noTeam(a.kind), a.given),
		a.pickFrom("assignee", "Person", "Those of the team. To give it to somebody of another team, choose that team and nobody first", a.whole.Assignee, "Nobody: leave it with the team", a.people),
		a.area("reason", "Why (optional)", "")}
}

func doAssign(a *acting, _ *gate.Unit, e *gate.Edit) error {
	body, account := e.Record().OwnerBody, a.text("assignee")
	chosen := a.text("team")
	if team, ok := a.s.desk.Pack().Team(chosen); ok {
		body = team.Body
	}
	if chosen != "" && !slices.ContainsFunc(a.given, func(o option) bool { return o.ID == chosen }) {
		return fault.Invalid{"team": "Select a team from the list"}
	}
	if !a.isOffered(account) {
		return fault.Invalid{"assignee": "Select somebody of the team, or nobody"}
	}
	if rec := e.Record(); rec.Kind == a.s.desk.Pack().Partnership.Report && rec.State == a.kind.Initial().ID {
		body = rec.OwnerBody // which keeps a report until the team that it is sent to accepts it
	}
	if before := e.Record().OwnerBody; before != body {
		if err := e.Sent(before); err != nil {
			return err
		}
	}
	return e.Assign(body, a.text("team"), account, a.text("reason"))
}

func drawAction(a *acting) []template.HTML {
	var bodies []option
	for _, b := range a.s.desk.Pack().Bodies {
		if a.s.desk.Gate.Forbids(&a.whole.Record, b.ID) {
			continue
		}
		bodies = append(bodies, option{b.ID, b.Name})
	}
	return []template.HTML{a.area("what", "What is to be done", ""), a.pickFrom("owner", "Who does it", "", desk.Who(a.r).Account, "Nobody by name", a.people),
		a.pickFrom("body", "Body (where it is nobody by name)", "", "", "Choose", bodies), a.day("By when")}
}

// day asks for the day by which something is due.
func (a *acting) day(text string) template.HTML {
	due := govuk.DateInput{ID: "due", NamePrefix: "due", Values: a.in.DateValues("due"), Fieldset: legend(text), Hint: govuk.Hint{Text: "For example, 27 3 2026"}}
	for _, part := range []string{"-day", "-month", "-year"} {
		if due.ErrorMessage.Text == "" {
			due.ErrorMessage = a.in.Errors.For("due" + part)
		}
	}
	return govuk.HTML(due)
}

func doAction(a *acting, _ *gate.Unit, e *gate.Edit) error {
	due := a.in.Date("due", "The day")
	if len(a.in.Errors) > 0 {
		return fault.Invalid{}
	}
	if !a.isOffered(a.text("owner")) {
		return fault.Invalid{"owner": "Select somebody of the team, or a body"}
	}
	if _, ok := a.s.desk.Pack().Body(a.text("body")); !ok && a.text("body") != "" {
		return fault.Invalid{"body": "Select a body from the list"}
	}
	if r := []rune(a.text("what")); len(r) > 1000 {
		return fault.Invalid{"what": "Use 1,000 characters or fewer"}
	}
	_, err := e.AddAction(record.Action{What: a.text("what"), Owner: a.text("owner"), Body: a.text("body"), Due: due})
	return err
}

func drawEndAction(a *acting) []template.HTML {
	for _, x := range a.whole.Actions {
		if x.ID == a.id {
			a.hint = x.What
		}
	}
	return []template.HTML{a.choose("state", "Was it done?", "", "", option{record.ActionDone, "Done"}, option{record.ActionNotDone, "Not done"}),
		a.area("outcome", "What came of it, or why it was not done", "")}
}

func doEndAction(a *acting, _ *gate.Unit, e *gate.Edit) error {
	return e.EndAction(a.id, a.text("state"), a.text("outcome"))
}

func drawFile(a *acting) []template.HTML {
	return []template.HTML{govuk.HTML(govuk.FileUpload{Name: "file", Label: govuk.Label{Text: "File"}, Hint: govuk.Hint{Text: accepted}, ErrorMessage: a.in.Errors.For("file")}), a.drawAudience()}
}

func doFile(a *acting, _ *gate.Unit, e *gate.Edit) error {
	files := a.in.Files("file")
	if len(files) == 0 {
		return fault.Invalid{"file": "Select a file"}
	}
	up, err := a.s.take(a.r, files[0])
	if err != nil {
		return err
	}
	return e.Attach(up.Name, up.Media, up.Content, a.audience())
}
