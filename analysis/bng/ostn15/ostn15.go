// Package ostn15 holds the Ordnance Survey's grid of shifts OSTN15, which defines the British National Grid: with it a place
// given by satellite (ETRS89 longitude and latitude) comes out within a millimetre or two of the Ordnance Survey's own
// answer, where the seven parameters of package bng err by up to five metres.
//
// # When to use it, and when not
//
// For surveyed assets, property boundaries, and eastings and northings that other systems computed exactly. Published crime
// points are moved to the middle of a street before they are published, so package bng alone is as good for them, and does
// not carry the 400 kB of this one. WGS84 positions differ from ETRS89 by about 0.8 m by now; this grid does not remove that.
//
// # The grid
//
// 701 by 1,251 nodes a kilometre apart, each with a shift east and north in whole millimetres, in the packed form of
// bng.Shifts.Pack. The values are those of Debian's libgeo-coordinates-osgb-perl 2.20 (the Ordnance Survey's data file
// of 2016 in binary); the tests compare all 160 nodes that the Ordnance Survey quotes in its published test output, and the
// end result at its 40 test points both ways. Heights (OSGM15) are left out.
//
// Contains OSTN15, © Crown copyright, Ordnance Survey and the Ministry of Defence (MOD) 2016, under the 2-clause BSD licence
// in LICENCE.txt. A program that contains this package shows that notice: [Notice].
package ostn15

import (
	"bytes"
	_ "embed"
	"sync"

	"github.com/wardmote/wardmote/analysis/bng"
)

//go:embed ostn15.packed
var packed []byte

// Notice is the licence of the grid, to be shown with a program that contains it.
//
//go:embed LICENCE.txt
var Notice string

// Shifts is the whole grid, unpacked at the first call (some 30 ms, 7 MB) and shared by all. An error means that the
// program's own copy is damaged.
var Shifts = sync.OnceValues(func() (*bng.Shifts, error) { return bng.UnpackShifts(bytes.NewReader(packed)) })
