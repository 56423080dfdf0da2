package indicator

import (
	"math"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// mostPoints bounds the points of a chart, so that its labels can be read.
const mostPoints = 40

// Trend is an indicator's values over time; the computed and the entered are two lines, never one. Nil where there is too little to
// draw. It is in a language; words name a source.
func Trend(say *catalogue.Catalogue, ind *pack.Indicator, computed, entered []Point, words func(source string) string) *figure.Chart {
	c := &figure.Chart{Form: figure.Line, Title: say.Say("trend.title", "name", ind.Name), Unit: ind.Unit, First: say.Say("indicator.period"), Source: Origin(say, ind)}
	if ind.Unit == "pence" {
		c.Unit = "£"
	}
	for _, p := range slices.Concat(computed, entered) {
		if v, ok := p.Value(); ok && v != math.Trunc(v) {
			c.Places = 1
		}
	}
	at, own, other := map[string]int{}, figure.Series{Name: say.Say("trend.computed")}, figure.Series{Name: say.Say("trend.entered")}
	for _, p := range computed {
		if p.At == nil || (!p.Known() && len(c.Labels) == 0) {
			continue // unknown periods before the first known one say nothing in a picture; the table lists them
		}
		at[p.At.ID] = len(c.Labels)
		c.Labels, own.Values = append(c.Labels, p.At.Short(say)), append(own.Values, p.drawn())
	}
	if own.Known() > 1 {
		c.Series, other.Values = []figure.Series{own}, make([]figure.Figure, len(c.Labels))
		for _, p := range entered {
			if p.At == nil {
				continue
			}
			if i, ok := at[p.At.ID]; ok {
				other.Values[i] = p.drawn()
			}
		}
		if other.Known() > 0 {
			c.Series, c.Source = append(c.Series, other), say.Say("trend.sources", "computed", c.Source, "entered", sources(entered, words))
		}
		c.Words = say.Say("trend.words")
		return c
	}
	c.Labels = nil
	for _, p := range entered {
		if _, ok := p.Value(); ok && len(c.Labels) < mostPoints {
			c.Labels, other.Values = append(c.Labels, p.Period()), append(other.Values, p.drawn())
		}
	}
	if len(c.Labels) < 2 {
		return nil
	}
	c.Series, c.Source = []figure.Series{other}, sources(entered, words)
	return c
}

// drawn is the point's figure on a chart, which counts money in pounds.
func (p Point) drawn() figure.Figure {
	if p.About().Unit == "pence" {
		return p.Times(0.01)
	}
	return p.Figure
}

// sources are where points come from, each source once.
func sources(points []Point, words func(source string) string) string {
	var all []string
	for _, p := range points {
		if w := words(p.About().Source); w != "" && !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return strings.Join(all, "; ")
}

// LastWhole is the newest value of a period that has ended and was recorded throughout; -1 where there is none.
func LastWhole(points []Point) int {
	for i, p := range slices.Backward(points) {
		if p.Known() && p.Note == "" {
			return i
		}
	}
	return -1
}

// year is a year of monthly values.
const year = 12

// Volume is the newest twelve months that are held of a monthly indicator, the twelve before and each month of both and before.
type Volume struct {
	Now, Before, Change figure.Figure
	Months              []figure.Figure
	Held                string // for which months there are values
	Words               string // what a line of the months shows
}

// VolumeOf is the volume of a monthly indicator, in a language.
func VolumeOf(say *catalogue.Catalogue, ind *pack.Indicator, computed []Point) Volume {
	points := computed[:LastWhole(computed)+1]
	v := Volume{Now: total(points, 1), Before: total(points, 2)}
	v.Change = figure.Change(v.Before, v.Now)
	for _, p := range points {
		v.Months = append(v.Months, p.drawn())
	}
	v.Held = held(say, points, v.Now.Known() && v.Before.Known())
	v.Words = say.Say("volume.words", "name", ind.Name, "now", v.Now.TextIn(say), "before", v.Before.TextIn(say))
	return v
}

// total adds up a year of points, the newest or one before it; not known where one of them is not, or where there are not so many.
func total(points []Point, back int) figure.Figure {
	if len(points) < back*year {
		return figure.Unknown("volume.notHeld")
	}
	var months []figure.Figure
	for _, p := range points[len(points)-back*year:][:year] {
		months = append(months, p.Figure)
	}
	if sum := figure.Sum(months...); sum.Known() || sum.Hidden() {
		return sum
	}
	return figure.Unknown("volume.notHeld")
}

// held says in words for which months there are values.
func held(say *catalogue.Catalogue, points []Point, whole bool) string {
	if whole {
		return say.Say("period.span", "from", points[len(points)-year].Period(), "to", points[len(points)-1].Period())
	}
	known, first := 0, ""
	for _, p := range points {
		if p.Known() && p.Note == "" {
			if known++; first == "" {
				first = p.Period()
			}
		}
	}
	if known == 0 {
		return say.Say("volume.none")
	}
	return say.Say("volume.some", "count", known, "from", first, "to", points[len(points)-1].Period())
}
