package publish

import (
	"context"
	"slices"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// monthsShown is how many months of police figures are shown.
const monthsShown = 12

// Police is what the police recorded, from the open data that was imported, over its last twelve covered months.
type Police struct {
	Known bool
	Why   string // the key of why not
	From  when.Date
	Until when.Date
	Types []string          // names of the types, those that are covered in all wards for all of these months
	Left  []string          // names of the others
	Cells [][]figure.Figure // by ward and type
	Total []figure.Figure   // by ward
	All   figure.Figure     // in all wards
}

// police counts the imported facts by ward and type.
func police(ctx context.Context, p *pack.Pack, facts indicator.Facts) (Police, error) {
	none := Police{Why: "value.noPolice"}
	extent, ok := facts.(indicator.Extent)
	standard, known := p.Standard("police_uk")
	if !ok || !known {
		return none, nil
	}
	ends, err := lastMonths(ctx, extent, standard)
	if err != nil || len(ends) == 0 {
		return none, err
	}
	out, best := none, []pack.Option(nil)
	for _, until := range ends {
		at := Police{Known: true, From: until.AddMonths(-monthsShown), Until: until}
		var covered []pack.Option
		var left []string
		for _, kind := range standard.Values {
			_, ok, err := facts.Count(ctx, indicator.FactsQuery{Dataset: "crimes", Types: []string{kind.ID}, From: at.From, Until: at.Until})
			if err != nil {
				return none, err
			}
			if ok {
				covered = append(covered, kind)
			} else {
				left = append(left, kind.Name)
			}
		}
		if len(covered) > len(best) {
			at.Left = left
			out, best = at, covered
		}
	}
	if len(best) == 0 {
		return Police{Why: "police.fewMonths"}, nil
	}
	return out, out.fill(ctx, p, facts, best)
}

// lastMonths are the ends of the newest months that are held of each type, latest first.
func lastMonths(ctx context.Context, extent indicator.Extent, standard *pack.Standard) (ends []when.Date, err error) {
	for _, kind := range standard.Values {
		last, ok, err := extent.Last(ctx, "crimes", []string{kind.ID})
		if err != nil {
			return nil, err
		}
		if until := indicator.PeriodOf(pack.Monthly, last).Until; ok && !slices.Contains(ends, until) {
			ends = append(ends, until)
		}
	}
	slices.SortFunc(ends, func(a, b when.Date) int {
		if a.After(b) {
			return -1
		}
		return 1
	})
	return ends, nil
}

func (out *Police) fill(ctx context.Context, p *pack.Pack, facts indicator.Facts, kinds []pack.Option) error {
	wards := p.Wards()
	out.Cells, out.Total = make([][]figure.Figure, len(wards)), make([]figure.Figure, len(wards))
	for _, kind := range kinds {
		out.Types = append(out.Types, kind.Name)
		for i, w := range wards {
			n, covered, err := facts.Count(ctx, indicator.FactsQuery{Dataset: "crimes", Types: []string{kind.ID}, Areas: []string{w.Code}, From: out.From, Until: out.Until})
			if err != nil {
				return err
			}
			count := figure.Figure{}
			if covered {
				count = figure.Of(n)
			}
			out.Cells[i] = append(out.Cells[i], count)
		}
	}
	for i, row := range out.Cells {
		out.Total[i] = figure.Sum(row...)
	}
	out.All = figure.Sum(out.Total...)
	return nil
}

// PoliceOf counts what the police recorded from other facts than those that are held: as they would be after an import.
func PoliceOf(ctx context.Context, p *pack.Pack, facts indicator.Facts) (Police, error) {
	return police(ctx, p, facts)
}
