package nearrepeat

import (
	"context"
	"fmt"
)

// KnoxResult is the two-by-two table of pairs by closeness, and its test.
type KnoxResult struct {
	Cell             // the pairs close in both
	Pairs      int64 // n(n-1)/2
	SpaceOnly  int64
	DelayOnly  int64
	Neither    int64
	SpacePaths int64 // two-step paths of pairs close in space, the A of the package comment
	DelayPaths int64 // the same in time
	// Modified is Baker's statistic (2004, Environmental and Ecological Statistics 11:291), the pairs close in both less
	// those expected from how many partners each event has in space and in time: X - Σ dᵢeᵢ / 2(n-1). It is less moved
	// by events that are crowded in both without being paired.
	Modified float64
}

// Knox counts the pairs of events no further apart than metres and no more than days, and compares with chance. Both
// limits are inclusive, as in PySAL and surveillance. Errors as [Table], and where metres are not more than 0 or days are
// negative, or either is more than 10¹².
func Knox(ctx context.Context, e Events, metres, days float64, o Options) (*KnoxResult, error) {
	if !(metres > 0) || !(days >= 0) || metres > 1e12 || days > 1e12 {
		return nil, fmt.Errorf("knox: %g metres and %g days are not limits of closeness", metres, days)
	}
	space := Bands{Breaks: []float64{0, metres}, ClosedRight: true}
	delay := Bands{Breaks: []float64{0, days}, ClosedRight: true}
	if days == 0 { // the same moment: the smallest band there is
		delay.Breaks[1] = 5e-324
	}
	s, err := newStudy(ctx, e, space, delay, o)
	if err != nil {
		return nil, err
	}
	table, err := s.table(ctx, space, delay, o)
	if err != nil {
		return nil, err
	}
	n := int64(s.n)
	k := &KnoxResult{Cell: table.Cells[0][0], Pairs: n * max(0, n-1) / 2}
	k.SpaceOnly, k.DelayOnly = s.space[0].pairs-k.Observed, s.delay[0].pairs-k.Observed
	k.Neither = k.Pairs - k.Observed - k.SpaceOnly - k.DelayOnly
	k.SpacePaths, k.DelayPaths = s.space[0].paths, s.delay[0].paths
	k.Modified = float64(k.Observed)
	if n > 1 {
		byDelay := delayDegrees(s.days, s.edges)
		both := 0.0
		for i := range byDelay {
			both += float64(s.near.degrees[i]) * float64(byDelay[i])
		}
		k.Modified -= both / 2 / float64(n-1)
	}
	return k, nil
}
