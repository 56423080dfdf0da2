package series

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/effect"
)

// YearOnYear compares the sum of the last `periods` counts with the same periods a year (frequency periods) before, as
// a ratio with its interval at the given confidence. The dispersion says how many times Poisson's the counts vary
// (effect.Dispersion; 1 gives the exact Poisson interval of whole counts): without it ordinary months look remarkable.
func YearOnYear(counts []float64, frequency, periods int, dispersion, confidence float64) (effect.Ratio, error) {
	if err := checkCounts(counts, 2); err != nil {
		return effect.Ratio{}, err
	}
	n := len(counts)
	// Overlapping years would compare a period with itself.
	if periods < 1 || periods > frequency || frequency < 1 || periods > n || frequency > n-periods {
		return effect.Ratio{}, fmt.Errorf("%d periods and the same %d periods earlier do not fit in %d counts (at most a year is compared)", periods, frequency, n)
	}
	var now, then float64
	for i := n - periods; i < n; i++ {
		now += counts[i]
		then += counts[i-frequency]
	}
	first, second := effect.Rate{Events: now, Exposure: 1}, effect.Rate{Events: then, Exposure: 1}
	if dispersion == 1 {
		return effect.RateRatio(first, second, confidence)
	}
	return effect.RateRatioOverdispersed(first, second, dispersion, confidence)
}
