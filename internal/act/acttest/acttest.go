// Package acttest is the world in which the tests of acting play: the pack of Tower Hamlets on each database, with a clock
// that the test sets.
package acttest

import (
	"context"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Pack is that of Tower Hamlets.
func Pack(t testing.TB) *pack.Pack {
	t.Helper()
	return gatetest.TowerHamlets(t)
}

// Each runs a test on SQLite and on PostgreSQL, each with an empty store.
func Each(t *testing.T, test func(t *testing.T, g *gate.Gate, clock *gatetest.Clock)) {
	t.Helper()
	gatetest.EachOf(t, Pack(t), test)
}

// Look is a record with everything on it, as the program sees it.
func Look(t testing.TB, g *gate.Gate, ref string) *record.Whole {
	t.Helper()
	var out *record.Whole
	err := g.Read(context.Background(), access.System("test"), func(v *gate.View) (err error) {
		out, err = v.Open(ref)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
