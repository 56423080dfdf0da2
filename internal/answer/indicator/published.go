package indicator

import (
	"context"

	"github.com/wardmote/wardmote/internal/answer/kept"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// SettleDays is how many days after its end a period's value is published, so that what is recorded late is in it.
const SettleDays = 14

// published are an indicator's values as the public sees them. A value that is counted from records is published once, when
// its period has settled, and never changes: two readings of it cannot be subtracted from each other.
func (c *Computer) published(ctx context.Context, g *gate.Gate, ind *pack.Indicator, values []Value) ([]Value, error) {
	out := make([]Value, len(values))
	for i, v := range values {
		out[i] = v.Public(c.Pack, ind)
		if FromFacts(ind) || !v.Figure.Known() {
			continue
		}
		if g.Now().Date().Before(v.Period.Until.AddDays(SettleDays)) {
			out[i] = Value{Period: v.Period, Figure: figure.Unknown("value.settling")}
			continue
		}
		first := Value{}
		found, err := kept.Once(ctx, g, "public value "+ind.ID, v.Period.ID, &first, func() (bool, error) {
			first = v.Public(c.Pack, ind)
			first.Parts, first.Apart = nil, 0 // what it was counted from is not public
			return !v.Figure.Is(0), nil       // of a period without anything more may come: a partnership brings its past along
		})
		if err != nil {
			return nil, err
		}
		if found {
			out[i] = first.reread(c.Pack, ind)
		}
	}
	return out, nil
}

// reread is a value that was published once, with the reason why its number is hidden as it is said now: versions before kept it in
// English words, and one of them as what is not known.
func (v Value) reread(p *pack.Pack, ind *pack.Indicator) Value {
	if v.Figure.Known() {
		return v
	}
	v.Figure, v.Note = v.Figure.Hide("value.small"), "value.withheld"
	if _, field, broken := BrokenDown(p, ind); broken && field.Type == pack.Choices {
		v.Figure, v.Note = v.Figure.Hide("value.table"), "value.byOption"
	}
	return v
}
