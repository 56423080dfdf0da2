package indicator_test

import (
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// TestAFigureIsWrittenAsPeopleWriteIt: a sign before the money, no space before the per cent, a rank with what it is a rank of.
func TestAFigureIsWrittenAsPeopleWriteIt(t *testing.T) {
	n := func(v float64) *float64 { return &v }
	for want, f := range map[string]pack.Figure{
		"62% of residents":                   {Text: "62", Number: n(62), Unit: "% of residents"},
		"9.6%":                               {Text: "9.6", Number: n(9.6), Unit: "%"},
		"0.13% decrease, similar level":      {Text: "0.13", Number: n(0.13), Unit: "% decrease", Change: "similar level"},
		"14.5% increase":                     {Text: "14.5", Number: n(14.5), Unit: "% increase", Change: "increase"},
		"£37,603 a year":                     {Text: "37603", Number: n(37603), Unit: "GBP a year"},
		"over £25,000":                       {Text: "25000", Number: n(25000), Unit: "GBP (over)"},
		"175th nationally, fallen from 24th": {Text: "175", Number: n(175), Unit: "rank", Geography: "national", Change: "fallen from 24th"},
		"7th of the London boroughs":         {Text: "7", Number: n(7), Unit: "rank", Geography: "London boroughs"},
		"highest in London":                  {Text: "highest", Unit: "rank in London", Change: "highest"},
		"1st (biggest decrease)":             {Text: "1", Number: n(1), Unit: "rank (biggest decrease)", Geography: "Tower Hamlets", Change: "decrease"},
		"an estimated 331,620 people":        {Text: "331620", Number: n(331620), Unit: "people (estimated)"},
		"1 sergeant":                         {Text: "1", Number: n(1), Unit: "sergeant"},
		"12-18 months":                       {Text: "12-18", Unit: "months"},
		"08:00, Mon-Sun":                     {Text: "08:00", Unit: "time of day", Change: "Mon-Sun"},
		"not stated":                         {Text: "not stated", Unit: "years", Change: "not stated"},
		"not decreased":                      {Text: "not stated", Unit: "trend", Change: "not decreased"},
		"section 92":                         {Text: "92", Number: n(92), Unit: "section"},
	} {
		if got := indicator.Printed(catalogue.English(), &f).Text(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestNoFigureOfThePackShowsTheLedgersOwnShorthand reads every figure of the five papers.
func TestNoFigureOfThePackShowsTheLedgersOwnShorthand(t *testing.T) {
	p := towerHamlets(t)
	for i := range p.Figures {
		text := indicator.Printed(catalogue.English(), &p.Figures[i]).Text()
		for _, bad := range []string{"GBP", " %", " rank", "approx.", "per annum", "  "} {
			if strings.Contains(text, bad) || text == "" {
				t.Errorf("%s is written %q", p.Figures[i].ID, text)
			}
		}
	}
}
