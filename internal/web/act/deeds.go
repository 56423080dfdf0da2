package act

import (
	"cmp"
	"html/template"
	"slices"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/contact"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// deeds are what can be done with a report, in the order of its buttons.
var deeds []deed

// The list is filled here because its functions look into it through the pages that they draw.
func init() {
	deeds = []deed{
		{id: "accept", button: "Accept", may: receiving(triage.Accepted), do: (*asking).accept},
		{id: "start", button: "Start work", may: moves(triage.InProgress, pack.Edit), do: (*asking).start},
		{id: "refuse", button: "Refuse", title: "Refuse this report", lead: "It goes back to intake with your reason. Intake owns it and finds the right team; the person does not report again.",
			may: receiving(triage.Refused), ask: (*asking).askReason, do: (*asking).refuse, away: true},
		{id: "send-on", button: "Send on", title: "Send it to another team", lead: "Your side keeps the report until that team accepts it.",
			may: sendable, ask: (*asking).askTeam, do: (*asking).sendOn, away: true, teams: true},
		{id: "open-case", button: "Open a case", title: "Open a case from this report", lead: "The case starts with what the report says. It opens for the locality team of the ward.",
			may: caseable, ask: (*asking).askCase, do: (*asking).openCase},
		{id: "join", button: "Join a case", title: "Join this report to an open case", lead: "Another complaint of the same trouble belongs to the same case.",
			may: joinable, ask: (*asking).askJoin, do: (*asking).join},
		{id: "contact", button: "Contact made", title: "Contact made with the person who reported it", lead: "This stops the clock that waits for the first contact.",
			may: can(pack.Edit, true), ask: (*asking).askContact, do: (*asking).contact},
		{id: "assess", button: "Assess risk", title: "Assess the risk", may: can(pack.Edit, true), ask: (*asking).askRisk, do: (*asking).assess},
		{id: "reply", button: "Reply", title: "Reply to the person who reported it", lead: "They read it on their report’s page, with their reference and PIN.",
			may: can(pack.Edit, false), ask: (*asking).askReply, do: (*asking).reply},
		{id: "assign", button: "Assign", title: "Assign this report", may: can(pack.Assign, true), people: true, ask: (*asking).askAssign, do: (*asking).assign},
		{id: "close", button: "Close", title: "Close this report", lead: "Say what came of it, and what the person who reported it is told.",
			may: moves(triage.Closed, pack.Close), ask: (*asking).askClose, do: (*asking).closeReport},
		{id: "reopen", button: "Re-open", title: "Re-open this report", lead: "Harm that goes on is not finished with.",
			may: moves(triage.Reopened, pack.Close), ask: (*asking).askReason, do: (*asking).reopen},
	}
}

// receiving is a move that only the team to which the report was sent may make.
func receiving(to string) func(*seen) bool {
	may := moves(to, pack.Edit)
	return func(x *seen) bool {
		return may(x) && x.v.May(pack.Assign, &x.whole.Record) && triage.Receives(x.s.pack(), desk.Who(x.r), &x.whole.Record)
	}
}

func sendable(x *seen) bool {
	_, back := x.kind.Move(x.whole.State, triage.Received)
	return (back || x.whole.State == triage.Received) && x.v.May(pack.Edit, &x.whole.Record) && x.v.May(pack.Assign, &x.whole.Record)
}

// joinable is what may become part of a case: accepted, or accepted with the same step.
func joinable(x *seen) bool {
	if len(x.s.caseKinds(desk.Who(x.r), pack.View)) == 0 || !x.v.May(pack.Edit, &x.whole.Record) {
		return false
	}
	if x.whole.State == triage.Received {
		return receiving(triage.Accepted)(x)
	}
	_, ok := x.kind.Move(x.whole.State, triage.CaseOpened)
	return ok || x.whole.State == triage.CaseOpened
}

func caseable(x *seen) bool {
	return joinable(x) && x.whole.State != triage.CaseOpened && len(x.s.caseKinds(desk.Who(x.r), pack.Create)) > 0
}

func (a *asking) accept() (string, error) {
	return a.ref() + " is accepted", a.s.triage.Accept(a.r.Context(), a.who(), a.ref(), a.version)
}

func (a *asking) start() (string, error) {
	return "Work on " + a.ref() + " has begun", a.s.triage.Start(a.r.Context(), a.who(), a.ref(), a.version)
}

func (a *asking) refuse() (string, error) {
	return a.ref() + " is back with intake", a.s.triage.Refuse(a.r.Context(), a.who(), a.ref(), a.version, a.form.Needed("reason", 2000, "Enter why it is not for your team"))
}

func (a *asking) reopen() (string, error) {
	return a.ref() + " is open again", a.s.triage.Reopen(a.r.Context(), a.who(), a.ref(), a.version, a.form.Needed("reason", 2000, "Enter why it is re-opened"))
}

func (a *asking) sendOn() (string, error) {
	team, reason := a.form.Text("team", 100), a.form.Text("reason", 2000)
	given, err := a.giveTo()
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(given, func(t pack.Team) bool { return t.ID == team }) {
		a.form.Errors.Add("team", "Select the team to send it to")
		return "", nil
	}
	return a.ref() + " is sent to " + a.s.words.Team(team), a.s.triage.SendOn(a.r.Context(), a.who(), a.ref(), a.version, team, reason)
}

func (a *asking) contact() (string, error) {
	at := contact.Made(a.form, a.s.desk.Gate.Now())
	if len(a.form.Errors) > 0 {
		return "", nil
	}
	return "Contact is noted on " + a.ref(), a.s.triage.Contact(a.r.Context(), a.who(), a.ref(), a.version, a.form.Text("how", 500), at)
}

func (a *asking) assess() (string, error) {
	return "The risk of " + a.ref() + " is assessed", a.s.triage.Assess(a.r.Context(), a.who(), a.ref(), a.version, a.form.Text("risk", 20), a.form.Text("reason", 2000))
}

func (a *asking) reply() (string, error) {
	return "Your reply is on the report’s page", a.s.triage.Reply(a.r.Context(), a.who(), a.ref(), a.version, a.form.Text("message", 4000))
}

func (a *asking) assign() (string, error) {
	sel, err := a.s.toAssign(a.r, a.who(), "assignee", a.whole.Team)
	if err != nil {
		return "", err
	}
	account := a.form.Text("assignee", 100)
	if !slices.ContainsFunc(sel.Items, func(o govuk.Option) bool { return o.Value == account }) {
		a.form.Errors.Add("assignee", "Select somebody of the team")
		return "", nil
	}
	if account == "-" {
		account = ""
	}
	return a.ref() + " is assigned", a.s.triage.Give(a.r.Context(), a.who(), a.ref(), a.version, account)
}

func (a *asking) text(name, label, hint string, rows int) template.HTML {
	return govuk.HTML(govuk.Textarea{Name: name, Rows: rows, Label: govuk.Label{Text: label, Classes: "govuk-label--s"}, Hint: govuk.Hint{Text: hint},
		Value: a.form.Text(name, 4000), ErrorMessage: a.form.Errors.For(name)})
}

func (a *asking) askReason() ([]template.HTML, error) {
	return []template.HTML{a.text("reason", "Reason", "Staff read it in the history", 4)}, nil
}

func (a *asking) askReply() ([]template.HTML, error) {
	return []template.HTML{a.text("message", "Your message", "In plain words. Do not name anybody else", 6)}, nil
}

func (a *asking) askContact() ([]template.HTML, error) {
	how := a.text("how", "How, and what was said", "Such as: rang, left no message; or: visited, agreed to ring every Friday", 3)
	return append([]template.HTML{how}, contact.AskMade(a.form)...), nil
}

// giveTo are the teams to which the report may be sent on.
func (a *asking) giveTo() ([]pack.Team, error) {
	return a.s.desk.Teams(a.r.Context(), func(t pack.Team) access.Subject {
		r := &a.whole.Record
		return access.Subject{ID: r.ID, Kind: r.Kind, OwnerBody: r.OwnerBody, SenderBody: r.SenderBody, Team: t.ID, Area: r.Area, Marking: r.Marking}
	})
}

// askTeam offers the teams in which somebody could take the report on, the ones of the ward first.
func (a *asking) askTeam() ([]template.HTML, error) {
	sel := govuk.Select{Name: "team", Label: govuk.Label{Text: "Team", Classes: "govuk-label--s"}, Value: a.form.Text("team", 100),
		ErrorMessage: a.form.Errors.For("team"), Items: []govuk.Option{{Value: "", Text: "Select a team"}}}
	var local, rest []govuk.Option
	for _, t := range a.given {
		if t.ID == a.whole.Team && a.whole.State == triage.Received || a.s.desk.Gate.Forbids(&a.whole.Record, t.Body) {
			continue
		}
		o := govuk.Option{Value: t.ID, Text: t.Name + " (" + a.s.words.Body(t.Body) + ")"}
		if t.Locality && len(t.Areas) > 0 && t.Covers(a.whole.Area) {
			o.Text += ", for this ward"
			local = append(local, o)
			continue
		}
		rest = append(rest, o)
	}
	sel.Items = slices.Concat(sel.Items, local, rest)
	return []template.HTML{govuk.HTML(sel), a.text("reason", "Why it goes to them", "They and the history show it", 3)}, nil
}

func (a *asking) askRisk() ([]template.HTML, error) {
	radios := govuk.Radios{Name: "risk", Value: cmp.Or(a.form.Text("risk", 20), a.whole.Risk), ErrorMessage: a.form.Errors.For("risk"),
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Risk band", Classes: "govuk-fieldset__legend--s"}}}
	for _, b := range a.s.pack().Risks {
		radios.Items = append(radios.Items, govuk.Choice{Value: b.ID, Text: b.Name, Hint: govuk.Hint{Text: b.Means}})
	}
	return []template.HTML{govuk.HTML(radios), a.text("reason", "Why", "Needed where the band changes. The clocks follow the band", 3)}, nil
}

func (a *asking) askAssign() ([]template.HTML, error) {
	sel := a.people
	sel.Value, sel.ErrorMessage = a.whole.Assignee, a.form.Errors.For("assignee")
	sel.Hint = govuk.Hint{Text: "People of " + a.s.words.Team(a.whole.Team) + ". To give it to another team, send it on"}
	return []template.HTML{govuk.HTML(sel)}, nil
}

// choices are the options of a field.
func choices(f pack.Field) []govuk.Choice {
	items := make([]govuk.Choice, 0, len(f.Options))
	for _, o := range f.Options {
		items = append(items, govuk.Choice{Value: o.ID, Text: o.Name, Hint: govuk.Hint{Text: o.Hint}})
	}
	return items
}

func (a *asking) radios(f pack.Field, name string) template.HTML {
	return govuk.HTML(govuk.Radios{Name: name, Value: cmp.Or(a.form.Text(name, 60), a.whole.Fields.Text(f.ID)), ErrorMessage: a.form.Errors.For(name), Items: choices(f),
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: f.Name, Classes: "govuk-fieldset__legend--s"}}})
}
