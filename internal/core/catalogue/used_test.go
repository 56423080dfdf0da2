package catalogue_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/catalogue"
)

// asked finds the keys that pages ask for by their names, and built the beginnings of those that they put together.
var (
	asked = regexp.MustCompile(`(?:\bSay\(|\bHTML\(|\bWrong\([^"()]*(?:\([^()]*\)|"[^"]*"(?: ?\+ ?[\w.]+)*)?, |\bRefuse\(\w+(?:\.\w+)?, page\.\w+, |\bword\(|\braw\(|\(t |\{\{-? ?t |\bt |fault\.Say\()"([a-z][a-zA-Z0-9]*\.[a-zA-Z0-9._-]+)"`)
	named = regexp.MustCompile(`"([a-z][a-zA-Z0-9]*(?:\.[a-zA-Z0-9_-]+)+)"`)
	built = regexp.MustCompile(`"([a-z][a-zA-Z0-9]*(?:\.[a-zA-Z0-9_-]+)*\.)"`)
)

func TestEveryMessageThatIsAskedForIsThereAndEveryOneThatIsThereIsAskedFor(t *testing.T) {
	keys, used, found := map[string]bool{}, map[string]bool{}, 0
	for _, key := range catalogue.English().Keys() {
		keys[key] = true
	}
	var begun []string
	walk := func(path string, source string) {
		for _, m := range asked.FindAllStringSubmatch(source, -1) {
			if found++; !keys[m[1]] && !strings.HasSuffix(m[1], ".") {
				t.Errorf("%s asks for %q, which the catalogue lacks", path, m[1])
			}
		}
		for _, m := range named.FindAllStringSubmatch(source, -1) {
			used[m[1]] = true
		}
		for _, m := range built.FindAllStringSubmatch(source, -1) {
			begun = append(begun, m[1])
		}
	}
	for _, root := range []string{".", "../../web", "../../hear", "../../act", "../../answer", "../record", "../figure", "../../program"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".html") {
				return err
			}
			source, err := os.ReadFile(path)
			if err == nil {
				walk(path, string(source))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for key := range keys {
		if !used[key] && !begins(begun, key) {
			t.Errorf("nothing asks for the message %q", key)
		}
	}
	if found < 400 {
		t.Errorf("only %d questions for a message were found", found)
	}
}

func begins(begun []string, key string) bool {
	for _, b := range begun {
		if strings.HasPrefix(key, b) {
			return true
		}
	}
	return false
}
