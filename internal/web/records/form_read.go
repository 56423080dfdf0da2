package records

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/words"
)

// parse reads one field of the kind; nil where it was left empty or is wrong.
func (f *form) parse(r *http.Request, v *gate.View, field pack.Field) (any, error) {
	name := control(field.ID)
	switch field.Type {
	case pack.Date:
		day := f.in.Date(name, field.Name)
		if day.IsZero() {
			return nil, nil
		}
		return day.String(), nil
	case pack.PlaceRef:
		return f.placeField(name), nil
	case pack.Person:
		return f.personField(v, name)
	case pack.Document:
		return f.document(r, field)
	}
	field.Options = f.s.words.Options(field)
	raw := f.in.All(name)
	if field.Type == pack.Text {
		raw = []string{f.in.Text(name, 25_000)}
	}
	value, err := record.Parse(field, raw)
	if err == nil && field.Type == pack.BodyRef && value != nil && !listed(field.Options, fmt.Sprint(value)) {
		err = fmt.Errorf("select %s from the list", words.Lower(field.Name))
	}
	if err != nil {
		f.fail(field, err.Error())
		return nil, nil
	}
	return value, nil
}

func listed(options []pack.Option, id string) bool {
	return slices.ContainsFunc(options, func(o pack.Option) bool { return o.ID == id })
}

// readCommon reads what every kind has.
func (f *form) readCommon() error {
	if _, own := f.kind.Field("title"); !own {
		f.common.Title = f.in.Text("c_title", 200)
	}
	f.common.Team = f.in.Text("c_team", 100)
	if _, ok := f.s.desk.Pack().Team(f.common.Team); !ok {
		f.common.Team = ""
	}
	f.common.Risk = f.in.Text("c_risk", 40)
	if _, ok := f.s.desk.Pack().Risk(f.common.Risk); !ok && f.common.Risk != "" {
		f.in.Errors.Add("c_risk", "Select a risk band from the list")
	}
	if f.asksWhere() {
		f.readWhere()
	}
	f.readWhen()
	return nil
}

func (f *form) readWhen() {
	if f.kind.Archetype == pack.Register {
		return
	}
	day := f.in.Date("c_day", "The day")
	if day.IsZero() {
		if f.kind.Archetype == pack.Activity && !f.in.Errors.Has("c_day-day") {
			f.in.Errors.Add("c_day-day", "Enter the day")
		}
		return
	}
	from, fromOK := timeOf(f.in.Text("c_from", 20))
	to, toOK := timeOf(f.in.Text("c_to", 20))
	if !fromOK {
		f.in.Errors.Add("c_from", "Enter a time such as 9:30am or 21:00")
	}
	if !toOK {
		f.in.Errors.Add("c_to", "Enter a time such as 9:30am or 21:00")
	}
	f.common.Occurred = at(day, from)
	if f.in.Text("c_to", 20) != "" && toOK {
		f.common.To = at(day, to)
		if f.common.To.Before(f.common.Occurred) {
			f.common.To = at(day.AddDays(1), to) // past midnight
		}
	}
}

// at is a time of day on a London day.
func at(day when.Date, of time.Duration) when.Instant {
	t := day.Start().London()
	return when.At(time.Date(t.Year(), t.Month(), t.Day(), int(of.Hours()), int(of.Minutes())%60, 0, 0, when.London))
}

// timeOf reads a time of day as people write it; an empty one is midnight.
func timeOf(text string) (time.Duration, bool) {
	text = strings.ToLower(strings.ReplaceAll(text, " ", ""))
	switch text {
	case "", "midnight":
		return 0, true
	case "midday", "noon":
		return 12 * time.Hour, true
	}
	for _, layout := range []string{"15:04", "15.04", "3pm", "3:04pm", "3.04pm", "1504", "15"} {
		if t, err := time.Parse(layout, text); err == nil {
			return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, true
		}
	}
	return 0, false
}

func clockTime(i when.Instant) []string {
	if i.IsZero() || i.London().Format("15:04") == "00:00" {
		return nil
	}
	return []string{i.London().Format("15:04")}
}

func (f *form) holdDate(name string, day when.Date) {
	f.initial[name+"-day"] = []string{strconv.Itoa(day.DayOfMonth())}
	f.initial[name+"-month"] = []string{strconv.Itoa(int(day.Month()))}
	f.initial[name+"-year"] = []string{strconv.Itoa(day.Year())}
}

// personField is the id of the person chosen, the words "new:" and a name where they are to be added, and nil while the
// reader has still to choose among people of that name.
func (f *form) personField(v *gate.View, name string) (any, error) {
	typed := f.in.Text(name, 200)
	chosen := f.in.Text(name+"_pick", 60)
	if typed == "" {
		return nil, nil
	}
	if f.in.Text(name+"_for", 200) == typed && chosen != "" {
		if chosen == "new" {
			return "new:" + typed, nil
		}
		if _, err := v.Person(chosen); err == nil || slices.Contains(f.initial[name+"_pick"], chosen) {
			return chosen, nil
		}
	}
	found, err := v.People(typed, 10)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return "new:" + typed, nil
	}
	picks := []pick{}
	for _, p := range found {
		picks = append(picks, pick{Value: p.ID, Text: p.Name, Hint: "On a record that you may see"})
	}
	f.picks[name] = append(picks, pick{Value: "new", Text: "Somebody else of that name"})
	return nil, nil
}
