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

// Span is the first and the last month that hold an event of a kind.
func (f *Facts) Span(kind Kind) (from, to Month, err error) {
	e := f.events(kind)
	if e == nil || len(e.Month) == 0 {
		return 0, 0, fmt.Errorf("nothing of the kind %q has been imported", kind)
	}
	from = lastMonth
	for _, m := range e.Month {
		from, to = min(from, m), max(to, m)
	}
	return from, to, nil
}

// Held counts the events of a kind by month and type, wherever they are: a month in which a type has none at all was not
// published or not imported, and its nought means nothing.
func (f *Facts) Held(kind Kind) map[Month][]int {
	out := map[Month][]int{}
	e := f.events(kind)
	if e == nil {
		return out
	}
	for i, m := range e.Month {
		row := out[m]
		if row == nil {
			row = make([]int, len(types))
			out[m] = row
		}
		row[e.Type[i]]++
	}
	return out
}

// MomentOf is the time of a stop from Events.Minute, in UTC.
func MomentOf(minute int32) time.Time { return time.Unix((int64(minute)+epochMinute)*60, 0).UTC() }
