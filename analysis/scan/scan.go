// Package scan looks for clusters in space and time: the circle and the interval in which there are most surprisingly many
// cases, and how often chance alone would show one as surprising anywhere.
//
// # The method
//
// A cylinder is a circle round one of the places, holding its nearest places, over an interval of periods. Every cylinder
// up to a largest radius, a largest share of all cases and a largest length is compared with what is expected in it. With
// c cases where μ are expected of N in all, the statistic is the logarithm of the generalised likelihood ratio,
//
//	c ln(c/μ) + (N-c) ln((N-c)/(N-μ))  where c > μ, and 0 elsewhere
//
// (Kulldorff 1997, Communications in Statistics 26:1481). The largest statistic of the data is ranked among the largest of
// as many replicates under the null, and p = (1 + as large or larger)/(1 + replicates): one test for all cylinders, so
// that the many comparisons are allowed for.
//
// [Permutation] is the space-time permutation scan (Kulldorff et al. 2005, PLoS Medicine 2:e59). It needs cases only: μ is
// the share of the circle's places in all cases times the cases of the interval, and a replicate deals the times of the
// cases among their places at random. Places that always have many cases and seasons that have many everywhere cannot
// raise an alarm; a population that grows in one place can. [Poisson] takes expected counts, from populations by
// [Standardise] for example (Kulldorff et al. 1998, American Journal of Public Health 88:1377), and a replicate deals N
// cases in proportion to them.
//
// A prospective scan (Kulldorff 2001, JRSS A 164:61) looks only at intervals that reach the last period: is anything
// going on now? A retrospective scan looks at all.
//
// # Agreement with SaTScan
//
// Statistics, clusters and p-values are those of SaTScan 10.3.2, which the tests reproduce on its New York and New Mexico
// samples. Its conventions are kept: places enter a circle one at a time, also those at equal distances (by x and then by
// y); a circle may not hold more than half of the cases; each centre puts forward its best cylinder; and secondary
// clusters are reported in order where they share no place with one before, unless their intervals are apart (as SaTScan
// 10.3.2 does in a retrospective scan, though its manual speaks of geography alone). SaTScan stops early unless told not to;
// [Options.StopAfter] does the same (Besag and Clifford 1991, Biometrika 78:301).
//
// # Cost
//
// For a given number of cases the statistic falls as more are expected. So the least expectation that was tried and did
// not win is kept for every count, a cylinder is rejected by one comparison, and logarithms are seldom taken. Only circles
// that end at a place with a case of the interval are tried. In the prospective scan only cases of the last periods are
// dealt, and up to 128 replicates at a time read the circles once: eight counts of a circle's cases, of intervals up to eight
// lengths, lie packed in two words and are compared together with what the worst of the replicates' records would need, so
// that one case in eighty or so is looked at more closely. Replicates have streams of their own: results depend on the seed
// and not on the number of cores.
//
// # When not to use it
//
// Not for shapes that are not round: a cluster along a street comes out as a circle that holds it. Not the permutation
// scan where a population grows at one place only, nor the Poisson scan with expected counts that are guesses.
// P-values allow for all the cylinders of one scan, and not for looking every day: read [Cluster.Recurrence] for that.
package scan

import (
	"errors"
	"fmt"
	"math"
)

// Options of a scan. The zero value scans all intervals up to half of the periods, circles up to half of the cases.
type Options struct {
	Prospective bool    // only intervals that reach the last period
	MaxRadius   float64 // metres (kilometres where places are geographic); 0 for no limit
	MaxShare    float64 // of the cases (Poisson: of the expected cases) in a circle; 0 for one half
	MaxLength   int     // periods in an interval; 0 for half of all periods
	MinCases    int     // cases in a cluster; 0 for 2

	Replications int    // 0 for none, and no p-values
	StopAfter    int    // stop when so many replicates reached the statistic; 0 for never, 50 is SaTScan's default
	Seed         uint64 // the same seed gives the same result on any number of cores
	Workers      int    // 0 for as many as there are cores
}

// MaxReplications bounds the replications of one scan.
const MaxReplications = 1_000_000

var errOptions = errors.New("scan options")

func (o Options) complete(periods int) (Options, error) {
	if o.MaxShare == 0 {
		o.MaxShare = 0.5
	}
	if o.MaxLength == 0 {
		o.MaxLength = max(1, periods/2)
	}
	if o.MinCases == 0 {
		o.MinCases = 2
	}
	if o.MaxRadius == 0 {
		o.MaxRadius = math.Inf(1)
	}
	switch {
	case !(o.MaxRadius > 0):
		return o, fmt.Errorf("%w: largest radius %g is not a distance", errOptions, o.MaxRadius)
	case !(o.MaxShare > 0 && o.MaxShare <= 1):
		return o, fmt.Errorf("%w: largest share %g is not above 0 and at most 1", errOptions, o.MaxShare)
	case o.MaxLength < 1 || o.MinCases < 1 || o.StopAfter < 0:
		return o, fmt.Errorf("%w: length %d, cases %d and stop %d cannot be negative", errOptions, o.MaxLength, o.MinCases, o.StopAfter)
	case o.Replications < 0 || o.Replications > MaxReplications:
		return o, fmt.Errorf("%w: %d replications are not between 0 and %d", errOptions, o.Replications, MaxReplications)
	}
	o.MaxLength = min(o.MaxLength, max(1, periods))
	return o, nil
}

// Cluster is a cylinder.
type Cluster struct {
	Centre      int     // row of the place at the centre
	Places      []int   // rows, nearest first
	Radius      float64 // distance of the last place, metres (kilometres where geographic)
	First, Last int     // periods, both included
	Cases       int
	Expected    float64
	Statistic   float64 // log likelihood ratio
	P           float64 // 0 where no replications were asked for
}

// Ratio is observed over expected.
func (c Cluster) Ratio() float64 { return float64(c.Cases) / c.Expected }

// RelativeRisk is the rate inside over the rate outside, of all cases. It is +Inf where no case is outside.
func (c Cluster) RelativeRisk(all int) float64 {
	outside := float64(all-c.Cases) / (float64(all) - c.Expected)
	return c.Ratio() / outside
}

// Recurrence is how many periods of scanning chance takes, on average, to show a cluster like this once: 1/p. It is 0
// where no replications were asked for.
func (c Cluster) Recurrence() float64 {
	if c.P == 0 {
		return 0
	}
	return 1 / c.P
}

// Result of a scan.
type Result struct {
	Clusters     []Cluster // most likely first; no two share a place and a period
	Cases        int
	Replications int       // how many were made: fewer than asked for where the scan stopped early
	Simulated    []float64 // the largest statistic of each replicate
}
