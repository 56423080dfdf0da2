package incident

import (
	"context"
	"fmt"
	"math"
	"sync"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/core/segment"
)

// Facts are all imported rows as arrays, shared by every reader and never changed: a later import gives a new Facts.
type Facts struct {
	Version string // of the depot that they were read from
	Places  Places
	Crimes  Events
	Stops   Events
	Counts  Counts
	Wards   []Code   // 0 first: no ward
	LSOAs   []Code   // 0 first: no LSOA
	Streets []string // empty first: no street
	Sources []segment.Manifest

	Kept map[string]int // rows of each segment that count, by its hash: all but what others held before it

	home    map[Code]bool // wards of the partnership that asks, nil for all: see Of
	counted *cubes        // nil where the facts were made by hand and may still grow
	told    []segment.Cover
	untold  map[Kind]map[untold]bool // what is there of imports that do not say what they cover
	covered *coverages
}

// Places are the distinct places, as arrays of one length. Coordinates are NaN where the publisher gave no point.
type Places struct {
	Lon, Lat          []float64 // WGS84 degrees
	Easting, Northing []float64 // National Grid metres
	Ward              []uint16  // position in Wards
	LSOA              []uint32  // position in LSOAs
	Street            []uint32  // position in Streets
}

// Events are crimes or stops, as arrays of one length.
type Events struct {
	Month  []Month
	Place  []uint32   // position in Places
	Ward   []uint16   // position in Wards, as that of the place
	Type   []uint8    // crimes: code of the type; stops: 0
	Minute []int32    // stops: minutes since 2000-01-01 00:00 UTC; crimes: nil
	Text   [][]uint16 // see CrimeTexts and StopTexts; position in Words of the same column
	Words  [][]string // empty first
}

// CrimeTexts and StopTexts name the text columns of Events in their order.
func CrimeTexts() []string { return append([]string(nil), crimeColumns...) }

// StopTexts names the text columns of stops.
func StopTexts() []string { return append([]string(nil), stopColumns...) }

// Counts are published counts, one area, category and month a row. A later publication of the same one replaces it.
type Counts struct {
	Area                                 []Code
	Name, Category, Subcategory, Measure []string
	Month                                []Month
	N                                    []int32
}

// Library loads the facts of a depot when they are first asked for, and again when a segment has arrived.
type Library struct {
	depot segment.Depot
	home  []Code

	mu     sync.Mutex
	facts  *Facts
	loader *loader
}

// NewLibrary gives the library of a depot, for the partnership with these wards: see Facts.Of. Without wards its facts are
// nobody's in particular. It reads nothing yet.
func NewLibrary(depot segment.Depot, wards ...Code) *Library {
	return &Library{depot: depot, home: wards}
}

// Depot is where the library reads from, for imports.
func (l *Library) Depot() segment.Depot { return l.depot }

// Facts gives the facts as the depot holds them now. Segments that were read before are not read again, unless what counts of
// them changed: because an import was taken back, or because one came that holds some of the same months.
func (l *Library) Facts(ctx context.Context) (*Facts, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	version, err := l.depot.Version(ctx)
	if err != nil {
		return nil, err
	}
	if l.facts != nil && l.facts.Version == version {
		return l.facts, nil
	}
	all, err := l.depot.Imports(ctx)
	if err != nil {
		return nil, err
	}
	force := segment.InForce(all)
	if list := segment.Manifests(force); l.loader == nil || !l.loader.goesOn(list) {
		l.loader = newLoader(list)
	}
	facts, err := l.loader.load(ctx, l.depot, force)
	if err != nil {
		l.loader, l.facts = nil, nil
		return nil, err
	}
	facts.Version = version
	l.facts = l.ours(facts)
	return l.facts, nil
}

// Suppose gives the facts as they would be if other imports were in force: with one that waits, or without one. Nothing is kept
// of it.
func (l *Library) Suppose(ctx context.Context, force []segment.Import) (*Facts, error) {
	facts, err := newLoader(segment.Manifests(force)).load(ctx, l.depot, force)
	if err != nil {
		return nil, err
	}
	return l.ours(facts), nil
}

func (l *Library) ours(f *Facts) *Facts {
	if len(l.home) > 0 {
		return f.Of(l.home)
	}
	return f
}

// placesOf gives the place of each spot of a segment.
func (l *loader) placesOf(r *rows) ([]uint32, error) {
	out := make([]uint32, len(r.spots))
	street := make([]uint32, len(r.streets))
	for i, s := range r.streets {
		street[i] = l.streets.add([]byte(s))
	}
	l.facts.Streets = l.streets.list
	for i, s := range r.spots {
		if len(street) > 0 { // a table without names of streets has no list of them
			s.street = street[s.street]
		}
		n, ok := l.places[s]
		if !ok {
			n = uint32(len(l.facts.Places.Lon))
			l.places[s] = n
			if err := l.addPlace(s); err != nil {
				return nil, err
			}
		}
		out[i] = n
	}
	return out, nil
}

func (l *loader) addPlace(s spot) error {
	f := &l.facts
	ward, ok := l.wards[s.ward]
	if !ok {
		if len(f.Wards) > math.MaxUint16 {
			return fmt.Errorf("the facts name more than %d wards", math.MaxUint16)
		}
		ward = uint16(len(f.Wards))
		l.wards[s.ward], f.Wards = ward, append(f.Wards, s.ward)
	}
	lsoa, ok := l.lsoas[s.lsoa]
	if !ok {
		lsoa = uint32(len(f.LSOAs))
		l.lsoas[s.lsoa], f.LSOAs = lsoa, append(f.LSOAs, s.lsoa)
	}
	lon, lat, e, n := math.NaN(), math.NaN(), math.NaN(), math.NaN()
	if s.lon != nowhere {
		lon, lat = float64(s.lon)/1e6, float64(s.lat)/1e6
		e, n = bng.FromWGS84(lon, lat)
	}
	p := &f.Places
	p.Lon, p.Lat, p.Easting, p.Northing = append(p.Lon, lon), append(p.Lat, lat), append(p.Easting, e), append(p.Northing, n)
	p.Ward, p.LSOA, p.Street = append(p.Ward, ward), append(p.LSOA, lsoa), append(p.Street, s.street)
	return nil
}

func (l *loader) takeTexts(r *rows, to *Events) error {
	if to.Text == nil {
		to.Text, to.Words = make([][]uint16, len(r.text)), make([][]string, len(r.text))
		l.texts[r.kind] = make([]words, len(r.text))
		for c := range r.text {
			l.texts[r.kind][c].add(nil)
		}
	}
	text, list := make([][]uint16, len(to.Text)), make([][]string, len(to.Text))
	for c := range r.text {
		w := &l.texts[r.kind][c]
		now := make([]uint16, len(r.words[c]))
		for i, s := range r.words[c] {
			n := w.add([]byte(s))
			if n > math.MaxUint16 {
				return fmt.Errorf("the facts have more than %d different values of %s", math.MaxUint16, textColumns(r.kind)[c])
			}
			now[i] = uint16(n)
		}
		column := make([]uint16, r.len())
		for i, n := range r.text[c] {
			column[i] = now[n]
		}
		text[c], list[c] = join(to.Text[c], column), w.list
	}
	to.Text, to.Words = text, list
	return nil
}
