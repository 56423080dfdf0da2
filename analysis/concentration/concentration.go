// Package concentration measures how unequally events fall on places, people or things: who bears the most, and whether
// chance alone would be as unequal.
//
// # What is computed
//
// The input is a count for every place (or address, person, street segment), places without an event among them where the
// question is about all places.
//
//   - [Victimise]: incidence, prevalence and concentration, and how many suffer once, twice and more, with the share of
//     events that fall on them (Farrell and Pease 1993, Home Office Crime Prevention Unit Paper 46; Tseloni and Pease 2005).
//   - [Holding]: the smallest share of places that holds a given share of events. That some 4 to 6 % of street segments
//     hold half of a city's crime is Weisburd's law (2015, Criminology 53:133); 80/20 is Pareto's.
//   - [Lorenz] and [Gini]: the curve of cumulative shares, and twice the area between it and the diagonal.
//   - [AdjustedGini]: the same where there are fewer events than places, so that most places must be without (Bernasco and
//     Steenbeek 2017, Journal of Quantitative Criminology 33:451). It is 0 where no place has more than one event.
//   - [ByChance]: what the figures would be if every place ran the same risk. A thousand events dealt at random over a
//     thousand places leave 368 without: concentration must be read against that (Hipp and Kim 2017, Journal of
//     Quantitative Criminology 33:595).
//   - [Classes]: deciles or other classes of equal number for a map, equal values never apart.
//
// Nothing here ranks a person for action: the figures describe how a burden is spread.
//
// # When not to use it
//
// Not to compare places of different numbers of events without [AdjustedGini] or [ByChance]: few events are always
// concentrated. Not on places that were chosen because they had events, when the claim is about all places. Not to
// rank people.
package concentration

import (
	"errors"
	"fmt"
	"sort"
)

// ErrCount says that a count is impossible.
var ErrCount = errors.New("concentration: impossible count")

// MaxCount bounds a count, so that sums stay exact.
const MaxCount = 1 << 31

// tally sums the counts, and gives them in ascending order.
func tally(counts []int) (sorted []int, events int, err error) {
	sorted = make([]int, len(counts))
	for i, c := range counts {
		if c < 0 || c > MaxCount {
			return nil, 0, fmt.Errorf("%w: row %d has %d events", ErrCount, i, c)
		}
		sorted[i] = c
		events += c
	}
	sort.Ints(sorted)
	return sorted, events, nil
}

// Point is one of a Lorenz curve: the places with the fewest events, as a share of all, hold that share of events.
type Point struct {
	Places, Events float64
}

// Lorenz is the curve from (0, 0) to (1, 1), one point for each different count. It is those two points where there is
// no place or no event.
func Lorenz(counts []int) ([]Point, error) {
	sorted, events, err := tally(counts)
	if err != nil {
		return nil, err
	}
	curve := []Point{{0, 0}}
	if events == 0 {
		return append(curve, Point{1, 1}), nil
	}
	held := 0
	for i, c := range sorted {
		held += c
		if i+1 == len(sorted) || sorted[i+1] != c {
			curve = append(curve, Point{float64(i+1) / float64(len(sorted)), float64(held) / float64(events)})
		}
	}
	return curve, nil
}

// Gini is 0 where every place has the same count and nears 1 where one place has all: 1 - 1/n among n places. It is 0
// where there is no place or no event.
func Gini(counts []int) (float64, error) {
	sorted, events, err := tally(counts)
	if err != nil || events == 0 {
		return 0, err
	}
	return excess(sorted, events) / float64(len(sorted)), nil
}

// excess is 2 Σ i·yᵢ - n - 1, for the shares y of n places in ascending order.
func excess(sorted []int, events int) float64 {
	n, ranked := len(sorted), 0.0
	for i, c := range sorted {
		ranked += float64(2*(i+1)-n-1) * (float64(c) / float64(events)) // centred, so that nothing cancels
	}
	return ranked
}

// AdjustedGini is Gini's coefficient against the most even spread that so few events allow: max(1/c, 1/n)(2 Σ i·yᵢ - n - 1)
// - max(n/c, 1) + 1 for c events at n places. It equals [Gini] where there are as many events as places or more, and 0
// where there is no event.
func AdjustedGini(counts []int) (float64, error) {
	sorted, events, err := tally(counts)
	if err != nil || events == 0 {
		return 0, err
	}
	return adjusted(sorted, events), nil
}

func adjusted(sorted []int, events int) float64 {
	if events >= len(sorted) {
		return excess(sorted, events) / float64(len(sorted))
	}
	c, n := float64(events), float64(len(sorted))
	return max(0, (excess(sorted, events)-(n-c))/c)
}
