package govuk

import (
	"cmp"
	"strings"
	"unicode"
)

// DatePart is the day, month or year of a DateInput. Error On marks this part alone; Off spares it when the whole date
// is wrong. Omit leaves the part out.
type DatePart struct {
	ID           string     `json:"id"`
	Name         string     `json:"name"`
	Label        string     `json:"label"`
	Value        string     `json:"value"`
	Autocomplete string     `json:"autocomplete"`
	Inputmode    string     `json:"inputmode"`
	Pattern      string     `json:"pattern"`
	Classes      string     `json:"classes"`
	Error        Flag       `json:"error"`
	Attributes   Attributes `json:"attributes"`
	Omit         bool       `json:"-"`
}

func (d *DatePart) fromLoose(value any) bool {
	b, ok := value.(bool)
	d.Omit = ok && !b
	return d.Omit
}

// DateInput asks for a date that the reader knows. Values are by the names of the parts, prefix included. Day, Month and
// Year change one part each; Items replaces all of them.
type DateInput struct {
	ID           string            `json:"id"`
	NamePrefix   string            `json:"namePrefix"`
	Values       map[string]string `json:"values"`
	Day          *DatePart         `json:"day"`
	Month        *DatePart         `json:"month"`
	Year         *DatePart         `json:"year"`
	Items        []DatePart        `json:"items"`
	Hint         Hint              `json:"hint"`
	ErrorMessage ErrorMessage      `json:"errorMessage"`
	FormGroup    FormGroup         `json:"formGroup"`
	Fieldset     *Fieldset         `json:"fieldset"`
	Classes      string            `json:"classes"`
	Attributes   Attributes        `json:"attributes"`
}

func (DateInput) partial() string { return "date-input.html" }

// Field is what the partial needs to know of the control.
func (p DateInput) Field() field {
	return newField(p.ID, outerDescription(p.Fieldset, ""), p.Hint, p.ErrorMessage, p.FormGroup)
}

// standardPart is a part of the usual three, with how wide it is.
type standardPart struct {
	DatePart
	usual string
	width string
}

func (p DateInput) standard() []standardPart {
	parts := []standardPart{{usual: "day", width: "2"}, {usual: "month", width: "2"}, {usual: "year", width: "4"}}
	for i, own := range []*DatePart{p.Day, p.Month, p.Year} {
		if own != nil {
			parts[i].DatePart = *own
			continue
		}
		usual := parts[i].usual
		parts[i].DatePart = DatePart{Name: usual, Value: p.Values[usual], Classes: "govuk-input--width-" + parts[i].width}
	}
	return parts
}

// Inputs are the text inputs of the date, in order.
func (p DateInput) Inputs() []Input {
	standard := p.standard()
	parts, anyError := p.resolve(standard), false
	for _, part := range parts {
		anyError = anyError || part.inError()
	}
	var out []Input
	for _, part := range parts {
		if !part.Omit {
			out = append(out, p.input(part, anyError))
		}
	}
	return out
}

// resolve gives each part its usual name, value and width.
func (p DateInput) resolve(standard []standardPart) []standardPart {
	if len(p.Items) == 0 {
		for i := range standard {
			standard[i].Name = cmp.Or(standard[i].Name, standard[i].usual)
		}
		return standard
	}
	parts := make([]standardPart, 0, len(p.Items))
	for _, item := range p.Items {
		part := standardPart{DatePart: item, width: "2"}
		for _, s := range standard {
			if item.Name != "" && (item.Name == s.usual || item.Name == s.Name) {
				part.usual, part.width, part.Value = s.usual, s.width, cmp.Or(item.Value, s.Value)
				break
			}
		}
		part.Omit = part.Omit || item.Name == "" && item.ID == "" && item.Label == ""
		parts = append(parts, part)
	}
	return parts
}

func (d DatePart) inError() bool {
	return d.Error == On || strings.Contains(d.Classes, "govuk-input--error")
}

func (p DateInput) input(part standardPart, anyError bool) Input {
	prefix := ""
	if p.NamePrefix != "" {
		prefix = p.NamePrefix + "-"
	}
	class := "govuk-date-input__input"
	wholeDate := part.Error != Off && p.ErrorMessage.Given() && !anyError
	if !strings.Contains(part.Classes, "govuk-input--error") && (part.inError() || wholeDate) {
		class += " govuk-input--error"
	}
	if !strings.Contains(part.Classes, "govuk-input--width-") {
		class += " govuk-input--width-" + part.width
	}
	return Input{
		Label: Label{Text: cmp.Or(part.Label, capitalise(part.Name)), Classes: "govuk-date-input__label"},
		ID:    cmp.Or(part.ID, p.ID+"-"+part.Name), Name: prefix + part.Name,
		Classes: classes(class, part.Classes), Value: cmp.Or(part.Value, p.Values[prefix+part.Name]), Type: "text",
		Inputmode: cmp.Or(part.Inputmode, "numeric"), Autocomplete: part.Autocomplete, Pattern: part.Pattern, Attributes: part.Attributes,
	}
}

func capitalise(text string) string {
	runes := []rune(strings.ToLower(text))
	if len(runes) > 0 {
		runes[0] = unicode.ToUpper(runes[0])
	}
	return string(runes)
}
