package association

import "fmt"

// Label is the kind of place that a local statistic makes of it.
type Label int

const (
	Unremarkable Label = iota
	Hot                // Gi*: more round here than expected
	Cold               // Gi*: less
	HighHigh           // local Moran: a high value among high ones
	LowLow             // a low value among low ones
	HighLow            // a high value among low ones
	LowHigh            // a low value among high ones
)

// String is the label as a legend would show it.
func (l Label) String() string {
	switch l {
	case Unremarkable:
		return "not significant"
	case Hot:
		return "hot spot"
	case Cold:
		return "cold spot"
	case HighHigh:
		return "high among high"
	case LowLow:
		return "low among low"
	case HighLow:
		return "high among low"
	case LowHigh:
		return "low among high"
	}
	return fmt.Sprintf("label %d", int(l))
}

// labelOf is the kind of place by its own deviation from the mean and by whether its neighbours lie on the high side.
func labelOf(star bool, deviation float64, high bool) Label {
	switch {
	case star && high:
		return Hot
	case star:
		return Cold
	case deviation >= 0 && high:
		return HighHigh
	case deviation >= 0:
		return HighLow
	case high:
		return LowHigh
	}
	return LowLow
}

// Quadrants are the four parts of Moran's scatter plot: each place by its own value and its neighbours' weighted mean
// against the mean of all.
func Quadrants(x, lag []float64) ([]Label, error) {
	if len(x) != len(lag) {
		return nil, fmt.Errorf("association: %d values and %d neighbour means", len(x), len(lag))
	}
	m := newMoments(x)
	labels := make([]Label, len(x))
	for i := range x {
		labels[i] = labelOf(false, m.z[i], lag[i]-m.mean >= 0)
	}
	return labels, nil
}

// Significant keeps the label of the cells whose adjusted p-value is at most level, such as 0.05, and makes the others
// Unremarkable: of the cells kept, a share of at most level is false in the long run.
func (r *CountResult) Significant(level float64) []Label {
	labels := make([]Label, len(r.Label))
	for i, q := range r.Q {
		if q <= level {
			labels[i] = r.Label[i]
		}
	}
	return labels
}
