package indicator

import (
	"math"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
)

// Amount is a value in the indicator's unit, as a person reads it: 12%, +4.5%, £25,000, 1,204 reports.
func Amount(value float64, unit string) string {
	switch {
	case unit == "pence":
		return "£" + Number(math.Round(value)/100, 2)
	case unit == "% change":
		text := Number(value, 1) + "%"
		if value > 0 {
			text = "+" + text
		}
		return text
	case unit == "%":
		return Number(value, 1) + "%"
	case unit == "":
		return Number(value, 1)
	}
	return Number(value, 1) + " " + unitOf(value, unit)
}

// unitOf is the unit of one or of several.
func unitOf(value float64, unit string) string {
	switch {
	case value != 1:
		return unit
	case unit == "people":
		return "person"
	}
	first, rest, more := strings.Cut(unit, " ")
	if stem, ok := strings.CutSuffix(first, "ies"); ok {
		first = stem + "y"
	}
	if first = strings.TrimSuffix(first, "s"); more {
		return first + " " + rest
	}
	return first
}

// TextIn is the point's value: as printed where it was printed, else the number in its unit.
func (p Point) TextIn(unit string) string {
	switch {
	case !p.Known:
		return "not known"
	case p.Text != "":
		return p.Text
	case p.Numeric:
		return Amount(p.Value, unit)
	}
	return "not known"
}

// Number writes a number with thousands set apart and at most that many decimals, none that are nought.
func Number(value float64, decimals int) string {
	text := strconv.FormatFloat(math.Abs(value), 'f', decimals, 64)
	whole, rest, _ := strings.Cut(text, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if rest = strings.TrimRight(rest, "0"); rest != "" {
		whole += "." + rest
	}
	if value < 0 && whole != "0" {
		return "−" + whole
	}
	return whole
}

// fewest is the smallest count that a public page may show beside nought.
const fewest = 5

// Public is the value as a public page may show it. A value counted from records is withheld where one of its counts is
// from 1 to 4, where a share leaves from 1 to 4 outside, or where the public tables of the wards subtracted from it would
// leave from 1 to 4: so few people could be known by it. Of a count by options the number of records is not shown, because it
// would bound the options that are hidden. Imported facts are published by the police as they are.
func (v Value) Public(p *pack.Pack, ind *pack.Indicator) Value {
	if !v.Known || ind.Formula == nil || datasetOf(ind.Formula) != "" {
		return v
	}
	_, field, broken := BrokenDown(p, ind)
	switch {
	case v.small(ind):
		return Value{Period: v.Period, Withheld: "Too small to publish", Why: "Withheld: the counts are too small to publish.", Formula: v.Formula}
	case broken && field.Type == pack.Choices:
		return Value{Period: v.Period, Withheld: "See the table by " + lower(field.Name), Why: "Counted by option, because a record may have several; see the table.", Formula: v.Formula}
	}
	return v
}

// small says that a count behind the value, or what is left of it, is from 1 to 4.
func (v Value) small(ind *pack.Indicator) bool {
	few := func(n float64) bool { return n > 0 && n < fewest }
	var counts []float64
	for _, part := range v.Parts {
		if part.Kind != "" || ind.Formula.Sum != "" {
			counts = append(counts, part.Count)
		}
	}
	for _, n := range counts {
		if few(n) {
			return true
		}
	}
	return few(float64(v.Apart)) || ind.Formula.Form() == "share" && len(counts) == 2 && few(counts[1]-counts[0])
}
