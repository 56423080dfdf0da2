package records_test

import (
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// furnished is a program with a case that has everything on it, a report, patrols and a grant. It gives the case's reference.
func furnished(t *testing.T, s *programtest.Server) string {
	t.Helper()
	patrol := record.Draft{Kind: "patrol", Title: "Patrol, Brick Lane", OwnerBody: "council", Team: "theos", Area: whitechapel, Point: &record.Point{Lon: -0.0610, Lat: 51.5180},
		Occurred: when.At(time.Now().Add(-30 * time.Hour)), Fields: record.Fields{"team": "theos", "engaged": 9.0, "warnings": 2.0}}
	other := keep(t, s, patrol)
	keep(t, s, record.Draft{Kind: "report", Title: "Noise at night", Category: "noise", OwnerBody: "council", Team: "asb-north-west", Area: whitechapel, LastWord: "reporter",
		Fields: record.Fields{"what": "Loud music"}})
	d := aCase("asb-north-west")
	d.RepeatVictim, d.Opened, d.Occurred = true, when.At(time.Now().Add(-20*24*time.Hour)), when.At(time.Now().Add(-21*24*time.Hour))
	return keep(t, s, d, func(u *gate.Unit, e *gate.Edit) error {
		id, err := u.AddPerson(record.Person{Name: "Willow Umbrella", Phone: "020 7946 0000", SafeContact: "Text only, after 6pm"})
		if err != nil {
			return err
		}
		to, err := u.Edit(other, 0)
		if err != nil {
			return err
		}
		for _, err := range []error{e.AddParty("victim", id, ""), e.AddParty("witness", "", "thh"), e.Note("Spoke with the caretaker.", record.ForStaff),
			u.Link(e, to, "The patrol saw it"), e.Attach("photo.jpg", "image/jpeg", []byte("not a real photo"), record.ForStaff)} {
			if err != nil {
				return err
			}
		}
		_, err = e.AddAction(record.Action{What: "Ask the landlord to mend the door", Body: "thh", Due: s.Program.Gate.Now().Date().AddDays(-4)})
		return err
	})
}

func TestEveryScreenIsFreeOfFindingsAtEveryWidthAndWithoutScripts(t *testing.T) {
	s := programtest.Start(t)
	ref := furnished(t, s)
	paths := map[string]string{"kinds": "/records", "list": "/records/asb-case", "activities": "/records/patrol", "empty": "/records/walkabout?q=nothing", "new": "/records/asb-case/new",
		"record": "/record/" + ref, "edit": "/record/" + ref + "/edit", "history": "/record/" + ref + "/history", "move": "/record/" + ref + "/move/closed",
		"party": "/record/" + ref + "/party", "action": "/record/" + ref + "/action", "assign": "/record/" + ref + "/assign", "assess": "/record/" + ref + "/assess"}
	for name, options := range map[string][]browsertest.Option{"desktop": nil, "narrow": {browsertest.Narrow}, "no-script": {browsertest.NoScript}} {
		t.Run(name, func(t *testing.T) {
			p := browsertest.Open(t, options...)
			enter(p, s, "juniper")
			for screen, path := range paths {
				if status := p.Go(s.URL + path); status != 200 {
					t.Errorf("%s: %d", path, status)
					continue
				}
				p.Screenshot(screen + "-" + name)
				p.Check()
			}
		})
	}
}

func enter(p *browsertest.Page, s *programtest.Server, user string) {
	p.Go(s.URL + "/sign-in?next=/records")
	p.Fill("#username", user)
	p.Fill("#password", programtest.Password)
	p.Follow("form[action='/sign-in'] button[type=submit]")
}
