package accounts

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// memberLine is what an account is in a compartment.
type memberLine struct {
	Name, From, To string
	Tag            govuk.Tag
	End            string
}

func (s *screens) memberLine(account string, m access.Membership) memberLine {
	line, day := memberLine{Name: m.Compartment, From: m.From.Words(), To: m.Until.Words(), Tag: govuk.Tag{Text: "Let in", Classes: "govuk-tag--green"}}, s.desk.Gate.Now().Date()
	if c, ok := s.desk.Pack().Compartment(m.Compartment); ok {
		line.Name = c.Name
	}
	if m.Out {
		line.Tag = govuk.Tag{Text: "Kept out", Classes: "govuk-tag--red"}
	}
	if !m.Until.IsZero() && m.Until.Before(day) {
		line.Tag = govuk.Tag{Text: "Ended", Classes: "govuk-tag--grey"}
		return line
	}
	line.End = "/accounts/" + account + "/compartment/" + m.ID
	return line
}

// admit lets an account into a compartment or keeps it out of one.
func (s *screens) admit(w http.ResponseWriter, r *http.Request) error {
	a, in, err := s.asked(w, r)
	if err != nil {
		return err
	}
	compartments := govuk.Radios{Name: "compartment", Value: in.Text("compartment", 100), Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Compartment", Classes: "govuk-fieldset__legend--s"}}}
	for _, c := range s.desk.Pack().Compartments {
		compartments.Items = append(compartments.Items, govuk.Choice{Value: c.ID, Text: c.Name, Hint: govuk.Hint{Text: c.What}})
	}
	ways := govuk.Radios{Name: "way", Value: in.Text("way", 10), Classes: "govuk-radios--inline", Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "What", Classes: "govuk-fieldset__legend--s"}},
		Items: []govuk.Choice{{Value: "in", Text: "Let them in"}, {Value: "out", Text: "Keep them out"}}}
	if r.Method == http.MethodPost {
		m := access.Membership{Compartment: in.Needed("compartment", 100, "Select a compartment"), Out: in.Needed("way", 10, "Select what") == "out", From: in.Date("since", "The first day"), Until: in.Date("until", "The last day")}
		reason := in.Needed("reason", 500, "Enter a reason")
		if len(in.Errors) == 0 {
			err := s.desk.Accounts.Admit(r.Context(), desk.Who(r), a.ID, m, reason)
			if err == nil {
				done := a.Name + " is let in"
				if m.Out {
					done = a.Name + " is kept out"
				}
				return page.Redirect(w, r, "/accounts/"+a.ID, done)
			}
			if !desk.Invalid(err, &in.Errors) {
				return err
			}
		}
		compartments.ErrorMessage, ways.ErrorMessage = in.Errors.For("compartment"), in.Errors.For("way")
	}
	screen := &formPage{Page: page.Page{Title: "Let " + a.Name + " into a compartment, or keep them out", Errors: in.Errors, Breadcrumbs: s.crumbs("Compartments")}, Button: "Save", Cancel: "/accounts/" + a.ID}
	screen.Choices = []govuk.Radios{compartments, ways}
	screen.Dates = []govuk.DateInput{date(in, "since", "First day", "Leave empty for today"), date(in, "until", "Last day (optional)", "Leave empty while it stands")}
	screen.Reasons = []govuk.Input{input(in, "reason", "Why", "It stands in the history, and who watches the accounts reads it")}
	return s.pages.Write(w, r, "form.html", screen)
}

// endMembership ends what an account is in a compartment.
func (s *screens) endMembership(w http.ResponseWriter, r *http.Request) error {
	return s.ending(w, r, ending{title: "End what %s is in a compartment", crumb: "Compartments", button: "End it", missing: "Enter the last day", hint: "Yesterday ends it at once",
		end: func(account string, last when.Date) error {
			return s.desk.Accounts.EndMembership(r.Context(), desk.Who(r), account, r.PathValue("membership"), last)
		},
		done: func(last when.Date) string { return "It ends after " + last.Words() }})
}
