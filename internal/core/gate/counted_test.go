package gate_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// A count is kept until something is written; whoever reads it must not see that.
func TestACountFollowsEachWriteAndIsEachReadersOwn(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		south := gatetest.As("sam", "officer", "council", "south", "W3")
		open := true
		count := func(who access.Principal, q gate.Query) (n int) {
			t.Helper()
			q.Kinds, q.Open = []string{"case"}, &open
			if err := g.Read(ctx, who, func(v *gate.View) (err error) { n, err = v.Count(q); return err }); err != nil {
				t.Fatal(err)
			}
			return n
		}
		var first string
		for n := 1; n <= 3; n++ {
			ref := create(t, g, record.Draft{Kind: "case", Title: "noise", OwnerBody: "council", Area: "W1", Team: "north"})
			first = map[bool]string{true: ref, false: first}[n == 1]
			for range 2 {
				if got := count(north, gate.Query{}); got != n {
					t.Fatalf("after %d writes %d are counted", n, got)
				}
			}
		}
		if got := count(south, gate.Query{}); got != 0 {
			t.Errorf("a reader of another area counts %d", got)
		}
		if got := count(north, gate.Query{DueBefore: when.Day(2000, 1, 1)}); got != 0 {
			t.Errorf("another question is answered %d", got)
		}
		err := change.Of(g).Write(ctx, north, func(u *change.Unit) error {
			e, err := u.Edit(first, 0)
			if err != nil {
				return err
			}
			if err := e.Assign("council", "north", "nora", ""); err != nil {
				return err
			}
			n, err := u.Count(gate.Query{Kinds: []string{"case"}, Unowned: true})
			if n != 3 {
				t.Errorf("before the change is kept %d have nobody", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := count(north, gate.Query{Unowned: true}); got != 2 {
			t.Errorf("after one was assigned %d have nobody", got)
		}
	})
}
