package gate_test

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
)

// cases are what a list shows to somebody.
func cases(t *testing.T, g *gate.Gate, who access.Principal, q gate.Query) []record.Record {
	t.Helper()
	q.Kinds, q.Limit = []string{"case"}, 20
	var list gate.List
	if err := g.Read(ctx, who, func(v *gate.View) (err error) {
		list, err = v.List(q)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list.Records
}

func TestAListShowsEachRecordAsItIsNowHoweverOftenItWasListed(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		constable := gatetest.As("pia", "constable", "police", "snt", "W1")
		ref := create(t, g, record.Draft{Kind: "case", Title: "Fights", OwnerBody: "council", Team: "north", Area: "W1", Marking: "official",
			Point: &record.Point{Lon: -0.05, Lat: 51.5}, Fields: record.Fields{"intelligence": "a source says so", "outcome": "none"}})
		for _, q := range []gate.Query{{}, {Bare: true}, {}} {
			for _, who := range []access.Principal{constable, north, constable} {
				list := cases(t, g, who, q)
				if len(list) != 1 || list[0].Title != "Fights" || list[0].Point.Lat != 51.5 {
					t.Fatalf("%s, %+v: %+v", who.Account, q, list)
				}
				outcome, told := list[0].Fields.Text("outcome"), list[0].Fields.Text("intelligence") != ""
				if !q.Bare && (outcome != "none" || told != (who.Account == "pia")) {
					t.Errorf("%s reads outcome %q, and what the police keep: %v", who.Account, outcome, told)
				}
				list[0].Fields["outcome"], list[0].Point.Lat, list[0].Title = "solved", 0, "mine" // a page does what it likes with its own
			}
		}
		amended := func(fn func(*change.Edit) error) {
			t.Helper()
			if err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Edit(ref, 0)
				return errors.Join(err, fn(e))
			}); err != nil {
				t.Fatal(err)
			}
		}
		amended(func(e *change.Edit) error { return e.Set("outcome", "solved") })
		if list := cases(t, g, north, gate.Query{}); list[0].Fields.Text("outcome") != "solved" || list[0].Version != 2 {
			t.Errorf("after a change: %+v", list)
		}
		amended(func(e *change.Edit) error { return e.Assign("police", "snt", "", "theirs") })
		if list := cases(t, g, constable, gate.Query{}); len(list) != 1 || list[0].Team != "snt" {
			t.Errorf("after it was handed over: %+v", list)
		}
	})
}

// Several write and several list at once: whoever was told that a change is kept is shown it, or a later one.
func TestNobodyIsShownARecordOlderThanTheChangeTheyWereToldIsKept(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := create(t, g, record.Draft{Kind: "case", Title: "Fights", OwnerBody: "council", Team: "north", Area: "W1", Marking: "official",
			Fields: record.Fields{"intelligence": "0"}})
		constable := gatetest.As("pia", "constable", "police", "snt", "W1")
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 25 {
					var kept int64
					err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
						e, err := u.Edit(ref, 0)
						if err != nil {
							return err
						}
						kept = e.Record().Version + 1
						return e.Set("intelligence", strconv.FormatInt(kept, 10))
					})
					if err != nil && !errors.Is(err, fault.ErrConflict) { // on PostgreSQL another came between
						t.Error(err)
					}
					list := cases(t, g, constable, gate.Query{})
					shown, wrong := strconv.ParseInt(list[0].Fields.Text("intelligence"), 10, 64)
					if err == nil && (wrong != nil || shown < kept || list[0].Version < kept) {
						t.Error(fmt.Errorf("kept %d and was shown %d: %w", kept, shown, wrong))
					}
				}
			})
		}
		wg.Wait()
	})
}
