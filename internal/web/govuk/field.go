package govuk

import (
	"html/template"
	"strconv"
)

// Label names a field. For is filled by the field that it belongs to.
type Label struct {
	Text          string        `json:"text"`
	HTML          template.HTML `json:"html"`
	For           string        `json:"for"`
	IsPageHeading bool          `json:"isPageHeading"`
	Classes       string        `json:"classes"`
	Attributes    Attributes    `json:"attributes"`
}

func (Label) partial() string { return "label.html" }

// Given says that there is a label to draw.
func (l Label) Given() bool { return l.Text != "" || l.HTML != "" }

// WithFor is the label of the element with that id.
func (l Label) WithFor(id string) Label {
	l.For = id
	return l
}

// Hint helps to answer a question.
type Hint struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	ID         string        `json:"id"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

func (Hint) partial() string { return "hint.html" }

// Given says that there is a hint to draw.
func (h Hint) Given() bool { return h.Text != "" || h.HTML != "" }

// ErrorMessage says what is wrong with a field and how to put it right.
type ErrorMessage struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	ID         string        `json:"id"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
	// VisuallyHiddenText is read out before the message: "Error" where nil, nothing where it is empty.
	VisuallyHiddenText *string `json:"visuallyHiddenText"`
}

func (ErrorMessage) partial() string { return "error-message.html" }

// Given says that the field is in error.
func (e ErrorMessage) Given() bool { return e.Text != "" || e.HTML != "" }

// Prefix is the word that is read out before the message.
func (e ErrorMessage) Prefix() string {
	if e.VisuallyHiddenText == nil {
		return "Error"
	}
	return *e.VisuallyHiddenText
}

// Legend names a group of fields.
type Legend struct {
	Text          string        `json:"text"`
	HTML          template.HTML `json:"html"`
	Classes       string        `json:"classes"`
	IsPageHeading bool          `json:"isPageHeading"`
}

// Given says that there is a legend to draw.
func (l Legend) Given() bool { return l.Text != "" || l.HTML != "" }

// Fieldset groups fields that answer one question.
type Fieldset struct {
	DescribedBy string        `json:"describedBy"`
	Legend      Legend        `json:"legend"`
	Classes     string        `json:"classes"`
	Role        string        `json:"role"`
	Attributes  Attributes    `json:"attributes"`
	HTML        template.HTML `json:"html"`
}

func (Fieldset) partial() string { return "fieldset.html" }

// FormGroup is the element round a field. BeforeInput and AfterInput serve single fields, the plural ones serve groups.
type FormGroup struct {
	Classes      string     `json:"classes"`
	Attributes   Attributes `json:"attributes"`
	BeforeInput  Content    `json:"beforeInput"`
	AfterInput   Content    `json:"afterInput"`
	BeforeInputs Content    `json:"beforeInputs"`
	AfterInputs  Content    `json:"afterInputs"`
}

// Wrapper is an element with classes and attributes of its own.
type Wrapper struct {
	Classes    string     `json:"classes"`
	Attributes Attributes `json:"attributes"`
}

// field is what every form control has in common: its id, its state and what describes it.
type field struct {
	ID          string
	DescribedBy string
	Hint        Hint
	Error       ErrorMessage
	Group       FormGroup
}

func newField(id, describedBy string, h Hint, e ErrorMessage, group FormGroup) field {
	f := field{ID: id, DescribedBy: describedBy, Hint: h, Error: e, Group: group}
	if h.Given() {
		f.DescribedBy = classes(f.DescribedBy, id+"-hint")
	}
	if e.Given() {
		f.DescribedBy = classes(f.DescribedBy, id+"-error")
	}
	return f
}

// HintWithID is the hint under the id that aria-describedby names.
func (f field) HintWithID() Hint {
	h := f.Hint
	h.ID = f.ID + "-hint"
	return h
}

// ErrorWithID is the message under the id that aria-describedby names.
func (f field) ErrorWithID() ErrorMessage {
	e := f.Error
	e.ID = f.ID + "-error"
	return e
}

// Fieldset is the fieldset described by the hint and the message.
func (f field) Fieldset(set *Fieldset) Fieldset {
	out := *set
	out.DescribedBy, out.Role = f.DescribedBy, ""
	return out
}

// GroupFieldset has the role group: without it JAWS does not announce what describes a set of text inputs.
func (f field) GroupFieldset(set *Fieldset) Fieldset {
	out := f.Fieldset(set)
	out.Role = "group"
	return out
}

// ItemID is the id of the nth choice; the first has no number, so that an error summary can link to it.
func (f field) ItemID(own string, index int) string {
	if own != "" {
		return own
	}
	if index == 0 {
		return f.ID
	}
	return f.ID + "-" + strconv.Itoa(index+1)
}

func itemLabel(class string, label Label, text string, html template.HTML, id string) Label {
	return Label{Text: text, HTML: html, For: id, Classes: classes(class, label.Classes), Attributes: label.Attributes}
}

func itemHint(class string, hint Hint, id string) Hint {
	hint.ID, hint.Classes = id+"-item-hint", classes(class, hint.Classes)
	return hint
}
