package incident

import (
	"fmt"
	"time"
)

// events are the rows of a kind; nil where the kind has no events.
func (f *Facts) events(kind Kind) *Events {
	switch kind {
	case Crime, "":
		return &f.Crimes
	case Stop:
		return &f.Stops
	}
	return nil
}

// Of gives the same facts as those of a partnership with these wards. What other places' files hold says nothing of it: a
// year that is held for the neighbouring borough alone is a gap here, and not a year without crime.
func (f *Facts) Of(wards []Code) *Facts {
	out := *f
	out.home = map[Code]bool{}
	for _, w := range wards {
		out.home[w] = true
	}
	return &out
}

// each hands every event of a kind to fn that is the partnership's, or all where none was named.
func (f *Facts) each(kind Kind, fn func(month Month, typ uint8)) {
	e := f.events(kind)
	if e == nil {
		return
	}
	ours := make([]bool, len(f.Wards))
	for i, w := range f.Wards {
		ours[i] = f.home == nil || f.home[w]
	}
	for i, m := range e.Month {
		if f.home == nil || ours[e.Ward[i]] {
			fn(m, e.Type[i])
		}
	}
}

// Span is the first and the last month that hold an event of a kind.
func (f *Facts) Span(kind Kind) (from, to Month, err error) {
	from = lastMonth + 1
	f.each(kind, func(m Month, _ uint8) { from, to = min(from, m), max(to, m) })
	if from > lastMonth {
		return 0, 0, fmt.Errorf("nothing of the kind %q has been imported for these areas", kind)
	}
	return from, to, nil
}

// Held counts the events of a kind by month and type, wherever in the partnership they are: a month in which a type has none
// at all was not published or not imported, and its nought means nothing.
func (f *Facts) Held(kind Kind) map[Month][]int {
	out := map[Month][]int{}
	f.each(kind, func(m Month, typ uint8) {
		row := out[m]
		if row == nil {
			row = make([]int, len(types))
			out[m] = row
		}
		row[typ]++
	})
	return out
}

// MomentOf is the time of a stop from Events.Minute, in UTC.
func MomentOf(minute int32) time.Time { return time.Unix((int64(minute)+epochMinute)*60, 0).UTC() }
