package contact

import (
	"html/template"

	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// AskMade asks when somebody was spoken to: clocks stop when it was done and not when it was written down.
func AskMade(form *page.Form) []template.HTML {
	day := govuk.DateInput{ID: "on", NamePrefix: "on", Values: form.DateValues("on"), Hint: govuk.Hint{Text: "Leave both out where it was just now"},
		Fieldset: legend("Day it was made (optional)")}
	for _, part := range []string{"-day", "-month", "-year"} {
		if day.ErrorMessage.Text == "" {
			day.ErrorMessage = form.Errors.For("on" + part)
		}
	}
	return []template.HTML{govuk.HTML(day), govuk.HTML(govuk.Input{Name: "at", Label: govuk.Label{Text: "Time it was made (optional)"}, Hint: govuk.Hint{Text: "Such as 9:30am. About is enough"},
		Classes: "govuk-input--width-5", Value: form.Text("at", 20), ErrorMessage: form.Errors.For("at"), Spellcheck: govuk.Off})}
}

// Made is the moment that was given; not set where it was just now. What is wrong is a fault of the form.
func Made(form *page.Form, now when.Instant) when.Instant {
	day := form.Date("on", "The day it was made")
	of, timed := form.Time("at")
	switch {
	case len(form.Errors) > 0:
		return when.Instant{}
	case timed && day.IsZero():
		return now.Date().At(of)
	case timed:
		return day.At(of)
	case day.IsZero() || day == now.Date():
		return when.Instant{}
	}
	form.Errors.Add("at", "Enter the time it was made, about is enough")
	return when.Instant{}
}
