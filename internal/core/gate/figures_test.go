package gate_test

import (
	"context"
	"errors"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
)

func TestAnEditionOfFiguresNeverChangesAndTheNewestAreReplaced(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		system := access.System("test")
		keep := func(edition, value string) {
			t.Helper()
			err := change.Of(g).Write(context.Background(), system, func(u *change.Unit) error {
				return u.KeepFigures(gate.Figures{Name: "wards", Edition: edition, Basis: "b" + value, Value: []byte(value), At: g.Now()})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, x := range []struct{ edition, value string }{{"2026-Q3", "1"}, {"2026-Q3", "2"}, {"", "1"}, {"", "2"}} {
			keep(x.edition, x.value)
		}
		err := g.Read(context.Background(), system, func(v *gate.View) error {
			for edition, want := range map[string]string{"2026-Q3": "1", "": "2"} {
				f, ok, err := v.Figures("wards", edition)
				if err != nil || !ok || string(f.Value) != want || f.Basis != "b"+want || f.At != g.Now() {
					t.Errorf("edition %q is %s of %s, %v, %v; want %s", edition, f.Value, f.Basis, ok, err, want)
				}
			}
			_, ok, err := v.Figures("wards", "2026-Q4")
			if ok {
				t.Error("an edition that was not made is there")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = g.Read(context.Background(), access.Principal{Account: "somebody"}, func(v *gate.View) error {
			_, _, err := v.Figures("wards", "")
			return err
		})
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("somebody reads what is not suppressed yet: %v", err)
		}
	})
}
