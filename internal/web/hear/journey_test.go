package hear_test

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
)

// resident is somebody at the public pages with a browser that runs no scripts.
type resident struct {
	t *testing.T
	s *programtest.Server
	c *http.Client
}

func newResident(t *testing.T, s *programtest.Server) *resident {
	return &resident{t: t, s: s, c: s.Client()}
}

// get opens a page and gives where it led and what it shows.
func (p *resident) get(path string) (at, body string) {
	p.t.Helper()
	res, err := p.c.Get(p.s.URL + path)
	return p.read(res, err)
}

// post sends a form: names and values in turn.
func (p *resident) post(path string, pairs ...string) (at, body string) {
	p.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	res, err := p.c.PostForm(p.s.URL+path, form)
	return p.read(res, err)
}

func (p *resident) read(res *http.Response, err error) (at, body string) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	b, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if res.StatusCode >= 500 {
		p.t.Fatalf("%s answers %s: %s", res.Request.URL, res.Status, b)
	}
	return res.Request.URL.RequestURI(), string(b)
}

// pass goes on past the notices.
func (p *resident) pass(at, body string) (string, string) {
	p.t.Helper()
	for range 5 {
		if !strings.HasPrefix(at, "/report/doors") {
			return at, body
		}
		pairs := []string{}
		for _, m := range regexp.MustCompile(`name="seen" value="([^"]+)"`).FindAllStringSubmatch(body, -1) {
			pairs = append(pairs, "seen", m[1])
		}
		at, body = p.post("/report/doors", pairs...)
	}
	p.t.Fatalf("the notices do not end")
	return at, body
}

// answer answers a page and says where it must lead.
func (p *resident) answer(path, leadsTo string, pairs ...string) (at, body string) {
	p.t.Helper()
	at, body = p.pass(p.post(path, pairs...))
	if at != leadsTo {
		p.t.Fatalf("%s %v leads to %s, want %s: %s", path, pairs, at, leadsTo, faults(body))
	}
	return at, body
}

var faultPattern = regexp.MustCompile(`(?s)govuk-error-summary.*?</div>\s*</div>`)

func faults(body string) string { return plain(faultPattern.FindString(body)) }

var tags = regexp.MustCompile(`<[^>]*>`)

func plain(html string) string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(html, " ")), " ")
}

// noise fills in a whole report about noise on Brick Lane up to the page that asks who the person is.
func (p *resident) noise() {
	p.t.Helper()
	p.get("/report")
	p.answer("/report/danger", "/report/what", "now", "no")
	p.answer("/report/what", "/report/what?group=Noise", "group", "Noise")
	p.answer("/report/what?group=Noise", "/report/where", "category", "noise")
	p.answer("/report/where", "/report/place", "place", "brick lane")
	p.answer("/report/place", "/report/kind", "match", "market brick-lane")
	p.answer("/report/kind", "/report/when", "kind", "street")
	p.answer("/report/when", "/report/often", "from-day", "1", "from-month", "3", "from-year", "2024", "time", "11pm")
	p.answer("/report/often", "/report/who", "often", "weekly", "repeat", "no")
	p.answer("/report/who", "/report/story", "affected", "me", "because", "no")
	p.answer("/report/story", "/report/photos", "what", "Very loud music from a shop every Friday")
	p.answer("/report/photos", "/report/you")
}

func (p *resident) send() (reference, pin string) {
	p.t.Helper()
	at, body := p.post("/report/check")
	if !strings.HasPrefix(at, "/report/sent") {
		p.t.Fatalf("sending leads to %s: %s", at, faults(body))
	}
	return receipt(p.t, body)
}

var (
	referencePattern = regexp.MustCompile(`id="reference">([^<]+)<`)
	seenPattern      = regexp.MustCompile(`name="seen" value="([^"]+)"`)
	pinPattern       = regexp.MustCompile(`id="pin">([^<]+)<`)
)

func receipt(t *testing.T, body string) (reference, pin string) {
	t.Helper()
	r, k := referencePattern.FindStringSubmatch(body), pinPattern.FindStringSubmatch(body)
	if r == nil {
		t.Fatalf("no reference on the page: %s", plain(body))
	}
	if k != nil {
		pin = k[1]
	}
	return r[1], pin
}

func TestAReportIsSentPageByPageAndFollowedWithItsPIN(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.noise()
	at, body := p.answer("/report/you", "/report/contact", "you", "contact")
	if !strings.Contains(body, "Is it safe for us to contact you?") {
		t.Errorf("%s: %s", at, plain(body))
	}
	_, body = p.answer("/report/contact", "/report/check", "name", "Ada Fennel", "email", "ada@example.com", "phone", "020 7946 0011", "safe", "yes", "how", "Text only")
	for _, want := range []string{"Noise", "Brick Lane", "1 March 2024, 11pm", "Every week", "Ada Fennel", "Text only", "Very loud music"} {
		if !strings.Contains(body, want) {
			t.Errorf("the answers to check do not show %q", want)
		}
	}
	ref, pin := p.send()
	if pin == "" || !strings.HasPrefix(ref, "REP-") {
		t.Fatalf("receipt %q %q", ref, pin)
	}
	other := newResident(t, s)
	at, body = other.post("/track", "reference", strings.ToLower(ref), "pin", strings.ToLower(strings.ReplaceAll(pin, "-", "")))
	if at != "/track" || !strings.Contains(body, "We have your report. It waits to be read.") || !strings.Contains(body, "we aim to answer by") {
		t.Errorf("%s: %s", at, plain(body))
	}
}

func TestSendingTwiceMakesOneReport(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.noise()
	p.answer("/report/you", "/report/check", "you", "anonymous")
	ref, pin := p.send()
	for _, path := range []string{"/report/check", "/report/check", "/report/story"} { // replay, replay, the back button
		at, body := p.post(path, "what", "again")
		again, pinAgain := receipt(t, body)
		if at != "/report/sent?again=1" || again != ref || pinAgain != pin || !strings.Contains(body, "You have already sent this report") {
			t.Errorf("sent again by %s: %s %s %s, want %s %s", path, at, again, pinAgain, ref, pin)
		}
	}
}

// litter is noise about litter, which the public is asked about (same in the pack).
func (p *resident) litter() {
	p.t.Helper()
	p.noise()
	p.post("/report/what?group=Mess+and+damage", "category", "litter")
	p.pass(p.get("/report/doors"))
}
