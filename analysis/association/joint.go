package association

import (
	"context"
	"errors"

	"github.com/wardmote/wardmote/analysis/weight"
)

// Joint is local Moran and Gi* of the same values with the permutation test that serves both: with the place's own value
// held, each rises with the sum of its neighbours (Moran falls with it where the own value is below the mean).
type Joint struct {
	Moran []float64 // as [LocalMoran] of row-standardised weights
	Star  []float64 // as [LocalG] with star of binary weights
	Tails           // of the neighbours' sum, as [Permute]
}

// MoranAndStar is what [LocalMoran], [LocalG] and [Permute] say of the same values, from one set of neighbour sums and one
// set of draws, and without the moments of the normal approximation, which the permutations replace. Weights that differ
// within a row are an error, since then the two statistics do not see the same sums. The statistics of values that do
// not vary are 0, and those of fewer than three.
func MoranAndStar(ctx context.Context, w weight.Neighbours, x []float64, o PermuteOptions) (*Joint, error) {
	if err := checkValues(w, x); err != nil {
		return nil, err
	}
	draws, err := o.draws()
	if err != nil {
		return nil, err
	}
	if !weight.Uniform(w) {
		return nil, errors.New("association: the weights differ within a row; ask for each statistic by itself")
	}
	s, err := newSurroundings(w, x)
	if err != nil {
		return nil, err
	}
	tails, err := s.permute(ctx, draws, o.Seed)
	if err != nil {
		return nil, err
	}
	m := newMoments(x)
	if m.sum2 == 0 || len(x) < 3 {
		clear(m.z)
		clear(s.seen)
		return &Joint{m.z, s.seen, tails}, nil
	}
	return &Joint{m.z, s.seen, tails}, s.join(ctx, &m)
}

// join puts local Moran where the deviations were and Gi* where the sums were: fresh memory would cost more than the
// arithmetic does.
func (s *surroundings) join(ctx context.Context, m *moments) error {
	scale := m.n / m.sum2
	return parallel(ctx, len(s.x), func(from, to int) {
		z, seen, degrees := m.z[from:to], s.seen[from:to], s.degrees[from:to]
		for i, x := range s.x[from:to] {
			sum := seen[i]
			if k := float64(degrees[i]); k > 0 {
				z[i] *= scale * (sum/k - m.mean)
			} else {
				z[i] = 0
			}
			if seen[i] = (sum + x) / m.total; !finite(seen[i]) { // the total is nought
				seen[i] = 0
			}
		}
	})
}
