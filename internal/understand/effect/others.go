package effect

import (
	"cmp"
	"math"
	"slices"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/analysis/effect"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// others are the places that the treated one was chosen among, and the parts of it that are of their kind: the other wards,
// or the circles of its size that touch neither it nor its surroundings.
func (p Params) others() (parts, others []effect.Area) {
	if p.Circle != nil {
		return p.circles()
	}
	by := map[incident.Code]*effect.Area{}
	for _, w := range append(append([]incident.Code(nil), p.Others...), p.Area.Wards...) {
		by[w] = &effect.Area{}
	}
	all := p.Choice
	all.Area.Wards = nil
	for w := range by {
		all.Area.Wards = append(all.Area.Wards, w)
	}
	e := all.Events()
	all.Each(func(row int) { p.add(by[p.Facts.Wards[e.Ward[row]]], e.Month[row]) })
	for _, w := range p.Others {
		if !slices.Contains(p.Area.Wards, w) && (p.Buffer == nil || !slices.Contains(p.Buffer.Wards, w)) {
			others = append(others, *by[w])
		}
	}
	for _, w := range p.Area.Wards {
		parts = append(parts, *by[w])
	}
	return parts, others
}

// add counts an event before the change or after.
func (p Params) add(a *effect.Area, m incident.Month) {
	if m < p.Change {
		a.Before++
	} else {
		a.After++
	}
}

// circles lays circles of the treated one's size side by side over the area and keeps those in which a published point lies:
// where nothing can be recorded there is nothing to choose. Those that touch it or its surroundings are left out.
func (p Params) circles() (parts, others []effect.Area) {
	x, y := bng.FromWGS84(p.Circle.Lon, p.Circle.Lat)
	side, apart := 2*p.Circle.Radius, 2*p.Circle.Radius+p.Circle.Ring
	type at struct{ col, row int }
	of := make(map[uint32]*effect.Area)
	by := map[at]*effect.Area{}
	places := &p.Facts.Places
	for i, easting := range places.Easting {
		dx, dy := easting-x, places.Northing[i]-y
		if math.IsNaN(dx) || !slices.Contains(p.Area.Wards, p.Facts.Wards[places.Ward[i]]) {
			continue
		}
		c := at{int(math.Round(dx / side)), int(math.Round(dy / side))}
		if math.Hypot(dx-float64(c.col)*side, dy-float64(c.row)*side) > p.Circle.Radius {
			continue
		}
		if by[c] == nil {
			by[c] = &effect.Area{}
		}
		of[uint32(i)] = by[c]
	}
	e := p.Events()
	p.Each(func(row int) {
		if a := of[e.Place[row]]; a != nil {
			p.add(a, e.Month[row])
		}
	})
	for c, a := range by {
		switch {
		case c == at{}:
			parts = append(parts, *a)
		case math.Hypot(float64(c.col)*side, float64(c.row)*side) >= apart:
			others = append(others, *a)
		}
	}
	slices.SortFunc(others, func(a, b effect.Area) int {
		return cmp.Or(cmp.Compare(a.Before, b.Before), cmp.Compare(a.After, b.After))
	})
	return parts, others
}
