package govuk

import "cmp"

// PasswordInput is a password that its owner may look at.
type PasswordInput struct {
	ID                             string       `json:"id"`
	Name                           string       `json:"name"`
	Value                          string       `json:"value"`
	Disabled                       bool         `json:"disabled"`
	DescribedBy                    string       `json:"describedBy"`
	Label                          Label        `json:"label"`
	Hint                           Hint         `json:"hint"`
	ErrorMessage                   ErrorMessage `json:"errorMessage"`
	FormGroup                      FormGroup    `json:"formGroup"`
	Classes                        string       `json:"classes"`
	Autocomplete                   string       `json:"autocomplete"`
	Attributes                     Attributes   `json:"attributes"`
	ShowPasswordText               string       `json:"showPasswordText"`
	HidePasswordText               string       `json:"hidePasswordText"`
	ShowPasswordAriaLabelText      string       `json:"showPasswordAriaLabelText"`
	HidePasswordAriaLabelText      string       `json:"hidePasswordAriaLabelText"`
	PasswordShownAnnouncementText  string       `json:"passwordShownAnnouncementText"`
	PasswordHiddenAnnouncementText string       `json:"passwordHiddenAnnouncementText"`
	Button                         Wrapper      `json:"button"`
}

func (PasswordInput) partial() string { return "password-input.html" }

// Input is the input with the button beside it.
func (p PasswordInput) Input() Input {
	id := cmp.Or(p.ID, p.Name)
	group := p.FormGroup
	group.Classes = classes("govuk-password-input", group.Classes)
	group.Attributes = Attributes{"data-module": "govuk-password-input"}
	for key, text := range map[string]string{
		"show-password": p.ShowPasswordText, "hide-password": p.HidePasswordText,
		"show-password-aria-label": p.ShowPasswordAriaLabelText, "hide-password-aria-label": p.HidePasswordAriaLabelText,
		"password-shown-announcement": p.PasswordShownAnnouncementText, "password-hidden-announcement": p.PasswordHiddenAnnouncementText,
	} {
		group.Attributes.message(key, text)
	}
	for name, value := range p.FormGroup.Attributes {
		group.Attributes[name] = value
	}
	button := HTML(Button{
		Type: "button", Text: cmp.Or(p.ShowPasswordText, "Show"),
		Classes:    classes("govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle", p.Button.Classes),
		Attributes: Attributes{"aria-controls": id, "aria-label": cmp.Or(p.ShowPasswordAriaLabelText, "Show password"), "hidden": ""},
	})
	group.AfterInput = Content{HTML: button + inner(p.FormGroup.AfterInput)}
	return Input{ID: id, Name: p.Name, Type: "password", Spellcheck: Off, Autocapitalize: "none",
		Autocomplete: cmp.Or(p.Autocomplete, "current-password"), Value: p.Value, Disabled: p.Disabled, DescribedBy: p.DescribedBy,
		FormGroup: group, InputWrapper: Wrapper{Classes: "govuk-password-input__wrapper"}, Label: p.Label, Hint: p.Hint,
		Classes:      classes("govuk-password-input__input govuk-js-password-input-input", p.Classes),
		ErrorMessage: p.ErrorMessage, Attributes: p.Attributes}
}
