package bng

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// The Ordnance Survey's grid of shifts has a node each kilometre, numbered from 1 eastward and then northward.
const (
	nodesEast  = 701
	nodesNorth = 1251
	spacing    = 1000.0
	unit       = 1e-3 // metres in one stored step: the published shifts have three decimals
)

// Shifts is the Ordnance Survey's definitive transformation OSTN15 between ETRS89 and OSGB36. It is read only after
// ReadShifts and safe for any number of readers.
type Shifts struct {
	east, north []int32 // millimetres by node; both 0 where the file has no shift
}

// ErrOutside says that a place lies outside the published grid of shifts.
var ErrOutside = errors.New("is outside the grid of shifts")

// ReadShifts reads the Ordnance Survey's text file OSTN15_OSGM15_DataFile.txt (876,951 nodes, comma separated, with a
// header). Nodes that the file leaves out or gives as zero are outside: a part of the file serves a part of the country.
// An error names the line.
func ReadShifts(r io.Reader) (*Shifts, error) {
	s := &Shifts{east: make([]int32, nodesEast*nodesNorth), north: make([]int32, nodesEast*nodesNorth)}
	scan := bufio.NewScanner(r)
	nodes := 0
	for line := 1; scan.Scan(); line++ {
		text := strings.TrimSpace(scan.Text())
		if line == 1 && strings.HasPrefix(text, "Point_ID") || text == "" {
			continue
		}
		if err := s.node(text); err != nil {
			return nil, fmt.Errorf("grid of shifts: line %d: %w", line, err)
		}
		nodes++
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("grid of shifts: %w", err)
	}
	if nodes == 0 {
		return nil, errors.New("grid of shifts: no nodes; is this OSTN15_OSGM15_DataFile.txt?")
	}
	return s, nil
}

// node takes one record: number, easting and northing of the node, shift east, shift north, and columns for heights.
func (s *Shifts) node(text string) error {
	field := strings.Split(text, ",")
	if len(field) < 5 {
		return fmt.Errorf("needs at least 5 columns, has %d", len(field))
	}
	var v [5]float64
	for i := range v {
		var err error
		if v[i], err = strconv.ParseFloat(strings.TrimSpace(field[i]), 64); err != nil {
			return fmt.Errorf("column %d: %q is not a number", i+1, field[i])
		}
	}
	i, ok := nodeAt(v[1], v[2])
	if !ok || float64(i+1) != v[0] {
		return fmt.Errorf("node %s is not at easting %s, northing %s", field[0], field[1], field[2])
	}
	if !(math.Abs(v[3]) < spacing && math.Abs(v[4]) < spacing) {
		return fmt.Errorf("shift (%s, %s) is beyond a kilometre", field[3], field[4])
	}
	s.east[i], s.north[i] = int32(math.Round(v[3]/unit)), int32(math.Round(v[4]/unit))
	return nil
}

// Node is the shift at a node, numbered from 1 as in the Ordnance Survey's file, in millimetres; false where there is none.
func (s *Shifts) Node(record int) (east, north int32, ok bool) {
	if record < 1 || record > len(s.east) || s.east[record-1] == 0 && s.north[record-1] == 0 {
		return 0, 0, false
	}
	return s.east[record-1], s.north[record-1], true
}

func nodeAt(e, n float64) (int, bool) {
	col, row := math.Floor(e/spacing), math.Floor(n/spacing)
	if !(col >= 0 && col < nodesEast && row >= 0 && row < nodesNorth) {
		return 0, false
	}
	return int(row)*nodesEast + int(col), true
}

// FromETRS89 gives National Grid metres from ETRS89 degrees; the error is ErrOutside off the grid of shifts.
func (s *Shifts) FromETRS89(lon, lat float64) (e, n float64, err error) {
	if onEarth(lon, lat) {
		e, n = grs80.project(lon*degree, lat*degree)
		if de, dn, ok := s.at(e, n); ok {
			return e + de, n + dn, nil
		}
	}
	return 0, 0, fmt.Errorf("longitude %g, latitude %g %w", lon, lat, ErrOutside)
}

// ToETRS89 is the inverse of FromETRS89, by the guide's iteration to a hundredth of a millimetre.
func (s *Shifts) ToETRS89(e, n float64) (lon, lat float64, err error) {
	x, y := e-97, n+70 // the middle of the shifts over Britain: begin in the right square or beside it
	for range 20 {
		de, dn, ok := s.at(x, y)
		if !ok {
			break
		}
		moved := math.Hypot(e-de-x, n-dn-y)
		x, y = e-de, n-dn
		if moved < 1e-5 {
			lon, lat = grs80.unproject(x, y)
			return lon / degree, lat / degree, nil
		}
	}
	return 0, 0, fmt.Errorf("easting %g, northing %g %w", e, n, ErrOutside)
}

// at is the shift at ETRS89 grid metres, bilinear between the four nodes round the place.
func (s *Shifts) at(x, y float64) (de, dn float64, ok bool) {
	i, ok := nodeAt(x, y)
	if !ok || i%nodesEast == nodesEast-1 || i/nodesEast == nodesNorth-1 {
		return 0, 0, false
	}
	t, u := x/spacing-math.Floor(x/spacing), y/spacing-math.Floor(y/spacing)
	weights := [4]float64{(1 - t) * (1 - u), t * (1 - u), (1 - t) * u, t * u}
	for k, node := range [4]int{i, i + 1, i + nodesEast, i + nodesEast + 1} {
		if s.east[node] == 0 && s.north[node] == 0 {
			return 0, 0, false
		}
		de += weights[k] * float64(s.east[node]) * unit
		dn += weights[k] * float64(s.north[node]) * unit
	}
	return de, dn, true
}
