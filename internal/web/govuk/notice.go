package govuk

import (
	"cmp"
	"html/template"
	"strings"
)

// Details hides what only some readers need behind a summary.
type Details struct {
	SummaryText string        `json:"summaryText"`
	SummaryHTML template.HTML `json:"summaryHtml"`
	Text        string        `json:"text"`
	HTML        template.HTML `json:"html"`
	ID          string        `json:"id"`
	Open        bool          `json:"open"`
	Classes     string        `json:"classes"`
	Attributes  Attributes    `json:"attributes"`
}

func (Details) partial() string { return "details.html" }

// ErrorLink is one error of a summary, linked to its field where Href is given.
type ErrorLink struct {
	Href       string        `json:"href"`
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Attributes Attributes    `json:"attributes"`
}

// ErrorSummary stands at the top of a page whose form could not be taken.
type ErrorSummary struct {
	TitleText        string        `json:"titleText"`
	TitleHTML        template.HTML `json:"titleHtml"`
	DescriptionText  string        `json:"descriptionText"`
	DescriptionHTML  template.HTML `json:"descriptionHtml"`
	ErrorList        []ErrorLink   `json:"errorList"`
	DisableAutoFocus Flag          `json:"disableAutoFocus"`
	Classes          string        `json:"classes"`
	Attributes       Attributes    `json:"attributes"`
}

func (ErrorSummary) partial() string { return "error-summary.html" }

// Feedback asks what a reader thinks of the page.
type Feedback struct {
	TitleText    string        `json:"titleText"`
	TitleHTML    template.HTML `json:"titleHtml"`
	Text         string        `json:"text"`
	HTML         template.HTML `json:"html"`
	HeadingLevel int           `json:"headingLevel"`
	Classes      string        `json:"classes"`
	Attributes   Attributes    `json:"attributes"`
}

func (Feedback) partial() string { return "feedback.html" }

// InsetText sets a passage apart.
type InsetText struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	ID         string        `json:"id"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

func (InsetText) partial() string { return "inset-text.html" }

// NotificationBanner tells of something that just happened (Type "success") or that matters to every page.
type NotificationBanner struct {
	Text              string        `json:"text"`
	HTML              template.HTML `json:"html"`
	TitleText         string        `json:"titleText"`
	TitleHTML         template.HTML `json:"titleHtml"`
	TitleHeadingLevel int           `json:"titleHeadingLevel"`
	Type              string        `json:"type"`
	Role              string        `json:"role"`
	TitleID           string        `json:"titleId"`
	DisableAutoFocus  Flag          `json:"disableAutoFocus"`
	Classes           string        `json:"classes"`
	Attributes        Attributes    `json:"attributes"`
}

func (NotificationBanner) partial() string { return "notification-banner.html" }

// Success says that something was done.
func (p NotificationBanner) Success() bool { return p.Type == "success" }

// BannerRole is alert for a success, so that it is read out first, and else a landmark.
func (p NotificationBanner) BannerRole() string {
	if p.Role == "" && p.Success() {
		return "alert"
	}
	return cmp.Or(p.Role, "region")
}

// Title is the word at the head of the banner.
func (p NotificationBanner) Title() string {
	if p.TitleText == "" && p.Success() {
		return "Success"
	}
	return cmp.Or(p.TitleText, "Important")
}

// Panel confirms that a journey is complete; with the class govuk-panel--interruption it stops the reader to think.
type Panel struct {
	TitleText    string        `json:"titleText"`
	TitleHTML    template.HTML `json:"titleHtml"`
	HeadingLevel int           `json:"headingLevel"`
	Text         string        `json:"text"`
	HTML         template.HTML `json:"html"`
	Actions      *Actions      `json:"actions"`
	Classes      string        `json:"classes"`
	Attributes   Attributes    `json:"attributes"`
}

func (Panel) partial() string { return "panel.html" }

// Interruption says that the panel stops the reader to think.
func (p Panel) Interruption() bool { return strings.Contains(p.Classes, "govuk-panel--interruption") }

// PhaseBanner says what state the service is in.
type PhaseBanner struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Tag        Tag           `json:"tag"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

func (PhaseBanner) partial() string { return "phase-banner.html" }

// PhaseTag is the tag of the banner.
func (p PhaseBanner) PhaseTag() Tag {
	return Tag{Text: p.Tag.Text, HTML: p.Tag.HTML, Classes: classes("govuk-phase-banner__content__tag", p.Tag.Classes)}
}

// Tag shows a state in a word; its colour only repeats the word.
type Tag struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

func (Tag) partial() string { return "tag.html" }

// WarningText warns of a consequence.
type WarningText struct {
	Text             string        `json:"text"`
	HTML             template.HTML `json:"html"`
	IconFallbackText string        `json:"iconFallbackText"`
	Classes          string        `json:"classes"`
	Attributes       Attributes    `json:"attributes"`
}

func (WarningText) partial() string { return "warning-text.html" }
