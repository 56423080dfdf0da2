package places

import (
	"context"
	"fmt"
	"sort"

	"github.com/wardmote/wardmote/analysis/accuracy"
	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/understand/choice"
)

// try holds out one month after the other and counts what each way would have found.
func (r *Result) try(ctx context.Context, t *table) error {
	capacities, tried := r.params.capacities(), ways()
	catches := make([][][]accuracy.Catch, len(capacities)) // by number of squares, way and month
	for k := range catches {
		catches[k] = make([][]accuracy.Catch, len(tried))
	}
	for m := learned; m < len(t.months); m++ {
		hindsight, all := make([]float64, t.grid.Len()), 0.0
		for _, c := range t.cells {
			hindsight[c] = float64(t.counts[m][c])
			all += hindsight[c]
		}
		if all == 0 {
			continue
		}
		r.Months = append(r.Months, t.months[m].String())
		r.Events += int(all)
		best := found(t, t.rank(hindsight), m, capacities)
		for i, w := range tried {
			if err := ctx.Err(); err != nil {
				return err
			}
			score, err := w.score(ctx, t, t.counts[:m:m])
			if err != nil {
				return fmt.Errorf("places: %s: %w", w.name, err)
			}
			for k, n := range found(t, t.rank(score), m, capacities) {
				catches[k][i] = append(catches[k][i], accuracy.Catch{Caught: n, All: all, Best: best[k]})
			}
		}
	}
	if len(r.Months) == 0 {
		return nil
	}
	return r.compare(tried, capacities, catches, t)
}

// found are the events of a month in the first squares of a ranking, for each number of squares.
func found(t *table, ranked []int, month int, capacities []int) []float64 {
	out := make([]float64, len(capacities))
	for k, n := range capacities {
		for _, c := range ranked[:min(n, len(ranked))] {
			out[k] += float64(t.counts[month][c])
		}
	}
	return out
}

// compare scores the ways, best first; of two that found the same the plainer is first.
func (r *Result) compare(tried []way, capacities []int, catches [][][]accuracy.Catch, t *table) error {
	for i, w := range tried {
		r.Methods = append(r.Methods, Method{Name: tried[i].name, Words: w.words, Beside: map[int]float64{}})
	}
	for k, n := range capacities {
		scores, err := accuracy.Compare(catches[k], float64(min(n, len(t.cells)))/float64(len(t.cells)), draws, r.params.Seed, 0.95)
		if err != nil {
			return fmt.Errorf("places: %w", err)
		}
		for i, s := range scores {
			m := &r.Methods[i]
			m.Beside[n] = s.HitRate.Value
			if k > 0 {
				continue
			}
			m.HitRate, m.HitRateLow, m.HitRateHigh = s.HitRate.Value, s.HitRate.Low, s.HitRate.High
			m.PAI, m.PAILow, m.PAIHigh = s.PAI.Value, s.PAI.Low, s.PAI.High
			m.PEI, m.PEILow, m.PEIHigh = s.PEI.Value, s.PEI.Low, s.PEI.High
			m.BehindLow, m.BehindHigh = s.Behind.Low, s.Behind.High
		}
	}
	sort.SliceStable(r.Methods, func(i, j int) bool { return r.Methods[i].HitRate > r.Methods[j].HitRate })
	r.Best = r.Methods[0].Name
	return nil
}

// propose names the squares that the best way chooses from all months that are held.
func (r *Result) propose(ctx context.Context, t *table) error {
	for _, w := range ways() {
		if w.name != r.Best {
			continue
		}
		score, err := w.score(ctx, t, t.counts)
		if err != nil {
			return fmt.Errorf("places: %s: %w", w.name, err)
		}
		recorded, named := sum(t, t.counts), r.params.Streets()
		for _, c := range t.rank(score)[:r.Capacity] {
			if recorded[c] == 0 {
				continue // nobody is sent where nothing was recorded for a year
			}
			p := Place{Rank: len(r.Places) + 1, Year: recorded[c], Street: choice.Commonest(t.names[c])}
			p.x, p.y = t.grid.Centre(c)
			p.Lon, p.Lat = bng.ToWGS84(p.x, p.y)
			if p.Street == "" {
				p.Street = named.Near(p.x, p.y)
			}
			if ward := t.wards[c]; ward != 0 {
				p.Ward, p.Name = ward.String(), r.params.Name(ward)
			}
			r.Places = append(r.Places, p)
		}
	}
	return nil
}
