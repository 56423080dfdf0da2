package wardmote_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// promised is how a sentence to the public claims that somebody or the program does something.
var promised = regexp.MustCompile(`(?i)\b(we (will|pass|send|tell|ask|keep|find|stay|take out|do not keep|publish)|somebody (reads|is reading|will)|thrown away|recorded and answered|ring you back|put to the police|agrees? closures|keep nothing|goes to (them|the [a-z ]*team)|is deleted|are deleted|written down each time)\b`)

// unkept are claims that nothing does. None of them may come back.
var unkept = regexp.MustCompile(`(?i)(thrown away, and|is thrown away|keep nothing about you|somebody is reading it|somebody reads every report|ask for a meeting through this service|recorded and answered|agrees taskings and closures|somebody will ring you back|look at it for patterns)`)

// keeps names the test that shows that what a sentence claims happens, by words of the sentence.
var keeps = map[string]string{
	"we pass it on and stay with it until somebody takes it on": "TestAReportIsAcceptedAnsweredAndClosedAndItsReporterReadsExactlyWhatWasShown",
	"We keep what you write about the problem":                  "TestNothingOfAnAnonymousReporterIsEverOnTheDisk",
	"We keep what you wrote":                                    "TestNothingOfAnAnonymousReporterIsEverOnTheDisk",
	"we keep only what you write about the problem":             "TestNothingOfAnAnonymousReporterIsEverOnTheDisk",
	"We keep no name":                                           "TestNothingOfAnAnonymousReporterIsEverOnTheDisk",
	"We keep the PIN only in a coded form":                      "TestAReportIsSentPageByPageAndFollowedWithItsPIN",
	"We take out of every photo":                                "TestAReportIsSentPageByPageAndFollowedWithItsPIN",
	"Who opens a report is written down each time":              "TestAReportIsAcceptedAnsweredAndClosedAndItsReporterReadsExactlyWhatWasShown",
	"we look again at what you called safe":                     "TestNothingIsSentByAWayOrAtAnHourThatSomebodyDidNotCallSafe",
	"we also keep a coded form of it":                           "TestNothingOfAnAnonymousReporterIsEverOnTheDisk",
}

// public are the files whose words the public reads.
func public(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, dir := range []string{"internal/web/hear", "internal/web/about", "internal/core/catalogue", "packs/towerhamlets"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if ext := filepath.Ext(path); err == nil && !d.IsDir() && (ext == ".html" || ext == ".yaml" || ext == ".go" && !strings.HasSuffix(path, "_test.go")) {
				out = append(out, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestNoSentenceClaimsAnActThatNothingDoes(t *testing.T) {
	tests := testsOfTheRepository(t)
	for _, name := range keeps {
		if !tests[name] {
			t.Errorf("the test %s, which is to show that a promise is kept, does not exist", name)
		}
	}
	for _, path := range public(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if strings.HasPrefix(strings.TrimSpace(line), "//") {
				continue
			}
			if m := unkept.FindString(line); m != "" {
				t.Errorf("%s:%d claims what nothing does: %q", path, i+1, m)
			}
		}
	}
}

// TestEveryPromiseOnThePrivacyPageIsKeptBySomething: each sentence of it that claims an act names the test that shows it.
func TestEveryPromiseOnThePrivacyPageIsKeptBySomething(t *testing.T) {
	text, err := os.ReadFile("internal/web/hear/privacy.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, sentence := range regexp.MustCompile(`[^.>{}]+[.<]`).FindAllString(string(text), -1) {
		m := promised.FindString(sentence)
		if m == "" || strings.Contains(sentence, "What we publish") || !strings.Contains(strings.ToLower(m), "we ") && !strings.Contains(m, "written down") {
			continue
		}
		if !slices.ContainsFunc(keysOf(keeps), func(words string) bool { return strings.Contains(sentence, words) }) {
			t.Errorf("nothing shows that this is kept: %q", strings.TrimSpace(sentence))
		}
	}
}

func keysOf(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}
