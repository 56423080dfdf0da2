package records

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/ask"
	"github.com/wardmote/wardmote/internal/web/words"
)

// parse reads one field of the kind; nil where it was left empty or is wrong.
func (f *form) parse(r *http.Request, v *gate.View, field pack.Field) (any, error) {
	name := control(field.ID)
	switch field.Type {
	case pack.Date:
		day := f.In.Date(name, field.Name)
		if day.IsZero() {
			return nil, nil
		}
		return day.String(), nil
	case pack.PlaceRef:
		return f.placeField(name), nil
	case pack.Person:
		return ask.Person(f.Sheet, v, name, false)
	case pack.Document:
		return f.document(r, field)
	}
	field.Options = f.options(field)
	raw := f.In.All(name)
	if field.Type == pack.Text {
		raw = []string{f.In.Text(name, 25_000)}
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
		f.common.Title = f.In.Text("c_title", 200)
	}
	f.common.Team = f.In.Text("c_team", 100)
	if f.common.Team != "" && len(f.kind.Owners) == 0 && !slices.ContainsFunc(f.offered, func(t pack.Team) bool { return t.ID == f.common.Team }) {
		f.In.Errors.Add("c_team", "Select a team from the list")
	}
	if _, ok := f.s.desk.Pack().Team(f.common.Team); !ok {
		f.common.Team = ""
	}
	f.common.Risk = f.In.Text("c_risk", 40)
	if _, ok := f.s.desk.Pack().Risk(f.common.Risk); !ok && f.common.Risk != "" {
		f.In.Errors.Add("c_risk", "Select a risk band from the list")
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
	day := f.In.Date("c_day", "The day")
	if day.IsZero() {
		if f.kind.Archetype == pack.Activity && !f.In.Errors.Has("c_day-day") {
			f.In.Errors.Add("c_day-day", "Enter the day")
		}
		return
	}
	from, _ := f.In.Time("c_from")
	f.common.Occurred = day.At(from)
	if to, given := f.In.Time("c_to"); given {
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
