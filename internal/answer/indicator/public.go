package indicator

import (
	"github.com/wardmote/wardmote/internal/core/pack"
)

// fewest is the smallest count that a public page may show beside nought.
const fewest = 5

// Public is the value as a public page may show it. A value counted from records is withheld where one of its counts is
// from 1 to 4, where a share leaves from 1 to 4 outside, or where the public tables of the wards subtracted from it would
// leave from 1 to 4: so few people could be known by it. Of a count by options the number of records is not shown, because it
// would bound the options that are hidden. Imported facts are published by the police as they are.
func (v Value) Public(p *pack.Pack, ind *pack.Indicator) Value {
	if !v.Figure.Known() || ind.Formula == nil || datasetOf(ind.Formula) != "" {
		return v
	}
	_, field, broken := BrokenDown(p, ind)
	switch {
	case v.small(ind):
		return Value{Period: v.Period, Figure: v.Figure.Hide("value.small"), Note: "value.withheld"}
	case broken && field.Type == pack.Choices:
		return Value{Period: v.Period, Figure: v.Figure.Hide("value.table"), Note: "value.byOption"}
	}
	return v
}

// small says that a count behind the value, or what is left of it, is from 1 to 4.
func (v Value) small(ind *pack.Indicator) bool {
	few := func(n float64) bool { return n > 0 && n < fewest }
	var counts []float64
	for _, part := range v.Parts {
		if part.Kind != "" || ind.Formula.Sum != "" {
			n, _ := part.Count.Value()
			counts = append(counts, n)
		}
	}
	for _, n := range counts {
		if few(n) {
			return true
		}
	}
	return few(float64(v.Apart)) || ind.Formula.Form() == "share" && len(counts) == 2 && few(counts[1]-counts[0])
}
