package scan

import (
	"errors"
	"fmt"
	"math"
	"sort"
	"time"
)

// Population is the number of people of one stratum (an age group and sex, for example) at a place on a date.
type Population struct {
	Place   int
	Stratum int
	At      time.Time
	People  float64
}

// Study says how [Standardise] is to count: so many places and strata, and Starts with the first moment of every period
// and, last, the moment at which the study ends.
type Study struct {
	Places, Strata int
	Starts         []time.Time
}

var errPopulation = errors.New("population")

// Standardise gives the expected cases of every place and period by indirect standardisation: each stratum's cases in the
// whole study over its person-time, times the person-time of the place and period, summed over strata. Between the dates
// of two counts the population is taken to change along a straight line; before the first and after the last it stays.
// cases is the number of cases by stratum. It returns the expected cases, place by place and period by period, which sum
// to the cases, and the mean population of each place. Errors: counts that are negative or of an unknown place or
// stratum, periods that do not follow each other, and cases in a stratum without people.
func Standardise(people []Population, cases []int, s Study) (expected, mean []float64, err error) {
	if s.Places < 0 || s.Strata < 1 || len(cases) != s.Strata || len(s.Starts) < 2 || s.Places > maxMembers/(s.Strata*len(s.Starts)) {
		return nil, nil, fmt.Errorf("%w: %d places, %d strata with %d counts of cases, %d starts of periods", errPopulation,
			s.Places, s.Strata, len(cases), len(s.Starts))
	}
	for t := 1; t < len(s.Starts); t++ {
		if !s.Starts[t].After(s.Starts[t-1]) {
			return nil, nil, fmt.Errorf("%w: period %d ends %s, before it begins", errPopulation, t-1, s.Starts[t])
		}
	}
	lines := make([]line, s.Places*s.Strata)
	for i, p := range people {
		if p.Place < 0 || p.Place >= s.Places || p.Stratum < 0 || p.Stratum >= s.Strata || !(p.People >= 0) || p.People > 1e12 {
			return nil, nil, fmt.Errorf("%w: row %d, %g people of stratum %d at place %d", errPopulation, i, p.People, p.Stratum, p.Place)
		}
		l := &lines[p.Place*s.Strata+p.Stratum]
		*l = append(*l, counted{p.At.Sub(s.Starts[0]).Hours() / 24, p.People})
	}
	return s.share(lines, cases)
}

func (s Study) share(lines []line, cases []int) (expected, mean []float64, err error) {
	periods := len(s.Starts) - 1
	edge := make([]float64, len(s.Starts)) // days from the start of the study
	for t := range edge {
		edge[t] = s.Starts[t].Sub(s.Starts[0]).Hours() / 24
	}
	time := make([]float64, len(lines)*periods) // person-days
	whole := make([]float64, s.Strata)
	mean = make([]float64, s.Places)
	for k, l := range lines {
		sort.SliceStable(l, func(i, j int) bool { return l[i].day < l[j].day })
		for t := range periods {
			days := l.area(edge[t+1]) - l.area(edge[t])
			time[k*periods+t] = days
			whole[k%s.Strata] += days
			mean[k/s.Strata] += days / edge[periods]
		}
	}
	expected = make([]float64, s.Places*periods)
	for k := range lines {
		place, stratum := k/s.Strata, k%s.Strata
		if cases[stratum] < 0 || cases[stratum] > 0 && !(whole[stratum] > 0) {
			return nil, nil, fmt.Errorf("%w: stratum %d has %d cases among %g person-days", errPopulation, stratum, cases[stratum], whole[stratum])
		}
		if cases[stratum] == 0 {
			continue
		}
		rate := float64(cases[stratum]) / whole[stratum]
		for t := range periods {
			expected[place*periods+t] += rate * time[k*periods+t]
		}
	}
	return expected, mean, nil
}

// counted is a population on a day of the study, and line is a population over time.
type counted struct{ day, people float64 }

type line []counted

// area is the person-days from the start of the study to the day.
func (l line) area(day float64) float64 {
	if len(l) == 0 {
		return 0
	}
	total, at, people := 0.0, 0.0, l.at(0)
	for _, c := range l {
		if c.day <= at {
			continue
		}
		to := math.Min(c.day, day)
		level := l.at(to)
		total += (to - at) * (people + level) / 2
		at, people = to, level
		if at == day {
			return total
		}
	}
	return total + (day-at)*people
}

// at is the population on a day.
func (l line) at(day float64) float64 {
	after := sort.Search(len(l), func(i int) bool { return l[i].day > day })
	switch after {
	case 0:
		return l[0].people
	case len(l):
		return l[len(l)-1].people
	}
	a, b := l[after-1], l[after]
	return a.people + (b.people-a.people)*(day-a.day)/(b.day-a.day)
}
