package govuk

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
)

// Choice is one answer of radios or checkboxes. A zero Choice keeps its place in the numbering and draws nothing.
// Checked Off beats the group's value. Conditional is shown when the choice is taken. Name and Behaviour ("exclusive")
// serve checkboxes only.
type Choice struct {
	Text        string        `json:"text"`
	HTML        template.HTML `json:"html"`
	ID          string        `json:"id"`
	Name        string        `json:"name"`
	Value       string        `json:"value"`
	Label       Label         `json:"label"`
	Hint        Hint          `json:"hint"`
	Divider     string        `json:"divider"`
	Checked     Flag          `json:"checked"`
	Conditional Content       `json:"conditional"`
	Behaviour   string        `json:"behaviour"`
	Disabled    bool          `json:"disabled"`
	Attributes  Attributes    `json:"attributes"`
}

// Given says that the item is there at all.
func (c Choice) Given() bool {
	return c.Text != "" || c.HTML != "" || c.Divider != "" || c.Value != "" || c.ID != ""
}

// IsChecked says that the choice is taken, where given holds the value of the group or several.
func (c Choice) IsChecked(given any) bool {
	if c.Checked.Given() {
		return c.Checked == On
	}
	switch v := given.(type) {
	case string:
		return v != "" && v == c.Value
	case []string:
		return slices.Contains(v, c.Value)
	}
	return false
}

// Radios ask for one answer of a few. IDPrefix is Name where it is not given.
type Radios struct {
	Fieldset     *Fieldset    `json:"fieldset"`
	Hint         Hint         `json:"hint"`
	ErrorMessage ErrorMessage `json:"errorMessage"`
	FormGroup    FormGroup    `json:"formGroup"`
	IDPrefix     string       `json:"idPrefix"`
	Name         string       `json:"name"`
	Items        []Choice     `json:"items"`
	Value        string       `json:"value"`
	Classes      string       `json:"classes"`
	Attributes   Attributes   `json:"attributes"`
}

func (Radios) partial() string { return "radios.html" }

// Field is what the partial needs to know of the control.
func (p Radios) Field() field {
	return newField(cmp.Or(p.IDPrefix, p.Name), outerDescription(p.Fieldset, ""), p.Hint, p.ErrorMessage, p.FormGroup)
}

// Checkboxes ask for any number of answers.
type Checkboxes struct {
	DescribedBy  string       `json:"describedBy"`
	Fieldset     *Fieldset    `json:"fieldset"`
	Hint         Hint         `json:"hint"`
	ErrorMessage ErrorMessage `json:"errorMessage"`
	FormGroup    FormGroup    `json:"formGroup"`
	IDPrefix     string       `json:"idPrefix"`
	Name         string       `json:"name"`
	Items        []Choice     `json:"items"`
	Values       []string     `json:"values"`
	Classes      string       `json:"classes"`
	Attributes   Attributes   `json:"attributes"`
}

func (Checkboxes) partial() string { return "checkboxes.html" }

// Field is what the partial needs to know of the control.
func (p Checkboxes) Field() field {
	return newField(cmp.Or(p.IDPrefix, p.Name), outerDescription(p.Fieldset, p.DescribedBy), p.Hint, p.ErrorMessage, p.FormGroup)
}

// ItemDescribedBy names what describes one checkbox: its hint, and the group's where there is no fieldset to carry it.
func (p Checkboxes) ItemDescribedBy(item Choice, id string) string {
	group, own := "", ""
	if p.Fieldset == nil {
		group = p.Field().DescribedBy
	}
	if item.Hint.Given() {
		own = id + "-item-hint"
	}
	return classes(group, own)
}

func outerDescription(set *Fieldset, own string) string {
	if set != nil && set.DescribedBy != "" {
		return set.DescribedBy
	}
	return own
}

// Option is one answer of a Select. Value may be nil, and the browser then sends the text; an empty text is a value.
type Option struct {
	Value      any        `json:"value"`
	Text       string     `json:"text"`
	Selected   Flag       `json:"selected"`
	Disabled   bool       `json:"disabled"`
	Attributes Attributes `json:"attributes"`
}

// Given says that the item is there at all.
func (o Option) Given() bool { return o.Text != "" || o.Value != nil }

// HasValue says that the option sends something other than its text.
func (o Option) HasValue() bool { return o.Value != nil }

// Chosen says that the option is selected, where value is the one of the whole Select.
func (o Option) Chosen(value string) bool {
	if o.Selected.Given() || value == "" {
		return o.Selected == On
	}
	if o.Value == nil {
		return o.Text == value
	}
	return fmt.Sprint(o.Value) == value
}

// Select asks for one answer of many.
type Select struct {
	ID           string       `json:"id"`
	Name         string       `json:"name"`
	Items        []Option     `json:"items"`
	Value        string       `json:"value"`
	Disabled     bool         `json:"disabled"`
	DescribedBy  string       `json:"describedBy"`
	Label        Label        `json:"label"`
	Hint         Hint         `json:"hint"`
	ErrorMessage ErrorMessage `json:"errorMessage"`
	FormGroup    FormGroup    `json:"formGroup"`
	Classes      string       `json:"classes"`
	Attributes   Attributes   `json:"attributes"`
}

func (Select) partial() string { return "select.html" }

// Field is what the partial needs to know of the control.
func (p Select) Field() field {
	return newField(cmp.Or(p.ID, p.Name), p.DescribedBy, p.Hint, p.ErrorMessage, p.FormGroup)
}

// FileUpload asks for files. Javascript turns on the drop zone; our screens leave it off, because axe-core 4.14 finds its
// button's name at odds with its words (label-content-name-mismatch).
type FileUpload struct {
	ID                      string            `json:"id"`
	Name                    string            `json:"name"`
	Disabled                bool              `json:"disabled"`
	Multiple                bool              `json:"multiple"`
	DescribedBy             string            `json:"describedBy"`
	Label                   Label             `json:"label"`
	Hint                    Hint              `json:"hint"`
	ErrorMessage            ErrorMessage      `json:"errorMessage"`
	FormGroup               FormGroup         `json:"formGroup"`
	Javascript              bool              `json:"javascript"`
	ChooseFilesButtonText   string            `json:"chooseFilesButtonText"`
	DropInstructionText     string            `json:"dropInstructionText"`
	MultipleFilesChosenText map[string]string `json:"multipleFilesChosenText"`
	NoFileChosenText        string            `json:"noFileChosenText"`
	EnteredDropZoneText     string            `json:"enteredDropZoneText"`
	LeftDropZoneText        string            `json:"leftDropZoneText"`
	Classes                 string            `json:"classes"`
	WrapperClasses          string            `json:"wrapperClasses"`
	WrapperAttributes       Attributes        `json:"wrapperAttributes"`
	Attributes              Attributes        `json:"attributes"`
}

func (FileUpload) partial() string { return "file-upload.html" }

// Field is what the partial needs to know of the control.
func (p FileUpload) Field() field {
	return newField(cmp.Or(p.ID, p.Name), p.DescribedBy, p.Hint, p.ErrorMessage, p.FormGroup)
}
