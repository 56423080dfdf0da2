package indicator

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// unstated is what the ledger has where its paper gives no value.
const unstated = "not stated"

// qualified is a unit with how exact its figure is: "people (approx.)".
var qualified = regexp.MustCompile(`^(.*?) \((.+)\)$`)

// before are the words that stand before a figure, by how exact the ledger says that it is. Others stay behind it in brackets.
var before = map[string]string{"approx.": "about ", "estimated": "an estimated ", "around": "around ", "over": "over ", "more than": "more than ", "in excess of": "more than ",
	"up to": "up to ", "nearly": "nearly ", "at least": "at least ", "under": "under ", "mainly over": "mainly over ", "top": "top "}

// Printed is a figure of the papers, which stands as it is printed there.
func Printed(f *pack.Figure) figure.Figure {
	out := figure.Stated(written(f))
	if f.Number != nil {
		out = figure.Of(*f.Number).As(written(f))
	}
	return out.Rated(string(f.Rating)).With(&figure.About{Unit: f.Unit, Base: f.Base, Period: f.Period, Definition: f.Definition, Source: f.Source})
}

// written is a published figure as a person writes it: 62% of residents, £37,603 a year, 175th nationally, over 350 warnings; and
// what became of it since, where that says more.
func written(f *pack.Figure) string {
	text := measured(f)
	switch {
	case f.Change == "" || strings.Contains(text, f.Change):
		return text
	case text == "":
		return f.Change
	}
	return text + ", " + f.Change
}

func measured(f *pack.Figure) string {
	unit, front, behind := f.Unit, "", ""
	if m := qualified.FindStringSubmatch(unit); m != nil {
		unit, front = m[1], before[m[2]]
		if front == "" {
			behind = " (" + m[2] + ")"
		}
	}
	switch {
	case f.Text == unstated && f.Change != "" && f.Change != unstated:
		return "" // the paper says which way it went, and not how far
	case f.Text == unstated, unit == "time of day", unit == "trend":
		return f.Text
	case unit == "rank" || strings.HasPrefix(unit, "rank "):
		return ranked(f, unit) + behind
	case f.Number == nil:
		return front + strings.TrimSpace(f.Text+" "+unit) + behind
	}
	return front + amountOf(*f.Number, unit) + behind
}

// amountOf is Amount for the units of the ledger, which stand as its papers print them.
func amountOf(n float64, unit string) string {
	switch first, rest, _ := strings.Cut(unit, " "); {
	case first == "%":
		return strings.TrimSpace(figure.Number(n, 2) + "% " + rest)
	case first == "GBP":
		return strings.TrimSpace("£" + figure.Number(n, 2) + " " + strings.Replace(rest, "per annum", "a year", 1))
	case unit == "section":
		return "section " + figure.Number(n, 0)
	case rest == "number":
		return first + " " + figure.Number(n, 0)
	case n == 1 && !strings.HasSuffix(first, "s"):
		return figure.Number(n, 0) + " " + unit // the ledger has the singular already
	}
	return figure.Amount(n, unit)
}

// ranked is a place in an order and what the order is of, where the ledger says it.
func ranked(f *pack.Figure, unit string) string {
	text := f.Text
	if f.Number != nil {
		text = ordinal(int(*f.Number))
	}
	switch of := strings.TrimSpace(strings.TrimPrefix(unit, "rank")); {
	case of != "":
		return text + " " + of
	case f.Geography == "national":
		return text + " nationally"
	case strings.HasSuffix(f.Geography, "boroughs") || strings.HasSuffix(f.Geography, "districts"):
		return text + " of the " + f.Geography
	}
	return text
}

func ordinal(n int) string {
	end := "th"
	if tens := n / 10 % 10; tens != 1 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, end)
}
