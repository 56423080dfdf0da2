package gate_test

import (
	"maps"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Two dimensions in one pass are what one after the other gives, for records opened and closed in a period, and for every
// field and column; what lies outside the period is in neither.
func TestCountsByTwoThingsAtOnceAreThoseByOneAfterTheOther(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		start := clock.Now()
		for i, outcome := range []string{"solved", "none", "solved", "", "solved", "none"} {
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				u.Backdate(start.Add(time.Duration(i) * 24 * time.Hour))
				e, err := u.Create(record.Draft{Kind: "case", Title: "Noise", OwnerBody: "council", Area: []string{"W1", "W2"}[i%2], Category: []string{"noise", "litter", ""}[i%3]})
				if err != nil || outcome == "" {
					return err
				}
				if err := e.Set("outcome", outcome); err != nil || i == 4 {
					return err
				}
				return e.Move("closed", "done", "")
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		err := g.Read(ctx, access.System("test"), func(v *gate.View) error {
			for _, date := range []string{"", "opened", "closed"} {
				q := gate.Query{Verb: pack.Count, Kinds: []string{"case"}, Date: date, From: start.Add(-time.Hour), Until: start.Add(4*24*time.Hour + time.Hour)}
				first, err := v.First(q)
				if err != nil || first != start {
					t.Errorf("by %q the first is of %s, want %s: %v", date, first, start, err)
				}
				crossed, err := v.Cross(q, "area", "outcome")
				if err != nil {
					return err
				}
				for _, outcome := range []string{"solved", "none"} {
					q.Fields = map[string]string{"outcome": outcome}
					by, err := v.Tally(q, "area")
					if err != nil {
						return err
					}
					same(t, date+" with the outcome "+outcome, crossed, outcome, by)
				}
				q.Fields = nil
				if crossed, err = v.Cross(q, "area", "category"); err != nil {
					return err
				}
				for _, category := range []string{"noise", "litter"} {
					q.Category = []string{category}
					by, err := v.Tally(q, "area")
					if err != nil {
						return err
					}
					same(t, date+" about "+category, crossed, category, by)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// same compares a column of counts by two things with the counts by one.
func same(t *testing.T, what string, crossed map[string]map[string]int, column string, want map[string]int) {
	t.Helper()
	got := map[string]int{}
	for row, columns := range crossed {
		if n := columns[column]; n > 0 {
			got[row] = n
		}
	}
	if !maps.Equal(got, want) || len(want) == 0 {
		t.Errorf("by %s there are %v, want %v", what, got, want)
	}
}
