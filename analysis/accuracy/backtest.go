package accuracy

import (
	"context"
	"errors"
	"fmt"
)

// Panel is counts by period and cell: Counts[p][c] events of period p in cell c; Area[c] of each cell.
type Panel struct {
	Counts [][]float64
	Area   []float64
}

// Window says how a backtest goes through the periods.
type Window struct {
	Train int // periods learned from
	Test  int // periods predicted, right after
	Step  int // periods by which the window moves on (0: Test, so that every period is predicted once)
}

// Fold is one train and test split.
type Fold struct {
	TrainFrom, TestFrom, TestTo int // periods: training [TrainFrom, TestFrom), test [TestFrom, TestTo)
	Curve                       []Step
}

// Predictor learns from the training periods and gives a score, not negative, for every cell.
type Predictor func(train [][]float64) ([]float64, error)

// Past is the predictor that every method must beat: the counts of the training periods, added up.
func Past(train [][]float64) ([]float64, error) {
	if len(train) == 0 {
		return nil, errors.New("there is nothing to learn from")
	}
	sums := make([]float64, len(train[0]))
	for p, period := range train {
		if len(period) != len(sums) {
			return nil, fmt.Errorf("period %d has %d cells, the first has %d", p, len(period), len(sums))
		}
		for c, v := range period {
			sums[c] += v
		}
	}
	return sums, nil
}

// Backtest moves a train and test window through the panel and gives the ranked-hit curve of each position. Test
// periods in which nothing happened are left out; it is an error when that leaves none. The predictor must not keep or change the
// training periods. It stops when the context is done.
func Backtest(ctx context.Context, panel Panel, w Window, predict Predictor) ([]Fold, error) {
	if w.Step == 0 {
		w.Step = w.Test
	}
	if err := panel.check(w); err != nil {
		return nil, err
	}
	if predict == nil {
		return nil, errors.New("a backtest needs a predictor")
	}
	var folds []Fold
	for from := 0; from <= len(panel.Counts)-w.Train-w.Test; from += w.Step {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f := Fold{TrainFrom: from, TestFrom: from + w.Train, TestTo: from + w.Train + w.Test}
		score, err := predict(panel.Counts[f.TrainFrom:f.TestFrom:f.TestFrom])
		if err != nil {
			return nil, fmt.Errorf("training from period %d: %w", from, err)
		}
		if len(score) != len(panel.Area) {
			return nil, fmt.Errorf("training from period %d: %d scores for %d cells", from, len(score), len(panel.Area))
		}
		cells, happened := panel.cells(f, score)
		if !happened {
			continue
		}
		if f.Curve, err = Curve(cells); err != nil {
			return nil, fmt.Errorf("testing from period %d: %w", f.TestFrom, err)
		}
		folds = append(folds, f)
	}
	if len(folds) == 0 {
		return nil, errors.New("nothing happened in any test period")
	}
	return folds, nil
}

func (p Panel) check(w Window) error {
	if w.Train < 1 || w.Test < 1 || w.Step < 1 {
		return fmt.Errorf("training (%d), test (%d) and step (%d) must be at least one period", w.Train, w.Test, w.Step)
	}
	n := len(p.Counts)
	if w.Train > n || w.Test > n-w.Train {
		return fmt.Errorf("%d periods of training and %d of test do not fit in %d", w.Train, w.Test, n)
	}
	for i, period := range p.Counts {
		if len(period) != len(p.Area) {
			return fmt.Errorf("period %d has %d cells and there are %d areas", i, len(period), len(p.Area))
		}
	}
	return nil
}

func (p Panel) cells(f Fold, score []float64) (cells []Cell, happened bool) {
	cells = make([]Cell, len(p.Area))
	for c := range cells {
		cells[c] = Cell{Predicted: score[c], Area: p.Area[c]}
		for _, period := range p.Counts[f.TestFrom:f.TestTo] {
			cells[c].Observed += period[c]
		}
		happened = happened || cells[c].Observed != 0 // a negative count is for Curve to report
	}
	return cells, happened
}

// Summary is the mean over the folds at one share of ground.
type Summary struct {
	ShareArea     float64 // asked for
	Folds         int     // that have a cell small enough
	ShareObserved float64 // mean share of crime caught
	PAI, PEI      float64 // means
	Worst, Best   float64 // least and greatest share of crime caught
}

// Summarise reads every fold at one share of ground. It is an error when no fold has a cell that small.
func Summarise(folds []Fold, shareArea float64) (Summary, error) {
	if !(shareArea > 0 && shareArea <= 1) {
		return Summary{}, fmt.Errorf("the share of ground must be above 0 and at most 1, not %g", shareArea)
	}
	s := Summary{ShareArea: shareArea, Worst: 1}
	for _, f := range folds {
		step, ok := At(f.Curve, shareArea)
		if !ok {
			continue
		}
		s.Folds++
		s.ShareObserved += step.ShareObserved
		s.PAI += step.PAI
		s.PEI += step.PEI
		s.Worst, s.Best = min(s.Worst, step.ShareObserved), max(s.Best, step.ShareObserved)
	}
	if s.Folds == 0 {
		return Summary{}, fmt.Errorf("no cell is as small as %g of the ground", shareArea)
	}
	n := float64(s.Folds)
	s.ShareObserved, s.PAI, s.PEI = s.ShareObserved/n, s.PAI/n, s.PEI/n
	return s, nil
}
