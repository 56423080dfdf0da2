package hear

import (
	"errors"
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

// showChecked shows every answer that counts before it is sent, and who would have it.
func (s *screens) showChecked(d *form.Declared) func(*asking) error {
	return func(a *asking) error {
		a.Screen.Heading, a.Screen.Title = a.Say("form.check.heading", "call", d.Call), a.Say("form.check")
		photos, err := d.Drafts().Photos(a.R.Context(), a.Token)
		if err != nil {
			return err
		}
		team, why := d.Owner(a.F)
		a.Add(checked(a, s.askedRows(a.Words(), d, a.F, len(photos)), askPath+d.ID+"/"), `<h2 class="govuk-heading-m">`+a.Words().HTML("form.check.whom")+`</h2>`,
			journey.Paragraph(a.Say("form.check.owner", "team", team.Name, "call", d.Call, "why", why)))
		a.Screen.Next.Text = a.Say("form.send", "call", d.Call)
		return nil
	}
}

// sendAsked sends a form of the pack. Whatever is missing is asked first.
func (s *screens) sendAsked(d *form.Declared) func(*asking) (string, error) {
	return func(a *asking) (string, error) {
		if err := s.allow(a.R, s.sending, "send "+address(a.R), a.Say("form.begin")); err != nil {
			return "", err
		}
		receipt, err := d.Send(a.R.Context(), a.Token)
		switch {
		case errors.Is(err, form.ErrOpen):
			return s.asked[d.ID].Next(a.F), nil
		case desk.Wrong(err, a.Form):
			return "", nil
		case err != nil:
			return "", err
		case receipt.Again:
			return askPath + d.ID + "/sent?again=1", nil
		}
		return askPath + d.ID + "/sent", nil
	}
}

type askedSentPage struct {
	page.Page
	form.Receipt
	Call, Told, Clear string
	Panel             template.HTML
}

// sentAsked is the receipt. It can be seen again for an hour in the browser that sent the form.
func (s *screens) sentAsked(w http.ResponseWriter, r *http.Request) error {
	d, j, err := s.theAsked(r)
	if err != nil {
		return err
	}
	receipt, err := d.Receipt(r.Context(), j.Cookie.Token(r))
	if errors.Is(err, fault.ErrNotFound) {
		return page.Redirect(w, r, askPath+d.ID, "")
	}
	if err != nil {
		return err
	}
	receipt.Again = r.URL.Query().Has("again")
	title := page.Say(r, "form.sent", "call", d.Call)
	if receipt.Again {
		title = page.Say(r, "form.sent.again", "call", d.Call)
	}
	screen := &askedSentPage{Page: page.Page{Title: title, Exit: d.Kind.Sensitive}, Receipt: receipt, Call: d.Call, Told: d.Told, Clear: askPath + d.ID + "/clear"}
	screen.Panel = panel(r, title, receipt.Reference)
	return s.pages.Write(w, r, "asked_sent.html", screen)
}
