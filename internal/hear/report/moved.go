package report

import (
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Recorded is a report that is kept, as the routes see it.
func Recorded(r *record.Record) *Filled {
	return &Filled{Category: r.Category, Area: r.Area, Place: r.Place, PlaceKind: r.Fields.Text("place_kind"), AtTime: r.Fields.Text("at_time"),
		FromDay: r.Occurred.Date(), Affected: r.Fields.Text("affected"), Channel: r.Channel, Danger: r.Fields.Yes("danger"),
		Happening: r.Fields.Yes("happening"), Anonymous: r.Fields.Yes("anonymous"), Repeat: r.RepeatVictim, BecauseOfWho: r.Fields.Yes("because_of_who")}
}

// Move ends a correction of a record in a unit: it puts the record where it was, and for a report all that follows from what it now
// tells follows with it. Before is the record as it stood. The title names the place where it is now; where the pack's routes lead
// elsewhere it is sent to that team, and the body that has it keeps it until that team accepts, unless it must never have it; it
// takes the marking that the routes ask for; and whoever they alert now and did not alert before is told in the same write. A report
// that somebody sent to another team by hand, or from which a case was opened, stays where it is. Where is the place in words that
// name no home.
func (d *Desk) Move(u *change.Unit, e *change.Edit, before *record.Record, to change.Relocation, where string) error {
	p, r := d.Gate.Pack(), e.Record()
	after := *r
	after.Place, after.Area, after.Point = to.Place, to.Area, to.Point
	if r.Kind != p.Partnership.Report || after.Told() == before.Told() {
		return e.Relocate(to)
	}
	name, moved := titled(p, before.Category, ""), r.Place != to.Place || r.Area != to.Area
	if (moved || r.Category != before.Category) && to.Title == "" && (r.Title == name || strings.HasPrefix(r.Title, name+", ")) {
		to.Title = titled(p, r.Category, where)
	}
	was, now := d.Decide(Recorded(before)), d.Decide(Recorded(&after))
	to.Marking = pack.Higher(now.Marking, Recorded(&after).marking(p))
	to.Reason = "What it tells was corrected, and the routes lead here"
	if moved {
		to.Reason = "Its place was corrected, and the routes lead here from there"
	}
	if err := d.reroute(e, to, was, now); err != nil {
		return err
	}
	if !r.Open {
		return nil // what was owed was owed while it lasted
	}
	return d.alert(u, e, slices.DeleteFunc(now.Alerts, func(a Recipient) bool {
		return slices.ContainsFunc(was.Alerts, func(told Recipient) bool { return told.Team == a.Team })
	}))
}

// reroute moves the report, and sends it on where the routes lead to another team from there.
func (d *Desk) reroute(e *change.Edit, to change.Relocation, was, now Decision) error {
	p, r := d.Gate.Pack(), e.Record()
	team, known := p.Team(now.Team)
	start := p.ReportKind().Initial().ID
	_, open := p.ReportKind().Move(r.State, start)
	forbidden := now.Forbids(p, r.OwnerBody)
	if !forbidden && (was.Team == now.Team || r.Team != was.Team) || !known || r.State != start && !open {
		return e.Relocate(to)
	}
	to.Team = team.ID
	switch {
	case forbidden:
		to.Body = team.Body
	case team.Body != r.OwnerBody:
		to.Sender = r.OwnerBody
	}
	if r.State != start {
		if err := e.Move(start, to.Reason, ""); err != nil {
			return err
		}
	}
	return e.Relocate(to)
}

// titled is the title of a report: its category, and the place where there is one.
func titled(p *pack.Pack, category, where string) string {
	name := "Report"
	if c, ok := p.Category(category); ok {
		name = c.Name
	}
	if where == "" {
		return name
	}
	return name + ", " + where
}
