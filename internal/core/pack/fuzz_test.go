package pack

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

// FuzzLoad reads broken packs: whatever stands in the files, Load answers with a pack or with problems, and never falls.
func FuzzLoad(f *testing.F) {
	for _, name := range []string{"small/pack.yaml", "small/report.yaml", "small/wards.geojson", "mistakes/plan.yaml", "mistakes/figures.csv"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, text := range []string{"a: &a [*a]", "kind: x\nstates: 3", "? ? ?", "teams: !!binary x", "---\n---\n", "figures: figures.csv",
		"notices:\n- {when: \"report.areas.exists(a, a.exists(b, b))\"}", "partnership:\n  - a", "kind: []", "bodies: [[[]]]", "%TAG"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"broken.yaml", "wards.geojson"} {
			files := small(t, map[string]string{name: text + " "})
			files["figures.csv"] = &fstest.MapFile{Data: []byte(text)}
			p, found := Load(files)
			if (p == nil) != (len(found) > 0) {
				t.Fatalf("a pack and %d problems", len(found))
			}
		}
	})
}

// TestMutatedPacksNeverFall cuts and splices the pack of mistakes and the small pack at random places.
func TestMutatedPacksNeverFall(t *testing.T) {
	var texts []string
	for _, name := range []string{"small/pack.yaml", "small/report.yaml", "mistakes/pack.yaml", "mistakes/plan.yaml"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(texts).Draw(t, "file")
		for range rapid.IntRange(1, 4).Draw(t, "edits") {
			at := rapid.IntRange(0, len(text)).Draw(t, "at")
			end := min(len(text), at+rapid.IntRange(0, 12).Draw(t, "cut"))
			text = text[:at] + rapid.SampledFrom([]string{"", ":", "- ", "{", "}", "[", "\n", "  ", "\"", "&a ", "*a", "|", "null", "\t", "0x"}).Draw(t, "put") + text[end:]
		}
		p, found := Load(fstest.MapFS{"a.yaml": &fstest.MapFile{Data: []byte(text)}})
		if (p == nil) != (len(found) > 0) {
			t.Fatalf("a pack and %d problems", len(found))
		}
		for _, q := range found {
			if strings.TrimSpace(q.What) == "" {
				t.Fatal("a problem without words")
			}
		}
	})
}

func TestNearestIsTheLeastDistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z_]{4,12}`).Draw(t, "word")
		i := rapid.IntRange(0, len(word)-1).Draw(t, "at")
		misspelt := word[:i] + word[i+1:]
		if got := nearest(misspelt, []string{"zzzzzzzzzzzzzzzzzzzzz", word}); got != word {
			t.Fatalf("%q was meant by %q, not %q", word, misspelt, got)
		}
		if d := distance(word, misspelt, 99); d != 1 {
			t.Fatalf("one letter less is %d away", d)
		}
	})
	if got := nearest("wehn", []string{"what", "when"}); got != "when" {
		t.Errorf("two letters swapped: %q", got)
	}
	if got := nearest("entirely", []string{"else", "other"}); got != "" {
		t.Errorf("nothing is near, and %q was offered", got)
	}
}
