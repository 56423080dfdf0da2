package signin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
)

func TestAWrongPasswordAndAnUnknownUserAreToldAlikeAndSoonTold(t *testing.T) {
	s := programtest.Start(t)
	said := map[string]string{}
	for _, name := range []string{"wren", "nobody"} {
		status, body := s.Post(s.Client(), "/sign-in", url.Values{"username": {name}, "password": {"wrong password"}})
		if status != http.StatusUnprocessableEntity {
			t.Errorf("%s got %d", name, status)
		}
		said[name] = strings.ReplaceAll(body, name, "")
	}
	if !strings.Contains(said["wren"], "The user name or the password is not right") {
		t.Error("a wrong password is not told")
	}
	c := s.Client()
	for range 10 {
		s.Post(c, "/sign-in", url.Values{"username": {"bramble"}, "password": {"wrong password"}})
	}
	if status, _ := s.Post(c, "/sign-in", url.Values{"username": {"bramble"}, "password": {programtest.Password}}); status != http.StatusTooManyRequests {
		t.Errorf("after ten wrong tries the next got %d", status)
	}
}

func TestSigningInLeadsBackToThePageThatWasAskedForAndNeverElsewhere(t *testing.T) {
	s := programtest.Start(t)
	for next, want := range map[string]string{"/sources": "/sources", "https://example.org/": "/home", "//example.org": "/home", `/\example.org`: "/home"} {
		c := s.Client()
		c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		res, err := c.PostForm(s.URL+"/sign-in", url.Values{"username": {"wren"}, "password": {programtest.Password}, "next": {next}})
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if got := res.Header.Get("Location"); got != want {
			t.Errorf("%s led to %q, want %q", next, got, want)
		}
	}
}

func TestStaffPagesAskForASignInAndTheSessionEndsWithSigningOut(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("wren")
	if status, body := s.Get(c, "/home"); status != 200 || !strings.Contains(body, "Wren Doorbell") {
		t.Errorf("home after signing in: %d", status)
	}
	if status, _ := s.Post(c, "/sign-out", nil); status != 200 {
		t.Errorf("signing out: %d", status)
	}
	if _, body := s.Get(c, "/home"); !strings.Contains(body, "User name") {
		t.Error("after signing out the home page is still shown")
	}
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("wren")
	r, err := http.NewRequest(http.MethodPost, s.URL+"/sign-out", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", "https://example.org")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("a foreign form got %d", res.StatusCode)
	}
}
