package answer

import (
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type enterPage struct {
	page.Page
	Name    string
	Defined string
	Period  govuk.Select
	Words   govuk.Input
	Value   govuk.Input
	Source  govuk.Input
	Comment govuk.Textarea
	Rating  govuk.Radios
	Save    govuk.Button
	Cancel  string
}

// otherPeriod is the choice of a period in one's own words.
const otherPeriod = "other"

// periodsOffered is how many periods back a value may be entered for by choosing; older ones go in words.
const periodsOffered = 8

// enter keeps a value that came from outside the program, with where it came from. What was entered before stays.
func (s *screens) enter(w http.ResponseWriter, r *http.Request) error {
	ind, ok := s.desk.Pack().Indicator(r.PathValue("id"))
	if !ok {
		return page.Fail(page.NotFound, "There is no such indicator.")
	}
	if !s.mayEnter(r) {
		return page.Fail(page.Forbidden, "Values of indicators are entered by a performance officer. Your post does not let you.")
	}
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	if r.Method != http.MethodPost {
		return s.enterForm(w, r, ind, form, lastEnded(ind.Every, s.today()).ID)
	}
	e := s.entryOf(form, ind)
	if len(form.Errors) == 0 {
		err := s.desk.Gate.Keep(r.Context(), desk.Who(r), func(n *gate.Notebook) error { return n.Enter(e) })
		if err == nil {
			return page.Redirect(w, r, "/indicators/"+ind.ID, "The value has been entered.")
		}
		if !desk.Invalid(err, &form.Errors) {
			return err
		}
	}
	return s.enterForm(w, r, ind, form, "")
}

// entryOf reads and checks the form.
func (s *screens) entryOf(form *page.Form, ind *pack.Indicator) gate.Entered {
	e := gate.Entered{Indicator: ind.ID, Base: ind.Base, Source: form.Needed("source", 300, "Enter where the value comes from"),
		Comment: form.Text("comment", 2000), Rating: form.Text("rating", 40)}
	e.Period = form.Text("period", 40)
	if e.Period == otherPeriod {
		e.Period = form.Needed("words", 100, "Enter the period")
	} else if _, ok := indicator.Named(ind.Every, e.Period); !ok {
		form.Errors.Add("period", "Select the period that the value is for")
	}
	if _, ok := ratings[pack.Rating(e.Rating)]; !ok && e.Rating != "" {
		form.Errors.Add("rating", "Select a rating from the list")
	}
	value, wrong := readValue(form.Text("value", 40), ind.Unit)
	if wrong != "" {
		form.Errors.Add("value", "%s", wrong)
	}
	e.Value = value
	return e
}

// readValue reads a number as people write it: with thousands, a percent sign or pounds. It gives what is wrong, in words.
func readValue(text, unit string) (value float64, wrong string) {
	text = strings.NewReplacer(",", "", " ", "", "%", "", "£", "", "−", "-").Replace(strings.TrimSpace(text))
	if text == "" {
		return 0, "Enter the value"
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) || math.Abs(value) > 1e12 {
		return 0, "The value must be a number, such as 12 or -4.5"
	}
	if unit == "%" && (value < 0 || value > 100) {
		return 0, "A percentage must be between 0 and 100"
	}
	if unit == "pence" {
		value *= 100
	}
	return value, ""
}

func (s *screens) enterForm(w http.ResponseWriter, r *http.Request, ind *pack.Indicator, form *page.Form, period string) error {
	unit := ind.Unit
	if unit == "pence" {
		unit = "pounds"
	}
	given := func(name, otherwise string) string {
		if form.Has(name) {
			return form.Text(name, 2000)
		}
		return otherwise
	}
	screen := &enterPage{Page: page.Page{Title: "Enter a value", Errors: form.Errors, Breadcrumbs: append(s.way(catalogue.English(), ind)[:len(s.way(catalogue.English(), ind))-1],
		govuk.Link{Text: ind.Name, Href: "/indicators/" + ind.ID}, govuk.Link{Text: "Enter a value"})}, Name: ind.Name, Defined: ind.Definition, Cancel: "/indicators/" + ind.ID}
	screen.Period = govuk.Select{Name: "period", Label: govuk.Label{Text: "Period", Classes: "govuk-label--s"}, Value: given("period", period), ErrorMessage: form.Errors.For("period")}
	recent := indicator.Recent(ind.Every, s.today(), periodsOffered)
	screen.Period.Items = append(screen.Period.Items, govuk.Option{Value: "", Text: "Select a period"})
	for i := len(recent) - 1; i >= 0; i-- {
		screen.Period.Items = append(screen.Period.Items, govuk.Option{Value: recent[i].ID, Text: recent[i].String()})
	}
	screen.Period.Items = append(screen.Period.Items, govuk.Option{Value: otherPeriod, Text: "Another period (write it below)"})
	label := func(text string) govuk.Label { return govuk.Label{Text: text, Classes: "govuk-label--s"} }
	screen.Words = govuk.Input{Name: "words", Label: label("Another period"), Hint: govuk.Hint{Text: "Only if it is not in the list, such as “year to March 2019”"}, Value: given("words", ""), ErrorMessage: form.Errors.For("words")}
	screen.Value = govuk.Input{Name: "value", Label: label("Value, in " + unit), Inputmode: "decimal", Classes: "govuk-input--width-10", Value: given("value", ""), ErrorMessage: form.Errors.For("value")}
	screen.Source = govuk.Input{Name: "source", Label: label("Where the value comes from"), Hint: govuk.Hint{Text: "The paper, letter or system, so that somebody else finds it again"}, Value: given("source", ""), ErrorMessage: form.Errors.For("source")}
	screen.Comment = govuk.Textarea{Name: "comment", Label: label("What a reader should know (optional)"), Value: given("comment", ""), ErrorMessage: form.Errors.For("comment")}
	screen.Rating = ratingRadios(ind, given("rating", ""), form.Errors)
	screen.Save = govuk.Button{Text: "Enter the value", PreventDoubleClick: govuk.On}
	return s.pages.Write(w, r, "enter.html", screen)
}

func ratingRadios(ind *pack.Indicator, value string, errs page.Errors) govuk.Radios {
	none := "Not rated"
	if ind.Aim != nil && ind.Good != pack.Neither {
		none = "By the rule, against the aim of " + indicator.AimWords(catalogue.English(), ind)
	}
	items := []govuk.Choice{{Value: "", Text: none, ID: "rating-none"}}
	if value == "" {
		items[0].Checked = govuk.On
	}
	for _, r := range []pack.Rating{pack.Achieved, pack.NeedsMoreWork, pack.NotAchieved} {
		items = append(items, govuk.Choice{Value: string(r), HTML: ratingTag(catalogue.English(), string(r))})
	}
	return govuk.Radios{Name: "rating", Value: value, ErrorMessage: errs.For("rating"), Items: items,
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Rating", Classes: "govuk-fieldset__legend--s"}}}
}

// lastEnded is the newest period that is over: what somebody most often comes to enter.
func lastEnded(every pack.Every, today when.Date) indicator.Period {
	return indicator.PeriodOf(every, indicator.PeriodOf(every, today).From.AddDays(-1))
}
