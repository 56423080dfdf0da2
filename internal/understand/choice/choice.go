// Package choice is the "which" of every question: which events (police-recorded crime, stops and searches, or records of
// the partnership's own), of which types, in which months, where. It counts them without reading more into a nought than is
// in it: a month of which nothing is held is a gap, not a fall.
package choice

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// Choice is the events that a question is about.
type Choice struct {
	Facts    *incident.Facts
	Kind     incident.Kind // Crime where empty
	Types    []uint8       // of Crime; all where empty, see Settle
	From, To incident.Month
	Area     studyarea.Area
	Noun     string // plural, of records that are not police data: "canister sightings"
	NameWard func(incident.Code) string
	Ground   []place.Named         // points on streets, besides those that the facts name
	People   map[incident.Code]int // residents of wards; nil where they are not known

	Dropped []uint8 // set by Settle: types that are covered for some of the months only
	absent  []uint8 // set by Settle: types that are covered for none of them
	settled bool
	cover   *incident.Coverage // of the kind, once settled
	cube    *incident.Cube     // of the kind, once settled
}

// Settle checks the choice and, where no type was chosen, takes those that are covered for nearly all of the months.
func (c Choice) Settle() (Choice, error) {
	if c.Facts == nil {
		return c, fmt.Errorf("there are no facts to ask")
	}
	if c.To < c.From {
		return c, fmt.Errorf("the period ends (%s) before it begins (%s)", Month(c.To), Month(c.From))
	}
	if int(c.To-c.From) > 1200 {
		return c, fmt.Errorf("the period is longer than a hundred years")
	}
	if len(c.Area.Wards) == 0 {
		return c, fmt.Errorf("choose an area")
	}
	for _, t := range c.Types {
		if int(t) >= len(incident.Types()) {
			return c, fmt.Errorf("%d is not the code of a crime type", t)
		}
	}
	if c.Kind == "" {
		c.Kind = incident.Crime
	}
	if !c.settled {
		c.cover, c.cube = c.Facts.Coverage(c.Kind), c.Facts.Cube(c.Kind)
	}
	if c.Kind == incident.Crime && len(c.Types) == 0 && c.Noun == "" && !c.settled {
		c.Types, c.Dropped, c.absent = c.cover.Throughout(c.From, c.To, c.Area.Wards)
	}
	c.settled = true
	return c, nil
}

// Usual is the period that a choice is about where nobody chose one: the months that are covered, or where none is those of which
// there is a row at all.
func (c Choice) Usual() (from, to incident.Month) {
	from, to, err := c.Facts.Coverage(c.Kind).Period(c.Types...)
	if c.Noun != "" || err != nil {
		from, to, err = c.Facts.Span(c.Kind)
	}
	if err != nil {
		return 0, 0
	}
	return from, to
}

// coverage is what is covered of the kind.
func (c Choice) coverage() *incident.Coverage {
	if c.cover == nil {
		return c.Facts.Coverage(c.Kind)
	}
	return c.cover
}

// Events are the rows of the kind.
func (c Choice) Events() *incident.Events {
	if c.Kind == incident.Stop {
		return &c.Facts.Stops
	}
	return &c.Facts.Crimes
}

// Each hands every chosen event to fn, by its row. Rows of months and wards of which an import brought some only are none of it:
// how many they are and where they lie says nothing.
func (c Choice) Each(fn func(row int)) {
	ward := make([]bool, len(c.Facts.Wards))
	for i, code := range c.Facts.Wards {
		for _, w := range c.Area.Wards {
			ward[i] = ward[i] || code == w
		}
	}
	var want [256]bool
	for i := range want {
		want[i] = len(c.Types) == 0
	}
	for _, t := range c.Types {
		want[t] = true
	}
	e, cover := c.Events(), c.coverage()
	for i, m := range e.Month {
		if m >= c.From && m <= c.To && want[e.Type[i]] && ward[e.Ward[i]] && (c.Noun != "" || cover.In(e.Type[i], m, c.Facts.Wards[e.Ward[i]])) {
			fn(i)
		}
	}
}

// Months are the months of the period in order.
func (c Choice) Months() []incident.Month {
	out := make([]incident.Month, 0, int(c.To-c.From)+1)
	for m := c.From; m <= c.To; m++ {
		out = append(out, m)
	}
	return out
}

// Monthly counts the chosen events by month; a month for which not all of the chosen types are held somewhere is not known. It adds
// counts that are there already, so that a table of all wards costs no reading of all events for each.
func (c Choice) Monthly() []figure.Figure {
	cube := c.cube
	if cube == nil {
		cube = c.Facts.Cube(c.Kind)
	}
	types, cover := c.Types, c.coverage()
	if len(types) == 0 {
		for t := range cube.Types {
			types = append(types, uint8(t))
		}
	}
	months := c.Months()
	counts := make([]int, len(months))
	for ward, code := range cube.Wards {
		if !slices.Contains(c.Area.Wards, code) {
			continue
		}
		for i, m := range months {
			for _, t := range types {
				if n := cube.At(ward, m, t); n > 0 && (c.Noun != "" || cover.In(t, m, code)) {
					counts[i] += int(n)
				}
			}
		}
	}
	out := figure.List(counts)
	for i, held := range c.HeldMonths() {
		if !held {
			out[i] = figure.Figure{}
		}
	}
	return out
}

// HeldMonths says for which months of the period all of the chosen types are covered in the area, or in a part of it (see
// PartOnly). Records of our own are always held.
func (c Choice) HeldMonths() []bool {
	held := make([]bool, len(c.Months()))
	types, cover := c.Types, c.coverage()
	if c.Kind == incident.Stop {
		types = []uint8{0}
	}
	for i, m := range c.Months() {
		held[i] = c.Noun != "" || len(types) > 0 || cover.Has(m)
		for _, t := range types {
			held[i] = held[i] && (c.Noun != "" || cover.Touches(t, m, c.Area.Wards))
		}
	}
	return held
}

// PartOnly are the wards of the area that are not covered for some month of the period in which others are; they are not counted
// in it.
func (c Choice) PartOnly() (out []incident.Code) {
	types, cover := c.Types, c.coverage()
	if c.Noun != "" {
		return nil
	}
	if c.Kind == incident.Stop {
		types = []uint8{0}
	}
	held, months := c.HeldMonths(), c.Months()
	for _, w := range c.Area.Wards {
		if slices.ContainsFunc(types, func(t uint8) bool {
			for i, m := range months {
				if held[i] && !cover.In(t, m, w) {
					return true
				}
			}
			return false
		}) {
			out = append(out, w)
		}
	}
	return out
}

// Month writes a month in words: June 2018.
func Month(m incident.Month) string {
	return time.Month(m.OfYear()).String() + " " + strconv.Itoa(m.Year())
}

// Short writes a month for the axis of a chart: Jun 2018.
func Short(m incident.Month) string {
	return time.Month(m.OfYear()).String()[:3] + " " + strconv.Itoa(m.Year())
}

// Period is the months in words.
func (c Choice) Period() string {
	if c.From == c.To {
		return Month(c.From)
	}
	return Month(c.From) + " to " + Month(c.To)
}

// What is the events in words: "incidents of burglary".
func (c Choice) What() string {
	names := incident.Types()
	switch {
	case c.Noun != "":
		return c.Noun
	case c.Kind == incident.Stop:
		return "stops and searches"
	case len(c.Types) == 1:
		return "incidents of " + strings.ToLower(names[c.Types[0]])
	case len(c.Types) == 2, len(c.Types) == 3:
		var words []string
		for _, t := range c.Types {
			words = append(words, strings.ToLower(names[t]))
		}
		return "incidents of " + strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
	case len(c.Types) == 0:
		return "recorded incidents"
	}
	return fmt.Sprintf("incidents of %d types", len(c.Types))
}

// Source names where the figures come from.
func (c Choice) Source() string {
	if c.Noun != "" {
		return "records of this partnership"
	}
	return "data.police.uk (Open Government Licence v3.0); contains OS data © Crown copyright and database right"
}

// Name is the name of a ward.
func (c Choice) Name(code incident.Code) string {
	if c.NameWard == nil {
		return code.String()
	}
	return c.NameWard(code)
}

// smallBase is the number of events below which chance weighs heavily.
const smallBase = 100

// Caveats are what must stand beside any figure made of the choice; n is how many events it rests on.
func (c Choice) Caveats(n int) []string {
	var out []string
	switch {
	case c.Noun != "":
		out = append(out, "These are the partnership's own records: they show where somebody looked and reported, not all that happened. Points are moved to the middle of a square of 25 m.")
	case c.Kind == incident.Stop:
		out = append(out, "Stops and searches have an exact time; their points are the publisher's anonymised points. Only what the police published is counted.")
	default:
		out = append(out, "Recorded crime is what was reported and recorded. The publisher gives the month only, and anonymised points that each stand for a street or place and its surroundings.")
	}
	if gaps := c.gaps(); gaps > 0 {
		out = append(out, fmt.Sprintf("Nothing of this choice is held for %d of the %d months; they are gaps in the charts, not noughts.", gaps, len(c.Months())))
	}
	if left := c.LeftOut(); left != "" {
		out = append(out, left)
	}
	if part := c.PartOnly(); len(part) > 0 {
		names := make([]string, len(part))
		for i, w := range part {
			names[i] = c.Name(w)
		}
		out = append(out, fmt.Sprintf("What is held covers a part of the area only. Not counted throughout: %s.", strings.Join(names, ", ")))
	}
	if n > 0 && n < smallBase {
		out = append(out, fmt.Sprintf("Small base: %d events are few, and a real pattern may not show.", n))
	}
	return out
}

// LeftOut says which types Settle left out and why; empty where it left out none.
func (c Choice) LeftOut() string {
	var out []string
	if len(c.Dropped) > 0 {
		out = append(out, "Left out, because they are held for some of these months only: "+list(c.Dropped)+". Choose the type to see the months that are held.")
	}
	if len(c.absent) > 0 {
		out = append(out, "Left out, because they are not held for these months: "+list(c.absent)+".")
	}
	return strings.Join(out, " ")
}

func list(types []uint8) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = strings.ToLower(incident.Types()[t])
	}
	return strings.Join(names, ", ")
}

func (c Choice) gaps() (n int) {
	for _, h := range c.HeldMonths() {
		if !h {
			n++
		}
	}
	return n
}
