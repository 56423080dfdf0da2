package series

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
)

// Alarm is the verdict on one period of a count series.
type Alarm struct {
	At       int     // index (from 0) of the period
	Observed float64 // its count
	Expected float64 // what the past leads one to expect
	Upper    float64 // the count above which there is an alarm
	Alarm    bool
	Assessed bool // false where the past or the counts are too few to say anything; Expected and Upper are then 0
}

// EARSMethod is one of the three detectors of the Early Aberration Reporting System.
type EARSMethod int

const (
	C1 EARSMethod = iota + 1 // compares with the periods just before
	C2                       // leaves the last two periods out of the baseline, so that a slow rise does not hide in it
	C3                       // adds up by how much C2 was exceeded in this and the last two periods
)

// EARSOptions set a detector. The zero value of a field means the customary choice in brackets.
type EARSOptions struct {
	Method       EARSMethod // (C1)
	Baseline     int        // past periods compared with, at least 3 (7)
	Alpha        float64    // chance of a false alarm in one period (0.001; 0.025 for C3)
	MinimumSigma float64    // least standard deviation, against alarms on a flat past (0)
}

// EARS assesses every period that has enough past, by the mean and standard deviation of a short baseline (Hutwagner
// and others 2003, Journal of Urban Health 80:i89; R surveillance's earsC for C1 and C2). It needs no history of years, and so
// knows nothing of the season.
//
// C3 follows the paper: the alarm is given where the sum over three periods of max(0, C2 - 1) exceeds the normal quantile,
// and Upper is the count that would just do so. (R's earsC compares the count with a bound made from that same count.)
func EARS(counts []float64, o EARSOptions) ([]Alarm, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	gap, lag := 0, 0
	switch o.Method {
	case C2:
		gap, lag = 2, 2
	case C3:
		gap, lag = 2, 4
	}
	if o.Baseline > len(counts) {
		return nil, fmt.Errorf("the baseline of %d periods is longer than the series of %d", o.Baseline, len(counts))
	}
	if err := checkCounts(counts, o.Baseline+lag+1); err != nil {
		return nil, err
	}
	z := distribution.NormalQuantile(1 - o.Alpha)
	var out []Alarm
	for k := o.Baseline + lag; k < len(counts); k++ {
		mean, sd := o.past(counts, k-gap)
		a := Alarm{At: k, Observed: counts[k], Expected: mean, Upper: mean + z*sd, Assessed: true}
		if o.Method == C3 {
			a.Upper = 0 // the last two periods alone may be enough
			if left := z - o.excess(counts, k-2) - o.excess(counts, k-1); left >= 0 {
				a.Upper = mean + sd*(1+left)
			}
		}
		a.Alarm = a.Observed > a.Upper
		out = append(out, a)
	}
	return out, nil
}

func (o EARSOptions) withDefaults() (EARSOptions, error) {
	if o.Method == 0 {
		o.Method = C1
	}
	if o.Baseline == 0 {
		o.Baseline = 7
	}
	if o.Alpha == 0 {
		o.Alpha = 0.001
		if o.Method == C3 {
			o.Alpha = 0.025
		}
	}
	switch {
	case o.Method < C1 || o.Method > C3:
		return o, fmt.Errorf("there is no EARS method %d; choose C1, C2 or C3", o.Method)
	case o.Baseline < 3:
		return o, fmt.Errorf("the baseline must be at least 3 periods, not %d", o.Baseline)
	case !(o.Alpha > 0 && o.Alpha < 0.5):
		return o, fmt.Errorf("alpha must be between 0 and 0.5, not %g", o.Alpha)
	case !(o.MinimumSigma >= 0 && o.MinimumSigma <= MaxValue):
		return o, fmt.Errorf("the least standard deviation must not be negative, but is %g", o.MinimumSigma)
	}
	return o, nil
}

// past is the mean and standard deviation of the baseline that ends before index end.
func (o EARSOptions) past(counts []float64, end int) (mean, sd float64) {
	mean, variance := moments(counts[end-o.Baseline : end])
	return mean, math.Max(math.Sqrt(variance), o.MinimumSigma)
}

// excess is max(0, C2 - 1) of one period; beyond bound where a flat past is exceeded.
func (o EARSOptions) excess(counts []float64, k int) float64 {
	mean, sd := o.past(counts, k-2)
	switch {
	case counts[k] <= mean:
		return 0
	case sd == 0:
		return math.MaxFloat64 / 4
	}
	return math.Max(0, (counts[k]-mean)/sd-1)
}

// moments are the mean and the sample variance (over n-1) of at least two values.
func moments(values []float64) (mean, variance float64) {
	for _, v := range values {
		mean += v
	}
	mean /= float64(len(values))
	for _, v := range values {
		variance += (v - mean) * (v - mean)
	}
	return mean, variance / float64(len(values)-1)
}
