package journey

import (
	"cmp"
	"html/template"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

const (
	lineMost = 200   // characters of a text that is one line
	textMost = 5_000 // of a text that declares no bound
	listMost = 12    // options that are shown at once; more become a list to choose from
)

// Ask draws a question by the type of its field: with the page's h1 as its label where it is alone there.
func Ask(a Filling, q pack.Field, saved any, alone bool) {
	label, legend := Label(q.Name), Legend(q.Name)
	if alone {
		label, legend = a.Label(q.Name), a.Legend(q.Name)
	}
	hint, bad := govuk.Hint{Text: q.Hint}, a.Input().Errors.For(q.ID)
	text := ""
	if saved != nil {
		text = record.Show(q, saved)
	}
	switch q.Type {
	case pack.Date:
		day, _ := when.ParseDate(text)
		a.Add(a.Draw(govuk.DateInput{ID: q.ID, NamePrefix: q.ID, Values: a.Date(q.ID, day), Hint: hint, ErrorMessage: DateError(a.Input(), q.ID), Fieldset: legend}))
	case pack.YesNo:
		a.Add(a.Draw(govuk.Radios{Name: q.ID, Classes: "govuk-radios--inline", Value: a.Value(q.ID, text), Hint: hint, ErrorMessage: bad, Fieldset: legend,
			Items: []govuk.Choice{{Value: "yes", Text: a.Say("form.yes")}, {Value: "no", Text: a.Say("form.no")}}}))
	case pack.Choice:
		a.Add(oneOf(a, q, text, label, legend))
	case pack.Choices:
		chosen, _ := saved.([]string)
		a.Add(a.Draw(govuk.Checkboxes{Name: q.ID, Values: a.Values(q.ID, chosen), Hint: hint, ErrorMessage: bad, Fieldset: legend, Items: choices(q)}))
	case pack.Number, pack.Money:
		in := govuk.Input{Name: q.ID, Value: a.Value(q.ID, text), Label: label, Hint: hint, ErrorMessage: bad, Classes: "govuk-input--width-10", Inputmode: "numeric", Spellcheck: govuk.Off}
		if q.Type == pack.Money {
			in.Prefix, in.Inputmode = govuk.Affix{Text: "£"}, "decimal"
		}
		a.Add(a.Draw(in))
	default:
		a.Add(words(a, q, text, label))
	}
}

func words(a Filling, q pack.Field, saved string, label govuk.Label) template.HTML {
	hint, bad := govuk.Hint{Text: q.Hint}, a.Input().Errors.For(q.ID)
	if q.Max > 0 && q.Max <= lineMost {
		return a.Draw(govuk.Input{Name: q.ID, Value: a.Value(q.ID, saved), Label: label, Hint: hint, ErrorMessage: bad, Autocomplete: "off"})
	}
	return a.Draw(govuk.CharacterCount{Name: q.ID, Rows: 6, MaxLength: cmp.Or(q.Max, textMost), Value: a.Value(q.ID, saved), Label: label, Hint: hint, ErrorMessage: bad})
}

func oneOf(a Filling, q pack.Field, saved string, label govuk.Label, legend *govuk.Fieldset) template.HTML {
	hint, bad := govuk.Hint{Text: q.Hint}, a.Input().Errors.For(q.ID)
	if len(q.Options) <= listMost {
		return a.Draw(govuk.Radios{Name: q.ID, Value: a.Value(q.ID, saved), Hint: hint, ErrorMessage: bad, Fieldset: legend, Items: choices(q)})
	}
	list := govuk.Select{Name: q.ID, Value: a.Value(q.ID, saved), Label: label, Hint: hint, ErrorMessage: bad, Items: []govuk.Option{{Value: "", Text: a.Say("form.choose")}}}
	for _, o := range q.Options {
		list.Items = append(list.Items, govuk.Option{Value: o.ID, Text: o.Name})
	}
	return a.Draw(list)
}

func choices(q pack.Field) []govuk.Choice {
	out := make([]govuk.Choice, 0, len(q.Options))
	for _, o := range q.Options {
		out = append(out, govuk.Choice{Value: o.ID, Text: o.Name, Hint: govuk.Hint{Text: o.Hint}})
	}
	return out
}

// Read reads the answer to a question, as the kind keeps it; nil where it was left empty or is wrong, which the form's errors then say. What
// it gives, the field can hold.
func Read(in *page.Form, q pack.Field) any {
	value, wrong := read(in, q)
	anchor := q.ID
	if q.Type == pack.Date {
		anchor += "-day"
	}
	switch {
	case wrong:
		if !in.Errors.Has(q.ID) {
			in.Wrong(anchor, wrongKey(q), "question", q.Name)
		}
		return nil
	case value == nil && q.Required && DateError(in, q.ID).Text == "":
		in.Wrong(anchor, missingKey(q), "question", q.Name)
	}
	return value
}

func read(in *page.Form, q pack.Field) (value any, wrong bool) {
	switch q.Type {
	case pack.Date:
		day := in.Date(q.ID, q.Name)
		if day.IsZero() {
			return nil, false
		}
		return day.String(), false
	case pack.Text:
		text := in.Text(q.ID, cmp.Or(q.Max, textMost))
		switch {
		case in.Errors.Has(q.ID):
			return nil, true
		case text == "":
			return nil, false
		}
		return text, false
	}
	value, err := record.Parse(q, in.All(q.ID))
	if err == nil {
		err = record.Check(q, value, q.Options)
	}
	return value, err != nil
}

func missingKey(q pack.Field) string {
	switch q.Type {
	case pack.Choice, pack.Choices, pack.YesNo:
		return "form.select"
	}
	return "form.enter"
}

func wrongKey(q pack.Field) string {
	switch q.Type {
	case pack.Number:
		return "form.number"
	case pack.Money:
		return "form.money"
	}
	return "form.select"
}
