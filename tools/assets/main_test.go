package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

func TestTheMarksOfGOVUKAreTakenOutOfAStyleSheet(t *testing.T) {
	got, err := withoutMarks(`@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}.a{font-family:GDS Transport,arial,sans-serif}` +
		`.b{background:url(/assets/images/govuk-crest.svg)}.c{font-family:"GDS Transport", arial}`)
	if want := `.a{font-family:arial,sans-serif}.b{background:none}.c{font-family:arial}`; err != nil || got != want {
		t.Errorf("the style sheet is %s, %v; want %s", got, err, want)
	}
	if _, err := withoutMarks(`.a{font-family:GDS Transport}`); err == nil {
		t.Error("a mark that the rewriting misses went through")
	}
}

func TestBundlesAreNamedByTheirContentAndReplaceOlderOnes(t *testing.T) {
	dist := t.TempDir()
	for _, content := range []string{"one", "two"} {
		if err := write(dist, []bundled{named("app.js", []byte(content))}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dist, "README.txt"), []byte("kept"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := write(dist, []bundled{named("app.js", []byte("two"))}); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dist)
	if err != nil || len(files) != 5 {
		t.Fatalf("the folder holds %v, %v; want the bundle, its two codings, the manifest and README.txt", files, err)
	}
	raw, _ := os.ReadFile(filepath.Join(dist, "manifest.json"))
	var manifest map[string]string
	if err := json.Unmarshal(raw, &manifest); err != nil || manifest["app.js"] != named("app.js", []byte("two")).hashed {
		t.Errorf("the manifest is %s, %v", raw, err)
	}
	if named("app.js", []byte("one")).hashed == named("app.js", []byte("two")).hashed {
		t.Error("two contents have one name")
	}
}
