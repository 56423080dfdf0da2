package hear_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
	"github.com/wardmote/wardmote/internal/web/hear"
)

// homeBound is a resident whose browser stays at the partnership's pages when a link leads elsewhere.
func homeBound(t *testing.T, s *programtest.Server) *resident {
	p := newResident(t, s)
	p.c.CheckRedirect = func(to *http.Request, _ []*http.Request) error {
		if !strings.HasPrefix(to.URL.String(), s.URL) {
			return http.ErrUseLastResponse
		}
		return nil
	}
	return p
}

const herWords = "He broke the door while the children slept"

// told fills in a report of domestic abuse up to the page after the story.
func (p *resident) told() {
	p.t.Helper()
	p.get("/report")
	p.answer("/report/danger", "/report/what", "now", "no")
	p.answer("/report/what?group=Worried+about+somebody", "/report/where", "category", "domestic-abuse")
	p.answer("/report/where", "/report/place", "place", "brick lane")
	p.answer("/report/place", "/report/kind", "match", "market brick-lane")
	p.answer("/report/kind", "/report/when", "kind", "home")
	p.answer("/report/when", "/report/often")
	p.answer("/report/often", "/report/who", "often", "weekly", "repeat", "no")
	p.answer("/report/who", "/report/story", "affected", "me", "because", "no")
	p.answer("/report/story", "/report/photos", "what", herWords)
}

func TestAfterExitNothingOfTheFormIsLeftOnTheDevice(t *testing.T) {
	s := programtest.Start(t)
	p := homeBound(t, s)
	p.told()
	home, err := url.Parse(s.URL + "/report")
	if err != nil {
		t.Fatal(err)
	}
	cookies := p.c.Jar.Cookies(home)
	for _, path := range []string{"/report/story", "/report/check", "/report/photos", "/report/doors"} {
		res, err := p.c.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if c := res.Header.Get("Cache-Control"); !strings.Contains(c, "no-store") {
			t.Errorf("%s may be kept by the browser: %q", path, c)
		}
	}
	if _, body := p.get("/report/story"); !strings.Contains(body, `href="`+hear.ExitPath+`"`) {
		t.Error("the button leads past the server, which then keeps the words for a day")
	}
	res, err := p.c.Get(s.URL + hear.ExitPath)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if to := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || strings.Contains(to, "wardmote") || to == "" {
		t.Errorf("exit leads to %q with %d", to, res.StatusCode)
	}
	shown := func(p *resident, by string) {
		t.Helper()
		for _, path := range []string{"/report", "/report/story", "/report/check", "/report/sent"} {
			if at, body := p.get(path); strings.Contains(body, herWords) || strings.Contains(body, "omestic abuse") {
				t.Errorf("%s: %s leads to %s, which shows what was entered", by, path, at)
			}
		}
		for _, path := range []string{"/report/story", "/report/save", "/report/check", "/track/reply"} { // Back to a page that was sent, and "resubmit"
			if _, body := p.post(path, "what", herWords, "words", herWords); strings.Contains(body, herWords) {
				t.Errorf("%s: sending %s again shows the words", by, path)
			}
		}
	}
	shown(p, "the same browser")
	old := newResident(t, s) // a browser that kept the cookie all the same
	old.c.Jar.SetCookies(home, cookies)
	shown(old, "the old cookie")
}

func TestExitOfAnotherSitesLinkThrowsNothingAway(t *testing.T) {
	s := programtest.Start(t)
	p := homeBound(t, s)
	p.told()
	r, err := http.NewRequest(http.MethodGet, s.URL+hear.ExitPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := p.c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if _, body := p.get("/report/story"); !strings.Contains(body, herWords) {
		t.Error("a link on another site threw the form away")
	}
}

func TestWordsOfAReporterComeBackToTheSameReportAloneAndNotAfterExit(t *testing.T) {
	clock := make(chan when.Instant, 1)
	clock <- when.At(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))
	later := func() { clock <- (<-clock).Add(20 * time.Minute) }
	s := programtest.StartWith(t, programtest.Options{Now: func() when.Instant { at := <-clock; clock <- at; return at }})
	send := func() report.Receipt {
		r, err := s.Program.Reports.Send(t.Context(), access.Public(), &report.Filled{Asked: true, Category: "domestic-abuse", What: "Shouting", Area: "E05009336"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	mine, other := send(), send()
	p := homeBound(t, s)
	open := func(r report.Receipt) string {
		_, body := p.post("/track", "reference", r.Reference, "pin", r.PIN)
		return body
	}
	lose := func() {
		t.Helper()
		open(mine)
		later()
		if at, body := p.get("/track"); !strings.Contains(body, `name="pin"`) {
			t.Errorf("after twenty minutes without a page the report is still open at %s", at)
		}
		if _, body := p.post("/track/reply", "words", herWords); strings.Contains(body, herWords) || !strings.Contains(body, "Enter your reference and PIN again") {
			t.Errorf("words are given back to whoever sends the form: %s", plain(body))
		}
	}
	lose()
	if body := open(mine); !strings.Contains(body, herWords) {
		t.Error("the reporter does not get back what they wrote")
	}
	if _, body := p.get("/track"); strings.Contains(body, herWords) {
		t.Error("it is shown twice")
	}
	lose()
	if body := open(other); strings.Contains(body, herWords) {
		t.Error("another report shows the words")
	}
	if body := open(mine); strings.Contains(body, herWords) {
		t.Error("the words were kept after somebody else had opened theirs")
	}
	lose()
	if res, err := p.c.Get(s.URL + hear.ExitPath); err == nil {
		_ = res.Body.Close()
	}
	p.post("/track/reply", "words", herWords)
	if body := open(mine); strings.Contains(body, herWords) {
		t.Error("the words are there after Exit")
	}
}

// In a browser with scripts Shift three times does what the button does, Back shows nothing, and a report that was opened with
// its PIN is closed when its pages are left and not before.
func TestExitAndBackInABrowser(t *testing.T) {
	s := programtest.Start(t)
	receipt := closedReport(t, s)
	for _, way := range []string{"button", "shift", "no-script"} {
		var options []browsertest.Option
		if way == "no-script" {
			options = append(options, browsertest.NoScript)
		}
		p := newResident(t, s)
		p.told()
		h := &hand{Page: browsertest.Open(t, append(options, browsertest.Narrow)...), name: "narrow"}
		h.Hold(p.c.Jar, s.URL+"/report")
		h.Go(s.URL + "/report/story")
		h.look("40-exit-" + way)
		if got := browsertest.Eval[string](h.Page, `document.getElementById("what").value`); got != herWords {
			t.Fatalf("%s: the story is %q", way, got)
		}
		if way == "shift" {
			h.Press("Shift", "Shift", "Shift")
		} else {
			h.Click(".govuk-exit-this-page__button")
		}
		h.Wait(`!location.href.startsWith("` + s.URL + `")`)
		h.Back()
		h.Wait(`location.href.startsWith("` + s.URL + `") && document.readyState === "complete"`)
		h.look("41-back-" + way)
		if h.Contains(herWords) || h.Count("textarea") > 0 {
			t.Errorf("%s: Back shows the form at %s", way, h.Path())
		}
	}
	h := &hand{Page: browsertest.Open(t, browsertest.Narrow), name: "narrow"}
	h.Go(s.URL + "/track")
	h.Fill("#reference", receipt.Reference)
	h.Fill("#pin", receipt.PIN)
	h.on("/track")
	h.Follow("a[href='/track/rate']")
	h.Follow(".govuk-back-link")
	h.Want(answered)
	h.Go(s.URL + "/directory")
	h.Go(s.URL + "/track")
	h.look("42-left")
	if h.Contains(answered) || h.Count("#pin") == 0 {
		t.Error("the report is open after its page was left")
	}
}
