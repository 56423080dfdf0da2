package emerging

import "fmt"

// Class is the history of a place, positive for hot spots and negative for cold ones.
type Class int

const (
	NoPattern Class = 0
	// New: hot in the last period and never before.
	New Class = 1
	// Consecutive: hot without a break in at least the last two periods, never before, and in less than 90 % of all.
	Consecutive Class = 2
	// Intensifying: hot in at least 90 % of periods, the last included, and getting hotter.
	Intensifying Class = 3
	// Persistent: hot in at least 90 % of periods, with no trend.
	Persistent Class = 4
	// Diminishing: hot in at least 90 % of periods, the last included, and getting less so.
	Diminishing Class = 5
	// Sporadic: hot in the last period, on and off before, in less than 90 % of periods, and never cold.
	Sporadic Class = 6
	// Oscillating: hot in the last period but cold in one before, and hot in less than 90 % of periods.
	Oscillating Class = 7
	// Historical: hot in at least 90 % of periods, but not in the last.
	Historical Class = 8
)

var classNames = [...]string{"no pattern", "new", "consecutive", "intensifying", "persistent", "diminishing", "sporadic",
	"oscillating", "historical"}

// String names the class, such as "sporadic cold spot".
func (c Class) String() string {
	kind, index := " hot spot", c
	if c < 0 {
		kind, index = " cold spot", -c
	}
	switch {
	case c == NoPattern:
		return classNames[0]
	case int(index) >= len(classNames):
		return fmt.Sprintf("class %d", int(c))
	}
	return classNames[index] + kind
}

// Trend is the Mann-Kendall test of a place's scores, and the level at which its p-value counts.
type Trend struct {
	Tau, P, Level float64
}

func (t Trend) significant() bool { return t.P <= t.Level }

// Classify gives the class of one place from its scores and heat by period, which must be of one length. The cold classes
// mirror the hot ones: a cold spot intensifies as its scores fall.
func Classify(z []float64, heat []Heat, trend Trend, rules Rules) Class {
	if len(heat) == 0 || len(z) != len(heat) {
		return NoPattern
	}
	if rules == Sfdep {
		return classifySfdep(z, heat, trend)
	}
	if c := classify(heat, trend); c != NoPattern {
		return c
	}
	mirror := make([]Heat, len(heat))
	for t, h := range heat {
		mirror[t] = -h
	}
	trend.Tau = -trend.Tau
	return -classify(mirror, trend)
}

// history is what the definitions ask of a series of heat.
type history struct {
	periods, hot int
	run          int // how many periods at the end are hot without a break
	anyRun       int // how many are hot or cold without a break
	cold         bool
}

func newHistory(heat []Heat) history {
	h := history{periods: len(heat)}
	for _, v := range heat {
		if v == Hot {
			h.hot++
			h.run++
		} else {
			h.run = 0
		}
		h.anyRun++
		if v == Mild {
			h.anyRun = 0
		}
		h.cold = h.cold || v == Cold
	}
	return h
}

// mostly is 90 % of periods and more, in whole numbers, so that 18 of 20 counts.
func (h history) mostly() bool { return 10*h.hot >= 9*h.periods }

func classify(heat []Heat, trend Trend) Class {
	h := newHistory(heat)
	switch {
	case h.hot == 0:
		return NoPattern
	case h.mostly() && h.run == 0:
		return Historical
	case h.run == 0:
		return NoPattern
	case h.mostly() && len(heat) > 1:
		switch {
		case !trend.significant():
			return Persistent
		case trend.Tau > 0:
			return Intensifying
		}
		return Diminishing
	case h.hot == 1:
		// A place hot for the first time after being cold fits new and oscillating: the first definition that fits is taken.
		return New
	case h.run == h.hot:
		return Consecutive
	case h.cold:
		return Oscillating
	}
	return Sporadic
}

// classifySfdep follows sfdep 0.2.4 where it departs from the published definitions: sporadic needs no hot last period
// and comes after historical, historical asks for a last score of the other sign, a single significant bin of either
// kind before a final run rules out new and consecutive, one final bin is a run, and a persistent trend must exceed the
// level.
func classifySfdep(z []float64, heat []Heat, trend Trend) Class {
	last := len(heat) - 1
	hot, mirror := newHistory(heat), make([]Heat, len(heat))
	for t, h := range heat {
		mirror[t] = -h
	}
	cold := newHistory(mirror)
	significant := hot.hot + cold.hot
	tests := []struct {
		class     Class
		hot, cold bool
	}{
		{New, significant == 1 && hot.run > 0, significant == 1 && cold.run > 0},
		{Consecutive, hot.run > 0 && hot.anyRun == significant && !hot.mostly(), cold.run > 0 && cold.anyRun == significant && !cold.mostly()},
		{Intensifying, 10*significant >= 9*len(heat) && heat[last] != Mild && trend.Tau > 0 && trend.P < trend.Level,
			cold.mostly() && heat[last] != Mild && trend.Tau < 0 && trend.significant()},
		{Persistent, hot.mostly() && !trend.significant(), cold.mostly() && !trend.significant()},
		{Diminishing, hot.mostly() && heat[last] != Mild && trend.Tau < 0 && trend.significant(),
			cold.mostly() && heat[last] != Mild && trend.Tau > 0 && trend.significant()},
		{Oscillating, 10*hot.hot <= 9*len(heat) && hot.run > 0 && cold.hot > 0, !cold.mostly() && cold.run > 0 && hot.hot > 0},
		{Historical, hot.mostly() && z[last] < 0, cold.mostly() && z[last] > 0},
		{Sporadic, hot.hot > 0 && !hot.mostly() && cold.hot == 0, cold.hot > 0 && !cold.mostly() && hot.hot == 0},
	}
	for _, t := range tests {
		switch {
		case t.hot:
			return t.class
		case t.cold:
			return -t.class
		}
	}
	return NoPattern
}
