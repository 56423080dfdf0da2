package bng

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/wardmote/wardmote/analysis/plane"
	"pgregory.net/rapid"
)

// rows reads a CSV of testdata by column name.
func rows(t *testing.T, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.FieldsPerRecord = -1
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, value := range record {
			row[records[0][i]] = value
		}
		out = append(out, row)
	}
	return out
}

func number(t *testing.T, row map[string]string, column string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(row[column], 64)
	if err != nil {
		t.Fatalf("column %s: %v", column, err)
	}
	return v
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %.9f, want %.9f within %g (off by %g)", what, got, want, tolerance, got-want)
	}
}

func TestHelmertAgreesWithPROJAndStaysWithinItsMetresOfTheOrdnanceSurvey(t *testing.T) {
	points := rows(t, "proj_wgs84_to_bng.csv")
	if len(points) < 39 {
		t.Fatalf("only %d points", len(points))
	}
	for _, row := range points {
		e, n := FromWGS84(number(t, row, "lon"), number(t, row, "lat"))
		near(t, row["id"]+" easting", e, number(t, row, "proj_helmert7_e"), 2e-6)
		near(t, row["id"]+" northing", n, number(t, row, "proj_helmert7_n"), 2e-6)
		miss := math.Hypot(e-number(t, row, "os_official_e"), n-number(t, row, "os_official_n"))
		if miss > 5 {
			t.Errorf("%s: %.2f m from the Ordnance Survey's point", row["id"], miss)
		}
		lon, lat := ToWGS84(e, n)
		near(t, row["id"]+" longitude", lon, number(t, row, "lon"), 1e-12)
		near(t, row["id"]+" latitude", lat, number(t, row, "lat"), 1e-12)
	}
}

// The worked example of the Ordnance Survey's guide, annex C: Airy 1830, stated to the millimetre.
func TestProjectionMatchesTheWorkedExampleOfTheGuide(t *testing.T) {
	lat := (52 + 39./60 + 27.2531/3600) * degree
	lon := (1 + 43./60 + 4.5177/3600) * degree
	e, n := airy.project(lon, lat)
	near(t, "easting", e, 651409.903, 0.0015)
	near(t, "northing", n, 313177.270, 0.0015)
	backLon, backLat := airy.unproject(e, n)
	near(t, "longitude", backLon, lon, 1e-15)
	near(t, "latitude", backLat, lat, 1e-15)
}

func TestThereAndBackIsTheSamePlaceAnywhereInBritain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, n := rapid.Float64Range(-2e5, 9e5).Draw(t, "e"), rapid.Float64Range(-2e5, 1.5e6).Draw(t, "n")
		lon, lat := ToWGS84(e, n)
		backE, backN := FromWGS84(lon, lat)
		if math.Hypot(backE-e, backN-n) > 1e-5 {
			t.Fatalf("(%g, %g) came back %g m away", e, n, math.Hypot(backE-e, backN-n))
		}
	})
}

func TestAPlaceThatCannotBeCarriedIsNamedByRow(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), 91, -1e300} {
		if e, _ := FromWGS84(0, bad); !math.IsNaN(e) {
			t.Errorf("latitude %g gave easting %g", bad, e)
		}
		_, err := PointsFromWGS84([]float64{-0.1, 0.1}, []float64{51.5, bad})
		if err == nil || err.Error()[:13] != "places: row 1" {
			t.Errorf("latitude %g: error %v", bad, err)
		}
	}
	if _, err := PointsFromWGS84([]float64{0}, nil); err == nil {
		t.Error("slices of different length were accepted")
	}
}

func FuzzTheProjectionNeverPanicsAndIsFiniteInItsDomain(f *testing.F) {
	f.Add(-0.1, 51.5)
	f.Add(0.0, 0.0)
	f.Add(78.0, 89.999)
	f.Add(-2.0, 90.0)
	f.Add(math.Inf(1), math.NaN())
	f.Fuzz(func(t *testing.T, a, b float64) {
		e, n := FromWGS84(a, b)
		if onEarth(a, b) && (math.IsNaN(e+n) || math.IsInf(e+n, 0)) {
			t.Fatalf("(%g, %g) gave (%g, %g)", a, b, e, n)
		}
		if InGrid(a, b) && !onPlane(a, b) {
			t.Fatalf("(%g, %g) is in the grid and cannot be carried", a, b)
		}
		if p, err := PointsFromWGS84([]float64{a}, []float64{b}); err == nil && math.IsNaN(p.X[0]+p.Y[0]) {
			t.Fatalf("(%g, %g) came without an error", a, b)
		}
		if lon, lat, err := PointsToWGS84(plane.Points{X: []float64{a}, Y: []float64{b}}); err == nil && math.IsNaN(lon[0]+lat[0]) {
			t.Fatalf("(%g, %g) came back without an error", a, b)
		}
		lon, lat := ToWGS84(a, b)
		if onPlane(a, b) && (math.IsNaN(lon+lat) || math.IsInf(lon+lat, 0)) {
			t.Fatalf("(%g, %g) gave (%g, %g)", a, b, lon, lat)
		}
	})
}
