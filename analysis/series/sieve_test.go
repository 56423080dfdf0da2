package series_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/series"
	"github.com/wardmote/wardmote/analysis/survey"
)

// dependent fills values with a stationary series of the first order that has a marginal standard deviation of one, and a slope.
func dependent(draw draw, values []float64, correlation, slope float64) {
	fresh := math.Sqrt(1 - correlation*correlation)
	level := draw.NormFloat64()
	for i := range values {
		values[i] = level + slope*float64(i)
		level = correlation*level + fresh*draw.NormFloat64()
	}
}

// TestASieveKeepsItsLevelAndItsPowerOnDependentMonths draws 2,000 series of 44 months whose months follow the last by half: at
// most 8 % may be called a trend that have none, and of those that rise by a tenth of their standard deviation a month at
// least 88 % must be found.
func TestASieveKeepsItsLevelAndItsPowerOnDependentMonths(t *testing.T) {
	const draws = 2000
	draw := newDraw(2026)
	values := make([]float64, 44)
	for _, c := range []struct {
		what        string
		slope       float64
		least, most float64
	}{{"false alarms", 0, 0.03, 0.08}, {"found", 0.1, 0.88, 1}} {
		called := 0.0
		for k := range draws {
			dependent(draw, values, 0.5, c.slope)
			found, err := series.Sieve(values, series.SieveOptions{Seed: uint64(k), Draws: 199})
			fixture.Must(t, err)
			if found.P <= 0.05 {
				called++
			}
		}
		rate, err := survey.Wilson(called, draws, 0.95)
		fixture.Must(t, err)
		t.Logf("%s: %.4f (%.4f to %.4f)", c.what, rate.Value, rate.Low, rate.High)
		if rate.Value < c.least || rate.Value > c.most {
			t.Errorf("%s: %.4f (%.4f to %.4f), wanted from %g to %g", c.what, rate.Value, rate.Low, rate.High, c.least, c.most)
		}
	}
}

func TestASieveSeesGapsAndGivesTheSameAnswerToTheSameSeed(t *testing.T) {
	values := make([]float64, 60)
	dependent(newDraw(8), values, 0.4, 0.05)
	whole, err := series.Sieve(values, series.SieveOptions{Seed: 3})
	fixture.Must(t, err)
	again, err := series.Sieve(values, series.SieveOptions{Seed: 3})
	fixture.Must(t, err)
	if whole != again {
		t.Errorf("%+v, then %+v", whole, again)
	}
	var kept []float64
	var at []int
	for i, v := range values {
		if i < 20 || i >= 36 {
			kept, at = append(kept, v), append(at, i)
		}
	}
	gapped, err := series.Sieve(kept, series.SieveOptions{At: at, Seed: 3})
	fixture.Must(t, err)
	closed, err := series.Sieve(kept, series.SieveOptions{Seed: 3})
	fixture.Must(t, err)
	if math.Abs(gapped.Slope-whole.Slope) > math.Abs(closed.Slope-whole.Slope) {
		t.Errorf("slope %g; with a gap %g, with the gap closed %g", whole.Slope, gapped.Slope, closed.Slope)
	}
	for _, bad := range [][]int{{1, 2}, make([]int, len(kept))} {
		if _, err := series.Sieve(kept, series.SieveOptions{At: bad}); err == nil {
			t.Errorf("positions %v were taken", bad)
		}
	}
}

func TestASieveOfALineAndOfAConstant(t *testing.T) {
	line, flat := make([]float64, 24), make([]float64, 24)
	for i := range line {
		line[i], flat[i] = 100-3*float64(i), 7
	}
	falling, err := series.Sieve(line, series.SieveOptions{})
	fixture.Must(t, err)
	if math.Abs(falling.Slope+3) > 1e-9 || falling.P > 0.01 || math.IsInf(falling.T, 0) {
		t.Errorf("%+v", falling)
	}
	constant, err := series.Sieve(flat, series.SieveOptions{})
	fixture.Must(t, err)
	if constant.P != 1 || constant.Slope != 0 {
		t.Errorf("%+v", constant)
	}
}

func ExampleSieve() {
	months := []float64{31, 28, 35, 33, 36, 30, 38, 41, 37, 42, 40, 45, 43, 39, 46, 49}
	trend, err := series.Sieve(months, series.SieveOptions{Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%+.1f a month, p below 0.05: %t\n", trend.Slope, trend.P <= 0.05)
	// Output: +1.1 a month, p below 0.05: true
}
