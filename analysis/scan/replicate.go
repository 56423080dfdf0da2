package scan

import (
	"context"
	"math"
	"math/rand/v2"
	"sort"

	"github.com/wardmote/wardmote/analysis/chance"
)

// best is the most likely cylinder of one centre.
type best struct {
	statistic   float64
	places      int // of the centre's list
	cases       int
	expected    float64
	first, last int
}

// apart lists the centres' best cylinders, most likely first, leaving out those that overlap one before: that share a
// place and a period with it. Of equal ones the smaller circle comes first.
func apart(p Places, c *circles, bests []best) []Cluster {
	var order []int
	for centre, b := range bests {
		if b.statistic > 0 {
			order = append(order, centre)
		}
	}
	sort.SliceStable(order, func(i, j int) bool {
		a, b := bests[order[i]], bests[order[j]]
		if a.statistic != b.statistic {
			return a.statistic > b.statistic
		}
		return a.places < b.places
	})
	taken := make([][]int, p.Len()) // place -> clusters that hold it
	var out []Cluster
	for _, centre := range order {
		b := bests[centre]
		members := c.of(centre)[:b.places]
		if overlaps(out, taken, members, b) {
			continue
		}
		cluster := Cluster{Centre: centre, First: b.first, Last: b.last, Cases: b.cases, Expected: b.expected, Statistic: b.statistic}
		for _, m := range members {
			taken[m] = append(taken[m], len(out))
			cluster.Places = append(cluster.Places, int(m))
		}
		cluster.Radius = p.Distance(centre, cluster.Places[len(cluster.Places)-1])
		out = append(out, cluster)
	}
	return out
}

func overlaps(before []Cluster, taken [][]int, members []int32, b best) bool {
	for _, m := range members {
		for _, k := range taken[m] {
			if before[k].First <= b.last && b.first <= before[k].Last {
				return true
			}
		}
	}
	return false
}

// replica makes replicates, one for each stream, or first takes the cases as they are and finds the best cylinder of any
// centre. Each worker has its own.
type replica interface {
	undealt()
	observe(centre int) best
	largest(ctx context.Context, streams []*rand.Rand, into []float64)
}

// observe finds the best cylinder of every centre in the data as they are.
func observe(ctx context.Context, o Options, centres int, make1 func() replica) ([]best, error) {
	const atOnce = 64
	bests, blocks := make([]best, centres), (centres+atOnce-1)/atOnce
	workers := make([]replica, chance.Workers(o.Workers, blocks))
	err := chance.Each(ctx, len(workers), blocks, func(worker, block int) {
		if workers[worker] == nil {
			workers[worker] = make1()
			workers[worker].undealt()
		}
		for centre := block * atOnce; centre < min((block+1)*atOnce, centres); centre++ {
			bests[centre] = workers[worker].observe(centre)
		}
	})
	return bests, err
}

// batch is how many replicates are made between two looks at whether to stop. It does not change the result: the scan
// stops at the replicate that reached the limit, and those made beyond it are left out.
const batch = 64

// replicate makes the replicates, at most so many at a time, and ranks every cluster among them.
func (out *Result) replicate(ctx context.Context, o Options, atOnce int, make1 func() replica) error {
	if o.Replications == 0 {
		return nil
	}
	workers := make([]replica, chance.Workers(o.Workers, o.Replications))
	top := math.Inf(1)
	if len(out.Clusters) > 0 {
		top = out.Clusters[0].Statistic
	}
	reached, stopped := 0, false
	size := batch
	if o.StopAfter == 0 {
		size = o.Replications
	}
	lanes := evenly((min(size, o.Replications)+len(workers)-1)/len(workers), atOnce)
	for first := 0; first < o.Replications && !stopped; first += size {
		made := make([]float64, min(size, o.Replications-first))
		err := chance.Each(ctx, len(workers), (len(made)+lanes-1)/lanes, func(worker, task int) {
			if workers[worker] == nil {
				workers[worker] = make1()
			}
			var streams []*rand.Rand
			own := made[task*lanes : min((task+1)*lanes, len(made))]
			for k := range own {
				streams = append(streams, chance.Stream(o.Seed, uint64(first+task*lanes+k)))
			}
			workers[worker].largest(ctx, streams, own)
		})
		if err != nil {
			return err
		}
		for _, v := range made {
			out.Simulated = append(out.Simulated, v)
			if v >= top-tie(top) {
				reached++
			}
			if stopped = o.StopAfter > 0 && reached >= o.StopAfter; stopped {
				break
			}
		}
	}
	out.Replications = len(out.Simulated)
	out.rank(stopped)
	return nil
}

// evenly is how many of n come at a time where at most so many may, and no time has many fewer than another.
func evenly(n, most int) int {
	times := (n + most - 1) / most
	return (n + times - 1) / times
}

// tie is how near two statistics of the same cylinder may differ by rounding.
func tie(v float64) float64 {
	if math.IsInf(v, 0) {
		return 0
	}
	return 1e-10 * math.Max(1, v)
}

// rank gives every cluster its p-value. Where the scan stopped early, at the replicate that reached the limit, the
// p-value is the share of replicates as large or larger (Besag and Clifford 1991).
func (out *Result) rank(stopped bool) {
	sorted := append([]float64(nil), out.Simulated...)
	sort.Float64s(sorted)
	for k := range out.Clusters {
		c := &out.Clusters[k]
		more := len(sorted) - sort.SearchFloat64s(sorted, c.Statistic-tie(c.Statistic))
		if stopped {
			c.P = float64(more) / float64(len(sorted))
		} else {
			c.P = float64(1+more) / float64(1+len(sorted))
		}
	}
}
