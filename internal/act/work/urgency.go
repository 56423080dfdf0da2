package work

import (
	"cmp"
	"slices"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Urgency is how soon something must be done, the most urgent first. It is what a queue is in the order of.
type Urgency int

// The urgencies, in their order.
const (
	Danger Urgency = iota // somebody may be in danger and nobody has answered
	Broken                // somebody was promised to be spoken with, and was not
	Late                  // its day has passed
	Today                 // its day is today
	Spoken                // whoever reported it spoke last, and waits for an answer
	New                   // it waits for a team to accept it
	Agree                 // a colleague waits for an agreement
	Soon                  // its day is within a week
	Later                 // everything else
)

// soon is how many days ahead something is Soon.
const soon = 7

// Item is one thing that waits: a record, or an action on one.
type Item struct {
	gate.Wait                // of the record; of an action, only the record's id, kind and reference are sure
	Action    *record.Action // nil where it is the record that waits
	Why       Urgency
	Day       when.Date // by which it is to be done; zero where it has none
	risk      int       // how many bands are below its own
	highest   bool      // of the highest band
	stale     bool      // its risk is to be assessed again
	alert     bool      // it is of the kind that must be answered within hours
	fresh     bool      // nobody has accepted it
	asks      bool      // its closing waits for the reader's agreement
}

// Ref names an item among others: by the action, or by the record.
func (i *Item) Ref() string {
	if i.Action != nil {
		return i.Reference + "/" + i.Action.ID
	}
	return i.Reference
}

// judge gives an item its urgency on a day.
func (i *Item) judge(today when.Date) {
	i.Day = i.Due
	if asked := i.Asked; !asked.IsZero() && days(asked, i.Day) < 0 {
		i.Day = asked
	}
	if !i.Contact.IsZero() && days(i.Contact, i.Day) < 0 {
		i.Day = i.Contact
	}
	if !i.Missed.IsZero() {
		i.Day = i.Missed
	}
	if i.Action != nil {
		i.Day = i.Action.Due
	}
	i.stale = !i.RiskDue.IsZero() && !i.RiskDue.After(today)
	late, day := !i.Day.IsZero() && i.Day.Before(today), i.Day == today
	spoken := i.Action == nil && spoke(i)
	switch {
	case i.alert && i.fresh:
		i.Why = Danger
	case i.Action == nil && !i.Missed.IsZero():
		i.Why = Broken
	case late:
		i.Why = Late
	case day:
		i.Why = Today
	case spoken:
		i.Why = Spoken
	case i.fresh:
		i.Why = New
	case i.asks:
		i.Why = Agree
	case !i.Day.IsZero() && !i.Day.After(today.AddDays(soon)):
		i.Why = Soon
	default:
		i.Why = Later
	}
}

// Rank puts items in order: by urgency, then the highest risk, then the nearest day, then who has waited longest. The reference decides where
// all of this is equal, so that a list never changes its order by itself.
func Rank(items []Item) {
	slices.SortFunc(items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(a.Why, b.Why), cmp.Compare(b.risk, a.risk), days(a.Day, b.Day), moments(a.Opened, b.Opened), cmp.Compare(a.Ref(), b.Ref()))
	})
}

// days compares two days; what has none comes last.
func days(a, b when.Date) int {
	switch {
	case a == b:
		return 0
	case b.IsZero(), !a.IsZero() && a.Before(b):
		return -1
	}
	return 1
}

func moments(a, b when.Instant) int {
	switch {
	case a.Before(b):
		return -1
	case b.Before(a):
		return 1
	}
	return 0
}
