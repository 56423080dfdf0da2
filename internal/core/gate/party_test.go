package gate_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Nobody stands twice in one role on one record, of whichever kind: not on the same card, and not on a second one that nothing tells
// from the first.
func TestNobodyIsOnARecordTwiceInOneRole(t *testing.T) {
	p := gatetest.TowerHamlets(t)
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		for _, kind := range p.Kinds {
			for _, role := range kind.Parties {
				err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
					e, err := u.Create(record.Draft{Kind: kind.ID, Title: "x", OwnerBody: "council"})
					if err != nil {
						return err
					}
					card := func(name, phone string) string {
						id, err := u.AddPerson(record.Person{Name: name, Phone: phone})
						if err != nil {
							t.Fatal(err)
						}
						return id
					}
					ada := card("Ada Teapot", "020 7946 0011")
					for _, x := range []struct {
						what, person, body string
						refused            bool
					}{
						{"the first time", ada, "", false},
						{"on the same card", ada, "", true},
						{"on a card with the same number", card("ada  TEAPOT", "+44 20 7946-0011"), "", true},
						{"on a card with nothing but the name", card("Ada Teapot", ""), "", true},
						{"with another number", card("Ada Teapot", "020 7946 0099"), "", false},
						{"with another name", card("Ada Kettle", "020 7946 0011"), "", false},
						{"a body", "", "lfb", false},
						{"the body again", "", "lfb", true},
						{"another body", "", "council", false},
					} {
						var bad fault.Invalid
						if err := e.AddParty(role.ID, x.person, x.body); errors.As(err, &bad) != x.refused || err != nil && !x.refused {
							t.Errorf("%s as %s of a %s: %v", x.what, role.Name, kind.Name, err)
						}
					}
					if err := e.Join(record.Person{Name: "Ada Teapot", Phone: "020 7946 0011"}, role.ID); err != nil {
						t.Errorf("joining who is there as %s of a %s: %v", role.Name, kind.Name, err)
					}
					w, err := u.Open(e.Record().ID)
					if err == nil && len(w.Parties) != 5 {
						t.Errorf("a %s has %d in the role %s", kind.Name, len(w.Parties), role.Name)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// A history says whom it was, by name to who may read them, and by the role alone once they were taken off every record that the
// reader opens.
func TestAHistorySaysWhoWasPutOnTheRecord(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		nora := gatetest.As("nora", "officer", "council", "north", "W1")
		ref := create(t, g, record.Draft{Kind: "case", Title: "Shouting", OwnerBody: "council", Team: "north", Area: "W1"})
		var party string
		amended := func(do func(*change.Unit, *change.Edit) error) {
			t.Helper()
			if err := amend(t, g, nora, ref, do); err != nil {
				t.Fatal(err)
			}
		}
		amended(func(u *change.Unit, e *change.Edit) error {
			id, err := u.AddPerson(record.Person{Name: "Ada Teapot"})
			return errors.Join(err, e.AddParty("victim", id, ""), e.AddParty("victim", "", "police"))
		})
		told := func() string {
			w, err := open(t, g, nora, ref)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, e := range w.Events {
				if strings.HasPrefix(e.Verb, "party") {
					out = append(out, e.Verb+" "+e.Field+" "+e.Before+e.After)
				}
			}
			for _, p := range w.Parties {
				if p.PersonName != "" {
					party = p.ID
				}
			}
			slices.Sort(out)
			return strings.Join(out, ", ")
		}
		if got := told(); got != "party added victim Ada Teapot, party added victim Police" {
			t.Errorf("the history says %s", got)
		}
		amended(func(_ *change.Unit, e *change.Edit) error { return e.EndParty(party, "not them") })
		if got := told(); got != "party added victim , party added victim Police, party ended victim " {
			t.Errorf("once they are off the record, the history says %s", got)
		}
	})
}
