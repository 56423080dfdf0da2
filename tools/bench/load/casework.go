package main

import (
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
)

var (
	stories = []string{"Shouting and loud music from a group outside until three in the morning, every weekend since the spring.",
		"A man sells from the stairwell in the evenings; people queue on the landing and we cannot get past.",
		"Bags of rubbish and a mattress were left by the bins again, and there are rats.", "Mopeds without plates race on the pavement after midnight."}
	names    = []string{"Amber Teacup", "Basil Kerbstone", "Coral Lampost", "Dune Raincoat", "Elm Postbox", "Fern Crossing", "Garnet Towpath", "Holly Turnstile"}
	often    = []string{"once", "now-and-then", "weekly", "most-days", "daily"}
	affected = []string{"me", "household", "neighbours", "business", "everyone"}
	channels = []string{"online", "online", "online", "phone", "phone", "email", "walk-in"}
	answers  = []string{"solved", "advice", "warning", "cleared", "patrol", "nothing-found"}
	results  = []string{"stopped", "reduced", "moved", "enforced", "no-evidence"}
	risks    = []string{"", "low", "low", "medium", "medium", "high"}
)

// report is one report with its history up to now, and perhaps the case that came of it.
func (f *filler) report(u *change.Unit, i int) error {
	opened := f.begin.Add(time.Duration(i) * f.step)
	u.Backdate(opened)
	r := f.random.Float64()
	category := f.pack.Categories[int(r*r*float64(len(f.pack.Categories)))]
	where := pick(f.random, f.spots)
	to := report.Decide(f.pack, &report.Filled{Asked: true, Category: category.ID, PlaceKind: "street", Area: where.ward, Point: &where.at}, report.Always)
	channel := pick(f.random, channels)
	fields := record.Fields{"category": category.ID, "what": pick(f.random, stories), "place_kind": "street", "place_words": where.street, "channel": channel,
		"how_often": pick(f.random, often), "affected": pick(f.random, affected), "repeat": f.chance(0.3), "because_of_who": f.chance(0.03), "anonymous": f.chance(0.25)}
	if !fields.Yes("anonymous") {
		fields["reporter_name"], fields["email"], fields["safe_contact"] = pick(f.random, names), fmt.Sprintf("resident%d@demo.example", f.random.IntN(90_000)), true
	}
	e, err := u.Create(record.Draft{Kind: f.pack.Partnership.Report, Title: category.Name + ", " + where.street, Category: category.ID, Channel: channel, Risk: pick(f.random, risks),
		OwnerBody: to.Body, Team: to.Team, Assignee: f.hands[to.Team], Area: where.ward, Place: where.street, Point: &where.at, Occurred: opened.Add(-9 * time.Hour), Opened: opened,
		RepeatVictim: fields.Yes("repeat"), LastWord: "reporter", Fields: fields})
	if err != nil {
		return err
	}
	if err := u.KeepPIN(e, fmt.Sprintf("benchmark-%064d", i)); err != nil {
		return err
	}
	return f.tell(u, e, category, opened)
}

// tell brings a report to where it is now: nearly all old ones are closed, and half of this quarter's.
func (f *filler) tell(u *change.Unit, e *change.Edit, category pack.Category, opened when.Instant) error {
	old := opened.Before(f.now.Add(-90 * 24 * time.Hour))
	if !old && f.chance(0.2) {
		return nil
	}
	u.Backdate(f.later(opened, 1))
	if err := e.Move("accepted", "", ""); err != nil {
		return err
	}
	if err := e.Contact(record.Contact{How: "telephone"}); err != nil {
		return err
	}
	closes := f.chance(0.5) || old && f.chance(0.94)
	if f.chance(f.cases) {
		if err := f.openCase(u, e, category, closes); err != nil {
			return err
		}
	}
	if !closes {
		return nil
	}
	if err := e.Set("outcome", pick(f.random, answers)); err != nil {
		return err
	}
	u.Backdate(f.later(opened, 5+f.random.IntN(20)))
	return e.Move("closed", "Answered.", "We looked at what you told us and have done what we could. Tell us here if it goes on.")
}

// openCase is a case with somebody affected, a plan, notes and the link to its report.
func (f *filler) openCase(u *change.Unit, from *change.Edit, category pack.Category, closes bool) error {
	r := from.Record()
	e, err := u.Create(record.Draft{Kind: "asb-case", Title: r.Title, Category: category.ID, Risk: pick(f.random, risks[1:]), OwnerBody: r.OwnerBody, Team: r.Team, Assignee: r.Assignee,
		Area: r.Area, Place: r.Place, Point: r.Point, Opened: f.later(r.Opened, 2), RepeatVictim: r.RepeatVictim,
		Fields: record.Fields{"category": category.ID, "summary": pick(f.random, stories), "victim_needs": "Wants to know when somebody comes.", "repeat_victim": r.RepeatVictim}})
	if err != nil {
		return err
	}
	u.Backdate(e.Record().Opened)
	if err := u.Link(from, e, "Opened from the report"); err != nil {
		return err
	}
	person, err := u.AddPerson(record.Person{Name: pick(f.random, names), Email: fmt.Sprintf("affected%d@demo.example", f.random.IntN(60_000))})
	if err != nil {
		return err
	}
	if err := e.AddParty("victim", person, ""); err != nil {
		return err
	}
	for _, what := range []string{"Visit those affected", "Joint visit with the ward's police team"} {
		if _, err := e.AddAction(record.Action{What: what, Owner: r.Assignee, Due: f.later(r.Opened, 12).Date()}); err != nil {
			return err
		}
	}
	if err := e.Note("Rang twice, spoke on the second try. They keep a diary of the times.", record.ForStaff); err != nil {
		return err
	}
	if err := e.Contact(record.Contact{How: "visit"}); err != nil {
		return err
	}
	if err := e.Move("investigating", "", ""); err != nil || !closes {
		return err
	}
	for _, x := range []struct{ field, value string }{{"outcome", pick(f.random, results)}, {"powers_considered", "A warning was enough."}} {
		if err := e.Set(x.field, x.value); err != nil {
			return err
		}
	}
	u.Backdate(f.later(r.Opened, 20+f.random.IntN(60)))
	if err := f.assess(e); err != nil { // no case closes whose risk was not looked at
		return err
	}
	if err := e.EndActions(func(record.Action) (string, string) { return record.ActionDone, "Done." }); err != nil {
		return err
	}
	return e.Move("closed", "Quiet for a month.", "It has been quiet for a month and you agreed that we close the case.")
}

// assess answers the matrix of a case with what gives the fewest points.
func (f *filler) assess(e *change.Edit) error {
	kind, _ := f.pack.Kind(e.Record().Kind)
	m, ok := f.pack.Matrix(kind.Assessed)
	if !ok {
		return nil
	}
	_, err := e.AssessBy(record.Assessment{Concern: record.NoConcern, Answers: m.Versions[len(m.Versions)-1].Least()})
	return err
}
