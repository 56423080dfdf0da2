package program

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Another borough writes a pack and changes no Go: outside its tests and the demonstration the program names only those kinds that it
// works with itself, for which it declares a contract, or that the pack names to it.
func TestNoGoNamesAKindThatOnlyThePackKnows(t *testing.T) {
	p, err := LoadPack("")
	if err != nil {
		t.Fatal(err)
	}
	known := []string{p.Partnership.Report, p.Partnership.Alert}
	for _, c := range contracts() {
		known = append(known, c.Kind)
	}
	root := "../.."
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		name := filepath.ToSlash(path)
		switch {
		case err != nil:
			return err
		case e.IsDir() && (strings.HasSuffix(name, "test") || slices.Contains([]string{"../../node_modules", "../../internal/demo", "../../tools", "../../.git"}, name)):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, k := range p.Kinds {
			if !slices.Contains(known, k.ID) && strings.Contains(string(source), `"`+k.ID+`"`) {
				t.Errorf("%s names the kind %q, which only the pack knows", name, k.ID)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
