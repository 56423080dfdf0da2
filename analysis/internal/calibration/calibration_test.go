package calibration

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
)

// The rates are those of the table in analysis/README.md. WARDMOTE_CALIBRATION names a file that the table is written to
// after a change.
func TestEveryTestKeepsItsLevelWhereNothingIsGoingOn(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(fixture.Root(t), "analysis", "README.md"))
	fixture.Must(t, err)
	var rates []Rate
	for _, trial := range All() {
		r, err := Run(t.Context(), trial)
		fixture.Must(t, err)
		rates = append(rates, r)
		if !r.Kept() {
			t.Errorf("%s: %d alarms in %d looks, a rate of %.4f (%.4f to %.4f), stated %g", r.Test, r.Alarmed, r.Looks, r.Value, r.Low, r.High, r.Nominal)
		}
		// Another processor, or another order of draws, moves a rate a little: what is printed must stay within the interval.
		if told, ok := printed(string(readme), r); !ok || told < 100*r.Low-0.01 || told > 100*r.High+0.01 {
			t.Errorf("%s: analysis/README.md says %g %%, the rate is %.3g %%", r.Test, told, 100*r.Value)
		}
	}
	if path := os.Getenv("WARDMOTE_CALIBRATION"); path != "" {
		fixture.Must(t, os.WriteFile(path, []byte(Report(rates)), 0o644))
	}
}

// printed finds the rate that a table gives, in per cent, by the cells before it.
func printed(table string, r Rate) (float64, bool) {
	_, rest, found := strings.Cut(table, r.asked())
	if !found {
		return 0, false
	}
	told, err := strconv.ParseFloat(strings.SplitN(rest, " ", 2)[0], 64)
	return told, err == nil
}

// A test that cries wolf twice as often as it says is found out, and so is one that never does.
func TestARateThatIsNotKeptIsFoundOut(t *testing.T) {
	every := func(n uint64) func(uint64) (int, int, error) {
		return func(world uint64) (int, int, error) {
			if world%n == 0 {
				return 1, 1, nil
			}
			return 0, 1, nil
		}
	}
	for n, kept := range map[uint64]bool{20: true, 10: false, 100000: false} {
		f := every(n)
		r, err := Run(t.Context(), Trial{Nominal: 0.05, Worlds: 2000, Alarms: func(_ context.Context, world uint64) (int, int, error) { return f(world) }})
		fixture.Must(t, err)
		if r.Kept() != kept {
			t.Errorf("an alarm in one world of %d: kept is %v", n, r.Kept())
		}
	}
}
