package pack

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

// small reads the smallest pack that stands, with some of its files replaced.
func small(t testing.TB, replaced map[string]string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"pack.yaml", "report.yaml", "wards.geojson"} {
		data, err := os.ReadFile("testdata/small/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	for name, text := range replaced {
		if text == "" {
			delete(files, name)
			continue
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

func loadSmall(t testing.TB) *Pack {
	t.Helper()
	p, found := Load(small(t, nil))
	if err := Problems(found); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSmallestPackLoads(t *testing.T) {
	p := loadSmall(t)
	if b, ok := p.Body("the  COUNCIL"); !ok || b.ID != "council" {
		t.Errorf("the alias leads to %v", b)
	}
	if !p.IsPolice("squad") || p.IsPolice("council") || p.IsPolice("nobody") {
		t.Error("a squad of the police is police, and the council is not")
	}
	if wards := p.Wards(); len(wards) != 2 || wards[0].Residents != 1200 {
		t.Errorf("wards: %+v", wards)
	}
	if a, ok := p.AreaSets[0].Named("old town"); !ok || a.Code != "W1" {
		t.Errorf("the alias of a ward leads to %v", a)
	}
	if a, ok := p.AreaSets[0].Named("East and Old Town"); !ok || a.Code != "W1" {
		t.Errorf("the name of a ward leads to %v", a)
	}
	if teams := p.LocalityTeams("council", "W2"); len(teams) != 1 || teams[0].ID != "west" {
		t.Errorf("locality of W2: %v", teams)
	}
	if p.ReportKind() == nil || p.ReportKind().Initial().ID != "new" {
		t.Error("the kind of a report is not found")
	}
	if p.FS == nil || len(p.Hash) != 64 {
		t.Error("the pack keeps neither its folder nor its hash")
	}
}

func TestHashFollowsEveryFile(t *testing.T) {
	before := loadSmall(t).Hash
	if loadSmall(t).Hash != before {
		t.Error("the same pack has two hashes")
	}
	files := small(t, map[string]string{"README.txt": "a word"})
	p, _ := Load(files)
	if p == nil || p.Hash == before {
		t.Error("a new file does not change the hash")
	}
}

func TestBrokenFilesAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, want string
	}{
		"a key that stands twice":  {"x.yaml", "teams:\n  - {id: a, id: b}\n", "x.yaml:2: is not YAML: "},
		"an unclosed bracket":      {"x.yaml", "teams: [\n", "x.yaml:1: is not YAML: "},
		"a tab":                    {"x.yaml", "teams:\n\t- id: a\n", "x.yaml:2: is not YAML: "},
		"a list at the top":        {"x.yaml", "- id: a\n", "x.yaml:1: a file of a pack holds sections"},
		"a section that is a word": {"x.yaml", "teams: none\n", "x.yaml:1: teams: is a list; begin each entry with a dash"},
		"an anchor":                {"x.yaml", "teams:\n  - &a {id: q, name: Q, body: council}\n", "x.yaml:2: anchors, aliases and tags are not used in a pack"},
		"a merge":                  {"x.yaml", "teams:\n  - {<<: {id: q}, name: Q, body: council}\n", "x.yaml:2: anchors, aliases and tags are not used in a pack"},
		"a bomb of brackets":       {"x.yaml", "teams: " + strings.Repeat("[", 5000), "x.yaml: is not YAML: line 1 nests more than 48 deep"},
		"a bomb of dashes":         {"x.yaml", strings.Repeat("- ", 5000) + "a", "x.yaml: is not YAML: line 1 nests more than 48 deep"},
		"a wrong ending":           {"x.yml", "teams: []\n", "x.yml: would not be read: files of a pack end in .yaml; did you mean x.yaml?"},
		"a truncated map":          {"wards.geojson", `{"type": "FeatureCollection", "features": [` + "\n" + `{"type": "Feature", "prop`, "wards.geojson:2: is not GeoJSON: "},
		"a map that is a list":     {"wards.geojson", `[1]`, "wards.geojson:1: is not GeoJSON: a FeatureCollection was expected"},
		"a map without features":   {"wards.geojson", `{"type": "Topology"}`, "it has no list of \"features\""},
		"an empty map":             {"wards.geojson", `{"features": []}`, "wards.geojson: has no features"},
		"figures that are no CSV":  {"x.yaml", "figures: pack.yaml\n", "pack.yaml:"},
		"figures that are missing": {"x.yaml", "figures: figure.csv\n", `x.yaml:1: there is no file "figure.csv" in the pack`},
		"a pack without a centre":  {"pack.yaml", "", "no file has a section \"partnership:\""},
	} {
		t.Run(name, func(t *testing.T) {
			p, found := Load(small(t, map[string]string{c.file: c.text}))
			if p != nil {
				t.Error("the pack was loaded all the same")
			}
			if err := Problems(found); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v\nwant %q", err, c.want)
			}
		})
	}
	if found := Check(fstest.MapFS{}); len(found) != 1 || !strings.Contains(found[0].String(), "the pack is empty") {
		t.Errorf("an empty folder: %v", found)
	}
	if found := Check(os.DirFS("testdata/no-such-folder")); len(found) == 0 {
		t.Error("a folder that is not there has no problem")
	}
}

func TestCheckTurnsWardsWithoutATeamAway(t *testing.T) {
	text, err := os.ReadFile("testdata/small/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	without := strings.Replace(string(text), "areas: [W2], locality: true", "areas: [W2]", 1)
	found := Problems(Check(small(t, map[string]string{"pack.yaml": without})))
	if found == nil || !strings.Contains(found.Error(), `no locality team of "council" covers W2`) {
		t.Errorf("got %v", found)
	}
}

func TestActivityOfTwentyLinesNeedsNoStates(t *testing.T) {
	p, found := Load(small(t, map[string]string{"walk.yaml": `
kind: walk
name: Walk
plural: Walks
archetype: activity
prefix: WK
purpose: A walk with counted results.
fields:
  - {id: people, name: People, type: number, measure: walkers}
`}))
	if found != nil {
		t.Fatal(found)
	}
	k, _ := p.Kind("walk")
	if k.Initial().ID != "recorded" || len(k.Moves("recorded")) != 1 {
		t.Errorf("states: %+v", k.States)
	}
}

func TestDirectorySaysOpenNow(t *testing.T) {
	p := loadSmall(t)
	desk, _ := p.Contact("desk")
	for at, want := range map[string]bool{
		"2026-07-06T09:00": true, // Monday, summer time
		"2026-07-06T08:59": false,
		"2026-07-06T17:00": false,
		"2026-07-11T23:00": true, // Saturday night
		"2026-07-12T01:59": true, // into Sunday
		"2026-07-12T02:00": false,
		"2026-12-07T09:00": true, // Monday, winter time
	} {
		local, err := time.ParseInLocation("2006-01-02T15:04", at, when.London)
		if err != nil {
			t.Fatal(err)
		}
		open, known := desk.Open(when.At(local))
		if !known || open != want {
			t.Errorf("at %s: open %v, known %v", at, open, known)
		}
	}
	if got, want := desk.Hours.Days(), []Days{{time.Monday, time.Friday, 9 * 60, 17 * 60}, {time.Saturday, time.Saturday, 22 * 60, 2 * 60}}; !slices.Equal(got, want) {
		t.Errorf("hours read %v, want %v", got, want)
	}
	always, _ := ParseHours("always")
	if !always.Always() {
		t.Errorf("always is not: %v", always)
	}
	if _, known := (&Contact{}).Open(when.At(time.Now())); known {
		t.Error("a contact without hours is known to be open or shut")
	}
}
