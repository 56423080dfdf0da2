// Package profile is the profile of a problem as a document for those who plan what to do about it (ledger 27): what it is,
// where, when, whether it is getting worse, where it keeps happening, how much of it falls on few places, and who is affected.
//
// Nothing in it names, scores or predicts a person: repeats are of places, and of victims only as a count.
package profile

import (
	"context"
	"fmt"
	"math/bits"
	"sort"
	"time"

	"github.com/wardmote/wardmote/analysis/concentration"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Params is the question.
type Params struct {
	choice.Choice
	Own   []Own
	Who   []Affected
	Seed  uint64
	Draws int // simulations of chance; 99 where 0
}

// Run writes the profile.
func Run(ctx context.Context, p Params) (*finding.Finding, error) {
	var err error
	if p.Choice, err = p.Settle(); err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	t := p.tally()
	f := &finding.Finding{Analysis: "profile", Title: "Problem profile: " + p.Area.Name, Source: p.Source(), Events: t.total, Caveats: p.Caveats(t.total)}
	if t.total == 0 {
		f.Summary = fmt.Sprintf("No %s are held for %s, %s.", p.What(), p.Area.Name, p.Period())
		return f, nil
	}
	few, err := concentration.Holding(t.counts, 0.2, 0.5, 0.8)
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	f.Summary = fmt.Sprintf("%s %s were recorded in %s, %s. Half of them fall on %s of the %s places where any was recorded (%s).", figure.Of(t.total).In(figure.Count), p.What(), p.Area.Name, p.Period(),
		figure.Of(few[1].Places).In(figure.Count), figure.Of(len(t.counts)).In(figure.Count), figure.Of(few[1].OfAny).In(figure.Share))
	if p.Area.Why != "" {
		f.Caveats = append(f.Caveats, "Why this area was drawn: "+p.Area.Why)
	}
	if p.Kind == incident.Crime && len(p.Types) != 1 && p.Noun == "" {
		f.Sections = append(f.Sections, t.types(p.Choice))
	}
	concentrated, err := t.concentrated(ctx, p, few)
	if err != nil {
		return nil, err
	}
	wards, err := t.wards(p.Choice)
	if err != nil {
		return nil, err
	}
	f.Sections = append(f.Sections, wards, t.streets(p.Choice))
	together, err := crowds(ctx, p.Choice, t.total)
	if err != nil {
		return nil, err
	}
	if together != nil {
		f.Sections = append(f.Sections, *together)
	}
	if held(p.Choice) > 1 {
		f.Sections = append(f.Sections, t.repeats(p.Choice))
	}
	f.Sections = append(f.Sections, concentrated)
	if err := t.trend(ctx, f, p.Choice); err != nil {
		return nil, err
	}
	if err := people(f, p); err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	f.Caveats = append(f.Caveats, "A place is one of the publisher's points: a street, or a station, park or shop and its surroundings. Busy places have more of everything; what matters is whether something can be done there.")
	return f, nil
}

// people adds what our own records say: what was reported, when, and who is affected.
func people(f *finding.Finding, p Params) error {
	for _, own := range p.Own {
		sections, err := ours(p.Choice, own)
		if err != nil {
			return err
		}
		f.Sections = append(f.Sections, sections...)
	}
	sections, err := affected(p.Who)
	f.Sections = append(f.Sections, sections...)
	if len(p.Own)+len(p.Who) > 0 {
		f.Source += "; our own records in the same area and months"
		f.Caveats = append(f.Caveats, "Our own records show who told us, not all who suffer. [c] stands for a number from 1 to 4, or one that would give such a number away; hate and worries about a person are not in this document.")
	}
	return err
}

// tally is the chosen events by type, place, ward and month of the year.
type tally struct {
	total   int
	byType  map[uint8]int
	byWard  map[incident.Code]int
	byPlace map[point]*spot
	counts  []int // of the places
	months  [12]int
}

// point is a published point; several wards and streets may stand on one.
type point struct{ lon, lat float64 }

type spot struct {
	n     int
	types []int  // by code
	at    uint32 // a place of the facts at the point
	ward  incident.Code
	last  incident.Month
	seen  []uint64 // a bit for each month of the period
}

// months is in how many months there was any.
func (s *spot) months() (n int) {
	for _, word := range s.seen {
		n += bits.OnesCount64(word)
	}
	return n
}

func (p Params) tally() *tally {
	t := &tally{byType: map[uint8]int{}, byWard: map[incident.Code]int{}, byPlace: map[point]*spot{}}
	e, places := p.Events(), &p.Facts.Places
	spots, types, wards := make([]*spot, len(places.Lon)), make([]int, len(incident.Types())), make([]int, len(p.Facts.Wards))
	p.Each(func(row int) {
		at, month, typ := e.Place[row], e.Month[row], e.Type[row]
		types[typ]++
		wards[e.Ward[row]]++
		t.months[month.OfYear()-1]++
		s := spots[at]
		if s == nil {
			if places.Lon[at] != places.Lon[at] {
				return // no point
			}
			s = t.spot(p, at, e.Ward[row])
			spots[at] = s
		}
		s.n++
		s.types[typ]++
		s.last = max(s.last, month)
		s.seen[(month-p.From)/64] |= 1 << ((month - p.From) % 64)
	})
	for code, n := range types {
		if n > 0 {
			t.byType[uint8(code)] = n
			t.total += n
		}
	}
	for i, n := range wards {
		if n > 0 {
			t.byWard[p.Facts.Wards[i]] += n
		}
	}
	for _, s := range t.byPlace {
		t.counts = append(t.counts, s.n)
	}
	sort.Sort(sort.Reverse(sort.IntSlice(t.counts)))
	return t
}

// spot is the point of a place, made when it is first met.
func (t *tally) spot(p Params, at uint32, ward uint16) *spot {
	key := point{p.Facts.Places.Lon[at], p.Facts.Places.Lat[at]}
	s := t.byPlace[key]
	if s == nil {
		s = &spot{types: make([]int, len(incident.Types())), at: at, ward: p.Facts.Wards[ward], seen: make([]uint64, int(p.To-p.From)/64+1)}
		t.byPlace[key] = s
	}
	return s
}

func (t *tally) types(c choice.Choice) finding.Section {
	var codes []uint8
	for code := range t.byType {
		codes = append(codes, code)
	}
	sort.Slice(codes, func(i, j int) bool {
		a, b := t.byType[codes[i]], t.byType[codes[j]]
		return a > b || a == b && codes[i] < codes[j]
	})
	chart := &figure.Chart{Form: figure.Bar, Title: "By type, " + c.Area.Name, First: "Type", Series: []figure.Series{{Name: "Recorded"}}}
	for _, code := range codes {
		chart.Labels = append(chart.Labels, incident.Types()[code])
		chart.Series[0].Values = append(chart.Series[0].Values, figure.Of(t.byType[code]))
	}
	return finding.Section{ID: "types", Heading: "What", Chart: chart}
}

func (t *tally) wards(c choice.Choice) (finding.Section, error) {
	type ward struct {
		name string
		n    int
	}
	var list []ward
	for code, n := range t.byWard {
		list = append(list, ward{c.Name(code), n})
	}
	sort.Slice(list, func(i, j int) bool {
		return list[i].n > list[j].n || list[i].n == list[j].n && list[i].name < list[j].name
	})
	table := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Ward"}, {Name: "Recorded", Format: figure.Count}, {Name: "Share", Format: figure.Share}}}}
	for _, w := range list {
		table.Rows = append(table.Rows, figure.Row{figure.T(w.name), figure.N(w.n), figure.N(float64(w.n) / float64(t.total))})
	}
	words, err := rates(table, c, t.byWard)
	return finding.Section{ID: "wards", Heading: "In which wards", Words: words, Table: table}, err
}

// placesShown is how many places the document lists.
const placesShown = 20

func (t *tally) streets(c choice.Choice) finding.Section {
	type listed struct {
		at point
		s  *spot
	}
	var list []listed
	for at, s := range t.byPlace {
		list = append(list, listed{at, s})
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.s.n != b.s.n {
			return a.s.n > b.s.n
		}
		return a.at.lon < b.at.lon || a.at.lon == b.at.lon && a.at.lat < b.at.lat
	})
	named := c.Streets()
	table := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Place"}, {Name: "Ward"}, {Name: "Recorded", Format: figure.Count}, {Name: "Commonest type"}, {Name: "Months with any", Format: figure.Count}, {Name: "Last"}}}}
	for i, l := range list {
		if i == placesShown {
			break
		}
		name := named.Of(l.s.at)
		if name == "" {
			name = choice.Around("", c.Name(l.s.ward))
		}
		common := ""
		if c.Kind == incident.Crime && c.Noun == "" {
			common = incident.Types()[commonest(l.s.types)]
		}
		table.Rows = append(table.Rows, figure.Row{figure.T(name), figure.T(c.Name(l.s.ward)), figure.N(l.s.n), figure.T(common), figure.N(l.s.months()), figure.T(choice.Month(l.s.last))})
		table.Targets = append(table.Targets, finding.Target{Lon: l.at.lon, Lat: l.at.lat, Area: l.s.ward.String(), Place: name, Ground: "one point of the map", Observed: float64(l.s.n)})
	}
	return finding.Section{ID: "places", Heading: "At which places", Words: fmt.Sprintf("The places with most, and in how many of the %d months that are held something was recorded there: a place with few in every month keeps happening; one with many in one month may not.", held(c)), Table: table}
}

func commonest(types []int) (best uint8) {
	for t, n := range types {
		if n > types[best] {
			best = uint8(t)
		}
	}
	return best
}

// concentrated is the 80/20 of it, against what chance alone would give.
func (t *tally) concentrated(ctx context.Context, p Params, few []concentration.Held) (finding.Section, error) {
	table := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Share of what was recorded"}, {Name: "Places that hold it", Format: figure.Count}, {Name: "Of all places with any", Format: figure.Share}}}}
	for _, h := range few {
		table.Rows = append(table.Rows, figure.Row{figure.T(fmt.Sprintf("%.0f%%", 100*h.Share)), figure.N(h.Places), figure.N(h.OfAny)})
	}
	v, err := concentration.Victimise(t.counts)
	if err != nil {
		return finding.Section{}, fmt.Errorf("profile: %w", err)
	}
	draws := p.Draws
	if draws == 0 {
		draws = 99
	}
	by, err := concentration.ByChance(ctx, t.counts, 0.5, draws, p.Seed+1)
	if err != nil {
		return finding.Section{}, fmt.Errorf("profile: %w", err)
	}
	words := fmt.Sprintf("%s of the places had it more than once, and hold %s of it. Were it dealt out by chance over the same places, half of it would need %s of them; it needs %s (p = %s).",
		figure.Of(float64(v.RepeatVictims)/float64(max(1, v.Victims))).In(figure.Share), figure.Of(v.OfRepeatVictims).In(figure.Share), figure.Of(by.LineByChance).In(figure.Share), figure.Of(by.Line).In(figure.Share), figure.Of(by.P).In(figure.Chance))
	return finding.Section{ID: "concentration", Heading: "How much falls on how few", Words: words, Table: table}, nil
}

func (t *tally) year(c choice.Choice) finding.Section {
	n := [12]float64{}
	held := c.HeldMonths()
	for i, m := range c.Months() {
		if held[i] {
			n[m.OfYear()-1]++
		}
	}
	chart := &figure.Chart{Form: figure.Bar, Title: "Mean by month of the year, " + c.Area.Name, Places: figure.PlacesOf(float64(t.months[0]) / max(1, n[0])), Series: []figure.Series{{Name: "Mean"}}}
	for m := range 12 {
		v := figure.Figure{}
		if n[m] > 0 {
			v = figure.Of(float64(t.months[m]) / n[m])
		}
		chart.Labels, chart.Series[0].Values = append(chart.Labels, time.Month(m+1).String()), append(chart.Series[0].Values, v)
	}
	return finding.Section{ID: "season", Heading: "At what time of year", Chart: chart}
}
