package accounts

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

func sentence(s string) string { return strings.ToUpper(s[:min(1, len(s))]) + s[min(1, len(s)):] }

// readPost is the post of a form.
func (s *screens) readPost(in *page.Form) access.Post {
	p := access.Post{Role: in.Needed("role", 100, "Select a role"), Body: in.Needed("body", 100, "Select a body"), Team: in.Text("team", 100),
		Since: in.Date("since", "The first day"), Until: in.Date("until", "The last day")}
	if t, ok := s.desk.Pack().Team(p.Team); p.Team != "" && (!ok || t.Body != p.Body) {
		in.Errors.Add("team", "Select a team of the body, or no team")
	}
	if !p.Since.IsZero() && !p.Until.IsZero() && p.Until.Before(p.Since) {
		in.Errors.Add("until-day", "The last day must be the first day or later")
	}
	var offered []string
	for _, a := range s.desk.Pack().Wards() {
		offered = append(offered, a.Code)
	}
	p.Areas = in.Choices("areas", offered)
	return p
}

// askPost puts the questions about a post on a form.
func (s *screens) askPost(screen *formPage, in *page.Form) {
	pack := s.desk.Pack()
	choose := func(name, text, hint, none string) govuk.Select {
		return govuk.Select{Name: name, Label: govuk.Label{Text: text}, Hint: govuk.Hint{Text: hint}, Value: in.Text(name, 100), ErrorMessage: in.Errors.For(name), Items: []govuk.Option{{Value: "", Text: none}}, Classes: "wm-filter-select"}
	}
	role, body, team := choose("role", "Role", "", "Choose"), choose("body", "Body", "", "Choose"), choose("team", "Team (optional)", "A team of that body", "No team")
	for _, x := range pack.Roles {
		role.Items = append(role.Items, govuk.Option{Value: x.ID, Text: x.Name})
	}
	for _, x := range pack.Bodies {
		body.Items = append(body.Items, govuk.Option{Value: x.ID, Text: x.Name})
	}
	for _, x := range pack.Teams {
		team.Items = append(team.Items, govuk.Option{Value: x.ID, Text: x.Name})
	}
	screen.Selects = []govuk.Select{role, body, team}
	screen.Areas = s.wards(in)
	screen.Dates = []govuk.DateInput{date(in, "since", "First day", "Leave empty for today"), date(in, "until", "Last day (optional)", "Leave empty while it is held")}
}

// wards asks for wards.
func (s *screens) wards(in *page.Form) govuk.Checkboxes {
	out := govuk.Checkboxes{Name: "areas", Classes: "govuk-checkboxes--small", Hint: govuk.Hint{Text: "Leave all empty for the wards of the team, or the whole partnership"},
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Wards (optional)", Classes: "govuk-fieldset__legend--s"}}, Values: in.All("areas")}
	for _, a := range s.desk.Pack().Wards() {
		out.Items = append(out.Items, govuk.Choice{Value: a.Code, Text: a.Name})
	}
	return out
}

func date(in *page.Form, name, text, hint string) govuk.DateInput {
	d := govuk.DateInput{ID: name, NamePrefix: name, Values: in.DateValues(name), Hint: govuk.Hint{Text: hint}, Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: text, Classes: "govuk-fieldset__legend--s"}}}
	for _, part := range []string{"", "-day", "-month", "-year"} {
		if d.ErrorMessage.Text == "" {
			d.ErrorMessage = in.Errors.For(name + part)
		}
	}
	return d
}

// give gives an account a further post.
func (s *screens) give(w http.ResponseWriter, r *http.Request) error {
	a, in, err := s.asked(w, r)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		post := s.readPost(in)
		if len(in.Errors) == 0 {
			err := s.desk.Accounts.Give(r.Context(), desk.Who(r), a.ID, post)
			if err == nil {
				return page.Redirect(w, r, "/accounts/"+a.ID, "The post is given")
			}
			if !desk.Invalid(err, &in.Errors) {
				return err
			}
		}
	}
	screen := &formPage{Page: page.Page{Title: "Give " + a.Name + " a post", Errors: in.Errors, Breadcrumbs: s.crumbs("Give a post")}, Button: "Give post", Cancel: "/accounts/" + a.ID}
	s.askPost(screen, in)
	return s.pages.Write(w, r, "form.html", screen)
}

// ends says when a post that was ended ends.
func (s *screens) ends(last when.Date) string {
	if last.After(s.desk.Gate.Now().Date()) {
		return "The post ends on " + last.Words()
	}
	return "The post has ended"
}

// end ends a post with a last day, at once where that is today.
func (s *screens) end(w http.ResponseWriter, r *http.Request) error {
	return s.ending(w, r, ending{title: "End a post of %s", crumb: "End a post", button: "End post", missing: "Enter the last day of the post", hint: "Today ends it at once",
		end: func(_ string, last when.Date) error {
			return s.desk.Accounts.End(r.Context(), desk.Who(r), r.PathValue("post"), last)
		},
		done: s.ends})
}

// ending is the form that asks for the last day of something that an account has.
type ending struct {
	title, crumb, button, missing, hint string // the title with the name of the account
	end                                 func(account string, last when.Date) error
	done                                func(last when.Date) string
}

// ending asks for a last day, and ends with it what the address names.
func (s *screens) ending(w http.ResponseWriter, r *http.Request, e ending) error {
	a, in, err := s.asked(w, r)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		last := in.Date("until", "The last day")
		if last.IsZero() && len(in.Errors) == 0 {
			in.Errors.Add("until-day", "%s", e.missing)
		}
		if len(in.Errors) == 0 {
			err := e.end(a.ID, last)
			if err == nil {
				return page.Redirect(w, r, "/accounts/"+a.ID, e.done(last))
			}
			if !desk.Invalid(err, &in.Errors) {
				return err
			}
		}
	}
	screen := &formPage{Page: page.Page{Title: fmt.Sprintf(e.title, a.Name), Errors: in.Errors, Breadcrumbs: s.crumbs(e.crumb)}, Button: e.button, Cancel: "/accounts/" + a.ID}
	screen.Dates = []govuk.DateInput{date(in, "until", "Last day", "For example, 27 3 2026. "+e.hint)}
	return s.pages.Write(w, r, "form.html", screen)
}
