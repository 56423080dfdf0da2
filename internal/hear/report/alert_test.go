package report

import (
	"slices"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	workdays "github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// protects are the categories that somebody must hear of who protects people, with the team that does by day and the one that
// answers for it out of hours.
var protects = map[string][2]string{"child-worry": {"childrens-social-care", "social-care-out-of-hours"}, "adult-worry": {"adult-social-care", "social-care-out-of-hours"},
	"cuckooing": {"adult-social-care", "social-care-out-of-hours"}, "domestic-abuse": {"vawg", "social-care-out-of-hours"}, "extremism-worry": {"prevent", "police-duty"}}

// Whatever is reported, by whoever is in danger, for whatever reason, in every hour of the week: the police are told at once of
// danger, those who protect people of whoever needs it, and somebody of each team may take on what it is sent; nothing of a
// complaint about the police goes to them.
func TestDangerAndSafeguardingAddToTheOwnerInEveryHourOfTheWeek(t *testing.T) {
	p := reference(t)
	calendar := workdays.NewCalendar()
	hours := slices.Concat(weekFrom(when.Day(2026, time.November, 23)), weekFrom(when.Day(2026, time.December, 21))) // the second holds Christmas
	for _, c := range p.Categories {
		for flags := range 8 {
			f := &Filled{Category: c.ID, What: "x", Area: p.Wards()[0].Code, Danger: flags&1 > 0, Happening: flags&2 > 0, BecauseOfWho: flags&4 > 0}
			for _, at := range hours {
				_, holiday := calendar.Holiday(at.Date())
				d := Decide(p, f, func(team *pack.Team) *pack.Team { return p.Answering(team, at, holiday) })
				told := func(team string) bool {
					return slices.ContainsFunc(d.Alerts, func(a Recipient) bool { return a.Team == team })
				}
				police := c.ID != "stop-search"
				if f.Danger || f.Happening {
					if police && !told("police-duty") {
						t.Fatalf("%s with danger at %s alerts %+v and not the police", c.ID, at, d.Alerts)
					}
				}
				if teams, ok := protects[c.ID]; ok {
					now := teams[1]
					if hour := at.London().Hour(); !holiday && at.Date().Weekday()%6 != 0 && hour >= 9 && hour < 17 {
						now = teams[0]
					}
					if !told(now) {
						t.Fatalf("%s at %s alerts %+v and not %s", c.ID, at, d.Alerts, now)
					}
				}
				for _, team := range append([]string{d.Team}, teamsOf(d)...) {
					x, ok := p.Team(team)
					if !ok || !police && p.IsPolice(x.Body) {
						t.Fatalf("%s at %s goes to %q", c.ID, at, team)
					}
				}
			}
			taken(t, p, f)
		}
	}
}

func weekFrom(day when.Date) []when.Instant {
	var out []when.Instant
	for h := range 7 * 24 {
		out = append(out, day.AddDays(h/24).At(time.Duration(h%24)*time.Hour))
	}
	return out
}

func teamsOf(d Decision) []string {
	var out []string
	for _, a := range d.Alerts {
		out = append(out, a.Team)
	}
	return out
}

// taken holds that a demonstration user of each team that is told may open the alert and work on it.
func taken(t *testing.T, p *pack.Pack, f *Filled) {
	t.Helper()
	rules := access.NewRules(p)
	for _, out := range []bool{false, true} {
		d := Decide(p, f, func(team *pack.Team) *pack.Team {
			if other, ok := p.Team(team.OutOfHours); ok && out {
				return other
			}
			return team
		})
		for _, id := range teamsOf(d) {
			team, _ := p.Team(id)
			s := access.Subject{Kind: p.Partnership.Alert, OwnerBody: team.Body, Team: id, Area: f.Area, Marking: "restricted"}
			if !slices.ContainsFunc(p.Users, func(u pack.DemoUser) bool {
				who := access.Principal{Account: u.ID, Posts: []access.Post{{Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas}}}
				return u.Team == id && rules.Works(who, s)
			}) {
				t.Fatalf("%s alerts %s, and nobody there may take it on", f.Category, id)
			}
		}
	}
}
