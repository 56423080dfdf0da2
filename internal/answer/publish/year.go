package publish

import (
	"context"
	"slices"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/kept"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/suppress"
)

// quartersBefore are all but the last of a year's.
const quartersBefore = 3

// earlier is a quarter of the same year that was published before.
type earlier struct {
	*Edition
	counts *counted
}

// past are the earlier quarters of the financial year that a quarter ends: nil where it ends none, or where not all of them were
// published by the same wards and columns, so that there is no year to publish.
func (m *maker) past(ctx context.Context, p indicator.Period, c *counted, before []*Edition) ([]earlier, error) {
	year := indicator.PeriodOf(pack.Yearly, p.From)
	if p.Until != year.Until {
		return nil, nil
	}
	var out []earlier
	for _, e := range before {
		if e.Period.From.Before(year.From) {
			continue
		}
		counts := &counted{}
		found, err := kept.Once(ctx, m.gate, countsName, e.Period.ID, counts, func() (bool, error) { return false, nil })
		if err != nil {
			return nil, err
		}
		if !found || !slices.Equal(counts.Wards, c.Wards) || !slices.Equal(counts.Reported.Columns, c.Reported.Columns) || !slices.Equal(counts.Came.Columns, c.Came.Columns) {
			return nil, nil
		}
		out = append(out, earlier{e, counts})
	}
	if len(out) != quartersBefore {
		return nil, nil
	}
	return out, nil
}

// fill publishes what was counted, with the year where the quarter ends one.
func (e *Edition) fill(c *counted, past []earlier) (err error) {
	y := &Year{Period: indicator.PeriodOf(pack.Yearly, e.Period.From)}
	if e.Reported, y.Reported, err = c.Reported.publish(past, func(x earlier) (tally, Table) { return x.counts.Reported, x.Reported }); err != nil {
		return err
	}
	if e.Came, y.Came, err = c.Came.publish(past, func(x earlier) (tally, Table) { return x.counts.Came, x.Came }); err != nil {
		return err
	}
	if e.Done, y.Done, err = c.publishDone(past); err != nil {
		return err
	}
	if past != nil {
		e.Year = y
	}
	return nil
}

// publish hides what is small, in the quarter and in the year.
func (t tally) publish(past []earlier, of func(earlier) (tally, Table)) (own, year Table, err error) {
	table := suppress.Table{Counts: t.Counts, RowTotals: true, ColumnTotals: true, GrandTotal: true}
	own.Columns, year.Columns = t.Columns, t.Columns
	if len(t.Columns) == 0 {
		return own, year, nil
	}
	if past == nil {
		own.Published, err = suppress.Apply(table, suppress.Options{})
		return own, year, err
	}
	var parts []suppress.Part
	for _, x := range past {
		counts, shown := of(x)
		parts = append(parts, suppress.Part{Counts: counts.Counts, Published: shown.Published})
	}
	own.Published, year.Published, err = suppress.Close(parts, table, suppress.Options{})
	return own, year, err
}
