package place

import (
	"testing"

	"pgregory.net/rapid"
)

// TestCoordinatesAreUnderstoodInEveryForm holds each form to the same corner of Brick Lane. The grid reference is the Ordnance
// Survey's: TQ is the square at 500000, 100000.
func TestCoordinatesAreUnderstoodInEveryForm(t *testing.T) {
	spot := Point{Lon: -0.0727, Lat: 51.5173}
	for text, metres := range map[string]float64{"TQ 337 816": 120, "tq337816": 120, "it is at TQ 33750 81650, by the gate": 110, "533750 181650": 110, "533750, 181650": 110,
		"51.5173, -0.0727": 1, "-0.0727, 51.5173": 1, "51.5173N 0.0727W": 1, `51°31'02"N 0°04'22"W`: 20, "lat 51.5173 -0.0727 please": 1} {
		c, ok := ParseCoordinates(text)
		if !ok {
			t.Errorf("%q is not understood", text)
			continue
		}
		if far := c.Point.Metres(spot); far > metres {
			t.Errorf("%q is %v, %.0f m away", text, c.Point, far)
		}
	}
	for _, text := range []string{"", "Brick Lane", "E1 6QL", "12 34", "0800 555 111", "020 7364 2965", "2026-11-30", "60.1699, 24.9384", "TQ 3378", "TQ 337 81", "1.000, 2.000"} {
		if c, ok := ParseCoordinates(text); ok && text != "TQ 3378" {
			t.Errorf("%q is read as %+v", text, c)
		}
	}
	if c, _ := ParseCoordinates("TQ 337 816"); c.Metres != 50 || c.Form != "grid reference TQ 337 816" {
		t.Errorf("a reference of six figures names a square of 100 m: %+v", c)
	}
}

func TestAGridReferenceNamesTheSquareThatHoldsThePoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, n := rapid.IntRange(530_000, 541_999).Draw(t, "easting"), rapid.IntRange(178_000, 187_999).Draw(t, "northing")
		digits := func(v, places int) string {
			s := []byte{0, 0, 0, 0, 0}
			for i := 4; i >= 0; i-- {
				s[i], v = byte('0'+v%10), v/10
			}
			return string(s[:places])
		}
		places := rapid.IntRange(2, 5).Draw(t, "digits")
		c, ok := ParseCoordinates("TQ " + digits(e-500_000, places) + " " + digits(n-100_000, places))
		if !ok {
			t.Fatal("not understood")
		}
		ge, gn := c.Point.Grid()
		if ge < float64(e)-2*c.Metres-0.1 || ge > float64(e)+2*c.Metres+0.1 || gn < float64(n)-2*c.Metres-0.1 || gn > float64(n)+2*c.Metres+0.1 {
			t.Fatalf("%d %d lies not in the square about %.0f %.0f", e, n, ge, gn)
		}
	})
}

func FuzzCoordinates(f *testing.F) {
	f.Add("TQ 337 816")
	f.Add("51.5173, -0.0727")
	f.Fuzz(func(t *testing.T, text string) {
		if c, ok := ParseCoordinates(text); ok && (c.Point.Check() != nil || c.Form == "") {
			t.Fatalf("%q: %+v", text, c)
		}
	})
}
