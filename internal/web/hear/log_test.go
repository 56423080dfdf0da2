package hear_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

var hiddenToken = regexp.MustCompile(`name="token" value="([^"]+)"`)

func staff(t *testing.T, s *programtest.Server, user string) *resident {
	return &resident{t: t, s: s, c: s.SignIn(user)}
}

// call is what a handler types for a caller.
func call(token string, more ...string) []string {
	return append([]string{"token", token, "danger", "no", "channel", "phone", "category", "noise", "what", "Bass until four in the morning",
		"place", "Tench Street", "from-day", "2", "from-month", "3", "from-year", "2024", "name", "Ada Fennel", "phone", "020 7946 0012", "safe", "yes",
		"how", "After 6pm", "barrier", "slow"}, more...)
}

func TestACallIsLoggedOnOnePageAndItsPINIsReadOut(t *testing.T) {
	s := programtest.Start(t)
	wren := staff(t, s, "wren")
	_, body := wren.get("/triage/log")
	token := hiddenToken.FindStringSubmatch(body)[1]
	_, body = wren.post("/triage/log", call(token)...)
	ref, pin := receipt(t, body)
	_, body = wren.post("/triage/log", call(token)...) // the handler presses again because the line was slow
	again, pinAgain := receipt(t, body)
	if pin == "" || again != ref || pinAgain != pin || !strings.Contains(body, "logged already") {
		t.Errorf("%s %s, and again %s %s", ref, pin, again, pinAgain)
	}
	caller := newResident(t, s)
	if at, body := caller.post("/track", "reference", ref, "pin", pin); at != "/track" || !strings.Contains(body, "We have your report") {
		t.Errorf("the caller is shown %s: %s", at, faults(body))
	}
	_, body = wren.get("/triage/log")
	token = hiddenToken.FindStringSubmatch(body)[1]
	_, body = wren.post("/triage/log", call(token)...)
	if !strings.Contains(body, ref) || !strings.Contains(body, "Is it the same as an open report?") {
		t.Errorf("a possible duplicate is not shown: %s", plain(body))
	}
	_, body = wren.post("/triage/log", call(token, "same", ref)...)
	second, _ := receipt(t, body)
	if second == ref || !strings.Contains(body, "reported before in the last six months") {
		t.Errorf("the second report is %s: %s", second, plain(body))
	}
	if _, body = wren.get("/triage/channels"); !strings.Contains(plain(body), "2 reports") || !strings.Contains(body, "Slow response") {
		t.Errorf("the counts by channel: %s", plain(body))
	}
}

func TestALogThatIsNotWholeKeepsWhatWasTypedAndSaysWhatIsMissing(t *testing.T) {
	s := programtest.Start(t)
	wren := staff(t, s, "wren")
	_, body := wren.post("/triage/log", "what", "Bass <b>until</b> four", "phone", "020 7946 0012", "email", "nonsense", "channel", "pigeon", "category", "../etc",
		"from-day", "31", "from-month", "2", "from-year", "2024")
	for _, want := range []string{"Select how it reached you", "Select what it is about", "must be a real date", "Ask whether it is safe to contact them", "email address in the correct format", "Bass &lt;b&gt;until&lt;/b&gt; four"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
}

func TestOnlyThoseWhoseWorkItIsMayLogAReport(t *testing.T) {
	s := programtest.Start(t)
	for user, may := range map[string]bool{"wren": true, "bramble": true, "finch": true, "briar": true, "alder": false, "reed": false, "linden": false} {
		_, body := staff(t, s, user).get("/triage/log")
		if got := strings.Contains(body, "How did it reach you?"); got != may {
			t.Errorf("%s may log a report: %v, want %v", user, got, may)
		}
	}
	if at, _ := newResident(t, s).get("/triage/log"); !strings.HasPrefix(at, "/sign-in") {
		t.Errorf("a stranger is led to %s", at)
	}
}

func TestTheLogIsFilledInByKeyboardFromTopToBottom(t *testing.T) {
	s := programtest.Start(t)
	p := browsertest.Open(t)
	p.Go(s.URL + "/sign-in?next=/triage/log")
	p.Fill("#username", "wren")
	p.Fill("#password", programtest.Password)
	p.Follow("main form button.govuk-button:not(.govuk-button--secondary)")
	h := &hand{Page: p, name: "log"}
	h.look("1-empty")
	h.radio("danger", "no")
	h.radio("channel", "walk-in")
	h.TabTo("#category")
	h.Type("mess and damage: lit")
	h.write("#what", "Bags torn open again")
	h.write("#place", "Brick Lane")
	h.write("#name", "Ada Fennel")
	h.write("#phone", "020 7946 0012")
	h.radio("safe", "yes")
	h.on("/triage/log")
	if p.Count("#reference") == 0 { // Brick Lane is more than one place: choose, and log it
		h.look("2-which")
		h.radio("match", "market brick-lane")
		h.on("/triage/log")
	}
	h.look("3-logged")
	h.Want("Read this out", "PIN", "Clean and green")
	h.Go(s.URL + "/triage/channels")
	h.look("4-channels")
	h.Want("1 report", "In person")
}
