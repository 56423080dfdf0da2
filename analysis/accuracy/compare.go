package accuracy

import (
	"fmt"
	"math"
	"sort"

	"github.com/wardmote/wardmote/analysis/chance"
)

// Catch is what one way of choosing cells caught in one period.
type Catch struct {
	Caught float64 // events in the chosen cells
	All    float64 // events in all cells
	Best   float64 // events in the best choice of as many cells, with hindsight
}

// Measure is a figure with its interval.
type Measure struct{ Value, Low, High float64 }

// Score is how a way of choosing did over all periods together.
type Score struct {
	HitRate Measure // share of all events that was caught
	PAI     Measure // HitRate over the share of the ground
	PEI     Measure // caught over what hindsight would have caught
	Behind  Measure // hit rate of the best way less this one's; its interval is above 0 where chance over periods does not explain it
}

// MaxDraws bounds the draws of a comparison.
const MaxDraws = 100_000

// Compare scores ways of choosing cells that were tried on the same periods, with intervals of a bootstrap of the periods: each
// draw takes as many periods as there are, with replacement, the same for every way, so that differences between ways are judged
// within periods (Efron and Tibshirani 1993, chapter 13: percentiles). catches[w][p] is of way w in period p; ground is the share
// of the area that the chosen cells are. Behind is against the way with the highest hit rate, the first of several.
func Compare(catches [][]Catch, ground float64, draws int, seed uint64, confidence float64) ([]Score, error) {
	if err := checkCatches(catches, ground, draws, confidence); err != nil {
		return nil, err
	}
	periods := len(catches[0])
	scores, best := make([]Score, len(catches)), 0
	for w, of := range catches {
		hit, hindsight := rates(of, nil)
		scores[w].HitRate.Value, scores[w].PAI.Value, scores[w].PEI.Value = hit, hit/ground, hindsight
		if hit > scores[best].HitRate.Value {
			best = w
		}
	}
	hits, hindsights, behind := make([][]float64, len(catches)), make([][]float64, len(catches)), make([][]float64, len(catches))
	random, drawn := chance.Stream(seed, 0), make([]int, periods)
	for range draws {
		for i := range drawn {
			drawn[i] = random.IntN(periods)
		}
		top, _ := rates(catches[best], drawn)
		for w, of := range catches {
			hit, hindsight := rates(of, drawn)
			hits[w], hindsights[w], behind[w] = append(hits[w], hit), append(hindsights[w], hindsight), append(behind[w], top-hit)
		}
	}
	for w := range scores {
		s := &scores[w]
		s.HitRate.Low, s.HitRate.High = percentiles(hits[w], confidence)
		s.PAI.Low, s.PAI.High = s.HitRate.Low/ground, s.HitRate.High/ground
		s.PEI.Low, s.PEI.High = percentiles(hindsights[w], confidence)
		s.Behind.Value = scores[best].HitRate.Value - s.HitRate.Value
		s.Behind.Low, s.Behind.High = percentiles(behind[w], confidence)
	}
	return scores, nil
}

func checkCatches(catches [][]Catch, ground float64, draws int, confidence float64) error {
	switch {
	case len(catches) == 0 || len(catches[0]) == 0:
		return fmt.Errorf("there is no way of choosing, or no period")
	case !(ground >= 1/MaxValue && ground <= 1):
		return fmt.Errorf("the share of the ground must be above 0 and at most 1, not %g", ground)
	case draws < 1 || draws > MaxDraws:
		return fmt.Errorf("the number of draws must be from 1 to %d, not %d", MaxDraws, draws)
	case !(confidence > 0 && confidence < 1):
		return fmt.Errorf("the confidence must be between 0 and 1, not %g", confidence)
	}
	for w, of := range catches {
		if len(of) != len(catches[0]) {
			return fmt.Errorf("way %d was tried on %d periods, the first on %d", w, len(of), len(catches[0]))
		}
		for p, c := range of {
			if !(c.Caught >= 0 && c.Caught <= c.Best && c.Best <= c.All && c.All > 0 && c.All <= 1e15) || c.Best == 0 {
				return fmt.Errorf("way %d in period %d caught %g of %g, where hindsight caught %g", w, p, c.Caught, c.All, c.Best)
			}
		}
	}
	return nil
}

// rates are the shares of all and of the best that were caught in the drawn periods, nil being each once.
func rates(of []Catch, drawn []int) (hit, hindsight float64) {
	var sum Catch
	add := func(c Catch) { sum.Caught, sum.All, sum.Best = sum.Caught+c.Caught, sum.All+c.All, sum.Best+c.Best }
	for _, p := range drawn {
		add(of[p])
	}
	if drawn == nil {
		for _, c := range of {
			add(c)
		}
	}
	return sum.Caught / sum.All, sum.Caught / sum.Best
}

// percentiles is the middle of what was drawn; it sorts the draws.
func percentiles(drawn []float64, confidence float64) (low, high float64) {
	sort.Float64s(drawn)
	tail, n := (1-confidence)/2, float64(len(drawn)-1)
	return drawn[int(math.Round(tail*n))], drawn[int(math.Round((1-tail)*n))]
}
