package cluster

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
)

// Noise is the label of an event in no cluster.
const Noise = -1

// Options say what a cluster is. Distances and times are closed limits: an event exactly at the limit is a neighbour.
type Options struct {
	Distance  float64 // ε, metres: neighbours lie within it
	Days      float64 // for WithTime: neighbours also lie within so many days of each other
	MinPoints int     // an event with so many neighbours, itself among them, is core
	Workers   int     // most cores used; 0 means all. The result does not depend on it
}

// Result is a partition of the events.
type Result struct {
	Label []int  // of each event: 0 … Clusters-1, or Noise
	Core  []bool // whether each event is core
	// Clusters is their number. They are numbered in the order of their first core event in the input.
	Clusters int
}

// Sizes is the number of events in each cluster, border events included.
func (r *Result) Sizes() []int {
	sizes := make([]int, r.Clusters)
	for _, label := range r.Label {
		if label != Noise {
			sizes[label]++
		}
	}
	return sizes
}

// maxEvents keeps row numbers in 32 bits.
const maxEvents = math.MaxInt32 - 1

// Find is DBSCAN over the n events p. It errs on places that are not finite, a distance not above 0, and fewer than one
// point; no events give no clusters.
func Find(ctx context.Context, p plane.Points, o Options) (*Result, error) {
	if err := errors.Join(p.Validate(), o.validate(p.Len())); err != nil {
		return nil, fmt.Errorf("clusters: %w", err)
	}
	return find(ctx, p, nil, o)
}

// FindWithTime is ST-DBSCAN over the n events p with their times in days from any origin. It errs as Find does, and on
// times that are not finite or not one for each event, and a limit of days not above 0.
func FindWithTime(ctx context.Context, p plane.Points, days []float64, o Options) (*Result, error) {
	if err := errors.Join(p.Validate(), o.validate(p.Len()), o.validateDays(p.Len(), days)); err != nil {
		return nil, fmt.Errorf("clusters: %w", err)
	}
	return find(ctx, p, days, o)
}

func (o Options) validate(n int) error {
	switch {
	case !(o.Distance > 0 && o.Distance <= plane.MaxCoordinate):
		return fmt.Errorf("the distance must be above 0 and at most %g metres, not %g", plane.MaxCoordinate, o.Distance)
	case o.MinPoints < 1:
		return fmt.Errorf("a core event needs at least 1 neighbour, itself, not %d", o.MinPoints)
	case n > maxEvents:
		return fmt.Errorf("%d events are more than %d", n, maxEvents)
	}
	return nil
}

func (o Options) validateDays(n int, days []float64) error {
	if len(days) != n {
		return fmt.Errorf("%d events and %d times: %w", n, len(days), plane.ErrShape)
	}
	if !(o.Days > 0 && o.Days <= plane.MaxCoordinate) {
		return fmt.Errorf("the limit of days must be above 0 and at most %g, not %g", plane.MaxCoordinate, o.Days)
	}
	for i, day := range days {
		if !(math.Abs(day) <= plane.MaxCoordinate) {
			return fmt.Errorf("time of row %d is %g, not a day", i, day)
		}
	}
	return nil
}

func find(ctx context.Context, p plane.Points, days []float64, o Options) (*Result, error) {
	if days == nil {
		o.Days = 1
	}
	workers := o.Workers
	s, err := newSpace(ctx, p.X, p.Y, days, o)
	if err != nil {
		return nil, fmt.Errorf("clusters: %w", err)
	}
	core, err := s.findCores(ctx, int32(min(o.MinPoints, maxEvents)), workers)
	if err != nil {
		return nil, err
	}
	if err := s.sortCores(ctx, core, workers); err != nil {
		return nil, err
	}
	sets := newForest(len(s.cells))
	if err := s.join(ctx, sets, workers); err != nil {
		return nil, err
	}
	r := &Result{Label: make([]int, p.Len()), Core: make([]bool, p.Len())}
	label := s.number(sets, r)
	return r, s.settleBorders(ctx, label, r, workers)
}
