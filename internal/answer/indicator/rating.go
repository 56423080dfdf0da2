package indicator

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Rate rates a value against an aim: reached is Aim achieved; within the aim's margin it needs more work; otherwise the aim
// is not achieved. An indicator without an aim, or one whose direction is neither, is not rated.
func Rate(ind *pack.Indicator, value float64) (pack.Rating, bool) {
	if ind.Aim == nil || ind.Good == pack.Neither || ind.Good == "" {
		return "", false
	}
	short := ind.Aim.Value - value // how far it falls short
	if ind.Good == pack.Down {
		short = -short
	}
	switch {
	case short <= 0:
		return pack.Achieved, true
	case short <= ind.Aim.Margin:
		return pack.NeedsMoreWork, true
	}
	return pack.NotAchieved, true
}

// Point is one value of an indicator as it is shown, computed or entered.
type Point struct {
	figure.Figure
	At      *Period // where the period is one that the program knows
	Note    string
	RatedBy string       // how it came to be rated
	Entered when.Instant // zero for what was published with the pack and for what was computed
	By      string
	Parts   []Part
}

// Period is the point's period in words.
func (p Point) Period() string { return p.About().Period }

// pointOf is a figure of an indicator for a period and from a source.
func pointOf(ind *pack.Indicator, f figure.Figure, period, source string) Point {
	return Point{Figure: f.With(&figure.About{Unit: ind.Unit, Base: ind.Base, Period: period, Definition: ind.Definition, Source: source})}
}

// EnteredPoints are, in a language, the values that were entered by hand, those of the pack first and then the later ones in the order of
// their entry. A later value of the same period replaces the earlier.
func EnteredPoints(say *catalogue.Catalogue, ind *pack.Indicator, entries []gate.Entered) []Point {
	var out []Point
	for _, v := range ind.Values {
		f := figure.Stated(v.Text)
		if v.Value != nil {
			f = figure.Of(*v.Value).As(v.Text)
		}
		p := pointOf(ind, f.Rated(string(v.Rating)), v.Period, v.Source)
		p.Note = v.Note
		if v.Rating != "" {
			p.RatedBy = say.Say("rating.published")
		}
		out = append(out, p)
	}
	seen := map[string]bool{}
	var later []Point
	for _, e := range entries { // newest first
		if seen[e.Period] {
			continue
		}
		seen[e.Period] = true
		period, at := e.Period, (*Period)(nil)
		if named, ok := Named(ind.Every, e.Period); ok {
			period, at = named.Words(say), &named
		}
		p := pointOf(ind, figure.Of(e.Value).Rated(e.Rating), period, e.Source)
		p.At, p.Note, p.Entered, p.By = at, strings.TrimSpace(e.Comment), e.At, e.By
		p.rate(say, ind, say.Say("rating.entered"))
		later = append(later, p)
	}
	for i := len(later) - 1; i >= 0; i-- {
		out = append(out, later[i])
	}
	return out
}

// ComputedPoints are the computed values in a language, rated where their period is whole.
func ComputedPoints(say *catalogue.Catalogue, ind *pack.Indicator, values []Value) []Point {
	out := make([]Point, 0, len(values))
	for _, v := range values {
		at := v.Period
		p := pointOf(ind, v.Figure, at.Words(say), Origin(say, ind))
		p.At, p.Parts = &at, v.Parts
		if v.Note != "" {
			p.Note = say.Say(v.Note, "day", v.Began)
		}
		if v.Whole() {
			p.rate(say, ind, "")
		}
		out = append(out, p)
	}
	return out
}

// Origin says where an indicator's computed values come from: never a paper, which asks for them at the most.
func Origin(say *catalogue.Catalogue, ind *pack.Indicator) string {
	if FromFacts(ind) {
		return say.Say("origin.police")
	}
	return say.Say("origin.records")
}

// rate fills the rating by the rule where nobody gave one.
func (p *Point) rate(say *catalogue.Catalogue, ind *pack.Indicator, given string) {
	if p.Rating() != "" {
		p.RatedBy = given
		return
	}
	v, known := p.Value()
	if r, ok := Rate(ind, v); ok && known {
		p.Figure, p.RatedBy = p.Rated(string(r)), say.Say("rating.rule", "aim", AimWords(say, ind))
	}
}

// AimWords say what an indicator is to reach.
func AimWords(say *catalogue.Catalogue, ind *pack.Indicator) string {
	if ind.Aim == nil {
		return ""
	}
	text := figure.AmountIn(say, ind.Aim.Value, ind.Unit)
	switch ind.Good {
	case pack.Up:
		text = say.Say("aim.more", "amount", text)
	case pack.Down:
		text = say.Say("aim.less", "amount", text)
	}
	if !ind.Aim.By.IsZero() {
		text = say.Say("aim.by", "aim", text, "day", ind.Aim.By)
	}
	return text
}

// Latest is the value that stands for the indicator now: the newest rated one, computed or entered, else the newest known
// one of a whole period, else the newest known. Entered values come after the computed ones of the same age.
func Latest(computed, entered []Point) (Point, bool) {
	all := append(append([]Point{}, computed...), entered...)
	for _, good := range []func(Point) bool{
		func(p Point) bool { return p.Known() && p.Rating() != "" },
		func(p Point) bool { return p.Known() && p.At != nil && p.Note == "" },
		func(p Point) bool { return p.Known() },
	} {
		best, found := Point{}, false
		for _, p := range all {
			if good(p) && (!found || !older(p, best)) {
				best, found = p, true
			}
		}
		if found {
			return best, true
		}
	}
	return Point{}, false
}

// Hidden is the newest value that is known and not published.
func Hidden(computed []Point) (Point, bool) {
	for i := len(computed) - 1; i >= 0; i-- {
		if computed[i].Hidden() {
			return computed[i], true
		}
	}
	return Point{}, false
}

var yearIn = regexp.MustCompile(`\b(19|20)\d\d\b`)

// Age is how many whole years before today the period of a value ended; 0 where it is younger, or where its period does not say.
func (p Point) Age(today when.Date) int {
	if p.At != nil {
		return max(0, today.Sub(p.At.Until.AddDays(-1))*4/1461)
	}
	newest := 0
	for _, text := range yearIn.FindAllString(p.Period(), -1) {
		year, _ := strconv.Atoi(text)
		newest = max(newest, year)
	}
	if newest == 0 {
		return 0
	}
	return max(0, today.Sub(when.Day(newest, time.December, 31))*4/1461)
}

// older says that a is of an earlier period than b. A value of a known period is newer than one whose period is in words
// alone, because those were published with the plan.
func older(a, b Point) bool {
	switch {
	case a.At == nil:
		return b.At != nil
	case b.At == nil:
		return false
	}
	return a.At.From.Before(b.At.From)
}
