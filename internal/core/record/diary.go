package record

import (
	"strconv"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

// The severities of an incident, as words in which staff and residents say how bad it was.
const (
	Disturbing = "disturbing" // it could be lived with
	Serious    = "serious"    // it kept somebody awake, indoors or away
	Frightened = "frightened" // somebody was afraid for themselves or others
	Hurt       = "hurt"       // somebody was hurt, or something was broken
)

// Severities are the severities with their words, the least first.
var Severities = []struct{ ID, Words string }{{Disturbing, "Disturbing"}, {Serious, "It kept us awake, indoors or away"}, {Frightened, "Somebody was frightened"}, {Hurt, "Somebody was hurt, or something was broken"}}

// SeverityWords are the words of a severity; empty where it is none.
func SeverityWords(id string) string {
	for _, s := range Severities {
		if s.ID == id {
			return s.Words
		}
	}
	return ""
}

// Incident is one thing that happened, of the trouble that a record is about. A case has many.
type Incident struct {
	ID         string
	Began      when.Instant
	Timed      bool         // the hour is known, and not the day alone
	Ended      when.Instant // zero where nobody knows
	Place      string       // gazetteer id or words; empty where it was at the place of the record
	Point      *Point
	Person     string // who told of it, of the people on the record
	PersonName string
	ByReporter bool   // whoever made the report told of it
	Report     string // id of the report that it came with; empty for who may not know that one
	Origin     string // the incident of that report that it is; the report's own id where it is what the report told first
	What       string
	Severity   string // of Severities; empty where nobody said
	At         when.Instant
	Author     string
	Seal       string
}

// Contact is once that somebody was spoken with. An automatic message is none.
type Contact struct {
	ID         string
	At         when.Instant // when it was made; now where it is zero
	Person     string       // with whom, of the people on the record; empty where it was whoever reported it
	PersonName string
	Way        string // of ContactWays; empty where only How says it
	How        string // in words for a list
	Said       string
	Unsafe     string // why by a way that they had not called safe
	Author     string
	Written    when.Instant
	Seal       string
}

// ContactPromise is that somebody is spoken with every so many days, or each week on a day, in a way that is safe for them.
type ContactPromise struct {
	ID         string
	Record     string
	Person     string
	PersonName string
	Way        string       // of ContactWays
	Every      int          // days; 0 where it is a day of the week
	Weekday    time.Weekday // where Every is 0
	Agreed     when.Instant
	Author     string
	Due        when.Date // the first day that no contact has answered
	Watch      when.Date // the first day of which nobody has asked yet whether it was missed
	Ended      when.Instant
	EndReason  string
}

// MissedContact is a day on which a promise was not kept. Answered is the contact that came after it; empty while somebody waits.
type MissedContact struct {
	ID, Promise, Person string
	Due                 when.Date
	Noted               when.Instant
	Answered            string
}

// Days is how many days lie between two contacts that were promised.
func (p ContactPromise) Days() int {
	if p.Every > 0 {
		return p.Every
	}
	return 7
}

// First is the day of the first contact of a promise that is made on a day.
func (p ContactPromise) First(agreed when.Date) when.Date {
	if p.Every > 0 {
		return agreed.AddDays(p.Every)
	}
	return agreed.AddDays(1 + (int(p.Weekday)-int(agreed.Weekday())+6)%7)
}

// Kept is the promise after a contact on a day, and whether that day counts: it is one since the day before was due, and no earlier than
// the promise itself. A contact before the day keeps it as one on the day does; one that came late begins the count anew.
func (p ContactPromise) Kept(on when.Date) (ContactPromise, bool) {
	if on.Before(p.Agreed.Date()) || !p.Covers(p.Due, on) {
		return p, false
	}
	next := p.Due.AddDays(p.Days())
	if p.Every > 0 {
		next = on.AddDays(p.Every)
	}
	for !next.After(on) {
		next = next.AddDays(p.Days())
	}
	if p.Due = next; p.Watch.Before(next) { // a day that was noted is not noted again, whatever is written down later
		p.Watch = next
	}
	return p, true
}

// Covers says that a contact on a day answers what was due on a day: it was made after the contact before it was due.
func (p ContactPromise) Covers(due, on when.Date) bool { return on.After(due.AddDays(-p.Days())) }

// Missed are the days that have passed by a day without a contact and that nobody has noted, and the promise once they are.
func (p ContactPromise) Missed(today when.Date) (ContactPromise, []when.Date) {
	var days []when.Date
	for ; p.Watch.Before(today); p.Watch = p.Watch.AddDays(p.Days()) {
		days = append(days, p.Watch)
	}
	return p, days
}

// Words say how often, such as every Tuesday.
func (p ContactPromise) Words() string {
	switch {
	case p.Every == 0:
		return "every " + p.Weekday.String()
	case p.Every == 1:
		return "every day"
	}
	return "every " + strconv.Itoa(p.Every) + " days"
}
