package accuracy_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/accuracy"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"pgregory.net/rapid"
)

// TestCurveAgreesWithPtools compares all thirteen columns of sixty cells.
func TestCurveAgreesWithPtools(t *testing.T) {

	var cells []accuracy.Cell
	for _, r := range fixture.Numbers(t, "testdata/pai_input.csv") {
		cells = append(cells, accuracy.Cell{Observed: r[1], Predicted: r[2], Area: r[3]})
	}
	curve, err := accuracy.Curve(cells)
	fixture.Must(t, err)
	header, want := fixture.Rows(t, "testdata/pai_ptools.csv")[0], fixture.Numbers(t, "testdata/pai_ptools.csv")
	if len(want) != len(curve) {
		t.Fatalf("%d steps, reference %d", len(curve), len(want))
	}
	for k, s := range curve {
		got := []float64{float64(k + 1), s.Observed, s.CumObserved, s.ShareObserved, s.Predicted, s.CumPredicted, s.Area, s.CumArea,
			s.ShareArea, s.PAI, s.PEI, s.PredictedOverObserved, float64(s.Cell + 1)}
		for j := range got {
			if !(math.Abs(got[j]-want[k][j]) <= 1e-12*math.Abs(want[k][j])) {
				t.Errorf("step %d %s: %.17g, reference %.17g", k+1, header[j], got[j], want[k][j])
			}
		}
	}
}

// TestNoMapBeatsHindsight: for any map of equal cells PEI is at most one, the curve ends with everything, and a map of
// what then happened is perfect.
func TestNoMapBeatsHindsight(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 50).Draw(rt, "n")
		cells := make([]accuracy.Cell, n)
		for i := range cells {
			cells[i] = accuracy.Cell{Predicted: float64(rapid.IntRange(0, 9).Draw(rt, "p")), Observed: float64(rapid.IntRange(0, 9).Draw(rt, "o")), Area: 4}
		}
		cells[0].Observed++
		curve, err := accuracy.Curve(cells)
		if err != nil {
			rt.Fatal(err)
		}
		for _, s := range curve {
			if s.PEI > 1+1e-12 || s.PEI < 0 {
				rt.Fatalf("%+v", s)
			}
		}
		if last := curve[n-1]; math.Abs(last.ShareObserved-1) > 1e-12 || math.Abs(last.PAI-1) > 1e-9 {
			rt.Fatalf("%+v", last)
		}
		for i := range cells {
			cells[i].Predicted = cells[i].Observed
		}
		perfect, err := accuracy.Curve(cells)
		if err != nil || math.Abs(perfect[0].PEI-1) > 1e-12 || accuracy.AreaUnder(perfect) < accuracy.AreaUnder(curve)-1e-12 {
			rt.Fatalf("%+v, error %v", perfect[0], err)
		}
	})
}

// TestTiesDoNotFlatter: cells of one score are taken worst first.
func TestTiesDoNotFlatter(t *testing.T) {
	curve, err := accuracy.Curve([]accuracy.Cell{{Predicted: 1, Observed: 9, Area: 1}, {Predicted: 1, Observed: 0, Area: 1}})
	fixture.Must(t, err)
	if curve[0].Cell != 1 || curve[0].PAI != 0 || !math.IsInf(curve[0].PredictedOverObserved, 1) {
		t.Errorf("%+v", curve[0])
	}
}

func TestReadingTheCurveAtAShareOfGround(t *testing.T) {
	cells := make([]accuracy.Cell, 10)
	for i := range cells {
		cells[i] = accuracy.Cell{Predicted: float64(10 - i), Observed: float64(10 - i), Area: 0.1}
	}
	curve, err := accuracy.Curve(cells)
	fixture.Must(t, err)
	step, ok := accuracy.At(curve, 0.3)
	if !ok || step.Cell != 2 || math.Abs(step.ShareObserved-27.0/55) > 1e-12 {
		t.Errorf("%+v %v", step, ok)
	}
	if _, ok := accuracy.At(curve, 0.05); ok {
		t.Error("no cell is as small as a twentieth")
	}
}

func TestRecaptureFollowsLevine(t *testing.T) {
	index, err := accuracy.Recapture(100, 60, 1000, 500)
	fixture.Must(t, err)
	if math.Abs(index-1.2) > 1e-12 {
		t.Errorf("%g", index)
	}
}

// TestBacktestNeverLooksAhead: the predictor sees only what came before, every test period is used once, and a lasting
// hot spot is caught.
func TestBacktestNeverLooksAhead(t *testing.T) {
	panel := accuracy.Panel{Area: []float64{1, 1, 1, 1}}
	for p := range 12 {
		panel.Counts = append(panel.Counts, []float64{float64(p), 20, 1, 1})
	}
	at := 0
	folds, err := accuracy.Backtest(context.Background(), panel, accuracy.Window{Train: 3, Test: 2}, func(train [][]float64) ([]float64, error) {
		if len(train) != 3 || train[0][0] != float64(at) {
			t.Errorf("training from %d saw %v", at, train)
		}
		at += 2
		return accuracy.Past(train)
	})
	fixture.Must(t, err)
	if len(folds) != 4 || folds[3].TestFrom != 9 || folds[3].TestTo != 11 {
		t.Fatalf("%d folds, last %+v", len(folds), folds[len(folds)-1])
	}
	s, err := accuracy.Summarise(folds, 0.25)
	fixture.Must(t, err)
	if s.Folds != 4 || s.PEI != 1 || s.Worst < 0.6 {
		t.Errorf("%+v", s)
	}
}

func TestBacktestStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	panel := accuracy.Panel{Area: []float64{1}, Counts: [][]float64{{1}, {1}, {1}}}
	if _, err := accuracy.Backtest(ctx, panel, accuracy.Window{Train: 1, Test: 1}, accuracy.Past); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// FuzzAccuracy feeds any cells: an error, or figures that are numbers.
func FuzzAccuracy(f *testing.F) {
	f.Add(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1, 1)
	f.Add(math.NaN(), 1.0, 1.0, math.Inf(1), -1.0, 1e300, 0, -1)
	f.Add(1e100, 1e100, 1e-100, 1e-300, 1e100, 1e100, 1, math.MaxInt)
	f.Fuzz(func(t *testing.T, p, o, a, q, r, b float64, train, test int) {
		curve, err := accuracy.Curve([]accuracy.Cell{{Predicted: p, Observed: o, Area: a}, {Predicted: q, Observed: r, Area: b}})
		for _, s := range curve {
			if err == nil && (math.IsNaN(s.PAI) || math.IsNaN(s.PEI) || math.IsNaN(s.PredictedOverObserved) || math.IsNaN(s.ShareArea)) {
				t.Fatalf("%+v", s)
			}
		}
		if v := accuracy.AreaUnder(curve); err == nil && math.IsNaN(v) {
			t.Fatal("the area under the curve is not a number")
		}
		accuracy.At(curve, p)
		if v, err := accuracy.Recapture(p, o, a, q); err == nil && (math.IsNaN(v) || math.IsInf(v, 0)) {
			t.Fatalf("recapture %g", v)
		}
		panel := accuracy.Panel{Area: []float64{a, b}, Counts: [][]float64{{o, r}, {p, q}, {r, o}, {1, 2}}}
		folds, err := accuracy.Backtest(context.Background(), panel, accuracy.Window{Train: train, Test: test}, accuracy.Past)
		if err != nil {
			return
		}
		if s, err := accuracy.Compare([][]accuracy.Catch{{{Caught: p, All: o, Best: a}, {Caught: q, All: r, Best: b}}}, a, 9, 1, b); err == nil && (math.IsNaN(s[0].PAI.High) || math.IsNaN(s[0].PEI.Low)) {
			t.Fatalf("%+v", s)
		}
		if s, err := accuracy.Summarise(folds, p); err == nil && (math.IsNaN(s.PAI) || math.IsNaN(s.PEI)) {
			t.Fatalf("%+v", s)
		}
	})
}

func ExampleCurve() {
	curve, err := accuracy.Curve([]accuracy.Cell{
		{Predicted: 9, Observed: 6, Area: 1}, {Predicted: 5, Observed: 1, Area: 1},
		{Predicted: 2, Observed: 2, Area: 1}, {Predicted: 1, Observed: 1, Area: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	best := curve[0]
	fmt.Printf("%.0f%% of crime on %.0f%% of the ground, PAI %.1f\n", 100*best.ShareObserved, 100*best.ShareArea, best.PAI)
	// Output: 60% of crime on 25% of the ground, PAI 2.4
}
