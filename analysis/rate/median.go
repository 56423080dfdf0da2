package rate

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/analysis/weight"
)

// MaxRounds bounds the rounds of [SmoothMedian].
const MaxRounds = 1000

// MedianOptions say how [SmoothMedian] takes its medians.
type MedianOptions struct {
	Rounds       int  // each smooths what the last left; 0 for 1
	ByPopulation bool // every area counts by its population, so that a large one is not outvoted by small ones
}

// SmoothMedian is the median of the rates of each area and its neighbours (the "spatial median rate" of Getis and Ord 1992,
// as PySAL has it). One freak rate among several neighbours leaves no trace, where [Smooth] would spread it. Only who is
// a neighbour is used, not how much.
func SmoothMedian(events, population []float64, w weight.Neighbours, o MedianOptions) ([]float64, error) {
	if err := checkPlaces(events, population, w); err != nil {
		return nil, err
	}
	if o.Rounds < 0 || o.Rounds > MaxRounds {
		return nil, fmt.Errorf("rate: %d rounds are not between 0 and %d", o.Rounds, MaxRounds)
	}
	rates := ratios(events, population)
	var row weight.Row
	var disk []weighted
	for range max(1, o.Rounds) {
		smooth := make([]float64, len(rates))
		for i := range rates {
			disk = disk[:0]
			around(w, i, &row, func(j int) {
				each := weighted{rates[j], 1}
				if o.ByPopulation {
					each.weight = population[j]
				}
				disk = append(disk, each)
			})
			smooth[i] = median(disk)
		}
		rates = smooth
	}
	return rates, nil
}

type weighted struct{ value, weight float64 }

// median is the value at which half of the weight is reached, or the middle of that and the next where it is exactly half.
func median(values []weighted) float64 {
	slices.SortFunc(values, func(a, b weighted) int { return cmp.Compare(a.value, b.value) })
	total, reached := 0.0, 0.0
	for _, v := range values {
		total += v.weight
	}
	for k, v := range values {
		reached += v.weight
		switch {
		case reached == total/2 && k+1 < len(values):
			return (v.value + values[k+1].value) / 2
		case reached >= total/2:
			return v.value
		}
	}
	return values[len(values)-1].value
}
