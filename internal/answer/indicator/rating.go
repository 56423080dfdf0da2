package indicator

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

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

// Point is one value of an indicator as a screen shows it, computed or entered.
type Point struct {
	Period  string  // in words
	At      *Period // where the period is one that the program knows
	Value   float64
	Text    string // as printed, where the number alone would mislead; empty otherwise
	Numeric bool
	Known   bool
	Why     string
	// Withheld is what is said in place of a value that is known and not published.
	Withheld string
	Of       float64 // what a share is of; 0 where it is none
	Note     string
	Rating   pack.Rating
	Rated    string // how it came to be rated
	Source   string
	Entered  when.Instant // zero for what was published with the pack and for what was computed
	By       string
	Parts    []Part
}

// EnteredPoints are the values that were entered by hand, those of the pack first and then the later ones in the order of
// their entry. A later value of the same period replaces the earlier.
func EnteredPoints(ind *pack.Indicator, entries []gate.Entered) []Point {
	var out []Point
	for _, v := range ind.Values {
		p := Point{Period: v.Period, Text: v.Text, Known: true, Note: v.Note, Source: v.Source, Rating: v.Rating}
		if v.Value != nil {
			p.Value, p.Numeric = *v.Value, true
		}
		if v.Rating != "" {
			p.Rated = "as published"
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
		p := Point{Period: e.Period, Value: e.Value, Numeric: true, Known: true, Note: strings.TrimSpace(e.Comment), Source: e.Source, Entered: e.At, By: e.By,
			Rating: pack.Rating(e.Rating)}
		if at, ok := Named(ind.Every, e.Period); ok {
			p.Period, p.At = at.Name, &at
		}
		p.rate(ind, "entered with the value")
		later = append(later, p)
	}
	for i := len(later) - 1; i >= 0; i-- {
		out = append(out, later[i])
	}
	return out
}

// ComputedPoints are the computed values, rated where their period is whole.
func ComputedPoints(ind *pack.Indicator, values []Value) []Point {
	out := make([]Point, 0, len(values))
	for _, v := range values {
		at := v.Period
		p := Point{Period: at.Name, At: &at, Value: v.Value, Numeric: v.Known, Known: v.Known, Why: v.Why, Withheld: v.Withheld, Of: v.Of, Note: v.Note, Parts: v.Parts, Source: Origin(ind)}
		if v.Whole() {
			p.rate(ind, "")
		}
		out = append(out, p)
	}
	return out
}

// Origin says where an indicator's computed values come from: never a paper, which asks for them at the most.
func Origin(ind *pack.Indicator) string {
	if FromFacts(ind) {
		return "computed from the open data of the police (data.police.uk)"
	}
	return "computed from this partnership’s records"
}

// rate fills the rating by the rule where nobody gave one.
func (p *Point) rate(ind *pack.Indicator, given string) {
	if p.Rating != "" {
		p.Rated = given
		return
	}
	if r, ok := Rate(ind, p.Value); ok {
		p.Rating, p.Rated = r, "by the rule: the aim is "+AimWords(ind)
	}
}

// AimWords say what an indicator is to reach.
func AimWords(ind *pack.Indicator) string {
	if ind.Aim == nil {
		return ""
	}
	text := fmt.Sprintf("%s or %s", Amount(ind.Aim.Value, ind.Unit), map[pack.Good]string{pack.Up: "more", pack.Down: "less"}[ind.Good])
	if ind.Good == pack.Neither {
		text = Amount(ind.Aim.Value, ind.Unit)
	}
	if !ind.Aim.By.IsZero() {
		text += " by " + ind.Aim.By.Words()
	}
	return text
}

// Latest is the value that stands for the indicator now: the newest rated one, computed or entered, else the newest known
// one of a whole period, else the newest known. Entered values come after the computed ones of the same age.
func Latest(computed, entered []Point) (Point, bool) {
	all := append(append([]Point{}, computed...), entered...)
	for _, good := range []func(Point) bool{
		func(p Point) bool { return p.Known && p.Rating != "" },
		func(p Point) bool { return p.Known && p.At != nil && p.Note == "" },
		func(p Point) bool { return p.Known },
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

// Hidden is the newest value that is known and not published, and what is said in its place.
func Hidden(computed []Point) (Point, bool) {
	for i := len(computed) - 1; i >= 0; i-- {
		if computed[i].Withheld != "" {
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
	for _, text := range yearIn.FindAllString(p.Period, -1) {
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
