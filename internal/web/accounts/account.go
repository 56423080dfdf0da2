package accounts

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type onePage struct {
	page.Page
	ID          string
	Card        govuk.SummaryList
	Posts       []postLine
	Beside      []memberLine // in compartments, beside what the posts give
	Keeps       bool         // the pack has compartments
	Authorities govuk.Table
	Disabled    bool
	Self        bool
	Demo        bool // its password and sessions stay as they are
}

type postLine struct {
	Role, Body, Team, Areas, From, To string
	Now                               bool
	End                               string
}

// one is an account with the posts that it held, holds and will hold.
func (s *screens) one(w http.ResponseWriter, r *http.Request) error {
	a, err := s.desk.Accounts.ByID(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	posts, err := s.desk.Accounts.Posts(r.Context(), desk.Who(r), a.ID)
	if err != nil {
		return err
	}
	screen := &onePage{Page: page.Page{Title: a.Name, Breadcrumbs: s.crumbs(a.Name)}, ID: a.ID, Disabled: a.Disabled, Self: a.ID == desk.Who(r).Account, Demo: a.Demo}
	for _, x := range [][2]string{{"User name", a.Username}, {"Email", a.Email}} {
		if x[1] != "" {
			screen.Card.Rows = append(screen.Card.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: x[0]}, Value: govuk.SummaryText{Text: x[1], Classes: "wm-break"}})
		}
	}
	screen.Card.Rows = append(screen.Card.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: "May sign in"}, Value: govuk.SummaryText{HTML: able(*a)}})
	for _, p := range posts {
		screen.Posts = append(screen.Posts, s.postLine(p))
	}
	beside, err := s.desk.Accounts.Memberships(r.Context(), desk.Who(r), a.ID)
	if err != nil {
		return err
	}
	screen.Keeps = len(s.desk.Pack().Compartments) > 0
	for _, m := range beside {
		screen.Beside = append(screen.Beside, s.memberLine(a.ID, m))
	}
	held, err := s.desk.Accounts.Authorities(r.Context(), desk.Who(r), a.ID)
	if err != nil {
		return err
	}
	screen.Authorities = s.authorities(a.ID, held)
	return s.pages.Write(w, r, "account.html", screen)
}

func (s *screens) crumbs(last string) []govuk.Link {
	return []govuk.Link{{Text: "Accounts", Href: "/accounts"}, {Text: last}}
}

func (s *screens) postLine(p account.Holder) postLine {
	pack, day := s.desk.Pack(), s.desk.Gate.Now().Date()
	line := postLine{Role: p.Role, Body: p.Body, Team: p.Team, From: p.Since.Words(), To: p.Until.Words(), Now: p.Held(day)}
	if role, ok := pack.Role(p.Role); ok {
		line.Role = role.Name
	}
	if body, ok := pack.Body(p.Body); ok {
		line.Body = body.Name
	}
	if team, ok := pack.Team(p.Team); ok {
		line.Team = team.Name
	}
	line.Areas = s.areaNames(p.Areas)
	if p.Ended.IsZero() && (p.Until.IsZero() || !p.Until.Before(day)) {
		line.End = "/accounts/" + p.Account + "/post/" + p.ID
	}
	return line
}

// able disables an account or lets it sign in again; nobody locks themselves out.
func (s *screens) able(w http.ResponseWriter, r *http.Request) error {
	id, disable := r.PathValue("id"), r.PathValue("able") == "disable"
	if !disable && r.PathValue("able") != "enable" {
		return page.Fail(page.NotFound, "There is no such page.")
	}
	if id == desk.Who(r).Account {
		return page.Fail(page.Forbidden, "You cannot disable your own account. Another administrator can.")
	}
	a, err := s.desk.Accounts.ByID(r.Context(), id)
	if err != nil {
		return err
	}
	if err := s.desk.Accounts.Disable(r.Context(), desk.Who(r), id, disable); err != nil {
		return err
	}
	done := a.Name + " may sign in again"
	if disable {
		done = a.Name + " may no longer sign in, and is signed out"
	}
	return page.Redirect(w, r, "/accounts/"+id, done)
}

// signOut ends every session of an account.
func (s *screens) signOut(w http.ResponseWriter, r *http.Request) error {
	a, err := s.desk.Accounts.ByID(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := s.desk.Accounts.EndSessions(r.Context(), desk.Who(r), a.ID); err != nil {
		return err
	}
	return page.Redirect(w, r, "/accounts/"+a.ID, a.Name+" is signed out everywhere")
}

type formPage struct {
	page.Page
	Inputs    []govuk.Input
	Passwords []govuk.PasswordInput
	Selects   []govuk.Select
	Areas     govuk.Checkboxes
	Choices   []govuk.Radios
	Powers    govuk.Checkboxes
	Dates     []govuk.DateInput
	Reasons   []govuk.Input // asked last
	Button    string
	Cancel    string
}

func input(in *page.Form, name, text, hint string) govuk.Input {
	return govuk.Input{Name: name, Label: govuk.Label{Text: text}, Hint: govuk.Hint{Text: hint}, Value: in.Text(name, 500), ErrorMessage: in.Errors.For(name), Spellcheck: govuk.Off}
}

func secret(in *page.Form) govuk.PasswordInput {
	return govuk.PasswordInput{Name: "password", Label: govuk.Label{Text: "Password"}, Hint: govuk.Hint{Text: "Three or more words that nobody would guess. Hand it over in person: it must be changed at the first sign-in"},
		Autocomplete: "new-password", ErrorMessage: in.Errors.For("password")}
}

// hash checks a new password and gives what is kept of it; empty where it is refused.
func (s *screens) hash(r *http.Request, in *page.Form, about ...string) (string, error) {
	password := credential.NormalPassword(in.Text("password", 1000))
	if password == "" {
		in.Errors.Add("password", "Enter a password")
		return "", nil
	}
	if err := credential.CheckPassword(password, about...); err != nil {
		in.Errors.Add("password", "%s", sentence(err.Error()))
		return "", nil
	}
	return s.hasher.Hash(r.Context(), password)
}

// create adds an account with its first post.
func (s *screens) create(w http.ResponseWriter, r *http.Request) error {
	in, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		post := s.readPost(in)
		a := account.Account{Username: in.Needed("username", 100, "Enter a user name"), Name: in.Needed("name", 200, "Enter a name"), Email: in.Text("email", 200), MustChange: true}
		if a.Password, err = s.hash(r, in, a.Username, a.Name); err != nil {
			return err
		}
		if len(in.Errors) == 0 {
			id, err := s.desk.Accounts.Add(r.Context(), desk.Who(r), a, []access.Post{post})
			if err == nil {
				return page.Redirect(w, r, "/accounts/"+id, a.Name+" may sign in")
			}
			if !desk.Invalid(err, &in.Errors) {
				return err
			}
		}
	}
	screen := &formPage{Page: page.Page{Title: "New account", Breadcrumbs: s.crumbs("New account")}, Button: "Add account", Cancel: "/accounts"}
	screen.Inputs = []govuk.Input{input(in, "name", "Name", "As others will see it"), input(in, "username", "User name", "Without spaces"), input(in, "email", "Email (optional)", "")}
	screen.Passwords = []govuk.PasswordInput{secret(in)}
	s.askPost(screen, in)
	screen.Errors = in.Errors
	return s.pages.Write(w, r, "form.html", screen)
}

// asked is the account that the address names, and the form about it.
func (s *screens) asked(w http.ResponseWriter, r *http.Request) (*account.Account, *page.Form, error) {
	a, err := s.desk.Accounts.ByID(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, nil, err
	}
	in, err := page.ReadForm(w, r, 0)
	return a, in, err
}

// password sets an account's password.
func (s *screens) password(w http.ResponseWriter, r *http.Request) error {
	a, in, err := s.asked(w, r)
	if err != nil {
		return err
	}
	if a.ID == desk.Who(r).Account { // asks for the password that they have
		http.Redirect(w, r, "/password", http.StatusSeeOther)
		return nil
	}
	if r.Method == http.MethodPost {
		hash, err := s.hash(r, in, a.Username, a.Name)
		if err != nil {
			return err
		}
		if len(in.Errors) == 0 {
			if err := s.desk.Accounts.SetPassword(r.Context(), desk.Who(r), a.ID, hash); err != nil {
				return err
			}
			return page.Redirect(w, r, "/accounts/"+a.ID, "The password of "+a.Name+" is changed")
		}
	}
	screen := &formPage{Page: page.Page{Title: "Set a password for " + a.Name, Errors: in.Errors, Breadcrumbs: s.crumbs("Set a password")}, Button: "Set password", Cancel: "/accounts/" + a.ID}
	screen.Passwords = []govuk.PasswordInput{secret(in)}
	return s.pages.Write(w, r, "form.html", screen)
}
