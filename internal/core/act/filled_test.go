package act_test

import (
	"context"
	"errors"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
)

var officer = gatetest.As("nora", "officer", "council", "north")

// TestWhatIsRecordedByAFormIsRecordedOnceWithItsPeopleForTheKeyOfTheForm sends the same form twice, as a double click does.
func TestWhatIsRecordedByAFormIsRecordedOnceWithItsPeopleForTheKeyOfTheForm(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		acts, ctx := act.New(g, nil), context.Background()
		k, _ := g.Pack().Kind("case")
		filled := act.Filled{Title: "Noise", Team: "north", Area: "W1", Fields: record.Fields{"advocate": act.NewPerson + "Quentin Reed"}}
		first, err := acts.Make(ctx, officer, k, filled, "one form")
		if err != nil {
			t.Fatal(err)
		}
		if filled.Fields.Text("advocate") != act.NewPerson+"Quentin Reed" {
			t.Error("the form was changed by what it made: a write that is run again would name a person who is not there")
		}
		again, err := acts.Make(ctx, officer, k, filled, "one form")
		if err != nil || again.ID != first.ID {
			t.Errorf("the second sending made %v, %v", again, err)
		}
		other, err := acts.Make(ctx, officer, k, filled, "")
		if err != nil || other.ID == first.ID {
			t.Errorf("a form without a key gave the record of another: %v", err)
		}
		another := gatetest.As("ned", "officer", "council", "north")
		if theirs, err := acts.Make(ctx, another, k, filled, "one form"); err != nil || theirs.ID == first.ID {
			t.Errorf("the key of one opens the record to another: %v", err)
		}
		err = g.Read(ctx, officer, func(v *gate.View) error {
			w, err := v.Open(first.ID)
			if err != nil {
				return err
			}
			p, err := v.PersonIn(&w.Record, "advocate")
			if err == nil && p.Name != "Quentin Reed" {
				t.Errorf("the field names %q", p.Name)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// TestACorrectionLeavesWhatItsWriterMayNotFillIn: the form of an officer does not show what the police keep, and does not empty it.
func TestACorrectionLeavesWhatItsWriterMayNotFillIn(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		acts, ctx := act.New(g, nil), context.Background()
		var made *record.Record
		err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Create(record.Draft{Kind: "case", Title: "Noise", OwnerBody: "council", Team: "north", Area: "W1", Fields: record.Fields{"intelligence": "a source says so", "outcome": "none"}})
			if err == nil {
				made = e.Record()
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = acts.Change(ctx, officer, act.Correction{Record: made.Reference, Version: made.Version, Filled: act.Filled{Fields: record.Fields{"outcome": "solved"}}})
		if err != nil {
			t.Fatal(err)
		}
		err = g.Read(ctx, access.System("test"), func(v *gate.View) error {
			r, err := v.Glance(made.ID)
			if err == nil && (r.Fields.Text("intelligence") != "a source says so" || r.Fields.Text("outcome") != "solved" || r.Title != "Noise") {
				t.Errorf("it holds %v, titled %q", r.Fields, r.Title)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		err = acts.Change(ctx, officer, act.Correction{Record: made.Reference, Version: made.Version, Filled: act.Filled{Fields: record.Fields{"outcome": "none"}}})
		var lost *gate.Conflict
		if !errors.As(err, &lost) {
			t.Errorf("a correction of an older version: %v", err)
		}
	})
}
