package incident

import (
	"math"
	"runtime"
	"sync"

	"github.com/wardmote/wardmote/analysis/bng"
)

// Finder answers in which area a WGS84 point lies, 0 where in none, for several goroutines at once. *AreaIndex is one.
type Finder interface {
	Find(lon, lat float64) Code
}

// Geography is what points and LSOAs are placed by. Every part may be missing.
type Geography struct {
	Wards      Finder
	LSOAs      Finder
	WardOfLSOA map[Code]Code // best fit, for rows with an LSOA and no point
}

// where is a spot with its geography.
type where struct {
	easting, northing  float64 // metres, to a tenth; meaningless without a point
	lsoa, ward         Code
	lsoaFrom, wardFrom string // published, derived, or empty
}

// place works out the geography of each spot, on every core.
func (g Geography) place(spots []spot) []where {
	out := make([]where, len(spots))
	n := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for part := range n {
		group.Go(func() {
			for i := part * len(spots) / n; i < (part+1)*len(spots)/n; i++ {
				out[i] = g.one(spots[i])
			}
		})
	}
	group.Wait()
	return out
}

func (g Geography) one(s spot) where {
	w := where{lsoa: s.lsoa, ward: s.ward}
	if s.lsoa != 0 {
		w.lsoaFrom = givenMark
	}
	if s.ward != 0 {
		w.wardFrom = givenMark
	}
	if s.lon != nowhere {
		lon, lat := float64(s.lon)/1e6, float64(s.lat)/1e6
		e, n := bng.FromWGS84(lon, lat)
		w.easting, w.northing = math.Round(e*tenth)/tenth, math.Round(n*tenth)/tenth
		if w.ward == 0 && g.Wards != nil {
			if w.ward = g.Wards.Find(lon, lat); w.ward != 0 {
				w.wardFrom = derivedMark
			}
		}
		if w.lsoa == 0 && g.LSOAs != nil {
			if w.lsoa = g.LSOAs.Find(lon, lat); w.lsoa != 0 {
				w.lsoaFrom = derivedMark
			}
		}
	}
	if w.ward == 0 && w.lsoa != 0 {
		if w.ward = g.WardOfLSOA[w.lsoa]; w.ward != 0 {
			w.wardFrom = derivedMark
		}
	}
	return w
}
