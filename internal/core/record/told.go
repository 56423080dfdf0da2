package record

import (
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Told is what somebody told, as the routes and notices of a pack know it: of a form that is being filled in, of a report that is
// kept, and of whatever was made from one.
type Told struct {
	Category, Area, Place, PlaceKind string
	AtTime                           string
	Day                              when.Date
	Affected                         string
	Channel                          string // online where empty
	Danger, Happening, Anonymous     bool
	Repeat, BecauseOfWho             bool
}

// Told is what a record that is kept tells.
func (r *Record) Told() Told {
	return Told{Category: r.Category, Area: r.Area, Place: r.Place, PlaceKind: r.Fields.Text("place_kind"), AtTime: r.Fields.Text("at_time"),
		Day: r.Occurred.Date(), Affected: r.Fields.Text("affected"), Channel: r.Channel, Danger: r.Fields.Yes("danger"),
		Happening: r.Fields.Yes("happening"), Anonymous: r.Fields.Yes("anonymous"), Repeat: r.RepeatVictim, BecauseOfWho: r.Fields.Yes("because_of_who")}
}

// Vars are what routes and notices see of it.
func (t Told) Vars(p *pack.Pack) map[string]any { return map[string]any{"report": told{p, t}} }

// Risk is the band in which a report starts: that of its category, and high where somebody is in danger or was harmed for who they
// are and not for the first time.
func (t Told) Risk(p *pack.Pack) string {
	if t.Danger || t.Happening || t.BecauseOfWho && t.Repeat {
		return "high"
	}
	c, ok := p.Category(t.Category)
	if !ok {
		return ""
	}
	if c.Risk == "low" && t.Repeat {
		return "medium" // a second report of a small harm is how a large one begins
	}
	return c.Risk
}

// told are the keys under which a rule sees it.
type told struct {
	pack *pack.Pack
	Told
}

// Value is what is known under a key.
func (t told) Value(key string) any {
	switch key {
	case "category":
		return t.Category
	case "area":
		return t.Area
	case "areas":
		return t.areas()
	case "place":
		return t.Place
	case "place_kind":
		return t.PlaceKind
	case "danger":
		return t.Danger
	case "happening":
		return t.Happening
	case "anonymous":
		return t.Anonymous
	case "repeat":
		return t.Repeat
	case "because_of_who":
		return t.BecauseOfWho
	case "affected":
		return t.Affected
	case "risk":
		return t.Risk(t.pack)
	}
	if v := t.moment(key); v != nil {
		return v
	}
	return t.ofCategory(key)
}

// moment is how and when it was told to have happened.
func (t told) moment(key string) any {
	switch key {
	case "channel":
		if t.Channel == "" {
			return "online"
		}
		return t.Channel
	case "hour":
		if hour, ok := HourOf(t.AtTime); ok {
			return hour
		}
	case "weekday":
		if !t.Day.IsZero() {
			return (int(t.Day.Weekday())+6)%7 + 1
		}
	}
	return nil
}

// ofCategory is what the category tells.
func (t told) ofCategory(key string) any {
	c, ok := t.pack.Category(t.Category)
	if !ok {
		return nil
	}
	switch key {
	case "group":
		return c.Group
	case "kind":
		return c.Kind
	case "sensitive":
		return c.Sensitive
	}
	return nil
}

// areas are the ward and every group of areas that holds it.
func (t told) areas() []string {
	if t.Area == "" {
		return nil
	}
	return append([]string{t.Area}, t.pack.GroupsOf(t.Area)...)
}

// hours of the day in words; those that hold another one (midnight, afternoon) come before it.
var hours = []struct {
	word string
	hour int
}{{"midnight", 0}, {"afternoon", 15}, {"midday", 12}, {"noon", 12}, {"morning", 9}, {"evening", 20}, {"night", 23}}

// HourOf reads the hour of words such as 11pm, 23:30 or 9 in the morning.
func HourOf(words string) (int, bool) {
	if of, ok := when.TimeOfDay(words); ok {
		return int(of.Hours()), true
	}
	words = strings.ToLower(words)
	for _, h := range hours {
		if strings.Contains(words, h.word) {
			return h.hour, true
		}
	}
	return 0, false
}
