package accounts_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
)

const password = "copper lantern willow seven"

func newcomer() url.Values {
	return url.Values{"name": {"Poppy Windmill"}, "username": {"poppy"}, "password": {password}, "role": {"enforcement-officer"}, "body": {"council"}, "team": {"theos"}}
}

// signIn gives the path where a sign-in led.
func signIn(t *testing.T, s *programtest.Server, username, password string) string {
	t.Helper()
	res, err := s.Client().PostForm(s.URL+"/sign-in", url.Values{"username": {username}, "password": {password}, "next": {"/records"}})
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read for where it led alone
	return res.Request.URL.Path
}

func TestAnAdministratorAddsSomebodyWhoThenSignsInAndIsTurnedAwayAgain(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("alder")
	status, body := s.Post(c, "/accounts/new", newcomer())
	if status != http.StatusOK || !strings.Contains(body, "may sign in") {
		t.Fatalf("%d %s", status, body)
	}
	if at := signIn(t, s, "poppy", password); at != "/records" {
		t.Fatalf("the newcomer is led to %s", at)
	}
	a, err := s.Program.Accounts.ByUsername(context.Background(), "poppy")
	if err != nil {
		t.Fatal(err)
	}
	path := "/accounts/" + a.ID
	status, body = s.Post(c, path+"/password", url.Values{"password": {"a second copper lantern"}})
	if status != 200 || signIn(t, s, "poppy", password) == "/records" || signIn(t, s, "poppy", "a second copper lantern") != "/records" {
		t.Errorf("%d: the old password opens, or the new does not: %s", status, body)
	}
	s.Post(c, path+"/able/disable", nil)
	if signIn(t, s, "poppy", "a second copper lantern") == "/records" {
		t.Error("a disabled account signs in")
	}
	_, body = s.Get(c, "/accounts")
	for _, want := range []string{"Poppy Windmill", "Disabled"} {
		if !strings.Contains(body, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
}

func TestAPostIsHeldFromItsFirstDayToItsLast(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("alder")
	s.Post(c, "/accounts/new", newcomer())
	who := s.Principal("poppy")
	path := "/accounts/" + who.Account
	status, body := s.Post(c, path+"/post", url.Values{"role": {"board-member"}, "body": {"council"}, "since-day": {"1"}, "since-month": {"1"}, "since-year": {"2020"}, "until-day": {"31"}, "until-month": {"1"}, "until-year": {"2020"}})
	if status != 200 || !strings.Contains(body, "31 January 2020") || len(s.Principal("poppy").Posts) != 1 {
		t.Errorf("%d: a post of the past is held: %s", status, body)
	}
	status, _ = s.Post(c, path+"/post", url.Values{"role": {"wizard"}, "body": {"council"}})
	if status != http.StatusUnprocessableEntity {
		t.Errorf("a role that the pack lacks: %d", status)
	}
	yesterday := s.Program.Gate.Now().Date().AddDays(-1)
	end := url.Values{"until-day": {"1"}, "until-month": {"1"}, "until-year": {"2019"}}
	if status, _ = s.Post(c, path+"/post/"+who.Posts[0].ID, end); status != http.StatusUnprocessableEntity || len(s.Principal("poppy").Posts) != 1 {
		t.Errorf("a post ends before it began: %d", status)
	}
	status, _ = s.Post(c, path+"/post", url.Values{"role": {"cctv-operator"}, "body": {"council"}, "since-day": {"1"}, "since-month": {"1"}, "since-year": {"2021"}})
	if posts := s.Principal("poppy").Posts; status != 200 || len(posts) != 2 {
		t.Fatalf("%d: the posts are %+v", status, posts)
	}
	for _, p := range s.Principal("poppy").Posts {
		if p.Role == "cctv-operator" {
			s.Post(c, path+"/post/"+p.ID, url.Values{"until-day": {"1"}, "until-month": {"2"}, "until-year": {yesterday.String()[:4]}})
		}
	}
	if posts := s.Principal("poppy").Posts; len(posts) != 1 {
		t.Errorf("a post that ended is held: %+v", posts)
	}
	_, body = s.Get(c, "/accounts")
	_, row, _ := strings.Cut(body, "Poppy Windmill")
	row, _, _ = strings.Cut(row, "</tr>")
	role, _ := s.Program.Pack.Role(who.Posts[0].Role)
	if ended, _ := s.Program.Pack.Role("cctv-operator"); !strings.Contains(row, role.Name+", ") || strings.Contains(row, ended.Name) {
		t.Errorf("the list says of what they hold: %s", row)
	}
}

func TestWhatIsWrongWithAnAccountIsSaidBesideItsField(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("alder")
	for field, c2 := range map[string]struct{ value, say string }{
		"password": {"short", "There is a problem"}, "username": {"wren", "this user name is taken"}, "name": {"", "Enter a name"}, "team": {"snt-whitechapel", "Select a team of the body"}, "role": {"", "Select a role"},
	} {
		form := newcomer()
		form.Set(field, c2.value)
		status, body := s.Post(c, "/accounts/new", form)
		if status != http.StatusUnprocessableEntity || !strings.Contains(strings.ToLower(body), strings.ToLower(c2.say)) {
			t.Errorf("%s=%q: %d without %q", field, c2.value, status, c2.say)
		}
		if strings.Contains(body, password) {
			t.Error("the password comes back on the page")
		}
	}
}

func TestNobodyButAnAdministratorReachesAccounts(t *testing.T) {
	s := programtest.Start(t)
	admin := s.Principal("alder").Account
	for _, u := range s.Program.Pack.Users {
		if u.ID == "alder" {
			continue
		}
		c := s.SignIn(u.ID)
		for _, path := range []string{"/accounts", "/accounts/new", "/accounts/" + admin, "/accounts/" + admin + "/post"} {
			if status, _ := s.Get(c, path); status != http.StatusForbidden {
				t.Errorf("%s opens %s: %d", u.ID, path, status)
			}
		}
		s.Post(c, "/accounts/"+admin+"/able/disable", nil)
		s.Post(c, "/accounts/"+admin+"/password", url.Values{"password": {password}})
		s.Post(c, "/accounts/new", newcomer())
	}
	if at := signIn(t, s, "alder", programtest.Password); at != "/records" {
		t.Error("somebody disabled the administrator or changed the password")
	}
	if _, err := s.Program.Accounts.ByUsername(context.Background(), "poppy"); err == nil {
		t.Error("somebody who is no administrator added an account")
	}
}
