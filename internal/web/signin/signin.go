// Package signin is the door for staff: user name and password, out again, and on a demonstration the list of its users.
package signin

import (
	"cmp"
	"context"
	"embed"
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

//go:embed *.html
var templates embed.FS

// DemoPassword is every demonstration user's; it is printed on the sign-in page of a demonstration and opens nothing else.
const DemoPassword = "demonstration only"

// hashesAtOnce bounds the memory that sign-ins take: 46 MiB each.
const hashesAtOnce = 4

type screens struct {
	desk   *desk.Desk
	pages  *page.Set
	hasher *credential.Hasher
	door   *credential.Door
}

// Register puts the sign-in screens on the mux.
func Register(mux page.Mux, d *desk.Desk) error {
	hasher, err := credential.NewHasher(credential.DefaultParams, hashesAtOnce)
	if err != nil {
		return err
	}
	s := &screens{desk: d, pages: d.Site.MustSet(templates), hasher: hasher, door: credential.NewDoor(30_000)}
	mux.Handle("/sign-in", d.Open(s.signIn))
	mux.Handle("POST /sign-out", d.Open(s.signOut))
	mux.Handle("/password", d.Open(s.holder(s.password)))
	mux.Handle("POST /password/sign-out", d.Open(s.holder(s.everywhere)))
	return nil
}

type signInPage struct {
	page.Page
	Username govuk.Input
	Password govuk.PasswordInput
	Next     string
	Demo     []demoUser
	DemoWord string
}

type demoUser struct {
	Username, Name, Role, Team, Does string
}

func (s *screens) signIn(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	next := desk.Next(cmp.Or(form.Text("next", 500), r.URL.Query().Get("next")), "/home")
	if r.Method == http.MethodPost {
		name, password := form.Needed("username", 100, page.Say(r, "signin.username.missing")), form.Text("password", 1000)
		if password == "" {
			form.Errors.Add("password", page.Say(r, "signin.password.missing"))
		}
		if len(form.Errors) == 0 {
			a, err := s.check(r, name, password)
			if err == nil {
				if err := s.desk.SignIn(r.Context(), a); err != nil {
					return err
				}
				return s.signedIn(w, r, a.ID, next)
			}
			var bad fault.Invalid
			if !errors.As(err, &bad) {
				return err
			}
			desk.Invalid(err, &form.Errors)
		}
	}
	return s.show(w, r, form, next)
}

type wrotePage struct {
	page.Page
	Wrote []string
	Next  string
}

// signedIn leads on, past what the same account wrote into a form that came after its session had ended.
func (s *screens) signedIn(w http.ResponseWriter, r *http.Request, account, next string) error {
	s.desk.NoteWriter(w, account)
	if words := s.desk.TakeWords(r.Context(), account); len(words) > 0 {
		return s.pages.Write(w, r, "wrote.html", &wrotePage{Page: page.Page{Title: page.Say(r, "signin.again")}, Wrote: words, Next: next})
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// check takes as long for a user name that is not there as for a wrong password, and says the same. So it does for an account
// without a password that can be checked, and for one that is disabled.
func (s *screens) check(r *http.Request, name, password string) (*account.Account, error) {
	var found *account.Account
	tried, err := s.door.Try(r.Context(), account.Fold(name), credential.AddressKey(page.Address(r)), s.desk.Gate.Now().Time(), func(ctx context.Context) (right bool, err error) {
		found, err = s.desk.Accounts.ByUsername(ctx, name)
		if err != nil && !errors.Is(err, fault.ErrNotFound) {
			return false, err
		}
		if err == nil {
			right, _, err = s.hasher.Verify(ctx, found.Password, credential.NormalPassword(password))
		}
		if errors.Is(err, fault.ErrNotFound) || errors.Is(err, credential.ErrHash) {
			return false, s.hasher.VerifyNobody(ctx, password)
		}
		return right && !found.Disabled, err
	})
	if err == nil {
		err = s.note(r, found, tried.Right)
	}
	switch {
	case err != nil:
		return nil, err
	case tried.Often:
		return nil, &page.Error{Kind: page.TooMany, Err: fault.ErrTooMany, Message: page.Say(r, "signin.often")}
	case !tried.Right:
		return nil, fault.Invalid{"username": page.Say(r, "signin.wrong")}
	}
	return found, nil
}

// note keeps in the audit that somebody signed in, or tried to as somebody. A user name that is nobody's is not kept: people type
// passwords there.
func (s *screens) note(r *http.Request, a *account.Account, right bool) error {
	who, verb, detail := access.Public(), "sign-in failed", "a user name that is nobody's"
	if a != nil {
		who, detail = self(a), ""
	}
	if right {
		verb = "signed in"
	}
	return s.desk.Gate.Note(r.Context(), who, verb, "", "", detail)
}

func (s *screens) show(w http.ResponseWriter, r *http.Request, form *page.Form, next string) error {
	screen := &signInPage{Page: page.Page{Title: page.Say(r, "signin.title"), Errors: form.Errors}, Next: next}
	screen.Username = govuk.Input{Name: "username", Label: govuk.Label{Text: page.Say(r, "signin.username")}, Value: form.Text("username", 100), Autocomplete: "username",
		Classes: "govuk-input--width-20", ErrorMessage: form.Errors.For("username"), Spellcheck: govuk.Off, Autocapitalize: "none"}
	screen.Password = govuk.PasswordInput{Name: "password", Label: govuk.Label{Text: page.Say(r, "layout.password")}, Classes: "govuk-input--width-20",
		ErrorMessage: form.Errors.For("password")}
	if s.desk.Demo {
		if err := s.demoUsers(r, screen); err != nil {
			return err
		}
	}
	return s.pages.Write(w, r, "sign-in.html", screen)
}

func (s *screens) demoUsers(r *http.Request, screen *signInPage) error {
	users, err := s.desk.Accounts.DemoUsers(r.Context())
	if err != nil {
		return err
	}
	screen.DemoWord = DemoPassword
	for _, u := range users {
		line := demoUser{Username: u.Username, Name: u.Name}
		who, err := s.desk.Accounts.Principal(r.Context(), u.ID)
		if err != nil {
			return err
		}
		if len(who.Posts) > 0 {
			if role, ok := s.desk.Pack().Role(who.Posts[0].Role); ok {
				line.Role, line.Does = role.Name, role.Does
			}
			if team, ok := s.desk.Pack().Team(who.Posts[0].Team); ok {
				line.Team = team.Name
			}
		}
		screen.Demo = append(screen.Demo, line)
	}
	return nil
}

func (s *screens) signOut(w http.ResponseWriter, r *http.Request) error {
	if who := desk.Who(r); len(who.Posts) > 0 {
		if err := s.desk.Gate.Note(r.Context(), who, "signed out", "", "", ""); err != nil {
			return err
		}
	}
	if err := s.desk.SignOut(r.Context()); err != nil {
		return err
	}
	return page.Redirect(w, r, "/", page.Say(r, "signin.out"))
}
