package signin_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/page"
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
}

// Capitals are no way past the count, wrong tries are told to be many, and neither the person whose name was tried nor the
// others of the same address are kept out.
func TestWrongTriesAreSlowedAndShutNobodyOut(t *testing.T) {
	proxies, err := page.ParseProxies([]string{"127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	s := programtest.StartWith(t, programtest.Options{Proxies: proxies})
	try := func(from, name, password string) int {
		r, err := http.NewRequest(http.MethodPost, s.URL+"/sign-in", strings.NewReader(url.Values{"username": {name}, "password": {password}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Forwarded-For", "192.0.2.1, "+from)
		res, err := s.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res.StatusCode
	}
	for i := range credential.Free {
		if status := try("203.0.113.9", []string{"bramble", "BRAMBLE", " Bramble"}[i%3], "wrong password"); status != http.StatusUnprocessableEntity {
			t.Fatalf("wrong try %d got %d", i+1, status)
		}
	}
	if status := try("203.0.113.9", "bRAMBLE", "wrong password"); status != http.StatusTooManyRequests {
		t.Errorf("after ten wrong tries the next got %d", status)
	}
	for _, who := range [][2]string{{"203.0.113.9", "bramble"}, {"203.0.113.9", "wren"}, {"203.0.113.10", "bramble"}} {
		if status := try(who[0], who[1], programtest.Password); status != http.StatusOK {
			t.Errorf("%s at %s, with the right password, got %d", who[1], who[0], status)
		}
	}
}

func TestAnAccountWithoutAPasswordIsToldAsAWrongOne(t *testing.T) {
	s := programtest.Start(t)
	if _, err := s.Program.Accounts.Add(context.Background(), access.System("test"), account.Account{Username: "nohash", Name: "No Hash"}, nil); err != nil {
		t.Fatal(err)
	}
	for _, password := range []string{"anything", "x"} {
		if status, body := s.Post(s.Client(), "/sign-in", url.Values{"username": {"nohash"}, "password": {password}}); status != http.StatusUnprocessableEntity || !strings.Contains(body, "is not right") {
			t.Errorf("it got %d", status)
		}
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
