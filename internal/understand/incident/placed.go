package incident

import (
	"math"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// Placed gives the facts with the area of every place worked out anew from its point, for a geography other than the one of
// the import: boroughs in place of the wards that were published. A place without a point is in no area.
func (f *Facts) Placed(by Finder) *Facts {
	out := *f
	out.home = nil // of the wards that are left behind
	out.told = nil
	for _, t := range f.told {
		t.Areas = nil
		out.told = append(out.told, t)
	}
	for kind, set := range f.untold {
		for u := range set {
			c := segment.Cover{Kind: string(kind), From: u.month.String(), To: u.month.String()}
			if kind == Crime {
				c.Type = types[u.typ]
			}
			out.told = append(out.told, c)
		}
	}
	out.untold = nil
	if f.covered != nil {
		out.covered = &coverages{}
	}
	out.Wards = []Code{0}
	number := map[Code]uint16{0: 0}
	out.Places.Ward = make([]uint16, len(f.Places.Lon))
	for i, lon := range f.Places.Lon {
		if math.IsNaN(lon) {
			continue
		}
		code := by.Find(lon, f.Places.Lat[i])
		n, ok := number[code]
		if !ok {
			n = uint16(len(out.Wards)) // an AreaIndex holds no more areas than this
			number[code], out.Wards = n, append(out.Wards, code)
		}
		out.Places.Ward[i] = n
	}
	for _, e := range []*Events{&out.Crimes, &out.Stops} {
		ward := make([]uint16, len(e.Place))
		for i, at := range e.Place {
			ward[i] = out.Places.Ward[at]
		}
		e.Ward = ward
	}
	return &out
}
