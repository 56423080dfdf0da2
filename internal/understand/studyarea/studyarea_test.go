package studyarea_test

import (
	"fmt"
	"io/fs"
	"math"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
	"github.com/wardmote/wardmote/packs"
)

// west and east are two wards of a kilometre each, side by side on the National Grid.
const west, east = "E05000001", "E05000002"

func ring(x, y, side float64) string {
	var corners []string
	for _, c := range [][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}} {
		lon, lat := bng.ToWGS84(x+c[0]*side, y+c[1]*side)
		corners = append(corners, fmt.Sprintf("[%.9f,%.9f]", lon, lat))
	}
	return "[" + strings.Join(corners, ",") + "]"
}

func feature(code, name string, rings ...string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"WD22CD":%q,"WD22NM":%q},"geometry":{"type":"Polygon","coordinates":[%s]}}`, code, name, strings.Join(rings, ","))
}

func index(t *testing.T, features ...string) *incident.AreaIndex {
	t.Helper()
	x, err := incident.NewAreaIndex([]byte(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func wards(t *testing.T) *incident.AreaIndex {
	return index(t, feature(east, "Bow East", ring(536000, 181000, 1000)), feature(west, "Angel", ring(535000, 181000, 1000)))
}

func code(t *testing.T, text string) incident.Code {
	t.Helper()
	c, ok := incident.ParseCode(text)
	if !ok {
		t.Fatal(text)
	}
	return c
}

func TestAnAreaIsFoundByCodeNameAndTheWordForAll(t *testing.T) {
	r := studyarea.OfBoundaries("Two wards", wards(t))
	for text, want := range map[string]string{west: "Angel", "angel": "Angel", "  BOW east ": "Bow East", "all": "Two wards", "two wards": "Two wards"} {
		a, err := r.Find(text)
		if err != nil || a.Name != want {
			t.Errorf("%q is %+v: %v", text, a, err)
		}
	}
	if _, err := r.Find("Mile End"); err == nil || !strings.Contains(err.Error(), `no area "Mile End"`) {
		t.Errorf("a ward that is not there: %v", err)
	}
	var names []string
	for _, a := range r.Areas() {
		names = append(names, a.Name)
	}
	if got := strings.Join(names, ", "); got != "Two wards, Angel, Bow East" {
		t.Errorf("areas in the order %s", got)
	}
	if whole := r.Whole(); !whole.Whole || len(whole.Wards) != 2 {
		t.Errorf("the whole is %+v", whole)
	}
}

func TestAPackBringsItsGroupsAndOtherSpellings(t *testing.T) {
	p, problems := pack.Load(packs.TowerHamlets())
	if p == nil {
		t.Fatal(problems)
	}
	set, ok := p.AreaSet(p.Partnership.Wards)
	if !ok {
		t.Fatal("the pack has no wards")
	}
	geojson, err := fs.ReadFile(p.FS, set.File)
	if err != nil {
		t.Fatal(err)
	}
	wards, err := incident.NewAreaIndex(geojson)
	if err != nil {
		t.Fatal(err)
	}
	r, err := studyarea.OfPack(p, wards)
	if err != nil {
		t.Fatal(err)
	}
	if whole := r.Whole(); whole.Code != p.Partnership.Borough || whole.Name != "Tower Hamlets" || len(whole.Wards) != len(wards.Codes()) {
		t.Errorf("the whole is %+v", whole)
	}
	for _, g := range p.AreaGroups {
		a, err := r.Find(g.ID)
		if (g.Set == set.ID) != (err == nil) {
			t.Errorf("group %s of the set %s: %v", g.ID, g.Set, err)
		}
		if err == nil && (!a.Group || len(a.Wards) != len(g.Areas) || a.Why != g.Why) {
			t.Errorf("group %s is %+v", g.ID, a)
		}
	}
	for alias, code := range set.Aliases {
		if a, err := r.Find(strings.ToUpper(alias)); err != nil || a.Code != code {
			t.Errorf("%q finds %+v: %v", alias, a, err)
		}
	}
	borough := p.Partnership.Wards
	p.Partnership.Wards = "parishes"
	if _, err := studyarea.OfPack(p, wards); err == nil {
		t.Error("a set of areas that the pack does not have was used")
	}
	p.Partnership.Wards = borough
	if p.AreaGroups[0].Areas[0] = "somewhere"; p.AreaGroups[0].Set == set.ID {
		if _, err := studyarea.OfPack(p, wards); err == nil || !strings.Contains(err.Error(), p.AreaGroups[0].ID) {
			t.Errorf("a group of no codes: %v", err)
		}
	}
}

func TestAnOutlineIsMadeOnceAndKnowsItsPoints(t *testing.T) {
	r := studyarea.OfBoundaries("Two wards", wards(t))
	one, err := r.Outline("angel")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := r.Outline(west); err != nil || again != one {
		t.Errorf("asked by code it was made again: %v", err)
	}
	if _, err := r.Outline("nowhere"); err == nil {
		t.Error("an outline of nowhere was made")
	}
	for place, want := range map[[2]float64]incident.Code{{535500, 181500}: code(t, west), {536500, 181500}: code(t, east), {539000, 181500}: 0} {
		if got := r.Ward(bng.ToWGS84(place[0], place[1])); got != want {
			t.Errorf("%v lies in %v", place, got)
		}
	}
	if r.NameWard(code(t, east)) != "Bow East" || len(r.Polygons(code(t, east))) != 1 {
		t.Error("the eastern ward has lost its name or its outline")
	}
}

// A square kilometre with a hole of a quarter of it, and 1,500 residents: two a thousand square metres.
func TestPeopleAreSpreadEvenlyOverTheirSmallArea(t *testing.T) {
	r := studyarea.OfBoundaries("Two wards", wards(t))
	if r.People() != nil {
		t.Error("people are spread before anybody has said where they live")
	}
	small := index(t, feature("E01000001", "A", ring(535000, 181000, 1000), ring(535250, 181250, 500)), feature("E01000002", "B", ring(536000, 181000, 1000)))
	r.Settle(small, map[incident.Code]int{code(t, "E01000001"): 1500})
	dense := r.People()
	if got := dense(535100, 181100); math.Abs(got-0.002) > 2e-6 {
		t.Errorf("%g residents a square metre", got)
	}
	if dense(536500, 181500) != 0 || dense(535500, 181500) != 0 || dense(0, 0) != 0 {
		t.Error("people live where none were counted, in the hole or in the sea")
	}
}
