package indicator

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// Breakdown is a count by the options of a field over the recent periods, as it is: for staff.
type Breakdown struct {
	Field   string
	Many    bool // a record may have several of the options, and is then counted under each
	Periods []Period
	Lines   []Broken
}

// Broken is one option of a breakdown, a count for each period; not known where the indicator is not.
type Broken struct {
	Name   string
	Counts []figure.Figure
}

// BrokenDown is the kind and the field by which an indicator's count is broken down, and false where it is not.
func BrokenDown(p *pack.Pack, ind *pack.Indicator) (*pack.Kind, pack.Field, bool) {
	if ind.By == "" || ind.Formula == nil {
		return nil, pack.Field{}, false
	}
	kind, ok := p.Kind(ind.Formula.Count)
	if !ok {
		return nil, pack.Field{}, false
	}
	field, ok := kind.Field(ind.By)
	return kind, field, ok
}

// CountOptions counts the records of a period that have each option.
func CountOptions(v *gate.View, ind *pack.Indicator, kind *pack.Kind, field pack.Field, p Period) (map[string]int, error) {
	by, err := v.Cross(gate.Query{Verb: pack.Count, Kinds: []string{kind.ID}, Date: dateOf(ind.Formula), From: p.From.Start(), Until: p.Until.Start()}, "kind", field.ID)
	return by[kind.ID], err
}

// breakdown counts the periods of an indicator's values by option.
func (c *Computer) breakdown(v *gate.View, ind *pack.Indicator, values []Value) (Breakdown, error) {
	kind, field, _ := BrokenDown(c.Pack, ind)
	b := Breakdown{Field: field.Name, Many: field.Type == pack.Choices}
	options := c.Pack.OptionsOf(field)
	for _, o := range options {
		b.Lines = append(b.Lines, Broken{Name: o.Name})
	}
	for _, value := range values {
		b.Periods = append(b.Periods, value.Period)
		counts, err := CountOptions(v, ind, kind, field, value.Period)
		if err != nil {
			return b, fmt.Errorf("break down the indicator %s: %w", ind.ID, err)
		}
		for i, o := range options {
			n := figure.Of(counts[o.ID])
			if !value.Figure.Known() {
				n = value.Figure
			}
			b.Lines[i].Counts = append(b.Lines[i].Counts, n)
		}
	}
	return b, nil
}

// Versioned is what a Facts may say as well: which facts it counts, so that a new import is seen.
type Versioned interface {
	Version(ctx context.Context) (string, error)
}

// format is raised where what is computed changes its shape or its rules, so that what an older program kept is made again.
const format = "4"

// Basis is what all computed figures rest on: the records, the facts, the pack and the day.
func Basis(g *gate.Gate, facts Facts) func(ctx context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		event, version := "", ""
		err := g.Read(ctx, access.System("indicators"), func(v *gate.View) (err error) {
			event, err = v.LastEvent()
			return err
		})
		if f, ok := facts.(Versioned); ok && err == nil {
			version, err = f.Version(ctx)
		}
		return fmt.Sprintf("%s pack %s event %s facts %s day %s", format, g.Pack().Hash, event, version, g.Now().Date()), err
	}
}
