package boroughtest

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
)

// A borough that writes a form and its kind has it on its start page, at the team that it names, and to be followed: no Go of the program
// knows either.
func TestAFormOfAnotherBoroughNeedsNoGo(t *testing.T) {
	s := programtest.StartWith(t, programtest.Options{Pack: hackney(t)})
	c := s.Client()
	read := func(res *http.Response, err error) (string, string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close() //nolint:errcheck // read to its end
		b, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode >= http.StatusInternalServerError {
			t.Fatalf("%s: %s, %v", res.Request.URL, res.Status, err)
		}
		return res.Request.URL.RequestURI(), string(b)
	}
	if _, body := read(c.Get(s.URL + "/")); !strings.Contains(body, `href="/report/form/warden"`) {
		t.Fatal("the start page does not lead to the form")
	}
	at, _ := read(c.Get(s.URL + "/report/form/warden"))
	for _, step := range []struct{ page, leads, answers string }{
		{"hour", "dark", "hour=evening"}, {"dark", "rest", "torch=yes"}, {"rest", "where", "people=3&day-day=1&day-month=12&day-year=2026"}, {"where", "which", "place=Dalston+Lane"},
		{"which", "ward", "match=none"}, {"ward", "pictures", "ward=E05009371"}, {"pictures", "check", ""}, {"check", "sent", ""}} {
		if !strings.HasPrefix(at, "/report/form/warden/"+step.page) {
			t.Fatalf("the form is at %s, and should ask %s", at, step.page)
		}
		answers, err := url.ParseQuery(step.answers)
		if err != nil {
			t.Fatal(err)
		}
		var body string
		if at, body = read(c.PostForm(s.URL+at, answers)); !strings.HasPrefix(at, "/report/form/warden/"+step.leads) {
			t.Fatalf("%s leads to %s: %s", step.page, at, body)
		}
		if step.leads != "sent" {
			continue
		}
		ref, pin := regexp.MustCompile(`id="reference">(WW-[^<]+)<`).FindStringSubmatch(body), regexp.MustCompile(`id="pin">([^<]+)<`).FindStringSubmatch(body)
		if ref == nil || pin == nil || !strings.Contains(body, "Front desk has your wish") { // which is the intake: nobody works in the wardens yet
			t.Fatalf("the receipt is %s", body)
		}
		if _, body := read(s.SignIn("ann").Get(s.URL + "/record/" + ref[1])); !strings.Contains(body, "Walk with a warden: in the evening") || !strings.Contains(body, "Front desk") {
			t.Errorf("the record is %s", body)
		}
		if _, body := read(c.PostForm(s.URL+"/track", url.Values{"reference": {ref[1]}, "pin": {pin[1]}})); !strings.Contains(body, "Your wish") || !strings.Contains(body, "We have your wish") {
			t.Errorf("it cannot be followed: %s", body)
		}
	}
}
