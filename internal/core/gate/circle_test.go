package gate_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
)

// What somebody may see is remembered by a question that also holds what they typed.
func TestNoTwoQuestionsReadAlike(t *testing.T) {
	seen := map[string]int{}
	for i, args := range [][]any{{"a b", "c"}, {"a", "b c"}, {"a", "b", "c"}, {"a b c"}, {"1"}, {1}, {`a","b`}, {"a", "b"}} {
		q, err := gate.Asking("r.team = ?", args)
		if err != nil {
			t.Fatal(err)
		}
		if j, twice := seen[q]; twice {
			t.Errorf("%d and %d are one question: %s", i, j, q)
		}
		seen[q] = i
	}
}

func TestOnlyWhatIsAssignedToThemIsCountedForWhoSeesNothingElse(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		for _, to := range []string{"olga", "nora", "nora"} { // all of one circle
			create(t, g, record.Draft{Kind: "case", Title: "noise", OwnerBody: "council", Team: "north", Area: "W1", Assignee: to})
		}
		for who, want := range map[string]int{"olga": 1, "nora": 2, "sam": 0} {
			n, by := 0, map[string]int{}
			err := g.Read(ctx, gatetest.As(who, "own", "council", "north"), func(v *gate.View) (err error) {
				if n, err = v.Count(gate.Query{Kinds: []string{"case"}}); err == nil {
					by, err = v.Tally(gate.Query{Kinds: []string{"case"}}, "team")
				}
				return err
			})
			if err != nil || n != want || by["north"] != want {
				t.Errorf("%s counts %d, by team %v, %v", who, n, by, err)
			}
		}
	})
}

func TestTheFirstRecordOfACircleIsOnListsThatWereOpenedBefore(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		for n, marking := range []string{"official", "official-sensitive"} {
			create(t, g, record.Draft{Kind: "case", Title: "noise", OwnerBody: "council", Team: "north", Area: "W1", Marking: marking})
			if list := cases(t, g, north, gate.Query{}); len(list) != n+1 {
				t.Errorf("%d of %d are listed", len(list), n+1)
			}
		}
	})
}
