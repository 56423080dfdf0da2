package power

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Follow is the name of the act that drafts what comes after a warning.
const Follow = "follow"

// The states of a record of a power that the program itself brings it to.
const (
	Refused = "refused" // was not served, since the person is younger than the partnership serves anybody
	Ended   = "ended"   // its last day has passed
)

// Acts are those of every kind that is served under a power: it is served by an act of its own, which asks all that the law asks, and what
// comes after it is drafted from it. A risk is not assessed on a notice, nor is anybody promised contact on one: that is the case's.
func Acts(p *pack.Pack, k *pack.Kind, generic []act.Act) []act.Act {
	if len(k.Powers) == 0 {
		return nil
	}
	var out []act.Act
	for _, next := range p.Kinds {
		if next.After == k.ID {
			out = append(out, following(next.ID, next.Name))
		}
	}
	for _, x := range generic {
		switch x.Name() {
		case act.Assess, act.Contact:
			continue
		case act.MoveTo(pack.Served):
			x.Asks, x.Do, x.Says, x.Many = askServe, serve, nil, false
		case act.MoveTo(Refused):
			x.May = func(*act.Scene) error {
				return act.Not("It is refused when somebody tries to issue it, and not by hand")
			}
		}
		if x.Part == act.NewState && x.ID == "approved" {
			x.May = approving(x.May)
		}
		out = append(out, x)
	}
	return out
}

// approving refuses who drafted a notice: two people have looked at what is served.
func approving(may func(*act.Scene) error) func(*act.Scene) error {
	return func(s *act.Scene) error {
		if slices.ContainsFunc(s.Record.Events, func(e record.Event) bool { return e.Verb == "created" && e.Actor == s.Who.Account }) {
			return act.Not("You drafted it: somebody else approves it")
		}
		return may(s)
	}
}

// following drafts the kind that comes after: the notice after a warning that was served and did not help.
func following(kind, name string) act.Act {
	return act.Act{ID: Follow, Verb: pack.Edit, May: func(s *act.Scene) error {
		if s.Record.State != pack.Served {
			return act.Not("Only what was served, and still stands, can be followed by a " + record.Lower(name))
		}
		return nil
	}, Asks: func(*act.Scene) []act.Question {
		return []act.Question{act.Needed(act.Text("still", "How it went on after the warning", "What was seen, when, and how it still harms those who live there", 4000), "Enter how it went on after the warning")}
	}, Do: func(d *act.Doing) error { return follow(d, kind) }, Button: "Draft a " + record.Lower(name), Title: "Draft a " + record.Lower(name),
		Says: func(d *act.Doing) string { return d.Made + " is drafted" }}
}

// Before is the field in which a record names the one that must have been served before it.
const Before = "before"

// follow carries over what the two kinds share, and leaves what is weighed anew: that a warning was fair says nothing of the notice.
func follow(d *act.Doing, kind string) error {
	k, _ := d.Pack.Kind(kind)
	r := d.Edit.Record()
	fields := record.Fields{Before: r.Reference}
	for _, f := range k.Fields {
		from, ok := d.Kind.Field(f.ID)
		if ok && from.Type == f.Type && r.Fields[f.ID] != nil && !slices.Contains(weighed, f.ID) && fields[f.ID] == nil {
			fields[f.ID] = r.Fields[f.ID]
		}
	}
	fields["effect"] = d.Answers.Text("still")
	made, err := d.Unit.CreateFrom(d.Edit, record.Draft{Kind: kind, Title: k.Name + ", " + r.Title, OwnerBody: r.OwnerBody, Team: r.Team, Assignee: d.Who.Account, Area: r.Area, Place: r.Place, Point: r.Point,
		Occurred: r.Occurred, Fields: fields}, "What follows the warning")
	if err != nil {
		return err
	}
	d.Made = made.Record().Reference
	if person := r.Fields.Text(Recipient); person != "" {
		return made.AddParty(Recipient, person, "")
	}
	return nil
}

// weighed are the fields that are decided for each notice by itself.
var weighed = []string{pack.ServedHow, pack.ServedOn, pack.Proof, "proportionality", "equality", "rights", "effect", "ends"}
