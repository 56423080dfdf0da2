package act

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type newTaskingPage struct {
	page.Page
	Name    govuk.Input
	Problem govuk.Radios
	Reason  govuk.CharacterCount
	Action  govuk.CharacterCount
	Times   govuk.Input
	Team    govuk.Select
	Due     govuk.DateInput
	Area    govuk.Select
	Place   govuk.Input
	Hidden  map[string]string
	From    govuk.SummaryList
}

// carriedOver are what a hotspot page hands over in its link, and the form keeps.
var carriedOver = []string{"lon", "lat", "observed", "expected", "ground", "period", "types"}

// newTasking asks for a tasking: empty, or filled in from the hotspot whose link led here.
func (s *screens) newTasking(w http.ResponseWriter, r *http.Request) error {
	if !s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.Create, taskingKind) {
		return page.Fail(page.Forbidden, "Your post does not let you ask for a tasking. Tell the tasking coordinator what you saw.")
	}
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		a := s.readTasking(form)
		if len(form.Errors) == 0 {
			ref, err := s.tasking.Propose(r.Context(), desk.Who(r), a)
			if err == nil {
				return page.Redirect(w, r, "/tasking/"+ref, ref+" is proposed. The tasking meeting agrees it")
			}
			if !desk.Invalid(err, &form.Errors) {
				return err
			}
		}
		return s.showTasking(w, r, form, nil)
	}
	return s.showTasking(w, r, page.ReadQuery(r), s.startTasking(page.ReadQuery(r)))
}

func (s *screens) showTasking(w http.ResponseWriter, r *http.Request, form *page.Form, start map[string]string) error {
	teams, err := s.proposable(r)
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "tasking-new.html", s.taskingForm(form, start, teams))
}

// startTasking fills the form in from a hotspot, in words that its reader can change.
func (s *screens) startTasking(in *page.Form) map[string]string {
	start := map[string]string{}
	where := s.words.Place(in.Text("place", 120))
	area := in.Text("area", 20)
	if p, ok := s.at(in); ok && area == "" {
		if a := s.desk.Atlas().Find(s.pack().Partnership.Wards, p, when.Date{}); a != nil {
			area = a.Code
		}
	}
	if where == "" {
		where = s.words.Area(area)
	}
	start["area"], start["place"] = area, where
	types := s.offences(in.Text("types", 200))
	if types != "" && where != "" {
		start["title"] = types + ", " + where
	}
	observed := in.Text("observed", 20)
	if observed == "" {
		return start
	}
	// A number is said with the ground that it was counted on.
	reason := observed + " recorded here"
	if ground := in.Text("ground", 100); ground != "" {
		reason = observed + " recorded in " + ground
	}
	if types != "" {
		reason += " (" + types + ")"
	}
	if period := in.Text("period", 100); period != "" {
		reason += " in " + period
	}
	if expected := in.Text("expected", 20); expected != "" {
		reason += fmt.Sprintf(", where %s would be expected if it were spread by chance", expected)
	}
	start["reason"] = reason + "."
	return start
}

// offencesNamed is how many types of offence a title names.
const offencesNamed = 2

// offences are types of the publisher, as a link names them, in words; nothing where there are none.
func (s *screens) offences(types string) string {
	if types == "" {
		return ""
	}
	ids := strings.Split(types, ",")
	if len(ids) > offencesNamed {
		return fmt.Sprintf("%d types of offence", len(ids))
	}
	known, _ := s.pack().Standard("police_uk")
	for i, id := range ids {
		if known != nil {
			if at := slices.IndexFunc(known.Values, func(v pack.Option) bool { return v.ID == id }); at >= 0 {
				ids[i] = known.Values[at].Name
			}
		}
		if i > 0 {
			ids[i] = words.Lower(ids[i])
		}
	}
	return strings.Join(ids, " and ")
}

// at is the point that came with the link, where it is one in this country.
func (s *screens) at(in *page.Form) (place.Point, bool) {
	lon, okLon := in.Float("lon", -180, 180)
	lat, okLat := in.Float("lat", -90, 90)
	p := place.Point{Lon: lon, Lat: lat}
	return p, okLon && okLat && p.Check() == nil
}

func (s *screens) readTasking(form *page.Form) tasking.Asked {
	a := tasking.Asked{Title: form.Text("title", 200), Reason: form.Needed("reason", 2000, "Enter why there"),
		Action: form.Needed("action", 2000, "Enter what the team is asked to do"), Times: form.Text("times", 300),
		Team: form.Text("team", 60), Problem: form.Text("problem", 60), Place: form.Text("place", 120), Due: form.Date("due", "The day by which it is to be done")}
	if a.Problem != "" {
		k, _ := s.pack().Kind(taskingKind)
		f, _ := k.Field("problem")
		if _, err := record.Parse(f, []string{a.Problem}); err != nil {
			form.Errors.Add("problem", "Select the problem from the list")
		}
	}
	if a.Due.IsZero() && !form.Errors.Has("due-day") && !form.Errors.Has("due-month") && !form.Errors.Has("due-year") {
		form.Errors.Add("due-day", "Enter the day by which it is to be done")
	}
	a.Area = form.Text("area", 20)
	if _, ok := s.pack().Area(a.Area); !ok {
		form.Errors.Add("area", "Select the ward")
	}
	if p, ok := s.at(form); ok {
		a.Point = &record.Point{Lon: p.Lon, Lat: p.Lat}
	}
	for name, into := range map[string]**float64{"observed": &a.Observed, "expected": &a.Expected} {
		if n, ok := form.Float(name, 0, 1e9); ok {
			*into = &n
		}
	}
	if period := form.Text("period", 100); period != "" {
		a.FromHotspot = cmp.Or(s.offences(form.Text("types", 200)), "All types") + ", " + period
		if ground := form.Text("ground", 100); ground != "" {
			a.FromHotspot += ", counted in " + ground
		}
	}
	return a
}

func (s *screens) taskingForm(form *page.Form, start map[string]string, teams []pack.Team) *newTaskingPage {
	screen := &newTaskingPage{Page: page.Page{Title: "Ask for a tasking", Back: "/tasking", Errors: form.Errors}, Hidden: map[string]string{}}
	held := func(name string, most int) string { return cmp.Or(form.Text(name, most), start[name]) }
	label := func(text string) govuk.Label { return govuk.Label{Text: text, Classes: "govuk-label--s"} }
	for _, name := range carriedOver {
		if v := form.Text(name, 200); v != "" {
			screen.Hidden[name] = v
		}
	}
	screen.Name = govuk.Input{Name: "title", Label: label("Title (optional)"), Hint: govuk.Hint{Text: "Without one it is the problem and the place"}, Value: held("title", 200), ErrorMessage: form.Errors.For("title")}
	screen.Reason = govuk.CharacterCount{Name: "reason", Rows: 3, MaxLength: 2000, Threshold: 75, Label: label("Why there"), Hint: govuk.Hint{Text: "What the figures and the reports show"},
		Value: held("reason", 2000), ErrorMessage: form.Errors.For("reason")}
	screen.Action = govuk.CharacterCount{Name: "action", Rows: 3, MaxLength: 2000, Threshold: 75, Label: label("Action asked for"), Value: held("action", 2000), ErrorMessage: form.Errors.For("action")}
	screen.Times = govuk.Input{Name: "times", Label: label("When to be there (optional)"), Hint: govuk.Hint{Text: "Such as Friday and Saturday, 9pm to 1am"}, Value: held("times", 300), ErrorMessage: form.Errors.For("times")}
	screen.Team = teamSelect(teams, "team", form.Text("team", 60), "Select the team")
	screen.Team.ErrorMessage = form.Errors.For("team")
	screen.Place = govuk.Input{Name: "place", Label: label("Place"), Hint: govuk.Hint{Text: "Street, estate or park"}, Value: held("place", 120), ErrorMessage: form.Errors.For("place")}
	screen.Area = s.wardSelect("area", held("area", 20))
	screen.Area.ErrorMessage = form.Errors.For("area")
	screen.Due = dueInput(form, "due", "To be done by")
	k, _ := s.pack().Kind(taskingKind)
	if f, ok := k.Field("problem"); ok {
		screen.Problem = govuk.Radios{Name: "problem", Value: form.Text("problem", 60), Classes: "govuk-radios--small", Items: choices(f), ErrorMessage: form.Errors.For("problem"),
			Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Problem (optional)", Classes: "govuk-fieldset__legend--s"}}}
	}
	return screen
}

func (s *screens) wardSelect(name, value string) govuk.Select {
	sel := govuk.Select{Name: name, Label: govuk.Label{Text: "Ward", Classes: "govuk-label--s"}, Value: value, Items: []govuk.Option{{Value: "", Text: "Select a ward"}}}
	for _, a := range s.pack().Wards() {
		sel.Items = append(sel.Items, govuk.Option{Value: a.Code, Text: a.Name})
	}
	return sel
}

// dueInput asks for a day; its error stands wherever one of its parts is wrong.
func dueInput(form *page.Form, name, legend string) govuk.DateInput {
	values := map[string]string{}
	for key, v := range form.DateValues(name) {
		values[key] = v
	}
	d := govuk.DateInput{ID: name, NamePrefix: name, Values: values, Hint: govuk.Hint{Text: "Such as 27 3 2026"},
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: legend, Classes: "govuk-fieldset__legend--s"}, Role: "group"}}
	for _, part := range []string{"", "-day", "-month", "-year"} {
		if text := form.Errors.Text(name + part); text != "" {
			d.ErrorMessage = govuk.ErrorMessage{Text: text}
		}
	}
	return d
}
