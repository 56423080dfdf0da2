package program

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// AreasOf is the areas that an analysis may be asked for, and the geography of a pack that facts are placed by.
func AreasOf(p *pack.Pack) (*studyarea.Register, incident.Geography, error) {
	g, err := GeographyOf(p)
	if err != nil {
		return nil, g, err
	}
	wards, ok := g.Wards.(*incident.AreaIndex)
	if !ok {
		return nil, g, fmt.Errorf("the pack has no boundaries of its wards")
	}
	r, err := studyarea.OfPack(p, wards)
	if small, ok := g.LSOAs.(*incident.AreaIndex); ok && err == nil {
		residents := map[incident.Code]int{}
		for _, code := range small.Codes() {
			if a, ok := p.Area(code.String()); ok {
				residents[code] = a.Residents
			}
		}
		r.Settle(small, residents)
	}
	if err == nil {
		r.Streets, r.Residents = groundOf(p, &place.Sources{}), map[incident.Code]int{}
		for _, w := range p.Wards() {
			if code, ok := incident.ParseCode(w.Code); ok {
				r.Residents[code] = w.Residents
			}
		}
	}
	return r, g, err
}

// wardsOf are the wards of a pack's partnership.
func wardsOf(p *pack.Pack) []incident.Code {
	set, ok := p.AreaSet(p.Partnership.Wards)
	if !ok {
		return nil
	}
	var out []incident.Code
	for i := range set.Areas {
		if code, ok := incident.ParseCode(set.Areas[i].Code); ok {
			out = append(out, code)
		}
	}
	return out
}
