package gate_test

import (
	"errors"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
)

// An id of a person is no key: neither as a party nor in a field does it bring before an officer somebody whom no record that
// they may see is about, and one who is hidden and one who was never there are told alike.
func TestAnIDBringsNobodyOntoARecordWhomTheOfficerCouldNotHaveFound(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		aCase := record.Draft{Kind: "case", Title: "Shouting", OwnerBody: "council", Fields: record.Fields{}}
		people := map[string]string{}
		for name, area := range map[string]string{"near": "W1", "hidden": "W3"} {
			aCase.Area = area
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Create(aCase)
				if err != nil {
					return err
				}
				if people[name], err = u.AddPerson(record.Person{Name: name}); err != nil {
					return err
				}
				return e.AddParty("victim", people[name], "")
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		people["nobody"] = "019a0000-0000-7000-8000-000000000000"
		aCase.Area = "W2"
		mine := create(t, g, aCase)
		for name, id := range people {
			for how, do := range map[string]func(*change.Unit, *change.Edit) error{
				"party":  func(_ *change.Unit, e *change.Edit) error { return e.AddParty("victim", id, "") },
				"field":  func(_ *change.Unit, e *change.Edit) error { return e.Set("advocate", id) },
				"create": func(u *change.Unit, _ *change.Edit) error { return createWith(u, aCase, id) },
			} {
				err := change.Of(g).Write(ctx, north, func(u *change.Unit) error {
					e, err := u.Edit(mine, 0)
					if err != nil {
						return err
					}
					return do(u, e)
				})
				var bad fault.Invalid
				if refused := errors.As(err, &bad); refused != (name != "near") || !refused && err != nil {
					t.Errorf("%s as %s: %v", name, how, err)
				}
			}
		}
	})
}

func createWith(u *change.Unit, d record.Draft, advocate string) error {
	d.Fields = record.Fields{"advocate": advocate}
	_, err := u.Create(d)
	return err
}

func TestSomebodyNewAndSomebodyWhomTheRecordNamesAlreadyCanBePutOnIt(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		var ref, person string
		err := change.Of(g).Write(ctx, north, func(u *change.Unit) (err error) {
			if person, err = u.AddPerson(record.Person{Name: "New"}); err != nil {
				return err
			}
			e, err := u.Create(record.Draft{Kind: "case", Title: "Shouting", OwnerBody: "council", Area: "W1", Fields: record.Fields{"advocate": person}})
			if err == nil {
				ref = e.Record().Reference
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = change.Of(g).Write(ctx, north, func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			return e.AddParty("victim", person, "")
		})
		if err != nil {
			t.Errorf("the record's own advocate is refused as a party: %v", err)
		}
	})
}
