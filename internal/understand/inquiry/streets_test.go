package inquiry

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/understand/choice/choicetest"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// twoWards are the areas of choicetest: two squares of two kilometres, side by side.
func twoWards(t *testing.T) *studyarea.Register {
	t.Helper()
	box := func(code string, x, y float64) string {
		var ring []string
		for _, d := range [][2]float64{{0, 0}, {2000, 0}, {2000, 2000}, {0, 2000}, {0, 0}} {
			lon, lat := bng.ToWGS84(x+d[0], y+d[1])
			ring = append(ring, fmt.Sprintf("[%f,%f]", lon, lat))
		}
		return fmt.Sprintf(`{"type":"Feature","properties":{"code":%q,"name":"Ward of %s"},"geometry":{"type":"Polygon","coordinates":[[%s]]}}`, code, code, strings.Join(ring, ","))
	}
	index, err := incident.NewAreaIndex([]byte(`{"type":"FeatureCollection","features":[` + box("E05000001", 534000, 180000) + "," + box("E05000002", 536000, 180000) + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	return studyarea.OfBoundaries("Both", index)
}

// kinds is crime over two years, nearly all of it at points that the publisher names by a kind of place, or not at all.
func kinds() *choicetest.Facts {
	f := choicetest.New()
	for m := range 24 {
		month := fmt.Sprintf("%d-%02d", 2018+m/12, m%12+1)
		for k := range 6 {
			f.Crime(4+k, month, 2, 534400+float64(300*k), 181000, choicetest.North)
			f.Crime(1, month, 2, 534410+float64(300*k), 181220, choicetest.North) // the streets
		}
		f.Crime(2, month, 2, 537900, 180100, choicetest.South) // nothing with a street is near
		if m > 20 {
			f.Crime(60, month, 2, 534400, 181000, choicetest.North)
		}
	}
	f.Streets = []string{"", "On or near Supermarket", "On or near Parking Area", "No Location", "On or near Roman Road", "On or near Shopping Area"}
	for i := range f.Places.Street {
		f.Places.Street[i] = uint32([]int{1, 2, 3, 0, 5}[i%5])
		if f.Places.Northing[i] > 181200 {
			f.Places.Street[i] = 4
		}
	}
	return f
}

var coordinates = regexp.MustCompile(`\d+\.\d{3,}`)

// TestEveryAnalysisNamesPlacesByTheirStreet: whatever can be acted on, and whatever a sentence or a table names, is a street and
// a ward; never a kind of place, and never coordinates. What is counted says on what ground. Where no import named a street, the
// ground of the pack does.
func TestEveryAnalysisNamesPlacesByTheirStreet(t *testing.T) {
	f := kinds()
	t.Run("named by imports", func(t *testing.T) { everyPlaceHasAStreet(t, f, twoWards(t)) })
	areas := twoWards(t)
	for i, x := range f.Places.Easting {
		if y := f.Places.Northing[i]; y > 181200 {
			lon, lat := bng.ToWGS84(x, y)
			areas.Streets = append(areas.Streets, place.Named{Name: "Roman Road", At: place.Point{Lon: lon, Lat: lat}})
		}
		f.Places.Street[i] = 0
	}
	f.Streets = []string{""}
	t.Run("named by the ground", func(t *testing.T) { everyPlaceHasAStreet(t, f, areas) })
}

func everyPlaceHasAStreet(t *testing.T, f *choicetest.Facts, areas *studyarea.Register) {
	tried, onRoman := 0, 0
	for _, q := range All() {
		if !q.Takes(Crimes) || q.ID == "effect" {
			continue // the effect is asked for a place of the asker's own
		}
		g := &ground{Choice: f.Choice(t, "2018-01", "2019-12"), areas: areas, area: areas.Whole(), ask: Ask{Analysis: q.ID, Draws: 99, Cell: 150}}
		g.Area, g.NameWard, g.Ground = g.area, areas.NameWard, areas.Streets
		got, err := q.run(context.Background(), g)
		if err != nil {
			t.Fatalf("%s: %v", q.ID, err)
		}
		texts := []string{got.Summary}
		for _, s := range got.Sections {
			if s.Table == nil {
				continue
			}
			for i, row := range s.Table.Rows {
				for j, v := range row {
					if s.Table.Columns[j].Format != figure.Hidden {
						texts = append(texts, v.Text())
					}
				}
				if len(s.Table.Targets) == 0 {
					continue
				}
				tried++
				to := s.Table.Targets[i]
				texts = append(texts, to.Place)
				if strings.Contains(to.Place, "Roman Road") {
					onRoman++
				}
				if to.Ground == "" || !strings.Contains(to.Place, "Roman Road") && !strings.Contains(to.Place, "Ward of") {
					t.Errorf("%s sends to %q, counted on %q", q.ID, to.Place, to.Ground)
				}
			}
		}
		for _, text := range texts {
			if coordinates.MatchString(text) && !strings.Contains(text, "p = ") {
				t.Errorf("%s: %q names coordinates", q.ID, text)
			}
			for _, written := range f.Streets {
				if _, street := place.StreetName(written); !street && written != "" && strings.Contains(text, strings.TrimPrefix(written, "On or near ")) {
					t.Errorf("%s: %q names a kind of place", q.ID, text)
				}
			}
		}
	}
	if tried < 15 || onRoman < 10 {
		t.Errorf("only %d places were named, %d of them by their street", tried, onRoman)
	}
}
