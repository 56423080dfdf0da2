// Package rate makes rates of counts that can bear them: events per resident, household or dwelling, area by area.
//
// A raw rate of a small area is mostly noise: two burglaries among forty dwellings top every table. The package offers
// what the field does about it.
//
//   - [Expect]: Choynowski's probability map (1959), how surprising each count is if all areas shared
//     one rate, as a Poisson tail.
//   - [Global] and [Local] shrink rates towards the rate of the whole map or of the neighbourhood, the more the smaller
//     the area (empirical Bayes by moments: Marshall 1991, Applied Statistics 40:283).
//   - [Smooth] pools each area with its neighbours (the "spatial rate smoother"); [SmoothMedian] takes the median of their
//     rates, which one freak rate does not move.
//   - [Standardise] divides each rate's departure by its own standard error, so that Moran's I of it is not misled by
//     unequal populations (Assunção and Reis 1999, Statistics in Medicine 18:2147).
//   - [ExactInterval] and [ByarInterval] put limits round a rate, and [SmallNumbers] says which to show.
//
// Ratios of two rates are in package effect, shares of a base (Wilson) in package survey.
//
// Populations are positive real numbers in any unit; rates are events per one of that unit.
//
// # When not to use it
//
// Not with a population that is not the one at risk: theft from shops per resident is high wherever nobody lives. Not
// to rank areas by shrunken rates without their intervals, nor shrunken rates as if they were counts. Poisson tails
// are too small where one offender or victim makes many events.
package rate

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
	"github.com/wardmote/wardmote/analysis/weight"
)

// largest bounds counts and populations, so that none of their squares or sums overflows.
const largest = 1e15

// check reports the first area whose count or population cannot make a rate.
func check(events, population []float64) error {
	if len(events) != len(population) {
		return fmt.Errorf("rate: %d counts and %d populations", len(events), len(population))
	}
	for i := range events {
		switch {
		case !(events[i] >= 0 && events[i] <= largest):
			return fmt.Errorf("rate: area %d has %g events", i, events[i])
		case !(population[i] >= 1e-9 && population[i] <= largest):
			return fmt.Errorf("rate: area %d has a population of %g; leave out areas where nobody is", i, population[i])
		}
	}
	return nil
}

// Estimate is a smoothed rate of each area, beside the raw one.
type Estimate struct {
	Raw, Rate []float64
	// Mean and Spread are the rate that areas are shrunk towards and the variance between areas that is left after
	// chance; one of each for Global, and one an area for Local. A spread of 0 says that chance explains everything.
	Mean, Spread []float64
}

// Global shrinks each rate towards that of all areas together. events and population have one entry an area, population
// more than 0.
func Global(events, population []float64) (Estimate, error) {
	if err := check(events, population); err != nil {
		return Estimate{}, err
	}
	e := Estimate{Raw: ratios(events, population), Rate: make([]float64, len(events))}
	m := moments{}
	for i := range events {
		m.add(events[i], population[i])
	}
	mean := m.mean()
	for i, raw := range e.Raw {
		m.depart(raw, population[i], mean)
	}
	spread := math.Max(0, m.spread())
	for i, raw := range e.Raw {
		e.Rate[i] = shrink(raw, mean, spread, population[i])
	}
	e.Mean, e.Spread = []float64{mean}, []float64{spread}
	return e, nil
}

// Departure says from which mean a neighbour's rate departs when [Local] measures the spread of a neighbourhood.
type Departure int

const (
	// FromCentre takes the mean of the neighbourhood in question for all its members, as Marshall and GeoDa do.
	FromCentre Departure = iota
	// FromOwn takes for each member the mean of its own neighbourhood, as R's spdep does unless told otherwise (after
	// Bailey and Gatrell 1995, page 305).
	FromOwn
)

// Local shrinks each rate towards that of the area and its neighbours together. Only who is a neighbour is used, not
// how much. An area without neighbours keeps its raw rate.
func Local(events, population []float64, w weight.Neighbours, from Departure) (Estimate, error) {
	if from != FromCentre && from != FromOwn {
		return Estimate{}, fmt.Errorf("rate: unknown departure %d", from)
	}
	mean, err := Smooth(events, population, w)
	if err != nil {
		return Estimate{}, err
	}
	n := len(events)
	e := Estimate{ratios(events, population), make([]float64, n), mean, make([]float64, n)}
	var row weight.Row
	for i := range events {
		m := moments{}
		around(w, i, &row, func(j int) {
			m.add(events[j], population[j])
			if from == FromOwn {
				m.depart(e.Raw[j], population[j], mean[j])
			} else {
				m.depart(e.Raw[j], population[j], mean[i])
			}
		})
		e.Spread[i] = math.Max(0, m.spread())
		e.Rate[i] = shrink(e.Raw[i], mean[i], e.Spread[i], population[i])
	}
	return e, nil
}

// Smooth is the rate of each area and its neighbours together.
func Smooth(events, population []float64, w weight.Neighbours) ([]float64, error) {
	if err := checkPlaces(events, population, w); err != nil {
		return nil, err
	}
	smooth := make([]float64, len(events))
	var row weight.Row
	for i := range events {
		m := moments{}
		around(w, i, &row, func(j int) { m.add(events[j], population[j]) })
		smooth[i] = m.mean()
	}
	return smooth, nil
}

// Standardise is each raw rate less the rate of all, over the standard deviation that its population gives it. An area
// whose variance comes out below nought is given the Poisson variance alone; where nothing happened anywhere all are 0.
func Standardise(events, population []float64) ([]float64, error) {
	if err := check(events, population); err != nil {
		return nil, err
	}
	raw, m := ratios(events, population), moments{}
	for i := range events {
		m.add(events[i], population[i])
	}
	mean := m.mean()
	for i, r := range raw {
		m.depart(r, population[i], mean)
	}
	z, spread := make([]float64, len(raw)), m.spread()
	for i, r := range raw {
		chance := mean / population[i]
		variance := spread + chance
		if variance < 0 {
			variance = chance
		}
		if variance > 0 {
			z[i] = (r - mean) / math.Sqrt(variance)
		}
	}
	return z, nil
}

func checkPlaces(events, population []float64, w weight.Neighbours) error {
	if w.Len() != len(events) {
		return fmt.Errorf("rate: %d counts and %d places in the weights", len(events), w.Len())
	}
	return check(events, population)
}

func ratios(events, population []float64) []float64 {
	raw := make([]float64, len(events))
	for i := range raw {
		raw[i] = events[i] / population[i]
	}
	return raw
}

// around visits an area and its neighbours, each once.
func around(w weight.Neighbours, i int, row *weight.Row, visit func(j int)) {
	visit(i)
	neighbours, _ := w.Row(i, row)
	for _, j := range neighbours {
		if int(j) != i {
			visit(int(j))
		}
	}
}

// moments are Marshall's: the pooled rate, and the variance of rates about it less what chance explains.
type moments struct {
	areas, events, population, departures float64
}

func (m *moments) add(events, population float64) {
	m.areas++
	m.events += events
	m.population += population
}

func (m *moments) mean() float64 {
	if m.population == 0 {
		return 0
	}
	return m.events / m.population
}

func (m *moments) depart(raw, population, mean float64) {
	m.departures += population * (raw - mean) * (raw - mean)
}

func (m *moments) spread() float64 {
	if m.areas == 0 {
		return 0
	}
	return m.departures/m.population - m.mean()*m.areas/m.population
}

func shrink(raw, mean, spread, population float64) float64 {
	if spread == 0 {
		return mean
	}
	return mean + (raw-mean)*spread/(spread+mean/population)
}

// Result is a probability map.
type Result struct {
	Expected []float64 // events, were the rate the same everywhere
	Relative []float64 // events seen over expected; 0 where none are expected
	Upper    []float64 // chance of at least the events seen
	Lower    []float64 // chance of at most the events seen
}

// Expect is Choynowski's probability map. Counts are taken as Poisson about what the whole map's rate gives each area;
// repeats make real counts vary more, so read its small chances as too small.
func Expect(events, population []float64) (Result, error) {
	if err := check(events, population); err != nil {
		return Result{}, err
	}
	m := moments{}
	for i := range events {
		m.add(events[i], population[i])
	}
	if m.events > 1e9 {
		return Result{}, fmt.Errorf("rate: %g events are more than a Poisson tail covers (1e9)", m.events)
	}
	n := len(events)
	r := Result{make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)}
	for i, seen := range events {
		r.Expected[i] = population[i] * m.mean()
		if r.Expected[i] > 0 {
			r.Relative[i] = seen / r.Expected[i]
		}
		r.Upper[i] = math.Min(1, distribution.PoissonTail(math.Ceil(seen), r.Expected[i]))
		r.Lower[i] = math.Min(1, distribution.PoissonCDF(math.Floor(seen), r.Expected[i]))
	}
	return r, nil
}
