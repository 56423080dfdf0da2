package gate_test

import (
	"errors"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Whatever is made from a record, whichever their kinds and however it is said that the one comes from the other, nobody may open
// who could not open what it was made from.
func TestWhatIsMadeFromARecordTakesTheHigherMarking(t *testing.T) {
	p := gatetest.TowerHamlets(t)
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			for i, from := range p.Kinds {
				for j, kind := range p.Kinds {
					marking := pack.Markings[(i+j)%len(pack.Markings)]
					source, err := u.Create(record.Draft{Kind: from.ID, Title: "source", OwnerBody: "council", Marking: marking})
					if err != nil {
						return err
					}
					want := pack.Higher(marking, pack.Higher(pack.Markings[0], kind.Marking))
					draft := record.Draft{Kind: kind.ID, Title: "made", OwnerBody: "council", Fields: record.Fields{}}
					derived, err := u.CreateFrom(source, draft, "it came of it")
					if err != nil {
						return err
					}
					linked, err := u.Create(draft)
					if err != nil {
						return err
					}
					if err := u.Link(source, linked, "it belongs to it"); err != nil {
						return err
					}
					for way, made := range map[string]*change.Edit{"made from it": derived, "linked as it is made": linked} {
						if got := made.Record().Marking; got != want {
							t.Errorf("a %s %s, a %s that is %s, is %s", kind.Name, way, from.Name, marking, got)
						}
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// An answer that somebody types a reference into is about that record, though nothing links the two.
func TestWhatNamesARecordByItsReferenceTakesItsMarking(t *testing.T) {
	p := gatetest.TowerHamlets(t)
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		hate := create(t, g, record.Draft{Kind: "report", Title: "Hate", OwnerBody: "council", Team: "hate-crime", Marking: "restricted"})
		answer := func(about string) record.Draft {
			return record.Draft{Kind: "satisfaction", Title: "Answer", OwnerBody: "council", Team: "contact-centre",
				Fields: record.Fields{"about": about, "solved": true, "rating": "satisfied"}}
		}
		made := create(t, g, answer(hate))
		if w, err := open(t, g, access.System("test"), made); err != nil || w.Marking != "restricted" {
			t.Errorf("an answer about a restricted report is %s (%v)", w.Marking, err)
		}
		adviser := gatetest.As("wren", "contact-centre", "council", "contact-centre")
		err := change.Of(g).Write(ctx, adviser, func(u *change.Unit) error { _, err := u.Create(answer(hate)); return err })
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("an adviser keeps an answer about a report that they may not open: %v", err)
		}
	})
}

// Making a record asks for the record as it will stand: kind, team, ward, body and marking, as every other act does.
func TestNobodyMakesARecordThatTheirPostDoesNotMake(t *testing.T) {
	p := gatetest.TowerHamlets(t)
	rules := access.NewRules(p)
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		for _, user := range p.Users {
			who := gatetest.As(user.ID, user.Role, user.Body, user.Team, user.Areas...)
			for i, kind := range p.Kinds {
				for j, marking := range pack.Markings {
					team := p.Teams[(7*i+13*j)%len(p.Teams)]
					ward := []string{"", p.Wards()[0].Code, p.Wards()[19].Code}[j]
					s := access.Subject{Kind: kind.ID, OwnerBody: team.Body, Team: team.ID, Area: ward, Marking: pack.Higher(marking, kind.Marking)}
					err := change.Of(g).Write(ctx, who, func(u *change.Unit) error {
						_, err := u.Create(record.Draft{Kind: kind.ID, Title: "made", OwnerBody: team.Body, Team: team.ID, Area: ward, Marking: s.Marking})
						return err
					})
					var bad fault.Invalid
					refused := errors.Is(err, fault.ErrForbidden) || errors.As(err, &bad) && (bad["team"] != "" || bad["area"] != "")
					if may := rules.May(who, pack.Create, s); !refused && !may {
						t.Errorf("%s makes a %s for %s in %q that is %s, which no grant lets them", user.ID, kind.Name, team.ID, ward, s.Marking)
					}
				}
			}
		}
	})
}

// What nobody could open would be lost the moment it is made or given away.
func TestWhatNobodyCouldOpenIsNotMade(t *testing.T) {
	p := gatetest.TowerHamlets(t)
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		thistle := gatetest.As("thistle", "enforcement-officer", "council", "theos")
		concern := record.Draft{Kind: "concern", Title: "A worry", OwnerBody: "council", Team: "youth-justice", Fields: record.Fields{"what": "x", "about": "child"}}
		err := change.Of(g).Write(ctx, thistle, func(u *change.Unit) error { _, err := u.Create(concern); return err })
		var bad fault.Invalid
		if !errors.As(err, &bad) || bad["team"] == "" {
			t.Errorf("a concern goes to a team in which nobody works: %v", err)
		}
	})
}

func TestAPostWithoutAreasCoversNone(t *testing.T) {
	p := gatetest.TowerHamlets(t)
	rules := access.NewRules(p)
	nowhere := gatetest.As("x", "police-officer", "th-police", "ptf")
	for _, ward := range p.Wards() {
		if rules.May(nowhere, pack.View, access.Subject{Kind: "report", OwnerBody: "council", Team: "asb-north-west", Area: ward.Code, Marking: "official"}) {
			t.Errorf("an officer whose post has no area opens reports of %s", ward.Name)
		}
	}
}
