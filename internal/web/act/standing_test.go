package act_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// standing makes records and asks on whose home they stand.
type standing struct {
	*testing.T
	*programtest.Server
	clients map[string]*http.Client
}

func (s standing) home(user string) string {
	if s.clients[user] == nil {
		s.clients[user] = s.SignIn(user)
	}
	_, body := s.Get(s.clients[user], "/home")
	return body
}

// Whoever makes whatever they may, for whichever team and ward, by whichever way (every form, list and journey ends in the gate's
// Create): what is to be worked on stands in the same moment on the home of somebody who can open it, and anything else is opened by
// somebody who holds a post.
func TestWhatIsMadeStandsOnSomebodysHome(t *testing.T) {
	now := when.Day(2026, time.November, 25).At(11 * time.Hour) // a Wednesday
	s := standing{t, programtest.StartWith(t, programtest.Options{Now: func() when.Instant { return now }}), map[string]*http.Client{}}
	p := s.Program.Pack
	for i, u := range p.Users {
		for j, kind := range p.Kinds {
			if gatetest.Required(p, &kind) == nil || !s.Program.Gate.Rules().Anywhere(s.Principal(u.ID), pack.Create, kind.ID) {
				continue
			}
			other := p.Teams[(7*i+13*j)%len(p.Teams)].ID
			for _, team := range []string{"", u.Team, other} {
				if ref := s.made(u, &kind, team); ref != "" {
					s.stands(u.ID, ref)
				}
			}
		}
	}
}

// made is the reference of what a user makes; empty where they are refused, which must be said of a field or of their post.
func (s standing) made(u pack.DemoUser, kind *pack.Kind, team string) string {
	ward := "E05009336"
	if len(u.Areas) > 0 {
		ward = s.Program.Pack.Wards()[0].Code
	}
	var ref string
	err := change.Of(s.Program.Gate).Write(ctx, s.Principal(u.ID), func(unit *change.Unit) error {
		fields := gatetest.Required(s.Program.Pack, kind)
		for _, f := range kind.Fields {
			if f.Type == pack.Person && f.Required { // somebody new
				id, err := unit.AddPerson(record.Person{Name: "Opal Stopcock"})
				if err != nil {
					return err
				}
				fields[f.ID] = id
			}
		}
		e, err := unit.Create(record.Draft{Kind: kind.ID, Title: fmt.Sprintf("%s of %s for %s", kind.Name, u.ID, team), Team: team, Area: ward, Fields: fields})
		if err == nil {
			ref = e.Record().Reference
		}
		return err
	})
	if err == nil {
		return ref
	}
	if bad := (fault.Invalid{}); !errors.Is(err, fault.ErrForbidden) && !(errors.As(err, &bad) && (bad["team"] != "" || bad["area"] != "")) {
		s.Errorf("%s makes a %s for %q: %v", u.ID, kind.Name, team, err)
	}
	return ""
}

func (s standing) whole(ref string) *record.Whole {
	s.Helper()
	var out *record.Whole
	err := s.Program.Gate.Read(ctx, access.System("test"), func(v *gate.View) (err error) {
		out, err = v.Open(ref)
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return out
}

// stands holds that a record is on the home of one of those whose it is, or, where there is nothing to do with it, that somebody opens it.
func (s standing) stands(maker, ref string) {
	s.Helper()
	p, rules := s.Program.Pack, s.Program.Gate.Rules()
	r := s.whole(ref).Record
	kind, _ := p.Kind(r.Kind)
	subject := access.Subject{ID: r.ID, Kind: r.Kind, OwnerBody: r.OwnerBody, SenderBody: r.SenderBody, Team: r.Team, Assignee: r.Assignee, Area: r.Area, Marking: r.Marking}
	var whose []string
	for _, u := range p.Users {
		who := s.Principal(u.ID)
		mine := u.Team == r.Team || who.Account == r.Assignee || r.Kind == p.Partnership.Report && u.Team == p.Partnership.Intake
		if rules.May(who, pack.View, subject) && (mine || kind.Archetype != pack.Case || r.Kind == "tasking" && r.State == "proposed") {
			whose = append(whose, u.ID)
		}
	}
	if len(whose) == 0 {
		s.Errorf("%s of %s is with %s at %s, where nobody opens it", ref, maker, r.Team, r.OwnerBody)
		return
	}
	if kind.Archetype != pack.Case || !r.Open {
		return
	}
	if !slices.ContainsFunc(whose, func(u string) bool { return strings.Contains(s.home(u), ref) }) {
		s.Errorf("%s (%s) of %s is with %s, and on the home of none of %v", ref, r.State, maker, r.Team, whose)
	}
	s.away(ref)
}

// away takes a record off every home, so that the next is seen.
func (s standing) away(ref string) {
	s.Helper()
	err := change.Of(s.Program.Gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		if e.Record().Kind != s.Program.Pack.Partnership.Report {
			return e.Assign("council", "youth-justice", "", "away")
		}
		return errors.Join(e.Set("outcome", "advice"), e.Move("accepted", "", ""), e.Move("closed", "away", "away"))
	})
	if err != nil {
		s.Fatal(err)
	}
}

// Whatever a resident or a member of staff reports, it and every alert about it stand on somebody's home, by day and by night, also
// where nobody works in the team that the routes name.
func TestWhatIsReportedStandsOnSomebodysHome(t *testing.T) {
	now := when.Day(2026, time.November, 25).At(11 * time.Hour)
	s := standing{t, programtest.StartWith(t, programtest.Options{Now: func() when.Instant { return now }}), map[string]*http.Client{}}
	for _, at := range []when.Instant{now, when.Day(2026, time.November, 27).At(19 * time.Hour)} {
		now = at
		clear(s.clients) // two days later nobody is signed in any more
		for i, c := range s.Program.Pack.Categories {
			by := access.Public()
			if i%3 > 0 { // taken down by staff: of the intake and of the police
				by = s.Principal([]string{"wren", "rowan"}[i%3-1])
			}
			receipt, err := s.Program.Reports.Send(ctx, by, &report.Filled{Asked: true, Category: c.ID, Danger: true, What: "It is now", Area: s.Program.Pack.Wards()[i%20].Code, Name: "Opal Stopcock", Phone: "020 7946 0011"}, nil)
			if err != nil {
				t.Fatal(err)
			}
			links := s.whole(receipt.Reference).Links
			s.stands(c.ID, receipt.Reference)
			for _, l := range links {
				s.stands(c.ID, l.Reference)
			}
		}
	}
}
