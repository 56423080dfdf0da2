// Package accuracy asks how much of tomorrow's crime a map of yesterday's would have caught, and with how much ground.
//
//   - Curve ranks cells by predicted density and gives, after each, the share of crime caught, the share of ground used,
//     the predictive accuracy index PAI (Chainey, Tompson and Uhlig 2008, Security Journal 21:4), the efficiency index PEI
//     (Hunt 2016) and the ratio of predicted to observed.
//   - At and AreaUnder read that curve at a share of ground, or as a whole.
//   - Recapture is Levine's recapture rate index (2008, Security Journal 21:295).
//   - Backtest does all this over rolling train and test periods, since one split proves little.
//   - Compare scores several ways over the same periods, with intervals of a bootstrap of the periods.
//
// PAI rewards small areas: an index of 50 on 0.1 % of the ground catches 5 % of crime. Compare methods at the same share of
// ground, the ground that can really be patrolled, and show the share of crime caught beside the index. A method that
// finds where police already look is accurate on recorded crime and may be no use at all.
//
// # When not to use it
//
// Not to rank officers or to set a target: an index of accuracy on recorded crime rewards looking where one looked
// before. Not on one test period alone, nor on cells so small that a period has a handful of events: the curve is then
// mostly chance, which [Backtest] over several periods shows.
package accuracy

import (
	"errors"
	"fmt"
	"math"
	"sort"
)

// Cell is one place: what was predicted for it, what then happened, and its size.
type Cell struct {
	Predicted float64 // expected events or any score, not negative; the more the likelier
	Observed  float64 // events of the test period, not negative
	Area      float64 // more than 0, in any one unit
}

// Step is the state after the best so many cells.
type Step struct {
	Cell                      int // index of the cell that this step added
	Observed, Predicted, Area float64
	CumObserved, CumPredicted float64
	CumArea                   float64
	ShareObserved, ShareArea  float64 // of all; ShareObserved is the hit rate
	PAI                       float64 // ShareObserved / ShareArea: 1 is no better than chance
	PEI                       float64 // PAI over that of the perfect choice of as many cells, from 0 to 1 where cells are equal
	PredictedOverObserved     float64 // CumPredicted / CumObserved; +Inf where nothing was caught yet, 0 where nothing was predicted either
}

// MaxValue bounds predictions, counts and areas.
const MaxValue = 1e100

// Curve is the ranked-hit curve over all cells, best first: by predicted density (Predicted / Area), and where two are equal
// the one with fewer events first, so that a tie never flatters. It is an error when a cell is impossible or nothing
// happened in the test period.
func Curve(cells []Cell) ([]Step, error) {
	totalObserved, totalArea, err := totals(cells)
	if err != nil {
		return nil, err
	}
	ranked := rank(cells)
	perfect := bestPAI(cells, ranked, totalObserved, totalArea)
	steps := make([]Step, len(cells))
	var last Step
	for k, c := range ranked {
		s := Step{Cell: c, Observed: cells[c].Observed, Predicted: cells[c].Predicted, Area: cells[c].Area}
		s.CumObserved = last.CumObserved + s.Observed
		s.CumPredicted = last.CumPredicted + s.Predicted
		s.CumArea = last.CumArea + s.Area
		s.ShareObserved, s.ShareArea = s.CumObserved/totalObserved, s.CumArea/totalArea
		s.PAI = s.ShareObserved / s.ShareArea
		s.PEI = s.PAI / perfect[k]
		switch {
		case s.CumObserved > 0:
			s.PredictedOverObserved = s.CumPredicted / s.CumObserved
		case s.CumPredicted > 0:
			s.PredictedOverObserved = math.Inf(1)
		}
		if math.IsNaN(s.PEI) || math.IsInf(s.PEI, 0) || math.IsInf(s.PAI, 0) {
			return nil, errors.New("the cells are too unequal to compare")
		}
		steps[k], last = s, s
	}
	return steps, nil
}

func totals(cells []Cell) (observed, area float64, err error) {
	if len(cells) == 0 {
		return 0, 0, errors.New("there are no cells")
	}
	for i, c := range cells {
		switch {
		case !(c.Predicted >= 0 && c.Predicted <= MaxValue):
			return 0, 0, fmt.Errorf("cell %d: the prediction is %g and must not be negative", i, c.Predicted)
		case !(c.Observed >= 0 && c.Observed <= MaxValue):
			return 0, 0, fmt.Errorf("cell %d: the count is %g and must not be negative", i, c.Observed)
		case !(c.Area >= 1/MaxValue && c.Area <= MaxValue):
			return 0, 0, fmt.Errorf("cell %d: the area is %g and must be more than 0", i, c.Area)
		}
		observed += c.Observed
		area += c.Area
	}
	if !(observed > 0) {
		return 0, 0, errors.New("nothing happened in the test period, so that there is nothing to catch")
	}
	return observed, area, nil
}

func rank(cells []Cell) []int {
	density := make([]float64, len(cells))
	order := make([]int, len(cells))
	for i, c := range cells {
		density[i], order[i] = c.Predicted/c.Area, i
	}
	sort.SliceStable(order, func(a, b int) bool {
		i, j := order[a], order[b]
		if density[i] != density[j] {
			return density[i] > density[j]
		}
		return cells[i].Observed < cells[j].Observed
	})
	return order
}

// bestPAI is the PAI of the best choice with hindsight of 1, 2, 3 ... cells: by observed density.
func bestPAI(cells []Cell, ranked []int, totalObserved, totalArea float64) []float64 {
	order := append([]int(nil), ranked...)
	sort.SliceStable(order, func(a, b int) bool {
		i, j := cells[order[a]], cells[order[b]]
		return i.Observed/i.Area > j.Observed/j.Area
	})
	out := make([]float64, len(cells))
	var observed, area float64
	for k, c := range order {
		observed += cells[c].Observed
		area += cells[c].Area
		out[k] = (observed / totalObserved) / (area / totalArea)
	}
	return out
}

// At is the last step that uses no more than the given share of the ground (0 to 1), and false where even the first
// cell is larger.
func At(curve []Step, shareArea float64) (Step, bool) {
	n := sort.Search(len(curve), func(i int) bool { return curve[i].ShareArea > shareArea*(1+1e-12) })
	if n == 0 {
		return Step{}, false
	}
	return curve[n-1], true
}

// AreaUnder is the area under the share of crime caught over the share of ground used: 0.5 is no better than chance, 1
// is the best there can be. An empty curve has none: 0.
func AreaUnder(curve []Step) float64 {
	sum, lastHit, lastArea := 0.0, 0.0, 0.0
	for _, s := range curve {
		sum += (s.ShareArea - lastArea) * (s.ShareObserved + lastHit) / 2
		lastHit, lastArea = s.ShareObserved, s.ShareArea
	}
	return sum
}

// Recapture is the recapture rate index: the hot spots' events in the test period over those in the training period,
// divided by the same of the whole area. Above one the hot spots kept more than their share. It is an error when a divisor is
// zero or a part exceeds its whole.
func Recapture(hotTrain, hotTest, allTrain, allTest float64) (float64, error) {
	for _, v := range []float64{hotTrain, hotTest, allTrain, allTest} {
		if !(v >= 0 && v <= MaxValue) {
			return 0, fmt.Errorf("the count %g must not be negative", v)
		}
	}
	if hotTrain > allTrain || hotTest > allTest {
		return 0, fmt.Errorf("the hot spots hold more events (%g, %g) than the whole area (%g, %g)", hotTrain, hotTest, allTrain, allTest)
	}
	if hotTrain == 0 || allTest == 0 {
		return 0, errors.New("the hot spots had no event in training, or the area none in the test")
	}
	index := (hotTest / hotTrain) / (allTest / allTrain)
	if math.IsNaN(index) || math.IsInf(index, 0) {
		return 0, errors.New("the counts are too extreme to compare")
	}
	return index, nil
}
