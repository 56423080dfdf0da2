package figure

import (
	"math"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
)

// Format is how the figures of a column or a chart are written.
type Format string

// Formats of a column.
const (
	Words   Format = ""        // a text; a figure as Text has it
	Count   Format = "count"   // 1,234
	Decimal Format = "decimal" // 12.3
	Ratio   Format = "ratio"   // 1.23
	Share   Format = "share"   // 0.123 as 12.3%
	Chance  Format = "p"       // a probability
	Exact   Format = "exact"   // 12.25, with the places that it has, up to two
	Amounts Format = "amount"  // each in its own unit: 12%, £25,000
	Hidden  Format = "hidden"  // in files only
)

// Numeric says that the column stands to the right.
func (f Format) Numeric() bool { return f != Words && f != Hidden }

// Between is the format of what a figure is known within: 1.20 to 1.90.
func Between(f Format) Format { return between + f }

const between = "between "

// ends is the format of the ends of an interval, and false where the format is of none.
func (f Format) ends() (Format, bool) {
	of, ok := strings.CutPrefix(string(f), between)
	return Format(of), ok
}

// Places is the format of a number with so many decimal places.
func Places(n int) Format {
	return []Format{Count, Decimal, Ratio}[min(max(n, 0), 2)]
}

func (f Format) write(say *catalogue.Catalogue, v float64) string {
	switch f {
	case Decimal:
		return FixedIn(say, v, 1)
	case Ratio:
		return FixedIn(say, v, 2)
	case Exact:
		return NumberIn(say, v, 2)
	case Share:
		return FixedIn(say, 100*v, 1) + "%"
	case Chance:
		if v < 0.001 {
			return "<" + FixedIn(say, 0.001, 3)
		}
		return FixedIn(say, v, 3)
	}
	return FixedIn(say, v, 0)
}

// FixedIn is Fixed with the digits and the marks of a language. English is what we write ourselves, with a true minus sign.
func FixedIn(say *catalogue.Catalogue, v float64, decimals int) string {
	if say == catalogue.English() {
		return Fixed(v, decimals)
	}
	return say.Decimal(decimals, v)
}

// Fixed writes a number with thousands set apart and exactly so many decimals.
func Fixed(v float64, decimals int) string {
	text := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, rest, _ := strings.Cut(text, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if rest != "" {
		whole += "." + rest
	}
	if v < 0 && strings.Trim(text, "0.") != "" {
		return "−" + whole
	}
	return whole
}

// NumberIn writes a number with thousands set apart and at most that many decimals, none that are nought.
func NumberIn(say *catalogue.Catalogue, v float64, decimals int) string {
	_, rest, _ := strings.Cut(strconv.FormatFloat(v, 'f', decimals, 64), ".")
	return FixedIn(say, v, len(strings.TrimRight(rest, "0")))
}

// Number is NumberIn in English.
func Number(v float64, decimals int) string { return NumberIn(catalogue.English(), v, decimals) }

// Amount is AmountIn in English.
func Amount(v float64, unit string) string { return AmountIn(catalogue.English(), v, unit) }

// AmountIn is a number in a unit, as a person reads it: 12%, +4.5%, £25,000 (of pence), 1,204 reports, 1 report. The unit is the pack's.
func AmountIn(say *catalogue.Catalogue, v float64, unit string) string {
	switch {
	case unit == "pence":
		return pounds(say, math.Round(v))
	case unit == "% change":
		text := NumberIn(say, v, 1) + "%"
		if v > 0 {
			text = "+" + text
		}
		return text
	case unit == "%":
		return NumberIn(say, v, 1) + "%"
	case unit == "":
		return NumberIn(say, v, 1)
	}
	return NumberIn(say, v, 1) + " " + unitOf(v, unit)
}

// pounds writes pence as £1,234 or £1,234.50.
func pounds(say *catalogue.Catalogue, pence float64) string {
	places := 0
	if math.Mod(pence, 100) != 0 {
		places = 2
	}
	text := "£" + FixedIn(say, math.Abs(pence)/100, places)
	if pence < 0 {
		return "−" + text
	}
	return text
}

// unitOf is the unit of one or of several.
func unitOf(v float64, unit string) string {
	switch {
	case v != 1:
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
