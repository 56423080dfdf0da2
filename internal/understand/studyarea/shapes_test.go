package studyarea_test

import (
	"io/fs"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
	"github.com/wardmote/wardmote/packs"
)

// towerHamlets is the register of the real pack.
func towerHamlets(t *testing.T) *studyarea.Register {
	t.Helper()
	p, problems := pack.Load(packs.TowerHamlets())
	if p == nil {
		t.Fatal(problems)
	}
	set, _ := p.AreaSet(p.Partnership.Wards)
	geojson, err := fs.ReadFile(p.FS, set.File)
	if err != nil {
		t.Fatal(err)
	}
	wards, err := incident.NewAreaIndex(geojson)
	if err != nil {
		t.Fatal(err)
	}
	return studyarea.OfBoundaries("Tower Hamlets", wards)
}

type line [2][2]float64

// lines counts how many rings each line between two corners belongs to, whichever way it is followed.
func lines(polygons [][][][2]float64, in map[line]int) {
	for _, polygon := range polygons {
		for _, ring := range polygon {
			for i, a := range ring {
				b := ring[(i+1)%len(ring)]
				switch {
				case a == b:
				case a[0] < b[0] || a[0] == b[0] && a[1] < b[1]:
					in[line{a, b}]++
				default:
					in[line{b, a}]++
				}
			}
		}
	}
}

// outer is the length of the lines that belong to one ring alone, in metres, and the number of all lines.
func outer(in map[line]int) (metres float64, n int) {
	for l, rings := range in {
		if n++; rings == 1 {
			x1, y1 := bng.FromWGS84(l[0][0], l[0][1])
			x2, y2 := bng.FromWGS84(l[1][0], l[1][1])
			metres += math.Hypot(x2-x1, y2-y1)
		}
	}
	return metres, n
}

func TestWardsOfAMapHaveFewerCornersAndStillShareTheLineBetweenThem(t *testing.T) {
	r := towerHamlets(t)
	full, drawn := map[line]int{}, map[line]int{}
	for _, code := range r.Whole().Wards {
		lines(r.Polygons(code), full)
	}
	shapes := r.Shapes("")
	for _, s := range shapes {
		if s.Name == "" || s.Code == (incident.Code(0)) {
			t.Errorf("a ward without a name: %+v", s.Code)
		}
		for _, polygon := range s.Polygons {
			for _, ring := range polygon {
				if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
					t.Errorf("%s has an open ring of %d corners", s.Name, len(ring))
				}
			}
		}
		lines(s.Polygons, drawn)
	}
	was, many := outer(full)
	is, few := outer(drawn)
	if len(shapes) != 20 || few > many*3/4 || math.Abs(is-was) > 0.05*was {
		t.Errorf("%d wards: %d lines of %d, and %.0f m that belong to one ward alone, of %.0f m", len(shapes), few, many, is, was)
	}
}

func TestAMapShowsTheAreaThatWasAskedFor(t *testing.T) {
	r := studyarea.OfBoundaries("Two wards", wards(t))
	all, err := r.Bounds("all")
	if err != nil {
		t.Fatal(err)
	}
	one, err := r.Bounds("Angel")
	if err != nil || one[0] != all[0] || one[2] >= all[2] || one[1] >= one[3] {
		t.Errorf("%v of %v: %v", one, all, err)
	}
	for _, s := range r.Shapes("Angel") {
		if s.Chosen != (s.Name == "Angel") {
			t.Errorf("%s is chosen: %v", s.Name, s.Chosen)
		}
	}
	if n := len(r.Shapes("Angel")); n != 2 {
		t.Errorf("beside Angel %d wards are drawn", n)
	}
	if _, err := r.Bounds("Camelot"); err == nil {
		t.Error("an area that is not there has bounds")
	}
}
