package place

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/analysis/bng"
)

// Coordinates are a position that somebody gave in figures.
type Coordinates struct {
	Point  Point
	Metres float64 // half the side of the square that the figures name; the point is its middle
	Form   string  // in words, what was read: "grid reference TQ 337 816"
}

var (
	gridReference = regexp.MustCompile(`(?i)\b([HJNOST][A-HJ-Z])\s*((?:\d\s*){4,10})(?:\D|$)`)
	gridMetres    = regexp.MustCompile(`(?:^|[^\d.])(\d{6}(?:\.\d+)?)[\s,;]+(\d{6,7}(?:\.\d+)?)(?:[^\d.]|$)`)
	decimalPair   = regexp.MustCompile(`(-?\d{1,2}\.\d{3,})\s*°?\s*([NSEW]?)[\s,;]+(-?\d{1,2}\.\d{3,})\s*°?\s*([NSEW]?)`)
	sexagesimal   = regexp.MustCompile(`(\d{1,2})\s*°\s*(\d{1,2})\s*['′]\s*(\d{1,2}(?:\.\d+)?)\s*["″]?\s*([NSEW])`)
)

// ParseCoordinates finds a position in figures among words, and false where there is none or none in Great Britain: a National
// Grid reference of letters (TQ 337 816), an easting and a northing in metres (533700 181600), or a latitude and a longitude in
// either order (51.5215, -0.0717).
func ParseCoordinates(text string) (Coordinates, bool) {
	text = clipWords(text)
	for _, read := range []func(string) (Coordinates, bool){fromReference, fromMetres, fromDegrees, fromSexagesimal} {
		if c, ok := read(text); ok && c.Point.Check() == nil {
			return c, true
		}
	}
	return Coordinates{}, false
}

// fromReference reads two letters and an even number of digits, as the Ordnance Survey sets them out: the letters name a square
// of 100 km, the digits the easting and the northing of the south-west corner of a smaller square in it.
func fromReference(text string) (Coordinates, bool) {
	m := gridReference.FindStringSubmatch(text)
	if m == nil {
		return Coordinates{}, false
	}
	digits := strings.Join(strings.Fields(m[2]), "")
	if len(digits)%2 != 0 {
		return Coordinates{}, false
	}
	half, side := len(digits)/2, 1.0
	for range 5 - half {
		side *= 10
	}
	letters := strings.ToUpper(m[1])
	east, north := hundredKilometres(letters)
	e, _ := strconv.ParseFloat(digits[:half], 64) // digits alone: the expression took nothing else
	n, _ := strconv.ParseFloat(digits[half:], 64)
	return onGrid(east+e*side+side/2, north+n*side+side/2, side/2, fmt.Sprintf("grid reference %s %s %s", letters, digits[:half], digits[half:]))
}

// hundredKilometres is the south-west corner of the square that two letters name. The letters run without I, from the north-west,
// five to a row; the false origin lies in the square S at V.
func hundredKilometres(letters string) (east, north float64) {
	place := func(letter byte) (x, y float64) {
		i := int(letter - 'A')
		if letter > 'I' {
			i--
		}
		return float64(i % 5), float64(4 - i/5)
	}
	bigX, bigY := place(letters[0])
	x, y := place(letters[1])
	return ((bigX-2)*5 + x) * 100_000, ((bigY-1)*5 + y) * 100_000
}

func fromMetres(text string) (Coordinates, bool) {
	m := gridMetres.FindStringSubmatch(text)
	if m == nil {
		return Coordinates{}, false
	}
	e, _ := strconv.ParseFloat(m[1], 64)
	n, _ := strconv.ParseFloat(m[2], 64)
	return onGrid(e, n, 1, fmt.Sprintf("easting %s, northing %s", m[1], m[2]))
}

func onGrid(e, n, metres float64, form string) (Coordinates, bool) {
	if !bng.InGrid(e, n) {
		return Coordinates{}, false
	}
	lon, lat := bng.ToWGS84(e, n)
	return Coordinates{Point{lon, lat}, metres, form}, true
}

func fromDegrees(text string) (Coordinates, bool) {
	m := decimalPair.FindStringSubmatch(strings.ToUpper(text))
	if m == nil {
		return Coordinates{}, false
	}
	return degrees(signed(m[1], m[2]), signed(m[3], m[4]))
}

func fromSexagesimal(text string) (Coordinates, bool) {
	all := sexagesimal.FindAllStringSubmatch(strings.ToUpper(text), 2)
	if len(all) < 2 {
		return Coordinates{}, false
	}
	var at [2]float64
	for i, m := range all {
		minutes, _ := strconv.ParseFloat(m[2], 64)
		seconds, _ := strconv.ParseFloat(m[3], 64)
		at[i] = signed(m[1], m[4])
		at[i] += math.Copysign(minutes/60+seconds/3600, southOrWest(m[4]))
	}
	return degrees(at[0], at[1])
}

// degrees takes the two numbers in whichever order lies in Great Britain: no place there has a latitude that could be a longitude.
func degrees(a, b float64) (Coordinates, bool) {
	p := Point{Lon: b, Lat: a}
	if p.Check() != nil {
		p = Point{Lon: a, Lat: b}
	}
	const metres = 10 // the third decimal is 70 to 110 m, the fifth one; most people copy five or more
	return Coordinates{p, metres, fmt.Sprintf("latitude %.5f, longitude %.5f", p.Lat, p.Lon)}, p.Check() == nil
}

func signed(number, side string) float64 {
	n, _ := strconv.ParseFloat(number, 64)
	if side == "S" || side == "W" {
		return -math.Abs(n)
	}
	return n
}

func southOrWest(side string) float64 {
	if side == "S" || side == "W" {
		return -1
	}
	return 1
}
