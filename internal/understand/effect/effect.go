// Package effect answers "did what we did work?" for an operation in an area, or about a place, from a month on: the counts
// before and after, beside those of a comparison area that was left alone, and of the buffer round it to which offending may
// have moved.
//
// Without a comparison no effect is claimed, whatever the fall (package analysis/effect): operations go where crime has just
// been high, and such places fall back by themselves. A place that was chosen because it was high, as hot spots and taskings are,
// is therefore judged by how the other places of its kind went on: the other wards, or circles of the same size laid over the
// partnership's wards; where these are too few, no effect is claimed.
package effect

import (
	"context"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/analysis/effect"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// Circle is a treated place with the ring round it, metres.
type Circle struct {
	Lon, Lat, Radius, Ring float64
}

// Params is the question. The treated area is that of the choice, or the circle.
type Params struct {
	choice.Choice
	Circle     *Circle
	Comparison *studyarea.Area
	Buffer     *studyarea.Area // of an area; a circle has its ring
	Change     incident.Month  // the first month of the operation
	Chosen     string          // how the place was chosen: High, the default, or Otherwise
	Others     []incident.Code // wards of the partnership, among which the treated ones were chosen
	Streets    *choice.Streets // names a circle; made from the facts where nil
	Span       int             // months on either side; 12 where 0
}

// How the treated place was chosen.
const (
	High      = "high"      // because more was recorded there
	Otherwise = "otherwise" // by lot, by rota, everywhere alike
)

// Zones of the study.
const (
	treated = iota
	comparison
	buffer
	zones
)

// Run answers it.
func Run(ctx context.Context, p Params) (*finding.Finding, error) {
	if p.Span == 0 {
		p.Span = 12
	}
	if p.Chosen != "" && p.Chosen != High && p.Chosen != Otherwise {
		return nil, fmt.Errorf("effect: the place was chosen %q or %q, not %q", High, Otherwise, p.Chosen)
	}
	if int(p.Change) < p.Span {
		return nil, fmt.Errorf("effect: choose the month in which the operation began")
	}
	p.From, p.To = p.Change-incident.Month(p.Span), p.Change+incident.Month(p.Span)-1
	var err error
	if p.Choice, err = p.Settle(); err != nil {
		return nil, fmt.Errorf("effect: %w", err)
	}
	for i, held := range p.HeldMonths() {
		if !held {
			return nil, fmt.Errorf("nothing of this choice is held for %s, so %d months before and after %s cannot be compared; choose fewer months, another month or other types", choice.Month(p.From+incident.Month(i)), p.Span, choice.Month(p.Change))
		}
	}
	if err := p.apart(); err != nil {
		return nil, err
	}
	counts := p.count()
	study := p.study(counts)
	f := &finding.Finding{Analysis: "effect", Title: "Effect of an operation: " + p.name(), Source: p.Source(), Caveats: p.Caveats(int(study.Treated.Before + study.Treated.After))}
	f.Events = int(study.Treated.Before + study.Treated.After)
	if study.Treated.Before+study.Treated.After == 0 {
		f.Summary = "Nothing of this choice was recorded in the treated area, before or after."
		return f, nil
	}
	found, err := effect.Evaluate(study)
	if err != nil {
		return nil, fmt.Errorf("effect: %w", err)
	}
	f.Summary = found.Sentence
	f.Caveats = append(f.Caveats, found.Caveats...)
	f.Caveats = append(f.Caveats, fmt.Sprintf("Months vary %.1f times as much as chance alone would have them, measured on the months before; the intervals allow for it.", study.Dispersion))
	f.Sections = []finding.Section{p.table(study), p.measures(found), p.monthly(counts)}
	return f, ctx.Err()
}

// apart refuses areas that overlap: an event counted on both sides compares a thing with itself.
func (p Params) apart() error {
	in := map[incident.Code]string{}
	for _, z := range []struct {
		name string
		area *studyarea.Area
	}{{"the treated area", p.treatedArea()}, {"the comparison area", p.Comparison}, {"the buffer", p.Buffer}} {
		if z.area == nil {
			continue
		}
		for _, w := range z.area.Wards {
			if other := in[w]; other != "" && (p.Circle == nil || z.name != "the comparison area" && other != "the comparison area") {
				return fmt.Errorf("%s lies in %s and in %s; choose areas that do not overlap", p.Name(w), other, z.name)
			}
			in[w] = z.name
		}
	}
	return nil
}

func (p Params) treatedArea() *studyarea.Area {
	if p.Circle != nil {
		return nil
	}
	return &p.Area
}

func (p Params) name() string {
	if p.Circle != nil {
		named := p.Streets
		if named == nil {
			named = p.Choice.Streets()
		}
		return fmt.Sprintf("%.0f m %s", p.Circle.Radius, choice.Around(named.Near(bng.FromWGS84(p.Circle.Lon, p.Circle.Lat)), ""))
	}
	return p.Area.Name
}

// count is the events by zone and month of the period.
func (p Params) count() [zones][]float64 {
	var out [zones][]float64
	for z := range out {
		out[z] = make([]float64, 2*p.Span)
	}
	zone := p.zoneOf()
	all := p.Choice
	all.Area.Wards = p.everywhere()
	e := all.Events()
	all.Each(func(row int) {
		if z := zone(e.Place[row], p.Facts.Wards[e.Ward[row]]); z >= 0 {
			out[z][e.Month[row]-p.From]++
		}
	})
	return out
}

// everywhere is the wards of all zones.
func (p Params) everywhere() []incident.Code {
	out := append([]incident.Code(nil), p.Area.Wards...)
	for _, a := range []*studyarea.Area{p.Comparison, p.Buffer} {
		if a != nil {
			out = append(out, a.Wards...)
		}
	}
	return out
}

// zoneOf says in which zone an event counts; -1 in none.
func (p Params) zoneOf() func(place uint32, ward incident.Code) int {
	ward := map[incident.Code]int{}
	mark := func(a *studyarea.Area, zone int) {
		if a != nil {
			for _, w := range a.Wards {
				ward[w] = zone + 1
			}
		}
	}
	mark(p.Comparison, comparison)
	mark(p.Buffer, buffer)
	mark(p.treatedArea(), treated)
	if p.Circle == nil {
		return func(_ uint32, w incident.Code) int { return ward[w] - 1 }
	}
	x, y := bng.FromWGS84(p.Circle.Lon, p.Circle.Lat)
	at := &p.Facts.Places
	return func(place uint32, w incident.Code) int {
		d := math.Hypot(at.Easting[place]-x, at.Northing[place]-y)
		switch {
		case d <= p.Circle.Radius:
			return treated
		case d <= p.Circle.Radius+p.Circle.Ring:
			return buffer
		}
		return ward[w] - 1
	}
}

func (p Params) study(counts [zones][]float64) effect.Study {
	area := func(z int) effect.Area {
		var a effect.Area
		for i, n := range counts[z] {
			if i < p.Span {
				a.Before += n
			} else {
				a.After += n
			}
		}
		return a
	}
	s := effect.Study{Treated: area(treated), TimeBefore: float64(p.Span), TimeAfter: float64(p.Span), Dispersion: 2}
	if p.Comparison != nil {
		c := area(comparison)
		s.Comparison = &c
	}
	if p.Buffer != nil || p.Circle != nil && p.Circle.Ring > 0 {
		b := area(buffer)
		s.Buffer = &b
	}
	if p.Chosen == Otherwise {
		s.Selection = effect.ChosenOtherwise
	} else {
		s.Parts, s.Others = p.others()
	}
	if d, err := effect.Dispersion(counts[treated][:p.Span]); err == nil && p.Span >= 6 {
		s.Dispersion = math.Max(1, d)
	}
	return s
}
