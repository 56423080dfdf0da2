package triage

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// The names of triage's acts beside those of every kind.
const (
	Accept   = "accept"
	Start    = "start"
	Refuse   = "refuse"
	SendOn   = "send-on"
	OpenCase = "open-case"
	JoinCase = "join"
	Reply    = "reply"
	Close    = "close"
	Reopen   = "reopen"
)

// Nobody is the answer that leaves a report with its team.
const Nobody = "-"

// Acts are those of the report: its owner changes hands by accepting, refusing and sending on alone, and its states are triage's.
func Acts(p *pack.Pack, k *pack.Kind, generic []act.Act) []act.Act {
	if k.ID != p.Partnership.Report {
		return nil
	}
	own := []act.Act{
		{ID: Accept, Verb: pack.Edit, May: receiving(Accepted), Do: accept, Button: "Accept", Many: true, Says: says("%s is accepted")},
		{ID: Start, Verb: pack.Edit, May: moving(InProgress), Do: start, Button: "Start work", Says: says("Work on %s has begun")},
		{ID: Refuse, Verb: pack.Edit, May: receiving(Refused), Asks: askReason, Do: refuse, Away: true, Button: "Refuse", Title: "Refuse this report", Says: says("%s is back with intake"),
			Lead: "It goes back to intake with your reason. Intake owns it and finds the right team; the person does not report again."},
		{ID: SendOn, Verb: pack.Edit, May: sendable, Asks: askTeam, Do: sendOn, Away: true, Button: "Send on", Title: "Send it to another team", Says: saysTeam,
			Lead: "Your side keeps the report until that team accepts it."},
		{ID: OpenCase, Verb: pack.Edit, May: caseable, Asks: askCase, Do: openCase, Button: "Open a case", Title: "Open a case from this report", Says: saysCase,
			Lead: "The case starts with what the report says. It opens for the locality team of the ward."},
		{ID: JoinCase, Verb: pack.Edit, May: joinable, Asks: askJoin, Do: joinCase, Button: "Join a case", Title: "Join this report to an open case", Says: saysJoined,
			Lead: "Another complaint of the same trouble belongs to the same case."},
		{ID: act.Contact, Verb: pack.Edit, May: open, Asks: askContact, Do: contact, Button: "Contact made", Title: "Contact made with the person who reported it", Says: says("Contact is noted on %s"),
			Lead: "This stops the clock that waits for the first contact."},
		{ID: act.Assess, Verb: pack.Edit, May: open, Asks: askRisk, Do: assess, Button: "Assess risk", Title: "Assess the risk", Says: says("The risk of %s is assessed")},
		{ID: Reply, Verb: pack.Edit, Asks: askReply, Do: reply, Button: "Reply", Title: "Reply to the person who reported it", Done: "Your reply is on the report’s page",
			Lead: "They read it on their report’s page, with their reference and PIN."},
		{ID: act.Assign, Verb: pack.Assign, May: open, Asks: askAssign, Do: assign, Button: "Assign", Title: "Assign this report", Many: true, Says: says("%s is assigned")},
		{ID: Close, Verb: pack.Close, May: moving(Closed), Asks: askClose, Do: closeReport, Button: "Close", Title: "Close this report", Says: says("%s is closed and the person can read your message"),
			Lead: "Say what came of it, and what the person who reported it is told."},
		{ID: Reopen, Verb: pack.Close, May: moving(Reopened), Asks: askReason, Do: reopen, Button: "Re-open", Title: "Re-open this report", Says: says("%s is open again"),
			Lead: "Harm that goes on is not finished with."},
	}
	left := act.Keep(generic, act.Note, act.AddIncident, act.Recording+"/"+act.Listened, act.AddParty, act.EndParty, act.KnownAs, act.SamePerson, act.NotSamePerson, act.MarkPerson, act.ReviewMark, act.AddAction, act.EndAction, act.AddFile, act.AddLink, act.Unlink, act.SetDue, act.Exclude, act.Readmit, act.Invite, act.Uninvite, act.Agree, act.Return, act.Withdraw)
	for _, s := range k.States { // of the partnership's own, which triage has no rule for
		if !slices.ContainsFunc(Contract.States, func(own pack.State) bool { return own.ID == s.ID }) {
			left = append(left, act.Keep(generic, act.MoveTo(s.ID))...)
		}
	}
	return append(own, left...)
}

func says(format string) func(*act.Doing) string {
	return func(d *act.Doing) string { return fmt.Sprintf(format, d.Edit.Record().Reference) }
}

func open(s *act.Scene) error {
	if !s.Record.Open {
		return act.Not("It is closed")
	}
	return nil
}

// moving is possible where the kind lets the report go to a state and the principal may take it there.
func moving(to string) func(*act.Scene) error {
	return func(s *act.Scene) error { return s.CanMove(to) }
}

// Receives says that a principal answers for the team to which a report was sent, and may accept or refuse it for that team:
// who works in the team does, and who works for the team's body and is not the intake that sent it there. A report without a
// team is for whoever may work on it.
func Receives(p *pack.Pack, who access.Principal, r *record.Record) bool {
	team, ok := p.Team(r.Team)
	if !ok || who.System || slices.Contains(who.Teams(), team.ID) {
		return true
	}
	return slices.ContainsFunc(who.Posts, func(post access.Post) bool {
		return post.Body == team.Body && post.Team != p.Partnership.Intake
	})
}

// receiving is a move that only the team to which the report was sent may make.
func receiving(to string) func(*act.Scene) error {
	return func(s *act.Scene) error {
		if err := s.CanMove(to); err != nil {
			return err
		}
		if Receives(s.Pack, s.Who, &s.Record.Record) && s.May(pack.Assign) {
			return nil
		}
		team, _ := s.Pack.Team(s.Record.Team)
		name := "its team"
		if team != nil {
			name = team.Name
		}
		return fmt.Errorf("only %s can answer for %s: %w", name, s.Record.Reference, fault.ErrForbidden)
	}
}

func sendable(s *act.Scene) error {
	if _, back := s.Transition(Received); !back && s.Record.State != Received {
		return act.Not("It cannot be sent on as it stands")
	}
	if !s.May(pack.Assign) {
		return fmt.Errorf("your post does not let you assign %s: %w", s.Record.Reference, fault.ErrForbidden)
	}
	return nil
}

// joinable is what may become part of a case: accepted, or accepted with the same step.
func joinable(s *act.Scene) error {
	if len(MayOpen(s, pack.View)) == 0 {
		return fmt.Errorf("your post opens no case: %w", fault.ErrForbidden)
	}
	if s.Record.State == Received {
		return receiving(Accepted)(s)
	}
	if _, ok := s.Transition(CaseOpened); !ok && s.Record.State != CaseOpened {
		return act.Not("It cannot become part of a case as it stands")
	}
	return nil
}

func caseable(s *act.Scene) error {
	if err := joinable(s); err != nil {
		return err
	}
	if s.Record.State == CaseOpened {
		return act.Not("It is part of a case already")
	}
	if len(MayOpen(s, pack.Create)) == 0 {
		return fmt.Errorf("your post opens no case: %w", fault.ErrForbidden)
	}
	return nil
}

// MayOpen are the kinds of case on which the principal has a verb somewhere, that of the report's category first.
func MayOpen(s *act.Scene, verb pack.Verb) []pack.Kind {
	return slices.DeleteFunc(CaseKinds(s.Pack, s.Record.Category), func(k pack.Kind) bool { return !s.Rules.Anywhere(s.Who, verb, k.ID) })
}
