package govuk

import (
	"cmp"
	"html/template"
)

// Breadcrumbs show where a page stands; the last without Href is the page itself.
type Breadcrumbs struct {
	Items            []Link     `json:"items"`
	Classes          string     `json:"classes"`
	CollapseOnMobile bool       `json:"collapseOnMobile"`
	Attributes       Attributes `json:"attributes"`
	LabelText        string     `json:"labelText"`
}

func (Breadcrumbs) partial() string { return "breadcrumbs.html" }

// Language is one language that the page can be read in.
type Language struct {
	Text                    string        `json:"text"`
	HTML                    template.HTML `json:"html"`
	Href                    string        `json:"href"`
	Current                 bool          `json:"current"`
	Lang                    string        `json:"lang"`
	HrefLang                string        `json:"hrefLang"`
	Dir                     string        `json:"dir"`
	LanguageDescriptionText string        `json:"languageDescriptionText"`
	Classes                 string        `json:"classes"`
	Attributes              Attributes    `json:"attributes"`
}

// LanguageNavigation changes the language of the page.
type LanguageNavigation struct {
	Items      []Language `json:"items"`
	AriaLabel  string     `json:"ariaLabel"`
	Classes    string     `json:"classes"`
	Attributes Attributes `json:"attributes"`
}

func (LanguageNavigation) partial() string { return "language-navigation.html" }

// PageArrow is the link to the page before or after.
type PageArrow struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	LabelText  string        `json:"labelText"`
	Href       string        `json:"href"`
	Attributes Attributes    `json:"attributes"`
}

// PageLink is the link to a numbered page, or the gap between two.
type PageLink struct {
	Number             string     `json:"number"`
	VisuallyHiddenText string     `json:"visuallyHiddenText"`
	Href               string     `json:"href"`
	Current            bool       `json:"current"`
	Ellipsis           bool       `json:"ellipsis"`
	Attributes         Attributes `json:"attributes"`
}

// Given says that the item is there at all.
func (p PageLink) Given() bool { return p.Number != "" || p.Ellipsis || p.Href != "" }

// Label is what is read out.
func (p PageLink) Label() string { return cmp.Or(p.VisuallyHiddenText, "Page "+p.Number) }

// Pagination moves through a long list, or, without Items, from one page of a guide to the next.
type Pagination struct {
	Items         []PageLink `json:"items"`
	Previous      PageArrow  `json:"previous"`
	Next          PageArrow  `json:"next"`
	LandmarkLabel string     `json:"landmarkLabel"`
	Classes       string     `json:"classes"`
	Attributes    Attributes `json:"attributes"`
}

func (Pagination) partial() string { return "pagination.html" }

// Block says that the arrows stand one above the other.
func (p Pagination) Block() bool {
	return len(p.Items) == 0 && (p.Next.Href != "" || p.Previous.Href != "")
}

// NavigationItem is a section of the service. Current is this very page, Active a section that holds it.
type NavigationItem struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Href       string        `json:"href"`
	Current    bool          `json:"current"`
	Active     bool          `json:"active"`
	Attributes Attributes    `json:"attributes"`
}

// Given says that the item is there at all.
func (n NavigationItem) Given() bool { return n.Text != "" || n.HTML != "" || n.Href != "" }

// Marked says that the reader is in this section.
func (n NavigationItem) Marked() bool { return n.Active || n.Current }

// AriaCurrent is what a screen reader is told of it.
func (n NavigationItem) AriaCurrent() string {
	switch {
	case n.Current:
		return "page"
	case n.Active:
		return "true"
	}
	return ""
}

// Slot is HTML at the end of the bar, beside the rest where Align is inline.
type Slot struct {
	HTML  template.HTML `json:"html"`
	Align string        `json:"align"`
}

func (s *Slot) fromLoose(value any) bool {
	text, ok := value.(string)
	if ok {
		s.HTML = template.HTML(text) //nolint:gosec // a slot is HTML by its definition
	}
	return ok
}

// Slots are places for HTML in the bar.
type Slots struct {
	Start           template.HTML `json:"start"`
	End             Slot          `json:"end"`
	NavigationStart template.HTML `json:"navigationStart"`
	NavigationEnd   template.HTML `json:"navigationEnd"`
}

// ServiceNavigation is the bar of the service's sections.
type ServiceNavigation struct {
	ServiceName                string           `json:"serviceName"`
	ServiceURL                 string           `json:"serviceUrl"`
	Navigation                 []NavigationItem `json:"navigation"`
	Slots                      Slots            `json:"slots"`
	Classes                    string           `json:"classes"`
	Attributes                 Attributes       `json:"attributes"`
	AriaLabel                  string           `json:"ariaLabel"`
	MenuButtonText             string           `json:"menuButtonText"`
	MenuButtonLabel            string           `json:"menuButtonLabel"`
	NavigationLabel            string           `json:"navigationLabel"`
	NavigationID               string           `json:"navigationId"`
	NavigationClasses          string           `json:"navigationClasses"`
	CollapseNavigationOnMobile Flag             `json:"collapseNavigationOnMobile"`
}

func (ServiceNavigation) partial() string { return "service-navigation.html" }

// Menu is the word on the button that opens the bar on a small screen.
func (p ServiceNavigation) Menu() string { return cmp.Or(p.MenuButtonText, "Menu") }

// MenuID is the id of the list that the button opens.
func (p ServiceNavigation) MenuID() string { return cmp.Or(p.NavigationID, "navigation") }

func (p ServiceNavigation) count() int {
	n := 0
	for _, item := range p.Navigation {
		if item.Given() {
			n++
		}
	}
	return n
}

// HasNavigation says that there is anything in the bar.
func (p ServiceNavigation) HasNavigation() bool {
	return p.count() > 0 || p.Slots.NavigationStart != "" || p.Slots.NavigationEnd != ""
}

// Collapses says that the bar becomes a menu on a small screen.
func (p ServiceNavigation) Collapses() bool {
	if p.CollapseNavigationOnMobile.Given() {
		return p.CollapseNavigationOnMobile == On
	}
	return p.count() > 1
}

// GenericHeader is the strip with the partnership's own name: the crown belongs to GOV.UK.
type GenericHeader struct {
	URL              string        `json:"url"`
	LogoText         string        `json:"logoText"`
	LogoHTML         template.HTML `json:"logoHtml"`
	ContainerClasses string        `json:"containerClasses"`
	Classes          string        `json:"classes"`
	Attributes       Attributes    `json:"attributes"`
}

func (GenericHeader) partial() string { return "generic-header.html" }

// FooterSection is a column of links in the footer.
type FooterSection struct {
	Title   string `json:"title"`
	Columns int    `json:"columns"`
	Width   string `json:"width"`
	Items   []Link `json:"items"`
}

// FooterMeta are the links and the words at the foot of every page.
type FooterMeta struct {
	VisuallyHiddenTitle string        `json:"visuallyHiddenTitle"`
	Text                string        `json:"text"`
	HTML                template.HTML `json:"html"`
	Items               []Link        `json:"items"`
}

// Footer closes the page. ContentLicence is drawn only where it is given.
type Footer struct {
	Meta             *FooterMeta     `json:"meta"`
	Navigation       []FooterSection `json:"navigation"`
	ContentLicence   *Content        `json:"contentLicence"`
	ContainerClasses string          `json:"containerClasses"`
	Classes          string          `json:"classes"`
	Attributes       Attributes      `json:"attributes"`
}

func (Footer) partial() string { return "footer.html" }
