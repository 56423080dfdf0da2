package records_test

import (
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/act/acttest"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
	"github.com/wardmote/wardmote/law"
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
	return keep(t, s, d, func(u *change.Unit, e *change.Edit) error {
		id, err := u.AddPerson(record.Person{Name: "Willow Umbrella", Phone: "020 7946 0000", SafeContact: record.SafeContactFromWords("Text only, after 6pm")})
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
		if err := e.Mark(record.Mark{Person: id, Sort: record.StaffSafety, Words: "A dog that is not on a lead. Visit in pairs.", Source: "The caretaker", Review: s.Program.Gate.Now().Date().AddMonths(6)}); err != nil {
			return err
		}
		_, err = e.AddAction(record.Action{What: "Ask the landlord to mend the door", Body: "thh", Due: s.Program.Gate.Now().Date().AddDays(0)})
		return err
	})
}

func TestEveryScreenIsFreeOfFindingsOnATelephone(t *testing.T) {
	s := programtest.Start(t)
	ref := furnished(t, s)
	p := browsertest.Open(t, browsertest.Narrow)
	enter(p, s, "juniper")
	acttest.Assess(t, s.Program.Acts, s.Principal("juniper"), ref)
	look(t, p, s, "narrow", map[string]string{"assess": "/record/" + ref + "/assess", "assessments": "/record/" + ref + "/assessments", "kinds": "/records", "list": "/records/asb-case?who=nobody", "new": "/records/patrol/new", "record": "/record/" + ref,
		"edit": "/record/" + ref + "/edit", "history": "/record/" + ref + "/history", "move": "/record/" + ref + "/move/closed", "party": "/record/" + ref + "/party", "assign": "/record/" + ref + "/assign",
		"search": "/search?q=willow", "body": "/bodies/csp-board", "person": "/person/" + open(t, s, ref).Parties[0].Person, "known-as": "/record/" + ref + "/known-as", "mark": "/record/" + ref + "/mark", "places": "/places", "place": "/places/" + whitechapel, "map": "/records/patrol/map"})
	enter(p, s, "heather")
	look(t, p, s, "narrow", map[string]string{"audit": "/audit?person=juniper", "law": "/law", "law-sign": "/law/" + law.EnglandAndWales.Open("cpn.fpn.max_gbp")[0].ID()})
	enter(p, s, "alder")
	look(t, p, s, "narrow", map[string]string{"accounts": "/accounts", "account-new": "/accounts/new", "account": "/accounts/" + s.Principal("thistle").Account, "account-compartment": "/accounts/" + s.Principal("thistle").Account + "/compartment"})
}

func TestTheMainScreensAreFreeOfFindingsOnADesk(t *testing.T) {
	s := programtest.Start(t)
	ref := furnished(t, s)
	p := browsertest.Open(t)
	enter(p, s, "juniper")
	acttest.Assess(t, s.Program.Acts, s.Principal("juniper"), ref)
	look(t, p, s, "desktop", map[string]string{"assess": "/record/" + ref + "/assess", "list": "/records/asb-case?who=nobody", "activities": "/records/patrol", "empty": "/records/walkabout?q=nothing", "record": "/record/" + ref,
		"new": "/records/asb-case/new"})
	if status := p.Go(s.URL + "/records/patrol/map"); status != 200 {
		t.Errorf("the map: %d", status)
	}
	p.Wait(`document.querySelector("[data-wm-map]").dataset.state === "drawn"`)
	p.Screenshot("map-desktop")
	p.Check()
}

func TestACaseIsRecordedAndMovedOnWithoutScriptsAndByKeyboard(t *testing.T) {
	s := programtest.Start(t)
	for name, options := range map[string][]browsertest.Option{"no-script": {browsertest.NoScript}, "keyboard": nil} {
		t.Run(name, func(t *testing.T) {
			p := browsertest.Open(t, options...)
			enter(p, s, "bramble")
			p.Go(s.URL + "/records/asb-case/new")
			write := func(id, text string) {
				if name == "keyboard" {
					p.TabTo(id)
					p.Type(text)
					return
				}
				p.Fill(id, text)
			}
			press := func(css string) {
				if name == "keyboard" {
					p.TabTo(css)
					p.PressFor("Enter")
					return
				}
				p.Follow(css)
			}
			write("#f_category", "Noise")
			write("#f_summary", "Shouting at night")
			write("#c_where", "Whitechapel")
			press("main form button[type=submit]:not([hidden])")
			p.Want("Which place do you mean?")
			p.Check()
			if name == "keyboard" {
				p.TabTo("input[name=c_where_pick]")
				p.Press("Space")
			} else {
				p.Click("input[name=c_where_pick]")
			}
			press("main form button[type=submit]:not([hidden])")
			p.Want("is recorded", "Shouting at night", "Whitechapel")
			press("a[href$='/move/investigating']")
			press("main form button[type=submit]:not([hidden])")
			p.Want("Investigating")
			p.Check()
		})
	}
}

// look opens each screen, keeps its picture and holds it to axe-core.
func look(t *testing.T, p *browsertest.Page, s *programtest.Server, width string, paths map[string]string) {
	t.Helper()
	for screen, path := range paths {
		if status := p.Go(s.URL + path); status != 200 {
			t.Errorf("%s: %d", path, status)
			continue
		}
		p.Screenshot(screen + "-" + width)
		p.Check()
	}
}

func enter(p *browsertest.Page, s *programtest.Server, user string) {
	p.Go(s.URL + "/sign-in?next=/records")
	p.Fill("#username", user)
	p.Fill("#password", programtest.Password)
	p.Follow("form[action='/sign-in'] button[type=submit]")
}
