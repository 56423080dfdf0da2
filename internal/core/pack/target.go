package pack

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/law"
)

// Clock is a target that runs on a record: how much it gives, what starts, pauses and stops it. The partnership's own gives a number,
// which may depend on the record's risk band ("any" is the rest); a target of law names the key of the rule.
type Clock struct {
	ID        string         `yaml:"id" need:"yes"`
	Name      string         `yaml:"name" need:"yes"`
	Days      map[string]int `yaml:"days"`          // risk band or "any" → working days
	Hours     map[string]int `yaml:"hours"`         // → hours, which run at night, at weekends and on holidays
	Calendar  map[string]int `yaml:"calendar_days"` // → days, working or not
	Weeks     map[string]int `yaml:"weeks"`
	Months    map[string]int `yaml:"months"`
	Years     map[string]int `yaml:"years"`
	Law       string         `yaml:"law"`               // key of a rule of law that gives the length, in place of a number
	Count     string         `yaml:"count"`             // of days, weeks, months and years: beginning_with, or following where empty
	Excluding []string       `yaml:"excluding"`         // of hours: days that do not count, such as christmas_day
	Starts    string         `yaml:"starts" need:"yes"` // opened, word (the reporter spoke), or state:ID
	Stops     []string       `yaml:"stops" need:"yes"`  // events that stop it: contact, reply, close, state:ID, action
	Pauses    []Pause        `yaml:"pauses"`            // when it stands still
	When      *Rule          `yaml:"when"`              // CEL over fields: it starts only where this holds
	Source    string         `yaml:"source"`

	Escalates bool `yaml:"escalates"` // the duty post is asked to see to it when the hours have passed
}

// Pause is when a clock stands still: while the record is in a state, or from one event until another.
type Pause struct {
	While string   `yaml:"while"`          // state:ID
	From  string   `yaml:"from"`           // an event, such as reply
	Until []string `yaml:"until"`          // events, such as word
	Why   string   `yaml:"why" need:"yes"` // the reason, as the record and its history give it
}

// Ends says that an event ends the pause: one of those that it names, or that the record is in another state.
func (p Pause) Ends(event string) bool {
	return slices.Contains(p.Until, event) || p.While != "" && p.While != event && strings.HasPrefix(event, "state:")
}

// OwnDay is the id under which a record keeps the day that was asked for it alone; no clock of a kind may bear it.
const OwnDay = "due"

// length is one way in which a clock gives a number.
type length struct {
	key  string
	unit clock.Unit
	of   map[string]int
}

func (c Clock) lengths() []length {
	return []length{{"days", clock.WorkingDays, c.Days}, {"hours", clock.Hours, c.Hours}, {"calendar_days", clock.Days, c.Calendar},
		{"weeks", clock.Weeks, c.Weeks}, {"months", clock.Months, c.Months}, {"years", clock.Years, c.Years}}
}

// Period is how much the clock gives at a risk band; false where it gives none, or where the law gives it.
func (c Clock) Period(risk string) (clock.Period, bool) {
	for _, l := range c.lengths() {
		n, ok := l.of[risk]
		if !ok || risk == "" {
			n, ok = l.of["any"]
		}
		if ok {
			return c.period(n, l.unit), true
		}
	}
	return clock.Period{}, false
}

func (c Clock) period(n int, unit clock.Unit) clock.Period {
	p := clock.Period{N: n, Unit: unit, Mode: clock.Following}
	switch {
	case unit == clock.Hours:
		p.Mode = clock.HoursAfter
		for _, x := range c.Excluding {
			p.Excluding = append(p.Excluding, clock.Excluded(x))
		}
	case c.Count != "":
		p.Mode = clock.Mode(c.Count)
	}
	return p
}

// inHours says that the clock ends at a moment.
func (c Clock) inHours() bool {
	if c.Law == "" {
		return len(c.Hours) > 0
	}
	rules := law.EnglandAndWales.Of(c.Law)
	return len(rules) > 0 && rules[0].Unit == law.Hours
}

// The events that start, stop or pause a clock beside the states of its kind.
var (
	clockStarts = []string{"opened", "word"}
	clockStops  = []string{"contact", "close", "action", "reply"}
	clockPauses = []string{"contact", "action", "reply", "word"}
)

func (l *loader) checkClocks(k *Kind, at string, states map[string]int, r registry) {
	l.unique("clock", at+".clocks", len(k.Clocks), func(j int) string { return k.Clocks[j].ID })
	for j, c := range k.Clocks {
		path := join(at, "clocks", j)
		if c.ID == OwnDay {
			l.add(l.spot(path+".id"), "", "a clock cannot be called %q: that is the day which somebody asks for a record, and no clock writes over it", OwnDay)
		}
		l.checkEvent(c.Starts, clockStarts, states, path+".starts")
		for n, stop := range c.Stops {
			l.checkEvent(stop, clockStops, states, join(path, "stops", n))
		}
		l.checkLength(c, path, r)
		for n, p := range c.Pauses {
			l.checkPause(c, p, states, join(path, "pauses", n))
		}
	}
}

// checkLength looks at how much a clock gives, and how that is counted.
func (l *loader) checkLength(c Clock, path string, r registry) {
	given := []string{}
	for _, one := range c.lengths() {
		if len(one.of) > 0 {
			given = append(given, one.key)
			l.checkTarget(c, one, path, r)
		}
	}
	if c.Law != "" {
		given = append(given, "law")
		l.checkLaw(c, path)
	}
	if len(given) != 1 {
		l.add(l.spot(path), "", "clock %q needs one of \"days:\", \"hours:\", \"calendar_days:\", \"weeks:\", \"months:\", \"years:\" or \"law:\", and has %s", c.ID, listed(given))
		return
	}
	if c.Count != "" {
		l.oneOf("count", c.Count, []string{string(clock.BeginningWith), string(clock.Following)}, path+".count")
		if given[0] == "hours" || given[0] == "law" {
			l.add(l.spot(path+".count"), "", "clock %q: a clock by %q is counted in its own way", c.ID, given[0])
		}
	}
	for n, x := range c.Excluding {
		l.oneOf("day", x, excludedDays(), join(path, "excluding", n))
	}
	if len(c.Excluding) > 0 && given[0] != "hours" {
		l.add(l.spot(path+".excluding"), "", "clock %q: only hours leave days out", c.ID)
	}
	if c.Escalates && !c.inHours() {
		l.add(l.spot(path+".escalates"), "", "clock %q: only a clock in hours can escalate", c.ID)
	}
}

func excludedDays() []string {
	words := make([]string, len(clock.ExcludedDays))
	for i, x := range clock.ExcludedDays {
		words[i] = string(x)
	}
	return words
}

// checkLaw looks for the rule that gives a clock its length: one that can be counted, and binds.
func (l *loader) checkLaw(c Clock, path string) {
	rules := law.EnglandAndWales.Of(c.Law)
	if len(rules) == 0 {
		l.add(l.spot(path+".law"), nearest(c.Law, law.EnglandAndWales.Keys()), "clock %q: there is no rule of law %q", c.ID, c.Law)
		return
	}
	if _, err := clock.Of(rules[0]); err != nil {
		l.add(l.spot(path+".law"), "", "clock %q: %v", c.ID, err)
		return
	}
	for _, rule := range rules {
		if rule.Binds() {
			return
		}
	}
	l.add(l.spot(path+".law"), "", "clock %q: no rule of %s is confirmed, so that nothing can be counted by it", c.ID, c.Law)
}

// checkTarget looks at the numbers of a clock.
func (l *loader) checkTarget(c Clock, given length, path string, r registry) {
	for _, band := range keysOf(given.of) {
		if band != "any" {
			l.ref(r, "risks", band, join(path, given.key, band))
		}
		spot, what := l.spot(join(path, given.key, band)), strings.ReplaceAll(given.key, "_", " ")
		switch n := given.of[band]; {
		case n < 0:
			l.add(spot, "", "clock %q: %s cannot be fewer than none", c.ID, what)
		case n == 0 && given.unit != clock.WorkingDays && given.unit != clock.Hours:
			l.add(spot, "", "clock %q: %s cannot be none", c.ID, what)
		case n > longestTarget && given.unit == clock.WorkingDays:
			l.add(spot, "", "clock %q: %d working days are more than %d, which is years", c.ID, n, longestTarget)
		case n > longestTarget:
			l.add(spot, "", "clock %q: %d %s are more than %d; give %s instead", c.ID, n, what, longestTarget, longerThan(given.unit))
		}
	}
}

func longerThan(unit clock.Unit) string {
	if unit == clock.Hours {
		return "working days"
	}
	return "years"
}

// longestTarget bounds a target in any unit.
const longestTarget = 1000

// checkPause looks at when a clock stands still.
func (l *loader) checkPause(c Clock, p Pause, states map[string]int, path string) {
	switch {
	case (p.While == "") == (p.From == ""):
		l.add(l.spot(path), "", "a pause of clock %q needs either \"while:\" or \"from:\" with \"until:\"", c.ID)
	case p.While != "":
		if !strings.HasPrefix(p.While, "state:") {
			l.add(l.spot(path+".while"), "", "a pause of clock %q lasts while the record is in a state: state:ID", c.ID)
			return
		}
		l.checkEvent(p.While, nil, states, path+".while")
	case len(p.Until) == 0:
		l.add(l.spot(path), "", "a pause of clock %q that begins with an event needs \"until:\", or it would never end", c.ID)
	}
	for n, event := range p.Until {
		l.checkEvent(event, clockPauses, states, join(path, "until", n))
	}
	if p.From != "" {
		l.checkEvent(p.From, clockPauses, states, path+".from")
	}
	for _, other := range c.Pauses {
		if other.Why == p.Why && fmt.Sprint(other) != fmt.Sprint(p) {
			l.add(l.spot(path+".why"), "", "two pauses of clock %q have one reason: a pause ends by its reason", c.ID)
		}
	}
}
