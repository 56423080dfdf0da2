package signin

import (
	"context"
	"errors"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type passwordPage struct {
	page.Page
	First       bool // it was given by somebody else and must change
	Demo        bool
	Current, To govuk.PasswordInput
}

// holder serves a page to those who have signed in, also before they have changed their first password.
func (s *screens) holder(h func(http.ResponseWriter, *http.Request, *account.Account) error) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		id, _ := desk.Holder(r)
		if id == "" {
			if r.Method == http.MethodPost {
				return page.Fail(page.Forbidden, "You have been signed out, so nothing was changed. Sign in and try again.")
			}
			http.Redirect(w, r, "/sign-in?next=%2Fpassword", http.StatusSeeOther)
			return nil
		}
		a, err := s.desk.Accounts.ByID(r.Context(), id)
		if err != nil {
			return err
		}
		return h(w, r, a)
	}
}

// self is an account acting on itself alone: it needs no post for that.
func self(a *account.Account) access.Principal { return access.Principal{Account: a.ID, Name: a.Name} }

// password changes the reader's own password. All their other sessions end.
func (s *screens) password(w http.ResponseWriter, r *http.Request, a *account.Account) error {
	in, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost && !a.Demo {
		hash, err := s.newHash(r, in, a)
		if err != nil {
			return err
		}
		if len(in.Errors) == 0 {
			if err := s.desk.Accounts.SetPassword(r.Context(), self(a), a.ID, hash); err != nil {
				return err
			}
			return s.goOn(w, r, a.ID, "Your password is changed, and you are signed out everywhere else")
		}
	} else if r.Method == http.MethodPost {
		return page.Fail(page.Forbidden, "The users of a demonstration keep their password: the next visitor signs in with it.")
	}
	screen := &passwordPage{Page: page.Page{Title: "Change your password", Errors: in.Errors}, First: a.MustChange, Demo: a.Demo}
	screen.Current = govuk.PasswordInput{Name: "current", Label: govuk.Label{Text: "Your password now"}, Classes: "govuk-input--width-20", Autocomplete: "current-password", ErrorMessage: in.Errors.For("current")}
	screen.To = govuk.PasswordInput{Name: "password", Label: govuk.Label{Text: "New password"}, Hint: govuk.Hint{Text: "Three or more words that nobody would guess"},
		Classes: "govuk-input--width-20", Autocomplete: "new-password", ErrorMessage: in.Errors.For("password")}
	return s.pages.Write(w, r, "password.html", screen)
}

// goOn keeps this session in the epoch that began, under a new token.
func (s *screens) goOn(w http.ResponseWriter, r *http.Request, id, done string) error {
	a, err := s.desk.Accounts.ByID(r.Context(), id)
	if err != nil {
		return err
	}
	if err := s.desk.SignIn(r.Context(), a); err != nil {
		return err
	}
	return page.Redirect(w, r, "/home", done)
}

// newHash checks both passwords and gives what is kept of the new one; what is wrong is on the form.
func (s *screens) newHash(r *http.Request, in *page.Form, a *account.Account) (string, error) {
	password := credential.NormalPassword(in.Text("password", 1000))
	if in.Needed("current", 1000, "Enter your password now") == "" {
		return "", nil
	}
	if _, err := s.check(r, a.Username, in.Text("current", 1000)); err != nil {
		if errors.As(err, new(fault.Invalid)) {
			in.Errors.Add("current", "This is not your password")
			return "", nil
		}
		return "", err
	}
	if password == credential.NormalPassword(in.Text("current", 1000)) {
		in.Errors.Add("password", "Choose a password that is not the one you have")
		return "", nil
	}
	if err := credential.CheckPassword(password, a.Username, a.Name); err != nil {
		desk.Invalid(err, &in.Errors)
		return "", nil
	}
	return s.hasher.Hash(r.Context(), password)
}

// everywhere ends all sessions of the reader but this one.
func (s *screens) everywhere(w http.ResponseWriter, r *http.Request, a *account.Account) error {
	if a.MustChange {
		http.Redirect(w, r, "/password", http.StatusSeeOther)
		return nil
	}
	if err := s.desk.Accounts.EndSessions(context.WithoutCancel(r.Context()), self(a), a.ID); err != nil {
		return err
	}
	return s.goOn(w, r, a.ID, "You are signed out everywhere else")
}
