package accounts

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/law"
)

// authorities are by what an account may use powers of law, as each stands today. account is empty for its holder, who ends none.
func (s *screens) authorities(account string, held []access.Authority) govuk.Table {
	t := govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack", Caption: "Authority to use powers", CaptionClasses: "govuk-table__caption--m",
		Head: []govuk.Cell{{Text: "Source"}, {Text: "Powers"}, {Text: "Days and places"}, {Text: "Stands"}}}
	for _, a := range held {
		tag, href := s.standing(a), ""
		if account != "" && tag.Text != ended {
			href = "/accounts/" + account + "/authority/" + a.ID
		}
		t.Rows = append(t.Rows, []govuk.Cell{{Text: law.Source(a.Source).Words() + ". " + a.Reference}, {HTML: s.named(a)}, {Text: s.where(a)}, {HTML: govuk.HTML(tag) + endLink(href)}})
	}
	return t
}

// ended is the tag of what has ended.
const ended = "Ended"

// standing is whether an authority stands today.
func (s *screens) standing(a access.Authority) govuk.Tag {
	day := s.desk.Gate.Now().Date()
	switch {
	case day.Before(a.From):
		return govuk.Tag{Text: "Not yet", Classes: "govuk-tag--yellow"}
	case !a.On(day):
		return govuk.Tag{Text: ended, Classes: "govuk-tag--grey"}
	}
	return govuk.Tag{Text: "In force", Classes: "govuk-tag--green"}
}

// named are the powers of an authority, and of each that the law of today does not let its source give that it gives nothing.
func (s *screens) named(a access.Authority) template.HTML {
	day, table := s.desk.Gate.Now().Date(), s.desk.Gate.Law()
	var lines []string
	for _, id := range a.Powers {
		line := id
		if p, ok := law.PowerOf(id); ok {
			if line = p.Name; !table.Stands(p, day) || !table.GivenBy(p, law.Source(a.Source), day) {
				line += ": gives nothing, since it is not confirmed as law that this source can give it"
			}
		}
		lines = append(lines, template.HTMLEscapeString(line))
	}
	return template.HTML(strings.Join(lines, "<br>")) //nolint:gosec // each line is escaped
}

// where are the days and the places of an authority in words.
func (s *screens) where(a access.Authority) string {
	words := "From " + a.From.Words()
	if !a.Until.IsZero() {
		words += " to " + a.Until.Words()
	}
	if names := s.areaNames(a.Areas); names != "" {
		words += ". " + names
	}
	return words
}

// endLink leads to the form that ends an authority; nothing where there is none.
func endLink(href string) template.HTML {
	if href == "" {
		return ""
	}
	return "<br>" + link(href, "End it")
}

// areaNames are wards and groups of them in words.
func (s *screens) areaNames(codes []string) string {
	var names []string
	for _, code := range codes {
		name := code
		if area, ok := s.desk.Pack().Area(code); ok {
			name = area.Name
		} else if group, ok := s.desk.Pack().AreaGroup(code); ok {
			name = group.Name
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// authorise gives an account authority for powers of law.
func (s *screens) authorise(w http.ResponseWriter, r *http.Request) error {
	a, in, err := s.asked(w, r)
	if err != nil {
		return err
	}
	sources := govuk.Radios{Name: "source", Value: in.Text("source", 30), Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Where it comes from", Classes: "govuk-fieldset__legend--s"}}}
	for _, x := range law.Sources {
		sources.Items = append(sources.Items, govuk.Choice{Value: string(x.ID), Text: x.Name, Hint: govuk.Hint{Text: x.Means}})
	}
	powers := govuk.Checkboxes{Name: "powers", Classes: "govuk-checkboxes--small", Values: in.All("powers"), Hint: govuk.Hint{Text: "As the minute, the warrant or the accreditation names them"},
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Powers that it names", Classes: "govuk-fieldset__legend--s"}}}
	var offered, wards []string
	for i := range law.Powers {
		if p := &law.Powers[i]; !p.Free() {
			powers.Items, offered = append(powers.Items, govuk.Choice{Value: p.ID, Text: p.Name}), append(offered, p.ID)
		}
	}
	areas := s.wards(in)
	for _, x := range areas.Items {
		wards = append(wards, x.Value)
	}
	if r.Method == http.MethodPost {
		x := access.Authority{Source: in.Text("source", 30), Powers: in.Choices("powers", offered), Areas: in.Choices("areas", wards), Reference: in.Text("reference", 200),
			From: in.Date("since", "The first day"), Until: in.Date("until", "The last day")}
		if reason := in.Text("reason", 500); len(in.Errors) == 0 {
			err := s.desk.Accounts.Authorise(r.Context(), desk.Who(r), a.ID, x, reason)
			if err == nil {
				return page.Redirect(w, r, "/accounts/"+a.ID, "The authority is kept")
			}
			if !desk.Invalid(err, &in.Errors) {
				return err
			}
		}
		sources.ErrorMessage, powers.ErrorMessage = in.Errors.For("source"), in.Errors.For("powers")
	}
	screen := &formPage{Page: page.Page{Title: "Authority of " + a.Name + " to use powers", Errors: in.Errors, Breadcrumbs: s.crumbs("Authority")}, Button: "Save", Cancel: "/accounts/" + a.ID}
	screen.Choices, screen.Powers, screen.Areas = []govuk.Radios{sources}, powers, areas
	screen.Dates = []govuk.DateInput{date(in, "since", "First day", "Leave empty for today"), date(in, "until", "Last day (optional)", "Leave empty while it stands")}
	screen.Reasons = []govuk.Input{input(in, "reference", "Reference", "Of the minute, the warrant or the accreditation"), input(in, "reason", "Why", "It stands in the history, and who watches the accounts reads it")}
	return s.pages.Write(w, r, "form.html", screen)
}

// endAuthority ends an authority with a last day.
func (s *screens) endAuthority(w http.ResponseWriter, r *http.Request) error {
	return s.ending(w, r, ending{title: "End an authority of %s", crumb: "Authority", button: "End it", missing: "Enter the last day", hint: "Yesterday ends it at once. What was issued by it stays issued",
		end: func(account string, last when.Date) error {
			return s.desk.Accounts.EndAuthority(r.Context(), desk.Who(r), account, r.PathValue("authority"), last)
		},
		done: func(last when.Date) string { return "It ends after " + last.Words() }})
}

type minePage struct {
	page.Page
	Table govuk.Table
	Free  []string // powers that need none
}

// mine is what the reader is authorised to do, and what anybody may do.
func (s *screens) mine(w http.ResponseWriter, r *http.Request) error {
	who := desk.Who(r)
	held, err := s.desk.Accounts.Authorities(r.Context(), who, who.Account)
	if err != nil {
		return err
	}
	screen := &minePage{Page: page.Page{Title: "Powers that you may use", Back: "/home"}, Table: s.authorities("", held)}
	for i := range law.Powers {
		if p := &law.Powers[i]; p.Free() && len(p.Serves) > 0 {
			screen.Free = append(screen.Free, p.Name)
		}
	}
	return s.pages.Write(w, r, "authorities.html", screen)
}
