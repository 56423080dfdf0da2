package accounts_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
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
	if at := signIn(t, s, "poppy", password); at != "/password" {
		t.Fatalf("the newcomer is led to %s", at)
	}
	own := keepOwn(t, s, password, "a copper lantern of my own")
	if at := signIn(t, s, "poppy", "a copper lantern of my own"); at != "/records" {
		t.Fatalf("with a password of their own they are led to %s", at)
	}
	a, err := s.Program.Accounts.ByUsername(context.Background(), "poppy")
	if err != nil {
		t.Fatal(err)
	}
	path := "/accounts/" + a.ID
	status, body = s.Post(c, path+"/password", url.Values{"password": {"a second copper lantern"}})
	if status != 200 || signIn(t, s, "poppy", password) != "/sign-in" || signIn(t, s, "poppy", "a second copper lantern") != "/password" {
		t.Errorf("%d: the old password opens, or the new does not: %s", status, body)
	}
	if signedIn(t, s, own) {
		t.Error("a session outlives the password")
	}
	s.Post(c, path+"/able/disable", nil)
	if signIn(t, s, "poppy", "a second copper lantern") != "/sign-in" {
		t.Error("a disabled account signs in")
	}
	_, body = s.Get(c, "/accounts")
	for _, want := range []string{"Poppy Windmill", "Disabled"} {
		if !strings.Contains(body, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
}

// keepOwn signs poppy in, changes the password, and gives the browser that did.
func keepOwn(t *testing.T, s *programtest.Server, was, own string) *http.Client {
	t.Helper()
	c := s.Client()
	s.Post(c, "/sign-in", url.Values{"username": {"poppy"}, "password": {was}})
	if status, body := s.Post(c, "/password", url.Values{"current": {was}, "password": {own}}); status != 200 || !strings.Contains(body, "Your password is changed") {
		t.Fatalf("changing the own password: %d %s", status, body)
	}
	return c
}

// signedIn says that a browser reaches the home page.
func signedIn(t *testing.T, s *programtest.Server, c *http.Client) bool {
	t.Helper()
	res, err := c.Get(s.URL + "/home")
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	return res.Request.URL.Path == "/home"
}

// A password that somebody else set opens nothing but the page that changes it, and a change ends every session of before.
func TestASessionEndsWithWhateverChangesWhoMaySignIn(t *testing.T) {
	s := programtest.Start(t)
	admin := s.SignIn("alder")
	s.Post(admin, "/accounts/new", newcomer())
	first := s.Client()
	s.Post(first, "/sign-in", url.Values{"username": {"poppy"}, "password": {password}})
	for _, path := range []string{"/home", "/records", "/patrol", "/search?q=x"} {
		if res, err := first.Get(s.URL + path); err != nil || res.Request.URL.Path != "/password" {
			t.Errorf("with the first password %s is not led to a new one: %v", path, err)
		}
	}
	for form, say := range map[string]string{"current=wrong+one&password=three+tall+silver+herons": "This is not your password", "current=" + url.QueryEscape(password) + "&password=short": "must have at least",
		"current=" + url.QueryEscape(password) + "&password=" + url.QueryEscape(password): "not the one you have"} {
		values, _ := url.ParseQuery(form)
		if status, body := s.Post(first, "/password", values); status != http.StatusUnprocessableEntity || !strings.Contains(body, say) {
			t.Errorf("%s: %d", form, status)
		}
	}
	own := keepOwn(t, s, password, "three tall silver herons")
	path := "/accounts/" + s.Principal("poppy").Account
	in := func() *http.Client {
		c := s.Client()
		s.Post(c, "/sign-in", url.Values{"username": {"poppy"}, "password": {"three tall silver herons"}})
		if !signedIn(t, s, c) {
			t.Fatal("poppy cannot sign in")
		}
		return c
	}
	for name, change := range map[string]func(){
		"disabling and enabling": func() {
			s.Post(admin, path+"/able/disable", nil)
			s.Post(admin, path+"/able/enable", nil)
		},
		"signing out everywhere":          func() { s.Post(admin, path+"/sign-out", nil) },
		"their own signing out elsewhere": func() { s.Post(in(), "/password/sign-out", nil) },
	} {
		c := in()
		change()
		if signedIn(t, s, c) || signedIn(t, s, own) {
			t.Errorf("a session outlives %s", name)
		}
	}
}

func TestVisitorsOfADemonstrationCannotChangeThePasswordOfItsUsers(t *testing.T) {
	s := programtest.Start(t)
	c, wren := s.SignIn("alder"), s.Principal("wren").Account
	for _, try := range []struct {
		path string
		form url.Values
	}{{"/accounts/" + wren + "/password", url.Values{"password": {password}}}, {"/accounts/" + wren + "/sign-out", nil}, {"/password", url.Values{"current": {programtest.Password}, "password": {password}}}, {"/password/sign-out", nil}} {
		if status, _ := s.Post(c, try.path, try.form); status != http.StatusForbidden {
			t.Errorf("%s: %d", try.path, status)
		}
	}
	if signIn(t, s, "alder", programtest.Password) != "/records" || signIn(t, s, "wren", programtest.Password) != "/records" {
		t.Error("a user of the demonstration cannot sign in any more")
	}
}

func TestAPostGivenTodayIsEndedToday(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("alder")
	s.Post(c, "/accounts/new", newcomer())
	who := s.Principal("poppy")
	today := s.Program.Gate.Now().Date()
	status, body := s.Post(c, "/accounts/"+who.Account+"/post/"+who.Posts[0].ID, url.Values{"until-day": {strconv.Itoa(today.DayOfMonth())}, "until-month": {strconv.Itoa(int(today.Month()))}, "until-year": {strconv.Itoa(today.Year())}})
	if status != http.StatusOK || !strings.Contains(body, "The post has ended") || len(s.Principal("poppy").Posts) != 0 {
		t.Errorf("%d: the post is still held: %+v", status, s.Principal("poppy").Posts)
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

func TestAnAccountIsLetIntoACompartmentAndKeptOutOnItsDays(t *testing.T) {
	s := programtest.Start(t)
	c, who := s.SignIn("alder"), s.Principal("bramble")
	path := "/accounts/" + who.Account
	opens := func() bool { return s.Program.Gate.Rules().Opens(s.Principal("bramble"), "police") }
	for _, missing := range []string{"compartment", "way", "reason"} {
		form := url.Values{"compartment": {"police"}, "way": {"in"}, "reason": {"joint team"}}
		form.Del(missing)
		if status, body := s.Post(c, path+"/compartment", form); status != http.StatusUnprocessableEntity || !strings.Contains(body, "There is a problem") || opens() {
			t.Errorf("without %s: %d", missing, status)
		}
	}
	status, body := s.Post(c, path+"/compartment", url.Values{"compartment": {"police"}, "way": {"in"}, "reason": {"they sit with the ward’s team this month"}})
	if status != http.StatusOK || !strings.Contains(body, "is let in") || !strings.Contains(body, "Police only") || !opens() {
		t.Fatalf("%d: who was let in does not read what is in it", status)
	}
	_, end, _ := strings.Cut(body, `href="`+path+"/compartment/")
	id, _, _ := strings.Cut(end, `"`)
	yesterday := s.Program.Gate.Now().Date().AddDays(-1)
	status, body = s.Post(c, path+"/compartment/"+id, url.Values{"until-day": {strconv.Itoa(yesterday.DayOfMonth())}, "until-month": {strconv.Itoa(int(yesterday.Month()))}, "until-year": {strconv.Itoa(yesterday.Year())}})
	if status != http.StatusOK || !strings.Contains(body, "Ended") || opens() {
		t.Errorf("%d: after its last day they read it still", status)
	}
	rowan := s.Principal("rowan").Account
	if status, _ := s.Post(c, "/accounts/"+rowan+"/compartment", url.Values{"compartment": {"police"}, "way": {"out"}, "reason": {"it is about their brother"}}); status != http.StatusOK || s.Program.Gate.Rules().Opens(s.Principal("rowan"), "police") {
		t.Errorf("%d: who is kept out reads it by their post", status)
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
		for _, path := range []string{"/accounts", "/accounts/new", "/accounts/" + admin, "/accounts/" + admin + "/post", "/accounts/" + admin + "/compartment"} {
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

// Who may issue what stands with its source on the page of the account and on the holder's own; what an accreditation names and the law does not
// give yet says so.
func TestAnAdministratorGivesAuthorityWithItsSourceAndItsHolderReadsIt(t *testing.T) {
	s := programtest.Start(t)
	admin, path := s.SignIn("alder"), "/accounts/"+s.Principal("thistle").Account
	form := url.Values{"source": {"csas"}, "powers": {"pspo-penalty"}, "reference": {"CSAS 12"}, "reason": {"Accredited in March"}}
	for field, say := range map[string]string{"source": "Select where the authority comes from", "powers": "Select the powers that it names", "reference": "Enter the reference", "reason": "Enter a reason"} {
		without := url.Values{}
		for k, v := range form {
			if k != field {
				without[k] = v
			}
		}
		if status, body := s.Post(admin, path+"/authority", without); status != http.StatusUnprocessableEntity || !strings.Contains(body, say) {
			t.Errorf("without %s: %d", field, status)
		}
	}
	if _, body := s.Post(admin, path+"/authority", form); !strings.Contains(body, "The authority is kept") {
		t.Fatal(body)
	}
	if _, body := s.Post(admin, path+"/authority", url.Values{"source": {"delegation"}, "powers": {"pspo-penalty"}, "reference": {"x"}, "reason": {"y"}}); !strings.Contains(body, "cannot come from this source") {
		t.Error("a delegation gave what the maker of orders alone authorises")
	}
	for name, client := range map[string]*http.Client{path: admin, "/authorities": s.SignIn("thistle")} {
		if _, body := s.Get(client, name); !strings.Contains(body, "CSAS 12") || !strings.Contains(body, "gives nothing, since it is not confirmed as law") {
			t.Errorf("%s does not say it", name)
		}
	}
	held := s.Principal("thistle").Authorities
	if len(held) != 1 {
		t.Fatalf("%+v", held)
	}
	if _, body := s.Post(admin, path+"/authority/"+held[0].ID, url.Values{"until-day": {"1"}, "until-month": {"1"}, "until-year": {"2026"}}); !strings.Contains(body, "It ends after 1 January 2026") {
		t.Error("it was not ended")
	}
}
