package pack

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEveryMistakeIsNamedWithLineAndLikelyFix reads the pack of mistakes: each must be reported on its line, word for
// word, and nothing else may be.
func TestEveryMistakeIsNamedWithLineAndLikelyFix(t *testing.T) {
	want := wantedProblems(t)
	var got []string
	for _, p := range Check(os.DirFS("testdata/mistakes")) {
		got = append(got, p.String())
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("not reported: %s", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("reported without being wanted: %s", g)
		}
	}
	if len(want) < 80 {
		t.Errorf("the pack of mistakes wants %d problems; it held more", len(want))
	}
}

// wantedProblems gathers the "# want:" comments of the YAML files and the list for files that cannot carry comments.
func wantedProblems(t *testing.T) []string {
	t.Helper()
	var want []string
	err := filepath.WalkDir("testdata/mistakes", func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".yaml" {
			return err
		}
		name, _ := filepath.Rel("testdata/mistakes", path)
		for i, line := range readLines(t, path) {
			parts := strings.Split(line, "# want: ")
			for _, w := range parts[1:] {
				want = append(want, fmt.Sprintf("%s:%d: %s", filepath.ToSlash(name), i+1, strings.TrimSpace(w)))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return append(want, readLines(t, "testdata/mistakes-want.txt")...)
}

func readLines(t *testing.T, path string) []string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var lines []string
	for scan := bufio.NewScanner(file); scan.Scan(); {
		lines = append(lines, scan.Text())
	}
	return lines
}
