package incident

import (
	"fmt"
	"sync"
	"time"
)

// cubes are the counts of all facts by kind, each made when it is first asked for: every page asks which months are held.
type cubes struct {
	mu  sync.Mutex
	all map[Kind]*Cube
}

// Cube counts all events of a kind by ward, month and type. It is shared and must not be changed; facts that a library loaded
// count once.
func (f *Facts) Cube(kind Kind) *Cube {
	if kind == "" {
		kind = Crime
	}
	if f.counted == nil {
		return f.cube(kind)
	}
	f.counted.mu.Lock()
	defer f.counted.mu.Unlock()
	c, ok := f.counted.all[kind]
	if !ok {
		c = f.cube(kind)
		f.counted.all[kind] = c
	}
	return c
}

func (f *Facts) cube(kind Kind) *Cube {
	c, err := f.CountByWardMonthType(Filter{Kind: kind})
	if err != nil {
		return &Cube{} // a kind without events
	}
	return c
}

// Of gives the same facts as those of a partnership with these wards. What other places' files hold says nothing of it: a
// year that is held for the neighbouring borough alone is a gap here, and not a year without crime.
func (f *Facts) Of(wards []Code) *Facts {
	out := *f
	if f.covered != nil {
		out.covered = &coverages{}
	}
	out.home = map[Code]bool{}
	for _, w := range wards {
		out.home[w] = true
	}
	return &out
}

// each hands the count of every month and type of a kind to fn that is not nought and is the partnership's, or all where none
// was named.
func (f *Facts) each(kind Kind, fn func(month Month, typ uint8, n int)) {
	c := f.Cube(kind)
	for w, code := range c.Wards {
		if f.home != nil && !f.home[code] {
			continue
		}
		row := c.N[w*c.Months*c.Types:]
		for i, n := range row[:c.Months*c.Types] {
			if n > 0 {
				fn(c.First+Month(i/c.Types), uint8(i%c.Types), int(n))
			}
		}
	}
}

// Span is the first and the last month that hold an event of a kind.
func (f *Facts) Span(kind Kind) (from, to Month, err error) {
	from = lastMonth + 1
	f.each(kind, func(m Month, _ uint8, _ int) { from, to = min(from, m), max(to, m) })
	if from > lastMonth {
		return 0, 0, fmt.Errorf("nothing of the kind %q has been imported for these areas", kind)
	}
	return from, to, nil
}

// Held counts the events of a kind by month and type, wherever in the partnership they are: a month in which a type has none
// at all was not published or not imported, and its nought means nothing.
func (f *Facts) Held(kind Kind) map[Month][]int {
	out := map[Month][]int{}
	f.each(kind, func(m Month, typ uint8, n int) {
		row := out[m]
		if row == nil {
			row = make([]int, len(types))
			out[m] = row
		}
		row[typ] += n
	})
	return out
}

// MomentOf is the time of a stop from Events.Minute, in UTC.
func MomentOf(minute int32) time.Time { return time.Unix((int64(minute)+epochMinute)*60, 0).UTC() }
