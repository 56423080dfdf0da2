package accuracy_test

import (
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/accuracy"
	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
)

// TestWaysAreComparedWithinPeriods: periods differ much more than two ways do, and still the better way is told from the worse,
// because both saw the same periods; one that is as good on the whole is not.
func TestWaysAreComparedWithinPeriods(t *testing.T) {
	random := chance.Stream(3, 0)
	ways := make([][]accuracy.Catch, 3)
	for p := range 18 {
		all := float64(100 + random.IntN(200))
		share := 0.2 + 0.2*random.Float64()
		swing := float64(4*(p%2)) - 2
		for w, caught := range []float64{share * all, share*all - 5, share*all + swing} {
			ways[w] = append(ways[w], accuracy.Catch{Caught: math.Round(caught), All: all, Best: math.Round(0.6 * all)})
		}
	}
	s, err := accuracy.Compare(ways, 0.02, 999, 1, 0.95)
	fixture.Must(t, err)
	if s[1].Behind.Low <= 0 || s[1].HitRate.High < s[0].HitRate.Low || s[2].Behind.Low > 0 && s[0].Behind.Low > 0 {
		t.Errorf("%+v", s)
	}
	for _, x := range s {
		if x.HitRate.Low > x.HitRate.Value || x.HitRate.High < x.HitRate.Value || math.Abs(x.PAI.Value-50*x.HitRate.Value) > 1e-9 || x.PEI.High > 1 {
			t.Errorf("%+v", x)
		}
	}
	again, err := accuracy.Compare(ways, 0.02, 999, 1, 0.95)
	fixture.Must(t, err)
	if again[1] != s[1] {
		t.Error("the same seed gives another answer")
	}
	if _, err := accuracy.Compare([][]accuracy.Catch{{{Caught: 3, All: 5, Best: 2}}}, 0.1, 9, 1, 0.95); err == nil {
		t.Error("more was caught than hindsight allows")
	}
}
