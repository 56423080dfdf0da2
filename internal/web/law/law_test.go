package law_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

func TestTwoApproversConfirmARuleOnThePageOfTheLaw(t *testing.T) {
	programtest.Each(t, func(t *testing.T, s *programtest.Server) {
		heather, juniper := s.SignIn("heather"), s.SignIn("juniper")
		if status, _ := s.Get(s.SignIn("thistle"), "/law"); status != http.StatusForbidden {
			t.Errorf("whoever may not sign the law reads the page: %d", status)
		}
		says := func(c *http.Client, path string, texts ...string) string {
			t.Helper()
			_, body := s.Get(c, path)
			for _, text := range texts {
				if !strings.Contains(body, text) {
					t.Errorf("%s does not say %q", path, text)
				}
			}
			return body
		}
		body := says(heather, "/law", "Not confirmed", "£500", "£100", "21 days beginning with", "s. 46(2)")
		path := regexp.MustCompile(`/law/cpn\.fpn\.max_gbp/\w+`).FindString(body)
		says(heather, path, "SI 2026/689", "Counted by today", "£100", "29 June 2026 is the earliest that is possible")
		sign := func(c *http.Client, day string, more url.Values) (int, string) {
			form := url.Values{"from-day": {day}, "from-month": {"9"}, "from-year": {"2026"}, "words": {"SI 2026/689 reg. 2"}}
			for k, v := range more {
				form[k] = v
			}
			return s.Post(c, path, form)
		}
		for text, more := range map[string]url.Values{"Enter what you looked at": {"words": {""}}, "Enter the first day": {"from-day": {""}, "from-month": {""}, "from-year": {""}}, "cannot be before 29 June 2026": {"from-month": {"5"}}} {
			if status, body := sign(heather, "1", more); status != http.StatusUnprocessableEntity || !strings.Contains(body, text) {
				t.Errorf("%d, and it does not say %q", status, text)
			}
		}
		counted := func(want int, after string) {
			t.Helper()
			if r, _ := s.Program.Gate.Law().Applies("cpn.fpn.max_gbp", day); r.Value != want {
				t.Errorf("%s it counts by %d", after, r.Value)
			}
		}
		sign(heather, "1", nil)
		counted(100, "after one signature")
		says(juniper, "/law", "1 September 2026")
		sign(juniper, "1", nil)
		counted(500, "after two")
		says(heather, "/law", "Signed")
		says(heather, path, "Take your signature back")
		if _, body := sign(heather, "1", url.Values{"words": {"It was another regulation"}}); !strings.Contains(body, "is taken back") {
			t.Error("it does not say that the signature is taken back")
		}
		counted(100, "after one was taken back")
		if status, _ := s.Get(heather, "/law/cpn.appeal_days/nonsense"); status != http.StatusNotFound {
			t.Errorf("a rule that there is none of: %d", status)
		}
	})
}

var day = when.Day(2026, 11, 30)
