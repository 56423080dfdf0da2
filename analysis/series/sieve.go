package series

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/chance"
)

// SieveOptions are how a trend is tested; zero values are the defaults.
type SieveOptions struct {
	At    []int  // position in time of each value, rising; nil: one after the other. Positions left out are gaps
	Draws int    // series drawn without a trend (0: 999)
	Seed  uint64 // of the draws: the same seed gives the same answer
}

// SieveTrend is a straight trend with its chance.
type SieveTrend struct {
	Slope       float64 // change per step of time, least squares
	SE          float64 // its standard error, the dependence allowed for
	Correlation float64 // of one value with the next, the trend and the small-sample bias taken out
	T           float64 // Slope over SE; 0 for a series without variation
	P           float64 // two-sided chance of a T at least as far from 0 where there is no trend
}

// Limits of SieveTrend.
const (
	fewestSieve    = 8       // values: five are spent on the line, the correlation and its bias
	mostSieveSpan  = 100_000 // steps of time from the first value to the last
	mostSieveDraws = 100_000
	mostDependence = 0.95 // beyond it a series of this length cannot be told from a random walk
)

// Sieve tests a straight trend in a series each of whose values may resemble the one before, by a studentised sieve bootstrap
// of the first order (Buhlmann 1998, Journal of Computational and Graphical Statistics 7:48; Noguchi, Gel and Duguay 2011,
// Journal of Statistical Planning and Inference 141:1196). The line is fitted by least squares. The correlation of a value
// with the next is taken from what is left, because a trend looks like dependence, and the bias that a fitted line leaves
// in it, -(2+4r)/n, is taken out (Tjostheim and Paulsen 1983, Biometrika 70:389). Series without a trend are then
// drawn with that correlation from the innovations of the series itself, and each goes through the same steps, so that p knows
// how far a slope over its own standard error strays by chance.
//
// How often it cries trend where there is none, and finds one that is there, stands in the package documentation. It is an
// error when there are fewer than eight values or one is not finite. A series without variation has no trend: P 1.
func Sieve(values []float64, o SieveOptions) (SieveTrend, error) {
	if err := check(values, fewestSieve); err != nil {
		return SieveTrend{}, err
	}
	if o.Draws == 0 {
		o.Draws = 999
	}
	if o.Draws < 1 || o.Draws > mostSieveDraws {
		return SieveTrend{}, fmt.Errorf("the number of draws must be from 1 to %d, not %d", mostSieveDraws, o.Draws)
	}
	line, err := newTimeline(len(values), o.At)
	if err != nil {
		return SieveTrend{}, err
	}
	left := make([]float64, len(values))
	found := line.fit(values, left)
	if found.T == 0 {
		found.P = 1
		return found, nil
	}
	found.P = line.chance(found, left, o)
	return found, nil
}

// timeline is the positions of a series, made ready for many fits.
type timeline struct {
	at     []int
	gap    []int     // steps since the value before; of the first none
	weight []float64 // of each value in the slope
	pairs  int       // of values one step apart
}

func newTimeline(n int, at []int) (*timeline, error) {
	if at == nil {
		at = make([]int, n)
		for i := range at {
			at[i] = i
		}
	}
	if len(at) != n {
		return nil, fmt.Errorf("there are %d positions for %d values", len(at), n)
	}
	l := &timeline{at: at, gap: make([]int, n), weight: make([]float64, n)}
	mean := 0.0
	for i := range at {
		if i > 0 {
			l.gap[i] = at[i] - at[i-1]
			if l.gap[i] < 1 {
				return nil, fmt.Errorf("position %d (%d) is not after the one before (%d)", i, at[i], at[i-1])
			}
			if l.gap[i] == 1 {
				l.pairs++
			}
		}
		mean += float64(at[i]) / float64(n)
	}
	if at[n-1]-at[0] > mostSieveSpan {
		return nil, fmt.Errorf("the series spans %d steps of time, more than %d", at[n-1]-at[0], mostSieveSpan)
	}
	squares := 0.0
	for i, t := range at {
		l.weight[i] = float64(t) - mean
		squares += l.weight[i] * l.weight[i]
	}
	for i := range l.weight {
		l.weight[i] /= squares
	}
	return l, nil
}

// fit finds the line, what it leaves, its correlation and the standard error of the slope.
func (l *timeline) fit(values, left []float64) (found SieveTrend) {
	n := float64(len(values))
	mean, middle := 0.0, 0.0
	for i, v := range values {
		mean += v / n
		middle += float64(l.at[i]) / n
		found.Slope += l.weight[i] * v
	}
	all, squares, products := 0.0, 0.0, 0.0
	for i, v := range values {
		all += (v - mean) * (v - mean)
		left[i] = v - mean - found.Slope*(float64(l.at[i])-middle)
		squares += left[i] * left[i]
		if i > 0 && l.gap[i] == 1 {
			products += left[i] * left[i-1]
		}
	}
	if !(all > 1e-24*n*mean*mean) {
		return SieveTrend{} // a constant, but for rounding
	}
	squares = math.Max(squares, 1e-18*all) // of an exact line only rounding is left
	found.Correlation = l.unbiased(products / squares * n / float64(max(1, l.pairs+1)))
	found.SE = math.Sqrt(squares / (n - 2) * l.spread(found.Correlation))
	found.T = found.Slope / found.SE
	return found
}

// unbiased takes out of a lag correlation what fitting a line has put in.
func (l *timeline) unbiased(r float64) float64 {
	n := float64(len(l.at))
	if l.pairs < fewestSieve {
		return 0
	}
	return math.Max(-mostDependence, math.Min(mostDependence, (n*r+2)/(n-4)))
}

// spread is the variance of the slope where values have variance one and correlate by r to the power of their distance.
func (l *timeline) spread(r float64) float64 {
	sum, carried := 0.0, 0.0
	for i, w := range l.weight {
		if i > 0 {
			carried = (carried + l.weight[i-1]) * power(r, l.gap[i])
		}
		sum += w * (w + 2*carried)
	}
	return math.Max(sum, 1e-12*l.weight[0]*l.weight[0])
}

func power(r float64, n int) float64 {
	if n == 1 {
		return r
	}
	return math.Pow(r, float64(n))
}

// chance draws series that have the correlation and no trend.
func (l *timeline) chance(found SieveTrend, left []float64, o SieveOptions) float64 {
	r := found.Correlation
	var shocks []float64
	mean := 0.0
	for i := range left {
		if i > 0 && l.gap[i] == 1 {
			shocks = append(shocks, left[i]-r*left[i-1])
			mean += left[i] - r*left[i-1]
		}
	}
	if len(shocks) < fewestSieve { // hardly two values stand beside each other: they are dealt as they are
		shocks, mean = append([]float64(nil), left...), 0
	}
	mean /= float64(len(shocks))
	for i := range shocks {
		shocks[i] -= mean
	}
	random := chance.Stream(o.Seed, 0)
	drawn, rest := make([]float64, len(left)), make([]float64, len(left))
	beyond := 0
	for range o.Draws {
		level := 0.0
		for range l.warm(r) {
			level = r*level + shocks[random.IntN(len(shocks))]
		}
		for i := range drawn {
			for range max(1, l.gap[i]) {
				level = r*level + shocks[random.IntN(len(shocks))]
			}
			drawn[i] = level
		}
		if t := l.fit(drawn, rest).T; math.Abs(t) >= math.Abs(found.T) {
			beyond++
		}
	}
	return float64(beyond+1) / float64(o.Draws+1)
}

// warm is how many values are drawn before the first, until its distance from the mean has forgotten where it began.
func (l *timeline) warm(r float64) int {
	if math.Abs(r) < 1e-3 {
		return 0
	}
	return min(100, int(math.Log(0.05)/math.Log(math.Abs(r)))+1)
}
