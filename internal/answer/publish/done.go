package publish

import (
	"context"
	"math"
	"slices"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/suppress"
	"github.com/wardmote/wardmote/internal/core/when"
)

// done counts each kind of activity that the pack makes public by giving it a public result.
func (m *maker) done() error {
	for i := range m.pack.Kinds {
		kind := &m.pack.Kinds[i]
		results := publicResults(kind)
		if kind.Archetype != pack.Activity || kind.Sensitive || len(results) == 0 {
			continue
		}
		a, err := m.activity(kind, results)
		if err != nil {
			return err
		}
		if a.Total > 0 {
			m.Done = append(m.Done, a)
		}
	}
	return nil
}

func publicResults(k *pack.Kind) []pack.Field {
	var out []pack.Field
	for _, f := range k.Fields {
		if f.Public && f.Measure != "" && f.Type == pack.Number && !f.Police {
			out = append(out, f)
		}
	}
	return out
}

func (m *maker) activity(kind *pack.Kind, results []pack.Field) (Activity, error) {
	a := Activity{Kind: kind.ID, Name: kind.Name, Plural: kind.Plural, Times: make([]int, len(m.Codes))}
	by, err := m.view.Tally(gate.Query{Verb: pack.Count, Kinds: []string{kind.ID}, States: happened(kind), Date: "occurred",
		From: m.From.Start(), Until: m.Until.Start()}, "area")
	if err != nil {
		return a, err
	}
	for code, n := range by {
		a.Total += n
		if i, ok := m.row[code]; ok {
			a.Times[i] = n
		}
	}
	for _, f := range results {
		c, err := m.counted(kind, f)
		if err != nil {
			return a, err
		}
		a.Results = append(a.Results, c)
	}
	return a, nil
}

// notDone are the states of an activity that did not take place, or not yet, under the names that packs give them.
var notDone = []string{"planned", "cancelled", "withdrawn"}

// happened are the states of an activity that took place.
func happened(k *pack.Kind) []string {
	var out []string
	for _, s := range k.States {
		if !slices.Contains(notDone, s.ID) {
			out = append(out, s.ID)
		}
	}
	return out
}

func (m *maker) counted(kind *pack.Kind, f pack.Field) (Counted, error) {
	sums, err := m.view.Sum(f.Measure, []string{kind.ID}, m.From, m.Until)
	if err != nil {
		return Counted{}, err
	}
	counts := make([]int, len(m.Codes))
	for code, n := range sums {
		if i, ok := m.row[code]; ok && n > 0 {
			counts[i] = int(math.Round(n))
		}
	}
	cells, total, err := suppress.List(counts, true, suppress.Options{})
	return Counted{Name: f.Name, Cells: cells, Total: total}, err
}

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
