package records

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

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
	field.Options = f.options(field)
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
	if f.common.Team != "" && len(f.kind.Owners) == 0 && !slices.ContainsFunc(f.offered, func(t pack.Team) bool { return t.ID == f.common.Team }) {
		f.in.Errors.Add("c_team", "Select a team from the list")
	}
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
	from, _ := f.in.Time("c_from")
	f.common.Occurred = day.At(from)
	if to, given := f.in.Time("c_to"); given {
		f.common.To = day.At(to)
		if f.common.To.Before(f.common.Occurred) {
			f.common.To = day.AddDays(1).At(to) // past midnight
		}
	}
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
