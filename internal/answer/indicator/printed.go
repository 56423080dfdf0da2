package indicator

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// unstated is what the ledger has where its paper gives no value.
const unstated = "not stated"

// qualified is a unit with how exact its figure is: "people (approx.)".
var qualified = regexp.MustCompile(`^(.*?) \((.+)\)$`)

// exactness are the messages that say an amount with how exact the ledger says that it is. Other words stay behind it in brackets.
var exactness = map[string]string{"approx.": "printed.about", "estimated": "printed.estimated", "around": "printed.around", "over": "printed.over", "more than": "printed.moreThan",
	"in excess of": "printed.moreThan", "up to": "printed.upTo", "nearly": "printed.nearly", "at least": "printed.atLeast", "under": "printed.under", "mainly over": "printed.mainlyOver", "top": "printed.top"}

// Printed is a figure of the papers, which stands as it is printed there, with our own words about it in a language.
func Printed(say *catalogue.Catalogue, f *pack.Figure) figure.Figure {
	text := written(say, f)
	out := figure.Stated(text)
	if f.Number != nil {
		out = figure.Of(*f.Number).As(text)
	}
	return out.Rated(string(f.Rating)).With(&figure.About{Unit: f.Unit, Base: f.Base, Period: f.Period, Definition: f.Definition, Source: f.Source})
}

// written is a published figure as a person writes it: 62% of residents, £37,603 a year, 175th nationally, over 350 warnings; and
// what became of it since, where that says more.
func written(say *catalogue.Catalogue, f *pack.Figure) string {
	text := measured(say, f)
	switch {
	case f.Change == "" || strings.Contains(text, f.Change):
		return text
	case text == "":
		return f.Change
	}
	return text + ", " + f.Change
}

func measured(say *catalogue.Catalogue, f *pack.Figure) string {
	unit, behind := f.Unit, ""
	about := func(amount string) string { return amount }
	if m := qualified.FindStringSubmatch(unit); m != nil {
		unit = m[1]
		if key := exactness[m[2]]; key != "" {
			about = func(amount string) string { return say.Say(key, "amount", amount) }
		} else {
			behind = " (" + m[2] + ")"
		}
	}
	switch {
	case f.Text == unstated && f.Change != "" && f.Change != unstated:
		return "" // the paper says which way it went, and not how far
	case f.Text == unstated:
		return say.Say("printed.unstated")
	case unit == "time of day", unit == "trend":
		return f.Text
	case unit == "rank" || strings.HasPrefix(unit, "rank "):
		return ranked(say, f, unit) + behind
	case f.Number == nil:
		return about(strings.TrimSpace(f.Text+" "+unit)) + behind
	}
	return about(amountOf(say, *f.Number, unit)) + behind
}

// amountOf is Amount for the units of the ledger, which stand as its papers print them.
func amountOf(say *catalogue.Catalogue, n float64, unit string) string {
	switch first, rest, _ := strings.Cut(unit, " "); {
	case first == "%":
		return strings.TrimSpace(figure.NumberIn(say, n, 2) + "% " + rest)
	case first == "GBP":
		text := "£" + figure.NumberIn(say, n, 2)
		if rest == "per annum" || rest == "a year" {
			return say.Say("printed.aYear", "amount", text)
		}
		return strings.TrimSpace(text + " " + strings.Replace(rest, "per annum", "a year", 1))
	case unit == "section":
		return say.Say("printed.section", "number", figure.Number(n, 0))
	case rest == "number":
		return first + " " + figure.NumberIn(say, n, 0)
	case n == 1 && !strings.HasSuffix(first, "s"):
		return figure.NumberIn(say, n, 0) + " " + unit // the ledger has the singular already
	}
	return figure.AmountIn(say, n, unit)
}

// ranked is a place in an order and what the order is of, where the ledger says it.
func ranked(say *catalogue.Catalogue, f *pack.Figure, unit string) string {
	text := f.Text
	if f.Number != nil {
		text = ordinal(say, int(*f.Number))
	}
	switch of := strings.TrimSpace(strings.TrimPrefix(unit, "rank")); {
	case of != "":
		return say.Say("printed.ranked", "rank", text, "of", of)
	case f.Geography == "national":
		return say.Say("printed.nationally", "rank", text)
	case strings.HasSuffix(f.Geography, "boroughs") || strings.HasSuffix(f.Geography, "districts"):
		return say.Say("printed.of", "rank", text, "geography", f.Geography)
	}
	return text
}

// ordinal is the place of a number in an order. Which message says it goes by its last digits, as in English; a language in which it
// does not has the same text in all four.
func ordinal(say *catalogue.Catalogue, n int) string {
	last := n % 10
	if last > 3 || n/10%10 == 1 {
		last = 0
	}
	return say.Say("printed.rank."+strconv.Itoa(last), "number", figure.NumberIn(say, float64(n), 0))
}
