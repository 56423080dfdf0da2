package publish

import (
	"context"
	"slices"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// monthsShown is how many months of police figures are shown.
const monthsShown = 12

// Police is what the police recorded, from the open data that was imported, over its last twelve covered months.
type Police struct {
	Known bool
	Why   string // why not
	From  when.Date
	Until when.Date
	Types []string // names of the types, those that occurred
	Cells [][]int  // by ward and type
	Total []int    // by ward
	All   int      // in all wards
}

// police counts the imported facts by ward and type.
func police(ctx context.Context, p *pack.Pack, facts indicator.Facts) (Police, error) {
	none := Police{Why: "No police data has been imported."}
	extent, ok := facts.(indicator.Extent)
	standard, known := p.Standard("police_uk")
	if !ok || !known {
		return none, nil
	}
	last, ok, err := extent.Last(ctx, "crimes")
	if err != nil || !ok {
		return none, err
	}
	out := Police{Known: true, Until: indicator.PeriodOf(pack.Monthly, last).Until}
	out.From = out.Until.AddMonths(-monthsShown)
	wards := p.Wards()
	out.Cells, out.Total = make([][]int, len(wards)), make([]int, len(wards))
	for _, kind := range standard.Values {
		column := make([]int, len(wards))
		for i, w := range wards {
			n, covered, err := facts.Count(ctx, indicator.FactsQuery{Dataset: "crimes", Types: []string{kind.ID}, Areas: []string{w.Code}, From: out.From, Until: out.Until})
			if err != nil {
				return none, err
			}
			if covered {
				column[i] = n
			}
		}
		if !slices.ContainsFunc(column, func(n int) bool { return n > 0 }) {
			continue
		}
		out.Types = append(out.Types, kind.Name)
		for i, n := range column {
			out.Cells[i] = append(out.Cells[i], n)
			out.Total[i] += n
			out.All += n
		}
	}
	if out.All == 0 {
		return Police{Why: "The imported data does not cover twelve months."}, nil
	}
	return out, nil
}
