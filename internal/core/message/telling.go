package message

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// telling is one thing that somebody is told of a record.
type telling struct {
	template  string
	whom, who string // record.ToAccount and the like, and its id
	cause     string // the change of the record where it is empty
	inside    string
	seal      string // of what it tells; as the record where it is empty
	due       when.Date
}

// Tell writes a message to everybody whom a change concerns.
func (p *Post) Tell(u *change.Unit, c change.Change) error {
	if len(p.pack.Messages) == 0 {
		return nil
	}
	if err := answered(u, c); err != nil {
		return err
	}
	all, err := p.concerns(u, c)
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.cause == "" {
			t.cause = fmt.Sprintf("%s:%d", c.ID, c.Version)
		}
		if err := p.write(u, c, t); err != nil {
			return err
		}
	}
	return nil
}

// answered puts aside what asked for what was now done, so that an inbox holds as new what still waits: that a record came to somebody, once
// it is moved or goes to others; that the reporter wrote, once staff write; that something is to be done, once it is; and all of it
// once the record is closed.
func answered(u *change.Unit, c change.Change) error {
	if c.New {
		return nil
	}
	var done []string
	if happened(c, "moved", "state") || happened(c, "assigned", "") {
		done = append(done, pack.TellReferred, pack.TellAssigned)
	}
	if said(c, false) || happened(c, "contacted", "") {
		done = append(done, pack.TellReporterWrote)
	}
	if c.Asked != nil {
		done = append(done, pack.TellAsked)
	}
	if happened(c, "closing asked", "") {
		done = append(done, pack.TellReturned)
	}
	if !c.Open {
		done = append(done, pack.TellReporterWrote, pack.TellAction, pack.TellDue, pack.TellReturned)
	}
	ended := happened(c, "action "+record.ActionDone, "") || happened(c, "action "+record.ActionNotDone, "")
	if len(done) == 0 && !ended {
		return nil
	}
	return u.PutAsideOf(c.ID, done, ended)
}

// concerns is whom a change concerns. It goes by what happened and never by which act or page did it.
func (p *Post) concerns(u *change.Unit, c change.Change) ([]telling, error) {
	out := append(hands(c), ended(p.pack, c)...)
	given, err := given(u, c)
	if err != nil {
		return nil, err
	}
	out = append(out, given...)
	agree, err := agreeing(u, c)
	if err != nil {
		return nil, err
	}
	out = append(append(out, agree...), invited(c)...)
	if said(c, true) || happened(c, "not delivered", "") {
		t := holder(c.Record)
		if t.template = pack.TellReporterWrote; happened(c, "not delivered", "") {
			t.template = pack.TellUndelivered
		}
		out = append(out, t)
	}
	out = slices.DeleteFunc(out, func(t telling) bool { return t.who == "" || own(u, t) })
	if out, err = p.allowed(u, c, out); err != nil {
		return nil, err
	}
	t, ok := p.toReporter(c)
	right := c.Fields.Text(pack.ReviewTold) == pack.ToldByMessage && happened(c, "changed", pack.ReviewTold)
	if !ok && !right {
		return out, nil
	}
	if follows, err := u.Followed(c.Record); err != nil || !follows {
		return out, err
	}
	if ok {
		out = append(out, t)
	}
	if right {
		out = append(out, telling{template: pack.TellReviewRight, whom: record.ToReporter, who: c.ID})
	}
	return out, nil
}

func happened(c change.Change, verb, field string) bool {
	return slices.ContainsFunc(c.Events, func(e record.Event) bool { return e.Verb == verb && (field == "" || e.Field == field) })
}

// said is that somebody wrote what reporter and staff both read: the reporter, or staff.
func said(c change.Change, reporter bool) bool {
	return slices.ContainsFunc(c.Events, func(e record.Event) bool {
		return (e.Verb == "noted" || reporter && e.Verb == "incident added") && e.Seal == record.ForReporter && (e.ActorName == record.Reporter) == reporter
	})
}

// invited is that somebody was asked to look at the record, with the last day on which they can.
func invited(c change.Change) (out []telling) {
	for _, e := range c.Events {
		i := slices.IndexFunc(c.Invited, func(i access.Invitation) bool { return e.Verb == "invited" && i.Account == e.After })
		if i >= 0 {
			out = append(out, telling{template: pack.TellInvited, whom: record.ToAccount, who: e.After, due: c.Invited[i].Until})
		}
	}
	return out
}

// holder is whoever has a record: a person, else its team, else its body.
func holder(r *record.Record) telling {
	switch {
	case r.Assignee != "":
		return telling{whom: record.ToAccount, who: r.Assignee}
	case r.Team != "":
		return telling{whom: record.ToTeam, who: r.Team}
	}
	return telling{whom: record.ToBody, who: r.OwnerBody}
}

// hands is that an open record came to somebody: to a person, else to a team, else to a body.
func hands(c change.Change) []telling {
	if !c.Open {
		return nil
	}
	for _, to := range []struct{ field, template, whom, who string }{
		{"assignee", pack.TellAssigned, record.ToAccount, c.Assignee}, {"team", pack.TellReferred, record.ToTeam, c.Team}, {"owner_body", pack.TellReferred, record.ToBody, c.OwnerBody},
	} {
		if to.who != "" && (c.New || happened(c, "assigned", to.field)) {
			return []telling{{template: to.template, whom: to.whom, who: to.who}}
		}
	}
	return nil
}

// ended is that a record was closed: whoever has it is told, and the body that had sent it, but for a report that the pack's routes sent on
// from the intake: there nobody waits for it.
func ended(p *pack.Pack, c change.Change) []telling {
	if c.Open || c.New || !happened(c, "moved", "state") {
		return nil
	}
	out := []telling{{template: pack.TellClosed, whom: record.ToAccount, who: c.Assignee}}
	intake, ok := p.Team(p.Partnership.Intake)
	routed := c.Kind.ID == p.Partnership.Report && ok && c.SenderBody == intake.Body
	if c.SenderBody != c.OwnerBody && !routed {
		out = append(out, telling{template: pack.TellClosed, whom: record.ToBody, who: c.SenderBody})
	}
	return out
}

// agreeing is that somebody asked to close a record: who could agree it is told, and who asked of how it ended.
func agreeing(u *change.Unit, c change.Change) (out []telling, err error) {
	if c.Asked != nil {
		t := telling{template: pack.TellReturned, whom: record.ToAccount, who: c.Asked.Account}
		if !c.Open {
			t.template = pack.TellClosed
		}
		return []telling{t}, nil
	}
	i := slices.IndexFunc(c.Events, func(e record.Event) bool { return e.Verb == "closing asked" })
	if i < 0 {
		return nil, nil
	}
	t, _ := c.Kind.Move(c.State, c.Events[i].After)
	t = gate.AsItStands(c.Kind, c.Record, t)
	holders, err := u.Agreeing(c.Record, t, c.Events[i].Actor)
	for _, h := range holders {
		out = append(out, telling{template: pack.TellAsked, whom: record.ToAccount, who: h.Account})
	}
	return out, err
}

// given is that somebody was given something to do. What it is they read within the program, for an address of e-mail is read by others.
func given(u *change.Unit, c change.Change) ([]telling, error) {
	set, passed := happened(c, "action set", ""), map[string]bool{}
	for _, e := range c.Events {
		if e.Verb == "action given" {
			passed[e.After] = true
		}
	}
	if !set && len(passed) == 0 {
		return nil, nil
	}
	actions, err := u.ToDo(c.ID)
	var out []telling
	for _, a := range actions {
		if set && a.SetAt == u.Now() || passed[a.Owner] {
			out = append(out, toDo(a, pack.TellAction, a.ID))
		}
	}
	return out, err
}

// toDo is a telling to whoever is to do an action: a person, else a team, else a body.
func toDo(a record.Action, template, cause string) telling {
	t := telling{template: template, whom: record.ToAccount, who: a.Owner, cause: cause, inside: a.What, due: a.Due}
	if a.Seal != record.ForStaff {
		t.seal = a.Seal
	}
	if t.who == "" {
		t.whom, t.who = record.ToTeam, a.Team
	}
	if t.who == "" {
		t.whom, t.who = record.ToBody, a.Body
	}
	return t
}

// own says that somebody would be told of what they did themselves.
func own(u *change.Unit, t telling) bool {
	who := u.Who()
	switch t.whom {
	case record.ToAccount:
		return t.who == who.Account
	case record.ToTeam:
		return slices.Contains(who.Teams(), t.who)
	}
	return slices.Contains(who.Bodies(), t.who)
}

// isFor says that the holder of a post is among those who are told.
func (t telling) isFor(h account.Holder) bool {
	return t.who == map[string]string{record.ToAccount: h.Account, record.ToTeam: h.Team, record.ToBody: h.Body}[t.whom]
}

// allowed leaves out whom the record is kept from, for it may be about them, and of whom nobody could read what they would be told of.
func (p *Post) allowed(u *change.Unit, c change.Change, all []telling) ([]telling, error) {
	holders, err := u.Holders()
	if err != nil {
		return nil, err
	}
	var out []telling
	for _, t := range all {
		bodies, err := p.bodiesOf(u, t)
		if err != nil {
			return nil, err
		}
		if t.seal != "" && !slices.ContainsFunc(holders, func(h account.Holder) bool { return t.isFor(h) && u.Reads(h, t.seal) }) {
			continue
		}
		if !slices.ContainsFunc(bodies, c.Forbids) && !(t.whom == record.ToAccount && slices.Contains(c.Excluded, t.who)) {
			out = append(out, t)
		}
	}
	return out, nil
}

func (p *Post) bodiesOf(u *change.Unit, t telling) ([]string, error) {
	switch t.whom {
	case record.ToBody:
		return []string{t.who}, nil
	case record.ToTeam:
		if team, ok := p.pack.Team(t.who); ok {
			return []string{team.Body}, nil
		}
		return nil, nil
	}
	holders, err := u.Holders()
	var out []string
	for _, h := range holders {
		if h.Account == t.who {
			out = append(out, h.Body)
		}
	}
	return out, err
}

// toReporter is what whoever made a record is told of a change by somebody else: the one thing that says most.
func (p *Post) toReporter(c change.Change) (telling, bool) {
	t := telling{whom: record.ToReporter, who: c.ID}
	if _, reachable := ContactOf(c.Record); !reachable {
		return t, false
	}
	state, _ := c.Kind.State(c.State)
	mine := slices.ContainsFunc(c.Events, func(e record.Event) bool { return e.ActorName == record.Reporter })
	switch moved := happened(c, "moved", "state"); {
	case c.New:
		t.template = pack.TellReceived
	case mine:
		return t, false
	case moved && !c.Open:
		t.template = pack.TellReporterClosed
	case said(c, false):
		t.template = pack.TellWritten
	case moved && state.Public != "":
		t.template = pack.TellProgress
	default:
		return t, false
	}
	return t, true
}
