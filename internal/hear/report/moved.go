package report

import (
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Recorded is a report that is kept, as the routes see it.
func Recorded(r *record.Record) *Filled {
	return &Filled{Category: r.Category, Area: r.Area, Place: r.Place, PlaceKind: r.Fields.Text("place_kind"), AtTime: r.Fields.Text("at_time"),
		FromDay: r.Occurred.Date(), Affected: r.Fields.Text("affected"), Channel: r.Channel, Danger: r.Fields.Yes("danger"),
		Happening: r.Fields.Yes("happening"), Anonymous: r.Fields.Yes("anonymous"), Repeat: r.RepeatVictim, BecauseOfWho: r.Fields.Yes("because_of_who")}
}

// Move corrects the place of a record. What follows for a report follows with it: its title names the place where it is now, and where
// the pack's routes lead elsewhere from there it is sent to that team. The body that has it keeps it until that team accepts. A report
// that somebody sent to another team by hand, or from which a case was opened, stays where it is. Where is the place in words that name
// no home.
func Move(p *pack.Pack, answering Answering, e *gate.Edit, to gate.Relocation, where string) error {
	r := e.Record()
	if r.Kind != p.Partnership.Report || r.Place == to.Place && r.Area == to.Area {
		return e.Relocate(to)
	}
	if name := titled(p, r.Category, ""); to.Title == "" && (r.Title == name || strings.HasPrefix(r.Title, name+", ")) {
		to.Title = titled(p, r.Category, where)
	}
	after := *r
	after.Place, after.Area, after.Point = to.Place, to.Area, to.Point
	was, now := Decide(p, Recorded(r), answering), Decide(p, Recorded(&after), answering)
	team, known := p.Team(now.Team)
	start := p.ReportKind().Initial().ID
	_, open := p.ReportKind().Move(r.State, start)
	if was.Team == now.Team || r.Team != was.Team || !known || r.State != start && !open {
		return e.Relocate(to)
	}
	to.Team, to.Reason = team.ID, "Its place was corrected, and the routes lead here from there"
	if team.Body != r.OwnerBody {
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
