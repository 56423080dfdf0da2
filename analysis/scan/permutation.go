package scan

import (
	"context"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
)

// Cases are n cases: the row of each one's place, and its period from 0 to Periods-1. A period is a day, a week or a
// month, as the caller chooses.
type Cases struct {
	Places  Places
	Place   []int
	Period  []int
	Periods int
}

// MaxPeriods bounds the periods of a scan.
const MaxPeriods = 1 << 15

// Validate reports the first case that has no place or no period.
func (c Cases) Validate() error {
	if err := c.Places.Validate(); err != nil {
		return err
	}
	if len(c.Place) != len(c.Period) {
		return fmt.Errorf("cases: %d places and %d periods: %w", len(c.Place), len(c.Period), plane.ErrShape)
	}
	if c.Periods < 1 || c.Periods > MaxPeriods || len(c.Place) > 1<<30 {
		return fmt.Errorf("cases: %d periods and %d cases; periods lie between 1 and %d", c.Periods, len(c.Place), MaxPeriods)
	}
	for i := range c.Place {
		if c.Place[i] < 0 || c.Place[i] >= c.Places.Len() {
			return fmt.Errorf("cases: row %d is at place %d of %d", i, c.Place[i], c.Places.Len())
		}
		if c.Period[i] < 0 || c.Period[i] >= c.Periods {
			return fmt.Errorf("cases: row %d is in period %d of %d", i, c.Period[i], c.Periods)
		}
	}
	return nil
}

// Permutation is the space-time permutation scan of n cases (Kulldorff et al. 2005). It returns no cluster where there
// are fewer than two cases. Errors: cases without a place or a period, impossible options, circles too many for memory,
// and the context's.
func Permutation(ctx context.Context, c Cases, o Options) (*Result, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	o, err := o.complete(c.Periods)
	if err != nil {
		return nil, err
	}
	s, err := newDeal(ctx, c, o)
	if err != nil {
		return nil, err
	}
	bests, err := observe(ctx, o, len(s.atPlace), s.replica)
	if err != nil {
		return nil, err
	}
	out := &Result{Cases: len(c.Place), Clusters: apart(c.Places, s.circles, bests)}
	lanes := 1
	if o.Prospective {
		lanes = maxLanes
	}
	return out, out.replicate(ctx, o, lanes, s.replica)
}

// deal is what all replicates of the permutation scan share.
type deal struct {
	o       Options
	n       float64
	perCase float64 // 1/n
	circles *circles
	atPlace []int // cases at each place
	upTo    []int // cases before each period

	// Retrospective: the periods of the cases place by place, and where each place begins.
	byPlace []int32
	begin   []int

	// Prospective: the places of all cases, the last first, and how many periods ago the first of them were,
	// those that an interval can hold.
	place []int32
	ago   []int32
	share []float64 // of all cases, in the last periods up to so many ago

	held []int32 // parallel to the circles' members: cases of the circle that ends with the member
}

func newDeal(ctx context.Context, c Cases, o Options) (*deal, error) {
	s := &deal{o: o, n: float64(len(c.Place)), atPlace: make([]int, c.Places.Len()), upTo: make([]int, c.Periods+1)}
	weight := make([]float64, c.Places.Len())
	for i, p := range c.Place {
		s.atPlace[p]++
		weight[p]++
		s.upTo[c.Period[i]+1]++
	}
	s.perCase = 1 / math.Max(1, s.n)
	for t := range c.Periods {
		s.upTo[t+1] += s.upTo[t]
	}
	var err error
	if s.circles, err = newCircles(ctx, c.Places, weight, o); err != nil {
		return nil, err
	}
	s.fill()
	if o.Prospective {
		s.lastFirst(c)
		return s, nil
	}
	s.begin = make([]int, c.Places.Len()+1)
	for p, n := range s.atPlace {
		s.begin[p+1] = s.begin[p] + n
	}
	next := append([]int(nil), s.begin...)
	s.byPlace = make([]int32, len(c.Place))
	for i, p := range c.Place {
		s.byPlace[next[p]] = int32(c.Period[i])
		next[p]++
	}
	return s, nil
}

// lastFirst puts the cases in order of period from the last backwards, and forgets periods that no interval reaches.
func (s *deal) lastFirst(c Cases) {
	s.place, s.ago = make([]int32, len(c.Place)), make([]int32, len(c.Place))
	next := make([]int, c.Periods)
	for t := range next {
		next[t] = len(c.Place) - s.upTo[t+1]
	}
	for i, t := range c.Period {
		s.place[next[t]], s.ago[next[t]] = int32(c.Place[i]), int32(c.Periods-1-t)
		next[t]++
	}
	s.ago = s.ago[:len(c.Place)-s.upTo[c.Periods-s.o.MaxLength]]
	for ago := range s.o.MaxLength {
		s.share = append(s.share, float64(len(c.Place)-s.upTo[c.Periods-1-ago])*s.perCase)
	}
}

// fill counts the cases of every circle.
func (s *deal) fill() {
	s.held = make([]int32, len(s.circles.place))
	for centre := range s.atPlace {
		held := int32(0)
		for k := s.circles.start[centre]; k < s.circles.start[centre+1]; k++ {
			held += int32(s.atPlace[s.circles.place[k]])
			s.held[k] = held
		}
	}
}

// best turns a record into the cylinder that it stands for: the fewest places that hold its cases.
func (s *deal) best(centre int, r *record) best {
	b := best{statistic: r.best, cases: r.cases, expected: r.expected, first: r.first, last: r.last}
	for k, held := range s.held[s.circles.start[centre]:s.circles.start[centre+1]] {
		if int(held) == r.inCircle {
			b.places = k + 1
			break
		}
	}
	return b
}

func (s *deal) replica() replica {
	if s.o.Prospective {
		return newRecent(s)
	}
	return newPermuted(s)
}
