package govuk

import (
	"cmp"
	"html/template"
)

// Words are what components say of their own where their options say nothing, in a language other than English. A nil *Words draws
// components as they are, in English.
type Words struct {
	Error                string // read out before a message about a field
	Warning              string // read out before a warning
	Success, Important   string // titles of a notification
	Day, Month, Year     string
	Pages                string // the label of a list's numbered pages
	Previous, Next, Page string
	UpTo                 string            // "You can enter up to %{count} characters"
	Under, Over          map[string]string // characters left and too many, by the form of their number
	AtLimit              string
	Show, Hide           string // on the button beside a password, and
	ShowIt, HideIt       string // as it is read out
	Shown, Hidden        string // what is said once it was pressed
}

// HTML draws a component with its words.
func (w *Words) HTML(c Component) template.HTML {
	if w == nil {
		return HTML(c)
	}
	switch p := c.(type) {
	case Input:
		p.ErrorMessage = w.wrong(p.ErrorMessage)
		return HTML(p)
	case Textarea:
		p.ErrorMessage = w.wrong(p.ErrorMessage)
		return HTML(p)
	case Radios:
		p.ErrorMessage = w.wrong(p.ErrorMessage)
		return HTML(p)
	case Checkboxes:
		p.ErrorMessage = w.wrong(p.ErrorMessage)
		return HTML(p)
	case Select:
		p.ErrorMessage = w.wrong(p.ErrorMessage)
		return HTML(p)
	case FileUpload:
		p.ErrorMessage = w.wrong(p.ErrorMessage)
		return HTML(p)
	case CharacterCount:
		return HTML(w.counted(p))
	case DateInput:
		return HTML(w.dated(p))
	case PasswordInput:
		return HTML(w.hidden(p))
	case WarningText:
		p.IconFallbackText = cmp.Or(p.IconFallbackText, w.Warning)
		return HTML(p)
	case NotificationBanner:
		return HTML(w.told(p))
	case Pagination:
		return HTML(w.paged(p))
	}
	return HTML(c)
}

func (w *Words) wrong(e ErrorMessage) ErrorMessage {
	if e.Given() && e.VisuallyHiddenText == nil {
		e.VisuallyHiddenText = &w.Error
	}
	return e
}

func (w *Words) counted(p CharacterCount) CharacterCount {
	p.ErrorMessage = w.wrong(p.ErrorMessage)
	p.TextareaDescriptionText = cmp.Or(p.TextareaDescriptionText, w.UpTo)
	p.CharactersAtLimitText = cmp.Or(p.CharactersAtLimitText, w.AtLimit)
	if p.CharactersUnderLimitText == nil {
		p.CharactersUnderLimitText = w.Under
	}
	if p.CharactersOverLimitText == nil {
		p.CharactersOverLimitText = w.Over
	}
	return p
}

func (w *Words) hidden(p PasswordInput) PasswordInput {
	p.ErrorMessage = w.wrong(p.ErrorMessage)
	p.ShowPasswordText, p.HidePasswordText = cmp.Or(p.ShowPasswordText, w.Show), cmp.Or(p.HidePasswordText, w.Hide)
	p.ShowPasswordAriaLabelText, p.HidePasswordAriaLabelText = cmp.Or(p.ShowPasswordAriaLabelText, w.ShowIt), cmp.Or(p.HidePasswordAriaLabelText, w.HideIt)
	p.PasswordShownAnnouncementText = cmp.Or(p.PasswordShownAnnouncementText, w.Shown)
	p.PasswordHiddenAnnouncementText = cmp.Or(p.PasswordHiddenAnnouncementText, w.Hidden)
	return p
}

func (w *Words) dated(p DateInput) DateInput {
	p.ErrorMessage = w.wrong(p.ErrorMessage)
	if len(p.Items) > 0 {
		return p
	}
	for _, part := range []struct {
		of                *DatePart
		to                **DatePart
		name, says, width string
	}{{p.Day, &p.Day, "day", w.Day, "2"}, {p.Month, &p.Month, "month", w.Month, "2"}, {p.Year, &p.Year, "year", w.Year, "4"}} {
		own := DatePart{Name: part.name, Value: p.Values[part.name], Classes: "govuk-input--width-" + part.width}
		if part.of != nil {
			own = *part.of
		}
		own.Label = cmp.Or(own.Label, part.says)
		*part.to = &own
	}
	return p
}

func (w *Words) told(p NotificationBanner) NotificationBanner {
	if p.TitleText == "" && p.TitleHTML == "" {
		p.TitleText = w.Important
		if p.Type == "success" {
			p.TitleText = w.Success
		}
	}
	return p
}

func (w *Words) paged(p Pagination) Pagination {
	p.LandmarkLabel = cmp.Or(p.LandmarkLabel, w.Pages)
	p.Previous, p.Next = w.arrow(p.Previous, w.Previous), w.arrow(p.Next, w.Next)
	items := make([]PageLink, len(p.Items))
	for i, link := range p.Items {
		if link.Number != "" {
			link.VisuallyHiddenText = cmp.Or(link.VisuallyHiddenText, w.Page+" "+link.Number)
		}
		items[i] = link
	}
	p.Items = items
	return p
}

func (w *Words) arrow(a PageArrow, says string) PageArrow {
	if a.Href != "" && a.HTML == "" {
		a.Text = cmp.Or(a.Text, says)
	}
	return a
}
