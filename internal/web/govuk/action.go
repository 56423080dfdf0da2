package govuk

import (
	"cmp"
	"html/template"
)

// Button is a button, or a link that looks like one where Href is given. Every button refuses a second click within a
// second when PreventDoubleClick is On; the server must still see to replays.
type Button struct {
	Text               string        `json:"text"`
	HTML               template.HTML `json:"html"`
	ID                 string        `json:"id"`
	Name               string        `json:"name"`
	Type               string        `json:"type"`
	Value              string        `json:"value"`
	Disabled           bool          `json:"disabled"`
	Href               string        `json:"href"`
	Classes            string        `json:"classes"`
	Attributes         Attributes    `json:"attributes"`
	PreventDoubleClick Flag          `json:"preventDoubleClick"`
	IsStartButton      bool          `json:"isStartButton"`
}

func (Button) partial() string { return "button.html" }

// Link is a link with words of its own.
type Link struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Href       string        `json:"href"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

// BackLink goes back to the page before.
type BackLink struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Href       string        `json:"href"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

func (BackLink) partial() string { return "back-link.html" }

// SkipLink goes straight to the content.
type SkipLink struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Href       string        `json:"href"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

func (SkipLink) partial() string { return "skip-link.html" }

// Action is a button, or a link, of a cookie banner or an interruption panel.
type Action struct {
	Text       string     `json:"text"`
	Type       string     `json:"type"`
	Href       string     `json:"href"`
	Name       string     `json:"name"`
	Value      string     `json:"value"`
	Classes    string     `json:"classes"`
	Attributes Attributes `json:"attributes"`
}

// IsButton says that the action is drawn as a button.
func (a Action) IsButton() bool { return a.Href == "" || a.Type == "button" }

// AsButton is the button of the action.
func (a Action) AsButton() Button {
	return Button{Text: a.Text, Type: cmp.Or(a.Type, "button"), Name: a.Name, Value: a.Value, Classes: a.Classes, Href: a.Href, Attributes: a.Attributes}
}

// AsInverseButton is the button on a dark ground.
func (a Action) AsInverseButton() Button {
	b := a.AsButton()
	b.Name, b.Value, b.Classes = "", "", classes("govuk-button--inverse", a.Classes)
	return b
}

// Actions are the buttons and links of an interruption panel.
type Actions struct {
	Items      []Action   `json:"items"`
	Classes    string     `json:"classes"`
	Attributes Attributes `json:"attributes"`
}

// ExitThisPage takes a reader who is watched to a harmless page at once, also by pressing Shift three times.
type ExitThisPage struct {
	Text                  string        `json:"text"`
	HTML                  template.HTML `json:"html"`
	RedirectURL           string        `json:"redirectUrl"`
	ID                    string        `json:"id"`
	Classes               string        `json:"classes"`
	Attributes            Attributes    `json:"attributes"`
	ActivatedText         string        `json:"activatedText"`
	TimedOutText          string        `json:"timedOutText"`
	PressTwoMoreTimesText string        `json:"pressTwoMoreTimesText"`
	PressOneMoreTimeText  string        `json:"pressOneMoreTimeText"`
}

func (ExitThisPage) partial() string { return "exit-this-page.html" }

// Button is the warning button that leaves.
func (p ExitThisPage) Button() Button {
	html := p.HTML
	if html == "" && p.Text == "" {
		html = `<span class="govuk-visually-hidden">Emergency</span> Exit this page`
	}
	return Button{HTML: html, Text: p.Text, Href: cmp.Or(p.RedirectURL, "https://www.bbc.co.uk/weather"),
		Classes:    "govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button",
		Attributes: Attributes{"rel": "nofollow noreferrer"}}
}

// CookieMessage is one face of a cookie banner.
type CookieMessage struct {
	HeadingText string        `json:"headingText"`
	HeadingHTML template.HTML `json:"headingHtml"`
	Text        string        `json:"text"`
	HTML        template.HTML `json:"html"`
	Actions     []Action      `json:"actions"`
	Hidden      bool          `json:"hidden"`
	Role        string        `json:"role"`
	Classes     string        `json:"classes"`
	Attributes  Attributes    `json:"attributes"`
}

// CookieBanner asks about cookies.
type CookieBanner struct {
	AriaLabel  string          `json:"ariaLabel"`
	Hidden     bool            `json:"hidden"`
	Classes    string          `json:"classes"`
	Attributes Attributes      `json:"attributes"`
	Messages   []CookieMessage `json:"messages"`
}

func (CookieBanner) partial() string { return "cookie-banner.html" }
