package incident

import (
	"context"
	"maps"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// loader gathers segments into one set of arrays.
type loader struct {
	facts   Facts
	taken   []segment.Manifest
	done    map[string]bool
	shared  map[Kind]map[Month]bool // months that two segments hold, of which rows may repeat each other
	known   map[Kind]*known         // the rows of these months so far
	places  map[spot]uint32
	wards   map[Code]uint16
	lsoas   map[Code]uint32
	streets words
	texts   map[Kind][]words
	counts  countLoader
}

// untold is a type, month and ward that an import has a row of which does not say what it covers.
type untold struct {
	typ   uint8
	month Month
	ward  Code
}

// newLoader makes a loader for segments that will be taken in this order, and for others that share no month with them.
func newLoader(list []segment.Manifest) *loader {
	l := &loader{
		done: map[string]bool{}, places: map[spot]uint32{}, wards: map[Code]uint16{0: 0}, lsoas: map[Code]uint32{0: 0},
		texts: map[Kind][]words{}, counts: newCountLoader(), shared: map[Kind]map[Month]bool{}, known: map[Kind]*known{},
	}
	l.facts.Wards, l.facts.LSOAs = []Code{0}, []Code{0}
	l.facts.Kept, l.facts.untold = map[string]int{}, map[Kind]map[untold]bool{}
	l.streets.add(nil)
	for i := range list {
		for j := range i {
			l.share(&list[i], &list[j])
		}
	}
	return l
}

func (l *loader) share(a, b *segment.Manifest) {
	if !meet(a, b) {
		return
	}
	from, err := ParseMonth(max(a.From, b.From))
	to, err2 := ParseMonth(min(a.To, b.To))
	if err != nil || err2 != nil {
		return // a manifest without months has no rows
	}
	kind := Kind(a.Kind)
	if l.shared[kind] == nil {
		l.shared[kind], l.known[kind] = map[Month]bool{}, &known{}
	}
	for m := from; m <= to; m++ {
		l.shared[kind][m] = true
	}
}

// meet tells that rows of two segments may repeat each other. Of counts the later replaces the earlier.
func meet(a, b *segment.Manifest) bool {
	return a.Hash != "" && b.Hash != "" && a.Hash != b.Hash && a.Kind == b.Kind && Kind(a.Kind) != Count && a.From <= b.To && b.From <= a.To
}

// goesOn tells that the list begins with what was taken, and goes on with segments that share no month with another.
func (l *loader) goesOn(list []segment.Manifest) bool {
	if len(list) < len(l.taken) {
		return false
	}
	for i := range list {
		if i < len(l.taken) {
			if l.taken[i].Hash != list[i].Hash || l.taken[i].Import != list[i].Import {
				return false
			}
			continue
		}
		for j := range i {
			if meet(&list[i], &list[j]) {
				return false
			}
		}
	}
	return true
}

// load takes what was not taken yet.
func (l *loader) load(ctx context.Context, depot segment.Depot, force []segment.Import) (*Facts, error) {
	list := segment.Manifests(force)
	told := map[int]bool{}
	l.facts.told = nil
	for i := range force {
		told[force[i].ID] = force[i].Told
		l.facts.told = append(l.facts.told, force[i].Covers...)
	}
	for _, m := range list[len(l.taken):] {
		if err := l.take(ctx, depot, m, told[m.Import]); err != nil {
			return nil, err
		}
	}
	l.taken = list
	facts := l.facts // a copy of the slice headers; what follows only appends beyond them
	facts.Sources, facts.Kept, facts.untold = list, maps.Clone(l.facts.Kept), map[Kind]map[untold]bool{}
	for kind, set := range l.facts.untold {
		facts.untold[kind] = maps.Clone(set)
	}
	facts.Counts = l.counts.table()
	facts.counted, facts.covered = &cubes{all: map[Kind]*Cube{}}, &coverages{}
	return &facts, nil
}

func (l *loader) take(ctx context.Context, depot segment.Depot, m segment.Manifest, told bool) error {
	if m.Hash == "" || l.done[m.Hash] {
		return nil
	}
	r, err := load(ctx, depot, m)
	if err != nil {
		return err
	}
	l.done[m.Hash] = true
	if r.kind == Count {
		l.facts.Kept[m.Hash] = r.len()
		l.counts.take(r)
		return nil
	}
	if !told {
		l.leaveOpen(r)
	}
	l.dropRepeats(r, m.Whole)
	l.facts.Kept[m.Hash] = r.len()
	place, err := l.placesOf(r)
	if err != nil {
		return err
	}
	to := &l.facts.Crimes
	if r.kind == Stop {
		to = &l.facts.Stops
		to.Minute = join(to.Minute, r.value)
		to.Type = join(to.Type, make([]uint8, r.len()))
	}
	to.Type = join(to.Type, r.typ)
	to.Month = join(to.Month, r.month)
	now, ward := make([]uint32, r.len()), make([]uint16, r.len())
	for i, s := range r.spot {
		now[i] = place[s]
		ward[i] = l.facts.Places.Ward[place[s]]
	}
	to.Place, to.Ward = join(to.Place, now), join(to.Ward, ward)
	return l.takeTexts(r, to)
}

// dropRepeats leaves out the rows of a segment that those before it hold.
func (l *loader) dropRepeats(r *rows, whole bool) {
	k := l.known[r.kind]
	if k == nil {
		return
	}
	k.take(r, whole, l.shared[r.kind])
	if r.repeats() == 0 {
		return
	}
	keep := make([]bool, r.len())
	for i, repeat := range r.repeat {
		keep[i] = !repeat
	}
	r.repeat = nil
	r.keep(keep)
}

// leaveOpen notes what is there of an import that does not say what it covers.
func (l *loader) leaveOpen(r *rows) {
	set := l.facts.untold[r.kind]
	if set == nil {
		set = map[untold]bool{}
		l.facts.untold[r.kind] = set
	}
	for i, s := range r.spot {
		u := untold{month: r.month[i], ward: r.spots[s].ward}
		if r.kind == Crime {
			u.typ = r.typ[i]
		}
		set[u] = true
	}
}
