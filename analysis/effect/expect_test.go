package effect_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/effect"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/survey"
)

// ward is a ward by month, a year before and a year after.
type ward struct {
	months [24]float64
}

func (w ward) area() (a effect.Area) {
	for m, n := range w.months {
		if m < 12 {
			a.Before += n
		} else {
			a.After += n
		}
	}
	return a
}

// wards are twenty wards that differ by spread about 20 a month, in each of which a month follows the last by 0.6 and the
// months swing by a fifth about the ward's own level. Nothing is done. The first of them is the one with most before.
func wards(random *rand.Rand, spread float64) []ward {
	const follows, swing = 0.6, 0.2
	out := make([]ward, 20)
	worst := 0
	for i := range out {
		level, u := 20*math.Exp(spread*random.NormFloat64()), swing*random.NormFloat64()
		for m := range out[i].months {
			mean := level * math.Exp(u)
			out[i].months[m] = math.Max(0, math.Round(mean+math.Sqrt(mean)*random.NormFloat64()))
			u = follows*u + swing*math.Sqrt(1-follows*follows)*random.NormFloat64()
		}
		if out[i].area().Before > out[worst].area().Before {
			worst = i
		}
	}
	out[0], out[worst] = out[worst], out[0]
	return out
}

// claimed says whether an effect is claimed of an operation that prevented a share of what would have happened in one ward,
// beside another that was left alone.
func claimed(t *testing.T, all []ward, at int, prevented float64, how effect.Selection) bool {
	t.Helper()
	s := effect.Study{Treated: all[at].area(), Selection: how, TimeBefore: 12, TimeAfter: 12}
	s.Treated.After = math.Round(s.Treated.After * (1 - prevented))
	var err error
	s.Dispersion, err = effect.Dispersion(all[at].months[:12])
	fixture.Must(t, err)
	for i, w := range all {
		if i != at {
			s.Others = append(s.Others, w.area())
		}
	}
	s.Comparison = &s.Others[len(s.Others)-1]
	f, err := effect.Evaluate(s)
	fixture.Must(t, err)
	return f.ClaimEffect
}

// TestTheWorstOfTwentyWardsShowsNoEffectWhereNothingWasDone: of the highest ward a claim is meant in 2.5 of a hundred cases
// and may be made in 3.5, where the comparison alone claims an effect in up to a quarter of them; an operation that prevents
// two fifths is still found in half of its cases, and one that prevents half in four of five.
func TestTheWorstOfTwentyWardsShowsNoEffectWhereNothingWasDone(t *testing.T) {
	const draws = 1000
	for _, spread := range []float64{0.1, 0.3, 0.6} {
		random := chance.Stream(9, uint64(100*spread))
		counts := map[string]float64{}
		for range draws {
			w := wards(random, spread)
			for name, yes := range map[string]bool{
				"false": claimed(t, w, 0, 0, effect.ChosenHigh), "by the comparison alone": claimed(t, w, 0, 0, effect.ChosenOtherwise),
				"false of a ward by lot": claimed(t, w, 7, 0, effect.ChosenHigh), "of 40 %": claimed(t, w, 0, 0.4, effect.ChosenHigh), "of 50 %": claimed(t, w, 0, 0.5, effect.ChosenHigh),
			} {
				if yes {
					counts[name]++
				}
			}
		}
		for name, n := range counts {
			rate, err := survey.Wilson(n, draws, 0.95)
			fixture.Must(t, err)
			t.Logf("wards that differ by %g, %s: %.4f (%.4f to %.4f)", spread, name, rate.Value, rate.Low, rate.High)
		}
		if n := counts["by the comparison alone"]; spread == 0.1 && n < 0.2*draws {
			t.Errorf("the comparison alone claims %g of %d: these wards do not show what is to be mended", n, draws)
		}
		for name, most := range map[string]float64{"false": 0.035, "false of a ward by lot": 0.035} {
			if counts[name] > most*draws {
				t.Errorf("wards that differ by %g, %s: %g of %d", spread, name, counts[name], draws)
			}
		}
		for name, least := range map[string]float64{"of 40 %": 0.5, "of 50 %": 0.8} {
			if counts[name] < least*draws {
				t.Errorf("wards that differ by %g, an effect %s is found in %g of %d", spread, name, counts[name], draws)
			}
		}
	}
}

// TestAPlaceChosenHighIsNotJudgedWithoutOthersOfItsKind: no claim is made, whatever the fall, and it is said why.
func TestAPlaceChosenHighIsNotJudgedWithoutOthersOfItsKind(t *testing.T) {
	f, err := effect.Evaluate(effect.Study{Treated: effect.Area{Before: 400, After: 100}, Comparison: &effect.Area{Before: 400, After: 400}})
	fixture.Must(t, err)
	if f.ClaimEffect || f.Expected != nil || !strings.Contains(f.Sentence, "No effect is claimed: the place was chosen because it was high") {
		t.Errorf("%+v", f)
	}
	if _, err := effect.Expect([]effect.Area{{Before: 9, After: 9}}, make([]effect.Area, 3), 0.95); err == nil {
		t.Error("three places were enough")
	}
}

// TestHighPlacesFallBackByWhatTheOthersShow: where every place keeps half of what sets it apart from 100, one of 200 is expected
// to come to 150.
func TestHighPlacesFallBackByWhatTheOthersShow(t *testing.T) {
	var others []effect.Area
	for b := 60.0; b <= 140; b += 10 {
		others = append(others, effect.Area{Before: b, After: 100 + (b-100)/2})
	}
	e, err := effect.Expect([]effect.Area{{Before: 200, After: 150}}, others, 0.95)
	fixture.Must(t, err)
	fixture.Near(t, "expected", e.Events, 150, 1e-9)
	fixture.Near(t, "kept", e.Kept, 0.5, 1e-9)
	two, err := effect.Expect([]effect.Area{{Before: 200, After: 150}, {Before: 100, After: 100}}, others, 0.95)
	fixture.Must(t, err)
	fixture.Near(t, "of two places", two.Events, 250, 1e-9)
	if e.P < 0.99 || e.Low > 150 || e.High < 150 || two.High-two.Low <= e.High-e.Low {
		t.Errorf("%+v; of two %+v", e, two)
	}
}
