// Package ask draws the questions of forms from what declares them, the fields of a pack and the questions of an act, and reads what was
// sent. One field looks and reads the same wherever it is asked.
package ask

import (
	"cmp"
	"html/template"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// few is how many options are shown at once as radios; more become a list to choose from.
const few = 7

// longestText bounds a text that declares no bound of its own, in characters.
const longestText = 5000

// Pick is one thing that typed words may mean.
type Pick struct{ Value, Text, Hint string }

// Sheet is a form under way: what was sent, or what its controls hold before anything is.
type Sheet struct {
	In      *page.Form
	Sent    bool
	Initial map[string][]string
	Now     when.Instant      // of the gate's clock
	Picks   map[string][]Pick // by control: a search by words that found several, of which the reader chooses
}

// NewSheet is the sheet of a form that was read.
func NewSheet(in *page.Form, sent bool) *Sheet {
	return &Sheet{In: in, Sent: sent, Initial: map[string][]string{}, Picks: map[string][]Pick{}}
}

// Text is what an input holds: what was sent, else what it was filled with.
func (s *Sheet) Text(name string) string {
	if s.Sent {
		return s.In.Text(name, 25_000)
	}
	if len(s.Initial[name]) > 0 {
		return s.Initial[name][0]
	}
	return ""
}

// All are the values of a control that may hold several.
func (s *Sheet) All(name string) []string {
	if s.Sent {
		return s.In.All(name)
	}
	return s.Initial[name]
}

func (s *Sheet) dates(name string) map[string]string {
	if s.Sent {
		return s.In.DateValues(name)
	}
	out := map[string]string{}
	for _, part := range []string{"-day", "-month", "-year"} {
		if v := s.Initial[name+part]; len(v) > 0 {
			out[name+part] = v[0]
		}
	}
	return out
}

// HoldDay fills the three inputs of a date.
func (s *Sheet) HoldDay(name string, day when.Date) {
	s.Initial[name+"-day"] = []string{strconv.Itoa(day.DayOfMonth())}
	s.Initial[name+"-month"] = []string{strconv.Itoa(int(day.Month()))}
	s.Initial[name+"-year"] = []string{strconv.Itoa(day.Year())}
}

// Hold fills a control with the value of a field.
func (s *Sheet) Hold(name string, field pack.Field, v any) {
	switch x := v.(type) {
	case nil:
	case []string:
		s.Initial[name] = x
	default:
		text := record.Show(field, v)
		s.Initial[name] = []string{text}
		if day, err := when.ParseDate(text); err == nil && field.Type == pack.Date {
			s.HoldDay(name, day)
		}
		if field.Type == pack.Person {
			s.Initial[name+"_pick"] = []string{text}
		}
	}
}

// Anchor is the id of the first control of a field, to which the error summary leads.
func Anchor(name string, field pack.Field) string {
	if field.Type == pack.Date {
		return name + "-day"
	}
	return name
}

// Fail puts what is wrong with a field beside its control.
func (s *Sheet) Fail(name string, field pack.Field, message string) {
	s.In.Errors.Add(Anchor(name, field), "%s", words.Capital(message))
}

// Control is a field as it is drawn.
type Control struct {
	pack.Field
	Name   string // of the input
	Label  string
	None   string // of a list to choose from: what leaving it means
	Line   bool   // a text of one line, however long it may be
	Spread bool   // all options are shown at once, however many
}

// Legend is that of a group of controls.
func Legend(text string) *govuk.Fieldset {
	return &govuk.Fieldset{Legend: govuk.Legend{Text: text, Classes: "govuk-fieldset__legend--s"}}
}

// Hidden is an input that nobody sees.
func Hidden(name, value string) template.HTML {
	return template.HTML(`<input type="hidden" name="` + template.HTMLEscapeString(name) + `" value="` + template.HTMLEscapeString(value) + `">`) //nolint:gosec // escaped
}

// Draw draws a field by its type.
func (s *Sheet) Draw(c Control) template.HTML {
	fault := s.In.Errors.For(Anchor(c.Name, c.Field))
	switch c.Type {
	case pack.YesNo:
		c.Options = []pack.Option{{ID: "yes", Name: "Yes"}, {ID: "no", Name: "No"}}
		return s.radios(c, fault, true)
	case pack.Choice, pack.BodyRef:
		return s.radios(c, fault, false)
	case pack.Choices:
		return s.boxes(c, fault)
	case pack.Date:
		return s.Date(c.Name, c.Label, c.Hint)
	case pack.PlaceRef:
		return s.Words(c.Name, c.Label, cmp.Or(c.Hint, "A ward, street, estate, park or postcode"), "Which place is it?")
	case pack.Person:
		return s.Words(c.Name, c.Label, cmp.Or(c.Hint, "The name. We look for people of that name whom you may see"), "Which person is it?")
	case pack.Document:
		return govuk.HTML(govuk.FileUpload{Name: c.Name, Label: govuk.Label{Text: c.Label}, Hint: govuk.Hint{Text: c.Hint}, ErrorMessage: fault})
	case pack.Number, pack.Money:
		in := govuk.Input{Name: c.Name, Label: govuk.Label{Text: c.Label}, Hint: govuk.Hint{Text: c.Hint}, ErrorMessage: fault, Value: s.Text(c.Name), Classes: "govuk-input--width-10", Inputmode: "numeric", Spellcheck: govuk.Off}
		if c.Type == pack.Money {
			in.Prefix, in.Inputmode = govuk.Affix{Text: "£"}, "decimal"
		}
		return govuk.HTML(in)
	}
	return s.text(c, fault)
}

func (s *Sheet) text(c Control, fault govuk.ErrorMessage) template.HTML {
	label, hint := govuk.Label{Text: c.Label}, govuk.Hint{Text: c.Hint}
	if c.Line || c.Max > 0 && c.Max <= 200 {
		return govuk.HTML(govuk.Input{Name: c.Name, Label: label, Hint: hint, ErrorMessage: fault, Value: s.Text(c.Name)})
	}
	rows := 3
	if c.Max > 500 || c.Max == 0 {
		rows = 5
	}
	return govuk.HTML(govuk.CharacterCount{Name: c.Name, Rows: rows, MaxLength: cmp.Or(c.Max, longestText), Threshold: 75, Label: label, Hint: hint, ErrorMessage: fault, Value: s.Text(c.Name)})
}

// radios ask for one of a few, and become a list where there are many.
func (s *Sheet) radios(c Control, fault govuk.ErrorMessage, inline bool) template.HTML {
	hint := govuk.Hint{Text: c.Hint}
	if c.None != "" || len(c.Options) > few && !c.Spread {
		sel := govuk.Select{Name: c.Name, Label: govuk.Label{Text: c.Label, Classes: "govuk-label--s"}, Hint: hint, ErrorMessage: fault, Value: s.Text(c.Name),
			Items: []govuk.Option{{Value: "", Text: cmp.Or(c.None, "Choose")}}}
		for _, o := range c.Options {
			sel.Items = append(sel.Items, govuk.Option{Value: o.ID, Text: o.Name})
		}
		return govuk.HTML(sel)
	}
	r := govuk.Radios{Name: c.Name, Fieldset: Legend(c.Label), Hint: hint, ErrorMessage: fault, Value: s.Text(c.Name), Classes: "govuk-radios--small"}
	if inline {
		r.Classes += " govuk-radios--inline"
	}
	for _, o := range c.Options {
		r.Items = append(r.Items, govuk.Choice{Value: o.ID, Text: o.Name, Hint: govuk.Hint{Text: o.Hint}})
	}
	return govuk.HTML(r)
}

// boxes ask for any number; a long list is folded away until it is wanted.
func (s *Sheet) boxes(c Control, fault govuk.ErrorMessage) template.HTML {
	b := govuk.Checkboxes{Name: c.Name, Fieldset: Legend(c.Label), Hint: govuk.Hint{Text: c.Hint}, ErrorMessage: fault, Values: s.All(c.Name), Classes: "govuk-checkboxes--small"}
	for _, o := range c.Options {
		b.Items = append(b.Items, govuk.Choice{Value: o.ID, Text: o.Name, Hint: govuk.Hint{Text: o.Hint}})
	}
	if len(c.Options) <= 2*few {
		return govuk.HTML(b)
	}
	return govuk.HTML(govuk.Details{SummaryText: c.Label, HTML: govuk.HTML(b), Open: len(b.Values) > 0 || fault.Given()})
}

// Date asks for a day.
func (s *Sheet) Date(name, label, hint string) template.HTML {
	fault := govuk.ErrorMessage{}
	for _, part := range []string{"-day", "-month", "-year"} {
		if fault.Text == "" {
			fault = s.In.Errors.For(name + part)
		}
	}
	return govuk.HTML(govuk.DateInput{ID: name, NamePrefix: name, Values: s.dates(name), Hint: govuk.Hint{Text: cmp.Or(hint, "For example, 27 3 2026")}, ErrorMessage: fault, Fieldset: Legend(label)})
}

// Words ask for a place or a person by name; where the words may mean several, the choices follow.
func (s *Sheet) Words(name, label, hint, which string) template.HTML {
	typed := s.Text(name)
	out := govuk.HTML(govuk.Input{Name: name, Label: govuk.Label{Text: label, Classes: "govuk-label--s"}, Hint: govuk.Hint{Text: hint}, ErrorMessage: s.In.Errors.For(name), Value: typed})
	picks := s.Picks[name]
	if len(picks) == 0 {
		if chosen := s.Text(name + "_pick"); chosen != "" && s.Text(name+"_for") == typed {
			out += Hidden(name+"_pick", chosen) + Hidden(name+"_for", typed)
		}
		return out
	}
	r := govuk.Radios{Name: name + "_pick", Fieldset: Legend(which), Classes: "govuk-radios--small", ErrorMessage: s.In.Errors.For(name + "_pick"), Value: s.Text(name + "_pick")}
	for _, p := range picks {
		r.Items = append(r.Items, govuk.Choice{Value: p.Value, Text: p.Text, Hint: govuk.Hint{Text: p.Hint}})
	}
	if len(picks) == 1 {
		r.Items[0].Checked = govuk.On
	}
	return out + Hidden(name+"_for", typed) + govuk.HTML(r)
}
