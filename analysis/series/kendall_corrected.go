package series

import (
	"fmt"
	"math"
	"sort"

	"github.com/wardmote/wardmote/analysis/distribution"
)

// MannKendallHamedRao is MannKendall with the variance widened for serial dependence (Hamed and Rao 1998, Journal of
// Hydrology 204:182): monthly crime follows last month's crime, and the plain test then cries trend too often. The
// rank autocorrelations of the detrended series that lie outside the level-alpha band (0.05, say) enter.
//
// Their weighted sum is taken without its sign, as pyMannKendall does: alternating dependence, which would narrow the
// variance and could even make it negative, widens it too, so that the correction only ever errs on the careful side.
func MannKendallHamedRao(values []float64, alpha float64) (Kendall, error) {
	if err := check(values, 3); err != nil {
		return Kendall{}, err
	}
	if !(alpha > 0 && alpha < 1) {
		return Kendall{}, fmt.Errorf("the level must be between 0 and 1, not %g", alpha)
	}
	detrended, _, err := detrend(values)
	if err != nil {
		return Kendall{}, err
	}
	n := float64(len(values))
	band := distribution.NormalQuantile(1-alpha/2) / math.Sqrt(n)
	sum := 0.0
	for lag, r := range autocorrelation(ranks(detrended), len(values)-1) {
		if lag > 0 && math.Abs(r) > band {
			l := float64(lag)
			sum += (n - l) * (n - l - 1) * (n - l - 2) * r
		}
	}
	k := mannKendall(values)
	k.Variance *= 1 + 2*math.Abs(sum)/(n*(n-1)*(n-2))
	k.Z, k.P = continuityZ(k.S, k.Variance)
	return k, nil
}

// MannKendallPrewhitened tests the series after taking out lag-one dependence (von Storch 1995; Kulkarni and von Storch
// 1995, Meteorologische Zeitschrift 4:82). Of the three corrections it is the one that keeps its level: with months that
// follow the last by half it finds a trend in one trendless series in twenty at 0.05, as it should, the plain test in one in
// four. It pays with power, since a trend also looks like dependence. The result describes the n-1 whitened values.
func MannKendallPrewhitened(values []float64) (Kendall, error) {
	if err := check(values, 3); err != nil {
		return Kendall{}, err
	}
	return mannKendall(whiten(values, autocorrelation(values, 1)[1], 0)), nil
}

// MannKendallTrendFree is pre-whitening that spares the trend (Yue, Pilon, Phinney and Cavadias 2002, Hydrological
// Processes 16:1807). It keeps the power to find a trend but not the level: on the series above it cries trend more often than
// the plain test, because the trend that it puts back was estimated from dependent values (Bayazit and Onoz 2007, Hydrological
// Sciences Journal 52:611). It is here to be compared with, not to be shown. The result describes the n-1 whitened values.
func MannKendallTrendFree(values []float64) (Kendall, error) {
	if err := check(values, 3); err != nil {
		return Kendall{}, err
	}
	detrended, slope, err := detrend(values)
	if err != nil {
		return Kendall{}, err
	}
	return mannKendall(whiten(detrended, autocorrelation(detrended, 1)[1], slope)), nil
}

// MannKendallSeasonal compares Januaries with Januaries, Februaries with Februaries and so on, and adds the scores up
// (Hirsch, Slack and Smith 1982, Water Resources Research 18:107): a strong season hides a trend from the plain test and cannot
// from this one. period is the number of values in a cycle, each place of which must come twice or more. Tau and TauB
// are scores over the pairs that were compared.
func MannKendallSeasonal(values []float64, period int) (Kendall, error) {
	if period < 1 || period > len(values)/2 {
		return Kendall{}, fmt.Errorf("a cycle must have 1 to %d values, half the series, not %d", len(values)/2, period)
	}
	if err := check(values, 2); err != nil {
		return Kendall{}, err
	}
	sum := Kendall{N: len(values)}
	var pairs, untied float64
	var season []float64
	for place := range period {
		season = season[:0]
		for i := place; i < len(values); i += period {
			season = append(season, values[i])
		}
		k := mannKendall(season)
		sum.S += k.S
		sum.Variance += k.Variance
		sort.Float64s(season)
		tied, _ := ties(season)
		pairs += float64(k.N * (k.N - 1) / 2)
		untied += float64(k.N*(k.N-1)/2 - tied)
	}
	sum.Tau = float64(sum.S) / pairs
	if untied > 0 {
		sum.TauB = float64(sum.S) / math.Sqrt(untied*pairs)
	}
	sum.Z, sum.P = continuityZ(sum.S, sum.Variance)
	return sum, nil
}

// whiten takes r times the value before from each value but the first, and puts a slope on top.
func whiten(values []float64, r, slope float64) []float64 {
	white := make([]float64, len(values)-1)
	for i := range white {
		white[i] = values[i+1] - r*values[i] + slope*float64(i+1)
	}
	return white
}

// detrend takes the Theil-Sen line from the series, with time counted from 1.
func detrend(values []float64) (rest []float64, slope float64, err error) {
	sen, err := Sen(values, 0.95)
	if err != nil {
		return nil, 0, err
	}
	rest = make([]float64, len(values))
	for i, v := range values {
		rest[i] = v - sen.Slope*float64(i+1)
	}
	return rest, sen.Slope, nil
}

// autocorrelation at lags 0 to lags, each over n; all zero for a constant series.
func autocorrelation(values []float64, lags int) []float64 {
	n := len(values)
	mean := 0.0
	for _, v := range values {
		mean += v
	}
	mean /= float64(n)
	out := make([]float64, lags+1)
	for lag := range out {
		for i := 0; i+lag < n; i++ {
			out[lag] += (values[i] - mean) * (values[i+lag] - mean)
		}
	}
	total := out[0]
	for lag := range out {
		out[lag] /= total
		if !(total > 0) {
			out[lag] = 0
		}
	}
	return out
}

// ranks from 1, ties sharing their mean rank.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return values[order[a]] < values[order[b]] })
	out := make([]float64, len(values))
	for i := 0; i < len(order); {
		j := i + 1
		for j < len(order) && values[order[j]] == values[order[i]] {
			j++
		}
		for _, o := range order[i:j] {
			out[o] = float64(i+j+1) / 2
		}
		i = j
	}
	return out
}
