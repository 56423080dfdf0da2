package gate_test

import (
	"errors"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

func TestAMarkerForTheSafetyOfStaffIsReadWhereverThePersonIsAndLapsesByItself(t *testing.T) {
	gatetest.EachOf(t, gatetest.TowerHamlets(t), func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		first, second, person := newCase(t, g), newCase(t, g), ""
		err := change.Of(g).Write(ctx, asbOfficer, func(u *change.Unit) (err error) {
			if person, err = u.AddPerson(record.Person{Name: "Sorrel Padlock"}); err != nil {
				return err
			}
			for _, ref := range []string{first, second} {
				e, err := u.Edit(ref, 0)
				if err == nil {
					err = e.AddParty("alleged", person, "")
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		mark := record.Mark{Person: person, Sort: record.StaffSafety, Words: "A large dog is not on a lead. Visit in pairs", Source: "The officer who visited", Review: when.Day(2027, 5, 1)}
		says := func(m record.Mark) fault.Invalid {
			var bad fault.Invalid
			if err := does(g, asbOfficer, first, func(e *change.Edit) error { return e.Mark(m) }); err != nil && !errors.As(err, &bad) {
				t.Fatal(err)
			}
			return bad
		}
		for field, wrong := range map[string]func(*record.Mark){
			"review": func(m *record.Mark) { m.Review = when.Date{} }, "source": func(m *record.Mark) { m.Source = "" }, "person": func(m *record.Mark) { m.Person = "somebody" },
		} {
			m := mark
			if wrong(&m); says(m)[field] == "" {
				t.Errorf("kept with a wrong %s", field)
			}
		}
		far := mark
		if far.Review = when.Day(2028, 1, 1); says(far)["review"] == "" {
			t.Error("stands for more than a year without anybody looking again")
		}
		if bad := says(mark); bad != nil {
			t.Fatal(bad)
		}
		w := wholeOf(t, g, second)
		if len(w.Marks) != 1 || w.Marks[0].Words != mark.Words {
			t.Fatalf("another record of the person says %+v", w.Marks)
		}
		if ev := wholeOf(t, g, first).Events[0]; ev.Verb != "person marked" || ev.After != "" {
			t.Errorf("the history says %+v", ev)
		}
		clock.Set(when.At(time.Date(2027, 5, 2, 9, 0, 0, 0, when.London)))
		if w := wholeOf(t, g, second); len(w.Marks) != 0 {
			t.Errorf("it stands after its review day: %+v", w.Marks)
		}
		if bad := says(record.Mark{Person: person, Sort: record.NeedOf, Words: "Is deaf: write, do not ring", Source: "They said so"}); bad != nil {
			t.Fatal(bad)
		}
		w = wholeOf(t, g, second)
		if err := does(g, asbOfficer, second, func(e *change.Edit) error { return e.ReviewMark(w.Marks[0], when.Date{}, "It was somebody else") }); err != nil {
			t.Fatal(err)
		}
		if w := wholeOf(t, g, first); len(w.Marks) != 0 {
			t.Errorf("it stands though it was ended: %+v", w.Marks)
		}
	})
}

func TestAMarkOfSomebodyUnderASealIsNotInTheHistoryOfOthers(t *testing.T) {
	gatetest.EachOf(t, gatetest.TowerHamlets(t), func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := newCase(t, g)
		before := len(wholeOf(t, g, ref).Events)
		police := gatetest.As("constable", "police-officer", "th-police", "ptf", "E05009336")
		err := change.Of(g).Write(ctx, police, func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			id, err := u.AddPerson(record.Person{Name: "Sorrel Padlock"})
			if err == nil {
				err = e.AddPartyUnder("police", "alleged", id, "")
			}
			if err == nil {
				err = e.Mark(record.Mark{Person: id, Sort: record.NeedOf, Words: "Hears badly", Source: "Seen"})
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if w := wholeOf(t, g, ref); len(w.Marks) != 0 || len(w.Events) != before {
			t.Errorf("who is in no compartment reads %+v and %d events more", w.Marks, len(w.Events)-before)
		}
	})
}
