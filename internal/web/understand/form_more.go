package understand

import (
	"html/template"

	"github.com/wardmote/wardmote/internal/web/govuk"
)

func (f *form) input(name, label, hint, value, width, suffix string) template.HTML {
	in := govuk.Input{ID: name, Name: name, Label: govuk.Label{Text: label}, Hint: govuk.Hint{Text: hint}, Value: value, Classes: width, ErrorMessage: f.errors.For(name)}
	if suffix != "" {
		in.Suffix = govuk.Affix{Text: suffix}
	}
	return govuk.HTML(in)
}

func (f *form) comparison() []template.HTML { return nil }
func (f *form) change() []template.HTML     { return nil }
func (f *form) group() []template.HTML      { return nil }
func (f *form) people() []template.HTML     { return nil }
func (f *form) bands() []template.HTML      { return nil }
