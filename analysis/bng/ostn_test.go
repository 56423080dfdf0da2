package bng

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
)

// nodesOfTheTestPoints writes the part of the Ordnance Survey's grid that its test output quotes: four nodes a point.
func nodesOfTheTestPoints(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	out.WriteString("Point_ID,ETRS89_Easting,ETRS89_Northing,ETRS89_OSGB36_EShift,ETRS89_OSGB36_NShift\r\n")
	for _, row := range rows(t, "OSTN15_OSGM15_TestOutput_ETRStoOSGB.txt") {
		for k := range 4 {
			record := int(number(t, row, fmt.Sprint("RecNoS", k)))
			fmt.Fprintf(&out, "%d,%d,%d,%s,%s\r\n", record, (record-1)%nodesEast*1000, (record-1)/nodesEast*1000,
				row[fmt.Sprint("Se", k)], row[fmt.Sprint("Sn", k)])
		}
	}
	return out.String()
}

func TestWithTheGridOfShiftsTheOrdnanceSurveysPointsAreReproduced(t *testing.T) {
	shifts, err := ReadShifts(strings.NewReader(nodesOfTheTestPoints(t)))
	if err != nil {
		t.Fatal(err)
	}
	points := rows(t, "proj_wgs84_to_bng.csv")
	for _, row := range points {
		e, n, err := shifts.FromETRS89(number(t, row, "lon"), number(t, row, "lat"))
		if err != nil {
			t.Errorf("%s: %v", row["id"], err)
			continue
		}
		near(t, row["id"]+" easting", e, number(t, row, "os_official_e"), 0.008)
		near(t, row["id"]+" northing", n, number(t, row, "os_official_n"), 0.008)
		lon, lat, err := shifts.ToETRS89(e, n)
		if err != nil {
			t.Errorf("%s: %v", row["id"], err)
		}
		near(t, row["id"]+" longitude", lon, number(t, row, "lon"), 2e-10)
		near(t, row["id"]+" latitude", lat, number(t, row, "lat"), 2e-10)
	}
}

// The published easting less the published shift is the projection alone, of ETRS89 on GRS80, rounded to a millimetre.
func TestProjectionAloneMatchesEveryPublishedPoint(t *testing.T) {
	places := map[string]map[string]string{}
	for _, row := range rows(t, "proj_wgs84_to_bng.csv") {
		places[row["id"]] = row
	}
	checked := 0
	for _, row := range rows(t, "OSTN15_OSGM15_TestOutput_ETRStoOSGB.txt") {
		place, ok := places[row["PointID"]]
		if !ok {
			continue
		}
		e, n := grs80.project(number(t, place, "lon")*degree, number(t, place, "lat")*degree)
		near(t, row["PointID"]+" easting", e, number(t, row, "OSGBEast")-number(t, row, "Se"), 0.001)
		near(t, row["PointID"]+" northing", n, number(t, row, "OSGBNorth")-number(t, row, "Sn"), 0.001)
		checked++
	}
	if checked < 39 {
		t.Errorf("only %d points checked", checked)
	}
}

func TestAPlaceOffTheGridOfShiftsIsAnError(t *testing.T) {
	shifts, err := ReadShifts(strings.NewReader("1,0,0,90,-80\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range [][2]float64{{-2, 52}, {10, 52}, {math.NaN(), 52}, {-2, math.Inf(1)}} {
		if _, _, err := shifts.FromETRS89(place[0], place[1]); !errors.Is(err, ErrOutside) {
			t.Errorf("%v: error %v", place, err)
		}
		if _, _, err := shifts.ToETRS89(place[0], place[1]); !errors.Is(err, ErrOutside) {
			t.Errorf("%v: error %v", place, err)
		}
	}
}

func TestAPackedGridIsTheGrid(t *testing.T) {
	shifts, err := ReadShifts(strings.NewReader(nodesOfTheTestPoints(t)))
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	if err := shifts.Pack(&packed); err != nil {
		t.Fatal(err)
	}
	whole := packed.Bytes()
	back, err := UnpackShifts(bytes.NewReader(whole))
	if err != nil || !slices.Equal(back.east, shifts.east) || !slices.Equal(back.north, shifts.north) {
		t.Errorf("the unpacked grid differs: %v", err)
	}
	for _, damaged := range [][]byte{nil, whole[:3], whole[1:], whole[:len(whole)/2]} {
		if _, err := UnpackShifts(bytes.NewReader(damaged)); err == nil {
			t.Errorf("%d bytes of %d were taken for a grid", len(damaged), len(whole))
		}
	}
}

func FuzzAPackedGridIsReadOrRefused(f *testing.F) {
	f.Add([]byte{'b', 'n', 'g', 1, 0, 1, 2, 3})
	f.Add([]byte(""))
	f.Fuzz(func(t *testing.T, packed []byte) {
		if s, err := UnpackShifts(bytes.NewReader(packed)); err == nil {
			if _, _, ok := s.Node(-len(packed)); ok {
				t.Fatal("a node before the first")
			}
			if err := s.Pack(io.Discard); err != nil {
				t.Fatal(err)
			}
			if e, n, err := s.FromETRS89(-2, 52); err == nil && math.IsNaN(e+n) {
				t.Fatal("not a number")
			}
		}
	})
}

func FuzzAFileOfShiftsIsReadOrRefusedByLine(f *testing.F) {
	f.Add("Point_ID,ETRS89_Easting\n1,0,0,90.1,-80.2,45.0,1\n2,1000,0,90.1,-80.2,45.0,1\n")
	f.Add("1,0,0,NaN,2\n")
	f.Add("702,0,1000,1e9,2\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<12 {
			return
		}
		shifts, err := ReadShifts(strings.NewReader(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "grid of shifts: ") {
				t.Fatalf("error does not say what was read: %v", err)
			}
			return
		}
		if e, n, err := shifts.FromETRS89(-7.5, 49.8); err == nil && math.IsNaN(e+n) {
			t.Fatal("not a number")
		}
	})
}
