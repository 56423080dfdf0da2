package incident

import (
	"fmt"
	"slices"
	"sync"
)

// Coverage says of which types, in which months and wards, everything that was published is held, as the imports in force say.
// Where it says so, a nought is a nought; elsewhere nothing is concluded from how many rows there are.
type Coverage struct {
	cells map[cell]extent
	home  map[Code]bool
	types int // of the kind; 1 where it has none
	first Month
	whole []bool // cells that cover all wards, by month and type, for the question that is asked of every event
}

type cell struct {
	typ   uint8
	month Month
}

// extent is all wards, or some.
type extent struct {
	all   bool
	wards map[Code]bool
}

// coverages are kept by kind, each worked out when it is first asked for.
type coverages struct {
	mu  sync.Mutex
	all map[Kind]*Coverage
}

// Published is how many crime types the publisher has had since May 2013. All types are these.
const Published = 14

// Coverage is what is covered of a kind.
func (f *Facts) Coverage(kind Kind) *Coverage {
	if kind == "" {
		kind = Crime
	}
	if f.covered == nil {
		return f.coverage(kind)
	}
	f.covered.mu.Lock()
	defer f.covered.mu.Unlock()
	if f.covered.all == nil {
		f.covered.all = map[Kind]*Coverage{}
	}
	c, ok := f.covered.all[kind]
	if !ok {
		c = f.coverage(kind)
		f.covered.all[kind] = c
	}
	return c
}

func (f *Facts) coverage(kind Kind) *Coverage {
	c := &Coverage{cells: map[cell]extent{}, home: f.home, types: 1}
	if kind == Crime {
		c.types = len(types)
	}
	defer c.settle()
	if f.covered == nil { // made by hand: what is there counts
		f.each(kind, func(m Month, typ uint8, _ int) { c.cells[cell{typ, m}] = extent{all: true} })
		return c
	}
	for u := range f.untold[kind] {
		if f.home == nil || f.home[u.ward] {
			c.cells[cell{u.typ, u.month}] = extent{all: true}
		}
	}
	for _, t := range f.told {
		from, err := ParseMonth(t.From)
		to, err2 := ParseMonth(t.To)
		typ, err3 := typeOf(kind, t.Type)
		if t.Kind != string(kind) || err != nil || err2 != nil || err3 != nil {
			continue
		}
		for m := from; m <= to; m++ {
			c.add(cell{typ, m}, t.Areas)
		}
	}
	return c
}

// settle lays the cells out by month and type.
func (c *Coverage) settle() {
	first, last := lastMonth, Month(0)
	for at := range c.cells {
		first, last = min(first, at.month), max(last, at.month)
	}
	if c.first = first; len(c.cells) == 0 {
		return
	}
	c.whole = make([]bool, (int(last-first)+1)*c.types)
	for at, x := range c.cells {
		c.whole[int(at.month-first)*c.types+int(at.typ)] = x.all
	}
}

func typeOf(kind Kind, name string) (uint8, error) {
	if kind != Crime {
		return 0, nil
	}
	return ParseType(name)
}

func (c *Coverage) add(at cell, areas []string) {
	x := c.cells[at]
	x.add(areas)
	c.cells[at] = x
}

// add takes wards in by their codes; all where none is named.
func (x *extent) add(areas []string) {
	if len(areas) == 0 {
		x.all = true
	} else if x.wards == nil {
		x.wards = map[Code]bool{}
	}
	for _, a := range areas {
		if code, ok := ParseCode(a); ok {
			x.wards[code] = true
		}
	}
}

// holds tells that it has all of these wards.
func (x *extent) holds(areas []string) bool {
	return x.all || len(areas) > 0 && !slices.ContainsFunc(areas, func(a string) bool {
		code, ok := ParseCode(a)
		return ok && !x.wards[code]
	})
}

// areas are its wards by their codes, in order; none where it is all.
func (x *extent) areas() (out []string) {
	if x.all {
		return nil
	}
	for w := range x.wards {
		out = append(out, w.String())
	}
	slices.Sort(out)
	return out
}

// Covers tells that all of a type is held for a month in each of the wards; in the whole partnership where none is named.
func (c *Coverage) Covers(typ uint8, month Month, wards []Code) bool {
	x := c.cells[cell{typ, month}]
	if x.all || len(x.wards) == 0 {
		return x.all
	}
	if len(wards) > 0 {
		return !slices.ContainsFunc(wards, func(w Code) bool { return !x.wards[w] })
	}
	for w := range c.home {
		if !x.wards[w] {
			return false
		}
	}
	return len(c.home) > 0
}

// Touches tells that all of a type is held for a month in at least one of the wards, or anywhere where none is named.
func (c *Coverage) Touches(typ uint8, month Month, wards []Code) bool {
	x := c.cells[cell{typ, month}]
	return x.all || len(x.wards) > 0 && (len(wards) == 0 || slices.ContainsFunc(wards, func(w Code) bool { return x.wards[w] }))
}

// In tells that all of a type is held for a month in one ward. It is asked of every event.
func (c *Coverage) In(typ uint8, month Month, ward Code) bool {
	if i := int(month-c.first)*c.types + int(typ); month >= c.first && i < len(c.whole) && c.whole[i] {
		return true
	}
	return c.cells[cell{typ, month}].wards[ward]
}

// Has tells that anything is covered for a month, of a kind without types or of any type.
func (c *Coverage) Has(month Month) bool {
	for t := range c.types {
		if c.Touches(uint8(t), month, nil) {
			return true
		}
	}
	return false
}

// Months are the months that cover all of the types in the whole partnership, in order; all that cover any type where none is named.
func (c *Coverage) Months(types ...uint8) []Month {
	var out []Month
	for at := range c.cells {
		covered := len(types) == 0 || at.typ == types[0]
		for _, t := range types {
			covered = covered && c.Touches(t, at.month, nil)
		}
		if covered {
			out = append(out, at.month)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Span is the first and the last month that cover all of the types, or any where none is named.
func (c *Coverage) Span(types ...uint8) (from, to Month, err error) {
	months := c.Months(types...)
	if len(months) == 0 {
		return 0, 0, fmt.Errorf("no import covers any month of this choice")
	}
	return months[0], months[len(months)-1], nil
}

// Period is the months that a question is best put for: those that cover all of its types, or where none is named the best for all.
func (c *Coverage) Period(types ...uint8) (from, to Month, err error) {
	if c.types > 1 && len(types) == 0 {
		return c.Best()
	}
	return c.Span(types...)
}

// throughout is in how great a share of the months of a period a type must be covered to be counted over it.
const throughout = 0.9

// Throughout are the types that are covered for nearly all months of a period, those that are for some, and those of the
// publisher's that are for none: a type that is held for a single month would look like a wave of crime in it. Months of which
// nothing is held are gaps of all types.
func (c *Coverage) Throughout(from, to Month, wards []Code) (keep, some, none []uint8) {
	months, by := 0, make([]int, c.types)
	for m := from; m <= to; m++ {
		any := false
		for t := range by {
			if c.Touches(uint8(t), m, wards) {
				by[t]++
				any = true
			}
		}
		if any {
			months++
		}
	}
	for t, n := range by {
		switch {
		case n > 0 && float64(n) >= throughout*float64(months):
			keep = append(keep, uint8(t))
		case n > 0:
			some = append(some, uint8(t))
		case t < Published:
			none = append(none, uint8(t))
		}
	}
	return keep, some, none
}

// Best is the period that a question about all types is best put for: the run of months for which the most is covered, types times
// months. Of several it is the latest.
func (c *Coverage) Best() (from, to Month, err error) {
	months := c.Months()
	if len(months) == 0 {
		return 0, 0, fmt.Errorf("no import covers any month")
	}
	best := -1
	for i := range months {
		by := make([]int, c.types)
		for j := i; j < len(months); j++ {
			score := 0
			for t := range by {
				if c.Touches(uint8(t), months[j], nil) {
					by[t]++
				}
				if n := j - i + 1; float64(by[t]) >= throughout*float64(n) && c.Touches(uint8(t), months[i], nil) && c.Touches(uint8(t), months[j], nil) {
					score += by[t]
				}
			}
			if score >= best {
				best, from, to = score, months[i], months[j]
			}
		}
	}
	return from, to, nil
}
