package packs_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/packs"
)

// TestKindOfTheGuideLoadsInTwentyLines takes the kind and the indicator that docs/PACKS.md walks through and puts them
// into the reference pack, so that the guide cannot drift from the program.
func TestKindOfTheGuideLoadsInTwentyLines(t *testing.T) {
	blocks := guideBlocks(t)
	if len(blocks) != 2 {
		t.Fatalf("the guide has %d blocks of YAML, not a kind and an indicator", len(blocks))
	}
	if lines := strings.Count(blocks[0], "\n"); lines > 20 {
		t.Errorf("the kind of the guide takes %d lines", lines)
	}
	files := copyOf(t, packs.TowerHamlets())
	files["kinds/clean-up.yaml"] = &fstest.MapFile{Data: []byte(blocks[0])}
	files["indicators/clean-up.yaml"] = &fstest.MapFile{Data: []byte(blocks[1])}
	p, found := pack.Load(files)
	if err := pack.Problems(found); err != nil {
		t.Fatal(err)
	}
	kind, ok := p.Kind("clean-up")
	if !ok || kind.Initial().ID != "recorded" || !kind.Map {
		t.Errorf("the kind is %+v", kind)
	}
	needles, _ := kind.Field("needles")
	for _, c := range []struct {
		found []string
		asked bool
	}{{nil, false}, {[]string{"litter"}, false}, {[]string{"litter", "needles"}, true}} {
		if got := needles.When.Holds(map[string]any{"fields": pack.Values{"found": c.found}}); got != c.asked {
			t.Errorf("found %v: needles asked %v", c.found, got)
		}
	}
	if x, ok := p.Indicator("bags-filled"); !ok || x.Formula.Form() != "sum" {
		t.Errorf("the indicator is %+v", x)
	}
}

// guideBlocks are the blocks of YAML in the guide.
func guideBlocks(t *testing.T) []string {
	t.Helper()
	guide, err := os.ReadFile("../docs/PACKS.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, part := range strings.Split(string(guide), "```yaml\n")[1:] {
		block, _, _ := strings.Cut(part, "```")
		blocks = append(blocks, block)
	}
	return blocks
}

func copyOf(t *testing.T, from fs.FS) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
