package govuk

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"
)

// Affix is a unit beside an input, such as £ or "per week".
type Affix struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

// Given says that there is an affix to draw.
func (a Affix) Given() bool { return a.Text != "" || a.HTML != "" }

// Input is a single line of text. ID is Name where it is not given.
type Input struct {
	ID             string       `json:"id"`
	Name           string       `json:"name"`
	Type           string       `json:"type"`
	Inputmode      string       `json:"inputmode"`
	Value          string       `json:"value"`
	Disabled       bool         `json:"disabled"`
	DescribedBy    string       `json:"describedBy"`
	Label          Label        `json:"label"`
	Hint           Hint         `json:"hint"`
	ErrorMessage   ErrorMessage `json:"errorMessage"`
	Prefix         Affix        `json:"prefix"`
	Suffix         Affix        `json:"suffix"`
	FormGroup      FormGroup    `json:"formGroup"`
	Classes        string       `json:"classes"`
	Autocomplete   string       `json:"autocomplete"`
	Pattern        string       `json:"pattern"`
	Spellcheck     Flag         `json:"spellcheck"`
	Autocapitalize string       `json:"autocapitalize"`
	InputWrapper   Wrapper      `json:"inputWrapper"`
	Attributes     Attributes   `json:"attributes"`
}

func (Input) partial() string { return "input.html" }

// Field is what the partial needs to know of the control.
func (p Input) Field() field {
	return newField(cmp.Or(p.ID, p.Name), p.DescribedBy, p.Hint, p.ErrorMessage, p.FormGroup)
}

// Wrapped says that something stands beside the input.
func (p Input) Wrapped() bool {
	return p.Prefix.Given() || p.Suffix.Given() || p.FormGroup.BeforeInput.Given() || p.FormGroup.AfterInput.Given()
}

// Textarea is a text of several lines.
type Textarea struct {
	ID           string       `json:"id"`
	Name         string       `json:"name"`
	Spellcheck   Flag         `json:"spellcheck"`
	Rows         int          `json:"rows"`
	Value        string       `json:"value"`
	Disabled     bool         `json:"disabled"`
	DescribedBy  string       `json:"describedBy"`
	Label        Label        `json:"label"`
	Hint         Hint         `json:"hint"`
	ErrorMessage ErrorMessage `json:"errorMessage"`
	FormGroup    FormGroup    `json:"formGroup"`
	Classes      string       `json:"classes"`
	Autocomplete string       `json:"autocomplete"`
	Attributes   Attributes   `json:"attributes"`
}

func (Textarea) partial() string { return "textarea.html" }

// Field is what the partial needs to know of the control.
func (p Textarea) Field() field {
	return newField(cmp.Or(p.ID, p.Name), p.DescribedBy, p.Hint, p.ErrorMessage, p.FormGroup)
}

// CharacterCount is a textarea that says how much room is left. The limit must be checked on the server as well.
type CharacterCount struct {
	ID                       string            `json:"id"`
	Name                     string            `json:"name"`
	Rows                     int               `json:"rows"`
	Value                    string            `json:"value"`
	MaxLength                int               `json:"maxlength"`
	MaxWords                 int               `json:"maxwords"`
	CountType                string            `json:"countType"`
	Threshold                int               `json:"threshold"`
	Label                    Label             `json:"label"`
	Hint                     Hint              `json:"hint"`
	ErrorMessage             ErrorMessage      `json:"errorMessage"`
	FormGroup                FormGroup         `json:"formGroup"`
	Classes                  string            `json:"classes"`
	Attributes               Attributes        `json:"attributes"`
	Spellcheck               Flag              `json:"spellcheck"`
	CountMessage             Wrapper           `json:"countMessage"`
	TextareaDescriptionText  string            `json:"textareaDescriptionText"`
	CharactersUnderLimitText map[string]string `json:"charactersUnderLimitText"`
	CharactersAtLimitText    string            `json:"charactersAtLimitText"`
	CharactersOverLimitText  map[string]string `json:"charactersOverLimitText"`
	WordsUnderLimitText      map[string]string `json:"wordsUnderLimitText"`
	WordsAtLimitText         string            `json:"wordsAtLimitText"`
	WordsOverLimitText       map[string]string `json:"wordsOverLimitText"`
}

func (CharacterCount) partial() string { return "character-count.html" }

// Textarea is the textarea with the count round it.
func (p CharacterCount) Textarea() Textarea {
	id := cmp.Or(p.ID, p.Name)
	group := p.FormGroup
	group.Classes = classes("govuk-character-count", group.Classes)
	group.Attributes = p.groupAttributes()
	after := HTML(Hint{ID: id + "-info", Text: p.description(), Classes: classes("govuk-character-count__message", p.CountMessage.Classes)})
	group.AfterInput = Content{HTML: after + inner(p.FormGroup.AfterInput)}
	return Textarea{ID: id, Name: p.Name, DescribedBy: id + "-info", Rows: p.Rows, Spellcheck: p.Spellcheck, Value: p.Value,
		FormGroup: group, Classes: classes("govuk-js-character-count", p.Classes), Label: p.Label, Hint: p.Hint,
		ErrorMessage: p.ErrorMessage, Attributes: p.Attributes}
}

func (p CharacterCount) limit() int {
	if p.MaxWords > 0 {
		return p.MaxWords
	}
	return p.MaxLength
}

func (p CharacterCount) kind() string {
	if p.CountType == "" && p.MaxWords > 0 {
		return "words"
	}
	return p.CountType
}

// description is what a reader without JavaScript is told.
func (p CharacterCount) description() string {
	if p.limit() == 0 {
		return ""
	}
	unit := "characters"
	if p.kind() == "words" {
		unit = "words"
	}
	text := cmp.Or(p.TextareaDescriptionText, "You can enter up to %{count} "+unit)
	return strings.ReplaceAll(text, "%{count}", strconv.Itoa(p.limit()))
}

func (p CharacterCount) groupAttributes() Attributes {
	all := Attributes{"data-module": "govuk-character-count"}
	for name, n := range map[string]int{"data-maxlength": p.MaxLength, "data-maxwords": p.MaxWords, "data-threshold": p.Threshold} {
		if n > 0 {
			all[name] = strconv.Itoa(n)
		}
	}
	plain := map[string]string{"characters-at-limit": p.CharactersAtLimitText, "words-at-limit": p.WordsAtLimitText}
	if p.limit() == 0 {
		plain["textarea-description.other"] = p.TextareaDescriptionText
	}
	for key, text := range plain {
		all.message(key, text)
	}
	for key, rules := range map[string]map[string]string{"characters-under-limit": p.CharactersUnderLimitText,
		"characters-over-limit": p.CharactersOverLimitText, "words-under-limit": p.WordsUnderLimitText, "words-over-limit": p.WordsOverLimitText} {
		for rule, text := range rules {
			all.message(key+"."+rule, text)
		}
	}
	if kind := p.kind(); kind != "" {
		all["data-count-type"] = kind
	}
	for name, value := range p.FormGroup.Attributes {
		all[name] = value
	}
	return all
}

// message adds a translation that the component's script reads.
func (a Attributes) message(key, text string) {
	if text != "" {
		a["data-i18n."+key] = text
	}
}

// inner is a content as HTML.
func inner(c Content) template.HTML {
	if c.HTML != "" {
		return c.HTML
	}
	return template.HTML(template.HTMLEscapeString(c.Text)) //nolint:gosec // escaped on this line
}
