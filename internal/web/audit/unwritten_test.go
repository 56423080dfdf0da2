package audit_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/packs"
)

// said is what a pack says of the partnership for residents, by key, and where each is read.
var said = map[string]struct{ value, page, body string }{
	"web": {"www.example.org", "/contact", "https://www.example.org"}, "email": {"hello@example.org", "/contact", "mailto:hello@example.org"},
	"phone": {"020 7946 0123", "/contact", "020 7946 0123"}, "feedback": {"site@example.org", "/contact", "mailto:site@example.org"},
	"controller": {"council", "/privacy", "The controller of what is sent here is"}, "data_protection": {"dpo@example.org", "/privacy", "dpo@example.org"},
	"retention": {"Reports are kept for six years.", "/privacy", "Reports are kept for six years."},
}

// saying is a pack that says of the partnership what is given and none of the other keys.
func saying(t *testing.T, all bool) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, packs.TowerHamlets()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "partnership.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out := string(text)
	for key, x := range said {
		out = regexp.MustCompile(`(?m)^  `+key+`:.*\n`).ReplaceAllString(out, "")
		if all {
			out = strings.Replace(out, "partnership:\n", "partnership:\n  "+key+": \""+x.value+"\"\n", 1)
		}
	}
	if err := os.WriteFile(file, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

var empty = regexp.MustCompile(`href="(?:mailto:|tel:|https://)?"|<(?:p|li|a|dd)\b[^>]*>[\s.]*</|is reached at \.|: *</`)

// TestWhatThePackDoesNotSayOfThePartnershipIsNoEmptyLinkAndIsToldToWhoRunsIt, for every key of it that residents read.
func TestWhatThePackDoesNotSayOfThePartnershipIsNoEmptyLinkAndIsToldToWhoRunsIt(t *testing.T) {
	if n := len((&pack.Partnership{}).Unwritten()); n != len(said) {
		t.Fatalf("%d keys may be unwritten, and %d are tried", n, len(said))
	}
	for _, all := range []bool{true, false} {
		s := programtest.StartWith(t, programtest.Options{Pack: saying(t, all)})
		_, protection := s.Get(s.SignIn("heather"), "/protection")
		for key, x := range said {
			status, body := s.Get(s.Client(), x.page)
			_, main, _ := strings.Cut(body, `<main`)
			main, _, _ = strings.Cut(main, `</main>`)
			if status != 200 || strings.Contains(main, x.body) != all {
				t.Errorf("%s (%d): says what %s is: %t", x.page, status, key, !all)
			}
			if hole := empty.FindString(main); hole != "" {
				t.Errorf("%s has an empty place: %q", x.page, hole)
			}
			if strings.Contains(protection, "<code>"+key+"</code>") == all {
				t.Errorf("who protects data is told that %s is missing: %t", key, all)
			}
		}
	}
}
