package series

import (
	"fmt"
	"math"
)

// Rule is a published sign that a process has changed.
type Rule int

const (
	Outside       Rule = iota + 1 // one point beyond a process limit (Shewhart 1931)
	RunOfSeven                    // seven successive points on one side of the centre (NHS England)
	RunOfEight                    // eight successive points on one side of the centre (Western Electric 1956; Wheeler)
	TrendOfSix                    // six successive points each higher, or each lower, than the last (NHS England)
	TwoOfThree                    // two of three beyond two thirds of the way to one limit (Western Electric, NHS England)
	FourOfFive                    // four of five beyond one third of the way to one limit (Western Electric)
	ThreeOfFour                   // three of four nearer to one limit than to the centre (Wheeler)
	FifteenInside                 // fifteen successive points within one third of the way to either limit (Western Electric)
	RangeOutside                  // a moving range above its limit: a sudden jump (Wheeler)
)

var ruleNames = map[Rule]string{
	Outside: "outside the limits", RunOfSeven: "run of seven", RunOfEight: "run of eight", TrendOfSix: "trend of six",
	TwoOfThree: "two of three near a limit", FourOfFive: "four of five away from the centre",
	ThreeOfFour: "three of four near a limit", FifteenInside: "fifteen hugging the centre", RangeOutside: "sudden jump",
}

// String is the rule in words.
func (r Rule) String() string {
	if name, ok := ruleNames[r]; ok {
		return name
	}
	return fmt.Sprintf("rule %d", int(r))
}

// Shewhart is the one rule of 1931. The published sets differ in how soon they find a change and how often they cry wolf;
// a screen should name its set.
func Shewhart() []Rule { return []Rule{Outside} }

// WesternElectric are the four rules of the Statistical Quality Control Handbook (1956).
func WesternElectric() []Rule { return []Rule{Outside, TwoOfThree, FourOfFive, RunOfEight} }

// Wheeler are the three rules of Understanding Variation (1993).
func Wheeler() []Rule { return []Rule{Outside, ThreeOfFour, RunOfEight} }

// NHSEngland are the four rules of Making Data Count.
func NHSEngland() []Rule { return []Rule{Outside, RunOfSeven, TrendOfSix, TwoOfThree} }

// XmROptions shape a chart. The zero value uses every value for the limits and the NHS rules.
type XmROptions struct {
	Rules       []Rule // (NHSEngland)
	Baseline    int    // values from the start that set the limits (0: all); at least 2
	Screen      bool   // leave moving ranges above their own limit out of the mean range, once (NHS England)
	NonNegative bool   // a lower limit below zero is drawn at zero, as counts cannot fall below it
}

// Signal is one finding of a rule.
type Signal struct {
	Rule     Rule
	From, To int  // indices (from 0) of the first and last value that make it
	High     bool // above the centre, rising, or (RangeOutside) an upward jump
}

// Chart is an individuals and moving range chart.
type Chart struct {
	Centre, Lower, Upper float64   // natural process limits: Centre +- 2.66 MeanRange
	MeanRange            float64   // of successive values
	RangeUpper           float64   // 3.267 MeanRange
	Ranges               []float64 // Ranges[i] is |value i+1 - value i|
	Signals              []Signal  // by rule, then by place
}

const (
	limitFactor = 2.66  // 3 / d2 for ranges of two (Wheeler and Chambers 1992, table A.1)
	rangeFactor = 3.267 // D4 for ranges of two
)

// XmR draws the chart of individual values (Wheeler 1993, Understanding Variation): what this process does when nothing
// has changed, and where it has. Limits come from the moving range, not from the standard deviation, which a change would widen.
// The values must be in time order and of one process; when it was changed on purpose, chart each part by itself.
func XmR(values []float64, o XmROptions) (Chart, error) {
	if err := check(values, 2); err != nil {
		return Chart{}, err
	}
	if o.Baseline == 0 {
		o.Baseline = len(values)
	}
	if o.Baseline < 2 || o.Baseline > len(values) {
		return Chart{}, fmt.Errorf("the baseline must be 2 to %d values, not %d", len(values), o.Baseline)
	}
	if o.Rules == nil {
		o.Rules = NHSEngland()
	}
	c := Chart{Ranges: make([]float64, len(values)-1)}
	for i := range c.Ranges {
		c.Ranges[i] = math.Abs(values[i+1] - values[i])
	}
	c.Centre = mean(values[:o.Baseline])
	c.MeanRange = mean(c.Ranges[:o.Baseline-1])
	if o.Screen {
		c.MeanRange = screened(c.Ranges[:o.Baseline-1], rangeFactor*c.MeanRange)
	}
	c.RangeUpper = rangeFactor * c.MeanRange
	c.Lower, c.Upper = c.Centre-limitFactor*c.MeanRange, c.Centre+limitFactor*c.MeanRange
	for _, rule := range o.Rules {
		found, err := c.signals(values, rule)
		if err != nil {
			return Chart{}, err
		}
		c.Signals = append(c.Signals, found...)
	}
	if o.NonNegative {
		c.Lower = math.Max(0, c.Lower)
	}
	return c, nil
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// screened is the mean of the ranges up to a limit; the mean never exceeds its own largest, so that one remains.
func screened(ranges []float64, limit float64) float64 {
	var kept []float64
	for _, r := range ranges {
		if r <= limit {
			kept = append(kept, r)
		}
	}
	return mean(kept)
}
