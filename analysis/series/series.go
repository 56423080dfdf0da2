package series

import (
	"fmt"
	"math"
)

// check reports the first value of a series that is not a number an estimator can use, and a series that is too short.
func check(values []float64, least int) error {
	if len(values) < least {
		return fmt.Errorf("the series has %d values and needs at least %d", len(values), least)
	}
	for i, v := range values {
		if math.IsNaN(v) || math.Abs(v) > MaxValue {
			return fmt.Errorf("value %d of the series is %g, not a usable number", i, v)
		}
	}
	return nil
}

// MaxValue is the largest absolute value that a series may hold: beyond it sums of squares lose meaning.
const MaxValue = 1e100

// checkCounts is check for counts, which cannot be negative.
func checkCounts(counts []float64, least int) error {
	if err := check(counts, least); err != nil {
		return err
	}
	for i, v := range counts {
		if v < 0 {
			return fmt.Errorf("count %d is %g; counts cannot be negative", i, v)
		}
	}
	return nil
}

// finite turns figures that overflowed into an error, so that none is shown.
func finite(values []float64) error {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("the values are too extreme to compute with")
		}
	}
	return nil
}
