package publish

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/kept"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/suppress"
	"github.com/wardmote/wardmote/internal/core/when"
)

// yearsBack is how many periods of a breakdown are published at first.
const yearsBack = 6

// Breakdown is a public count of the borough by the options of a field, such as hate incidents by strand. Each column is an
// edition of its own. Where a record may have several of the options there is no count of records beside it, because that
// would bound what is hidden: the total is of what was named.
type Breakdown struct {
	Field   string // name of the field
	Many    bool   // a record may have several of the options
	Columns []*Column
}

// Column is one period of a breakdown.
type Column struct {
	Period indicator.Period
	Made   when.Instant
	Names  []string // of the options
	Cells  []figure.Figure
	Total  figure.Figure
}

// Lines are the options over the columns, with the total last.
func (b *Breakdown) Lines() []Line {
	var out []Line
	at := map[string]int{}
	for _, c := range b.Columns {
		for _, name := range c.Names {
			if _, ok := at[name]; !ok {
				at[name] = len(out)
				out = append(out, Line{Name: name})
			}
		}
	}
	out = append(out, Line{All: true})
	for _, c := range b.Columns {
		cells := make([]figure.Figure, len(out))
		for i, name := range c.Names {
			cells[at[name]] = c.Cells[i]
		}
		cells[len(out)-1] = c.Total
		for i := range out {
			out[i].add(cells[i])
		}
	}
	return out
}

// breakdowns takes or makes the columns of every public indicator that the pack breaks down.
func (m *maker) breakdowns(ctx context.Context, out *Tables) error {
	for i := range m.pack.Indicators {
		ind := &m.pack.Indicators[i]
		kind, field, ok := indicator.BrokenDown(m.pack, ind)
		if !ok || !ind.Public {
			continue
		}
		b := &Breakdown{Field: field.Name, Many: field.Type == pack.Choices}
		for _, p := range m.due(ind.Every, yearsBack) {
			c := &Column{}
			made, err := kept.Once(ctx, m.gate, "public breakdown "+ind.ID, p.ID, c, func() (bool, error) { return m.column(ctx, ind, kind, field, p, c) })
			if err != nil {
				return fmt.Errorf("%s, %s: %w", ind.ID, p, err)
			}
			if made {
				b.Columns = append(b.Columns, c)
			}
		}
		out.Breakdowns[ind.ID] = b
	}
	return nil
}

func (m *maker) column(ctx context.Context, ind *pack.Indicator, kind *pack.Kind, field pack.Field, p indicator.Period, c *Column) (bool, error) {
	c.Period, c.Made = p, m.gate.Now()
	var counts []int
	some := false
	err := m.read(ctx, func(v *gate.View) error {
		by, err := indicator.CountOptions(v, ind, kind, field, p)
		for _, o := range m.pack.OptionsOf(field) {
			some = some || by[o.ID] > 0
			c.Names, counts = append(c.Names, o.Name), append(counts, by[o.ID])
		}
		return err
	})
	if err != nil || !some {
		return false, err
	}
	c.Cells, c.Total, err = suppress.List(counts, true, suppress.Options{})
	return true, err
}
