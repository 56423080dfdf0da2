// Package duplicate finds the recent open reports that a new one may be about, so that a resident can add to what is known
// instead of starting again, and triage can join what belongs together.
//
// It is a hint and never a decision: nothing is merged by it. A report is a possible duplicate if it is in the same group
// of categories, happened near by, and not long before or after. Near reports rank before far ones, and one of the same
// category, or of the same hour of the day, before another.
//
// To a stranger a hint tells that somebody has reported something at a place. So a sensitive category is never hinted at
// and never asks; a match carries no words of the report; and to the public the distance is a band, not a figure, because
// a few exact distances from chosen points would give away the very door (Options.Public).
//
// The package is pure: the caller gives the reports, and the moment.
package duplicate

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Report is what the engine needs to know of a report.
type Report struct {
	ID        string
	Category  string
	Group     string // of the category: only reports of one group are compared
	Sensitive bool   // of the category: never a hint
	Point     place.Point
	Street    string // entry of the gazetteer, where there is no exact point
	Area      string // code of the ward
	At        when.Instant
	Closed    bool
}

// Options say how near is near. The zero value of each is its default.
type Options struct {
	Within float64       // metres; 150
	Window time.Duration // between the two; 14 days
	Limit  int           // matches at most; 3
	Public bool          // the matches are for a stranger: distances in bands
}

func (o Options) withDefaults() Options {
	if o.Within <= 0 {
		o.Within = 150
	}
	if o.Window <= 0 {
		o.Window = 14 * 24 * time.Hour
	}
	if o.Limit <= 0 {
		o.Limit = 3
	}
	return o
}

// Match is a report that the new one may be about.
type Match struct {
	ID           string
	Metres       int           // apart, rounded up: to 10 m for staff, to 50 m for the public; −1 where only the street is known
	Apart        time.Duration // between the two; whole days for the public
	SameCategory bool
	Score        float64 // 0 to 1, for the order alone; 0 for the public
}

// Find gives the possible duplicates of a report among recent ones, best first. The order of recent does not matter.
func Find(report Report, recent []Report, o Options) []Match {
	if report.Sensitive || report.Group == "" || report.At.IsZero() {
		return nil
	}
	o = o.withDefaults()
	var found []Match
	for _, other := range recent {
		if m, ok := compare(report, other, o); ok {
			found = append(found, m)
		}
	}
	slices.SortFunc(found, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	found = found[:min(o.Limit, len(found))]
	if o.Public {
		for i := range found {
			found[i] = found[i].forPublic()
		}
	}
	return found
}

// compare rates one report, and says false where it cannot be a duplicate.
func compare(report, other Report, o Options) (Match, bool) {
	if other.Sensitive || other.Closed || other.Group != report.Group || other.At.IsZero() || other.ID == report.ID {
		return Match{}, false
	}
	apart := report.At.Time().Sub(other.At.Time()).Abs()
	metres, known := distance(report, other)
	if apart > o.Window || (known && metres > o.Within) || (!known && !sameStreet(report, other)) {
		return Match{}, false
	}
	m := Match{ID: other.ID, Apart: apart, SameCategory: other.Category == report.Category, Metres: -1}
	near := 0.5 // along one street
	if known {
		near = 1 - metres/o.Within
		m.Metres = roundUp(metres, 10)
	}
	soon := 1 - float64(apart)/float64(o.Window)
	m.Score = 0.45*near + 0.3*soon + 0.1*sameHour(report.At, other.At)
	if m.SameCategory {
		m.Score += 0.15
	}
	return m, true
}

// distance is the metres between two points, and false where one is not known.
func distance(a, b Report) (float64, bool) {
	if a.Point.IsZero() || b.Point.IsZero() {
		return 0, false
	}
	metres := a.Point.Metres(b.Point)
	return metres, !math.IsNaN(metres)
}

// sameStreet says that two reports of which one has no point are on one street of one ward: a long road is many places.
func sameStreet(a, b Report) bool {
	return a.Street != "" && a.Street == b.Street && a.Area == b.Area
}

// sameHour is 1 for two moments at one time of the day in London, falling to 0 at three hours.
func sameHour(a, b when.Instant) float64 {
	const minutes, reach = 24 * 60, 180.0
	of := func(i when.Instant) int { t := i.London(); return t.Hour()*60 + t.Minute() }
	gap := (of(a) - of(b) + minutes) % minutes
	return max(0, 1-float64(min(gap, minutes-gap))/reach)
}

// forPublic takes away what would let a stranger work out where and when.
func (m Match) forPublic() Match {
	const day = 24 * time.Hour
	if m.Metres >= 0 {
		m.Metres = roundUp(float64(m.Metres), 50)
	}
	m.Apart = m.Apart.Truncate(day)
	m.Score = 0
	return m
}

// roundUp is the metres as the next multiple of step, and never 0: nobody is told that it was at this very spot.
func roundUp(metres float64, step int) int {
	return max(1, int(math.Ceil(metres/float64(step)))) * step
}
