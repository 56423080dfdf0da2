package rate

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
)

// Interval is a rate with its limits, events per one of population.
type Interval struct {
	Rate, Low, High float64
}

// ExactInterval is Garwood's interval (1936, Biometrika 28:437) for a Poisson count over a population: it holds the true
// rate at least as often as confidence says, such as 0.95.
func ExactInterval(events int, population, confidence float64) (Interval, error) {
	if err := checkInterval(events, population, confidence); err != nil {
		return Interval{}, err
	}
	outside, n := (1-confidence)/2, float64(events)
	i := Interval{Rate: n / population, High: distribution.GammaQuantile(1-outside, n+1) / population}
	if events > 0 {
		i.Low = distribution.GammaQuantile(outside, n) / population
	}
	return i, nil
}

// ByarInterval is Byar's closed approximation to the exact interval (Breslow and Day 1987, volume II, 2.13), which
// English public health practice uses from 10 events upwards.
func ByarInterval(events int, population, confidence float64) (Interval, error) {
	if err := checkInterval(events, population, confidence); err != nil {
		return Interval{}, err
	}
	n, z := float64(events), distribution.NormalQuantile((1+confidence)/2)
	i := Interval{Rate: n / population}
	if events > 0 {
		i.Low = n * math.Pow(math.Max(0, 1-1/(9*n)-z/(3*math.Sqrt(n))), 3) / population
	}
	n++
	i.High = n * math.Pow(1-1/(9*n)+z/(3*math.Sqrt(n)), 3) / population
	return i, nil
}

func checkInterval(events int, population, confidence float64) error {
	switch {
	case events < 0 || events > 1e8:
		return fmt.Errorf("rate: %d events is not between 0 and 100,000,000", events)
	case !(population >= 1e-9 && population <= largest):
		return fmt.Errorf("rate: a population of %g has no rate", population)
	case !(confidence > 0 && confidence < 1):
		return fmt.Errorf("rate: confidence must lie between 0 and 1, not %g", confidence)
	}
	return nil
}

// Reliability is what a small-number rule makes of a rate.
type Reliability int

const (
	Reliable   Reliability = iota // show it
	Unreliable                    // show it with a warning
	Withheld                      // do not show it: it is chance, and it may point at a person
)

// String is the reliability as a table's note would put it.
func (r Reliability) String() string {
	switch r {
	case Reliable:
		return "reliable"
	case Unreliable:
		return "unreliable: few events"
	case Withheld:
		return "withheld: very few events"
	}
	return fmt.Sprintf("reliability %d", int(r))
}

// SmallNumbers is a rule by the number of events: fewer than Withhold are not shown, fewer than Warn are marked.
type SmallNumbers struct {
	Withhold, Warn int
}

// Vital is the rule of the Office for National Statistics for its death rates: none below 3 events, marked unreliable
// below 20.
var Vital = SmallNumbers{Withhold: 3, Warn: 20}

// Trust applies the rule. A negative count is withheld.
func (s SmallNumbers) Trust(events int) Reliability {
	switch {
	case events < 0 || events < s.Withhold:
		return Withheld
	case events < s.Warn:
		return Unreliable
	}
	return Reliable
}
