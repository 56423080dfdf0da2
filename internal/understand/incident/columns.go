package incident

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// Names of the columns of a segment. Those of the place are the same for all rows with one place number.
const (
	cMonth, cType, cPlace  = "month", "crime_type", "place"
	cLon, cLat             = "longitude", "latitude"
	cEast, cNorth          = "easting", "northing"
	cLSOA, cLSOAFrom       = "lsoa", "lsoa_from"
	cWard, cWardFrom       = "ward", "ward_from"
	cStreet, cID           = "street", "publisher_id"
	cMoment, cCount, cArea = "moment", "count", "area"
	derivedMark, givenMark = "derived", "published"
	tenth                  = 10 // eastings and northings are kept to a tenth of a metre
)

var crimeColumns = []string{"force", "outcome"}
var stopColumns = []string{
	"search_type", "policing_operation", "gender", "age_range", "self_defined_ethnicity",
	"officer_defined_ethnicity", "legislation", "object_of_search", "outcome", "outcome_linked", "clothing_removed",
}
var countColumns = []string{"area_name", "category", "subcategory", "measure"}

func textColumns(k Kind) []string {
	return map[Kind][]string{Crime: crimeColumns, Stop: stopColumns, Count: countColumns}[k]
}

func metadata(s *schema, src segment.Source, note map[string]string) map[string]string {
	meta := map[string]string{
		"kind": string(s.kind), "schema": s.name, "source": src.Name, "source_digest": src.Digest,
		"points": "the publisher's anonymised snap points, WGS84; easting and northing by Helmert (EPSG:1314)",
	}
	if src.Member != "" {
		meta["member"] = src.Member
	}
	for k, v := range note {
		meta[k] = v
	}
	return meta
}

// table lays the rows out as a segment.
func (r *rows) table(geo []where, meta map[string]string) *segment.Table {
	t := &segment.Table{Rows: r.len(), Meta: meta}
	add := func(c segment.Column) { t.Columns = append(t.Columns, c) }
	add(r.months())
	if r.kind == Crime {
		add(segment.Column{Name: cType, Text: types, Index: widen(r.typ)})
	}
	if r.kind == Stop {
		dict, index := coded(len(r.value), func(i int) int64 { return int64(r.value[i]+epochMinute) * 60_000 })
		add(segment.Column{Name: cMoment, Moment: dict, Index: index})
	}
	if r.kind == Count {
		dict, index := coded(len(r.value), func(i int) int32 { return r.value[i] })
		add(segment.Column{Name: cCount, Int: dict, Index: index})
	}
	for i, name := range textColumns(r.kind) {
		add(r.texts(name, i))
	}
	for _, c := range r.placeColumns(geo) {
		add(c)
	}
	if len(r.key) > 0 {
		add(segment.Column{Name: cID, Key: r.key})
	}
	return t
}

func (r *rows) months() segment.Column {
	from, to := r.period()
	c := segment.Column{Name: cMonth, Index: make([]uint32, r.len())}
	for m := from; m <= to; m++ {
		first := time.Date(m.Year(), time.Month(m.OfYear()), 1, 0, 0, 0, 0, time.UTC)
		c.Day = append(c.Day, int32(first.Unix()/86400))
	}
	for i, m := range r.month {
		c.Index[i] = uint32(m - from)
	}
	return c
}

// texts gives a text column; the empty word, always the first, is a null.
func (r *rows) texts(name string, i int) segment.Column {
	if len(r.text[i]) == 0 || len(r.words[i]) < 2 {
		return segment.Column{Name: name, Index: []uint32{segment.Null}, Lengths: []uint32{uint32(r.len())}}
	}
	c := segment.Column{Name: name, Index: make([]uint32, r.len())}
	c.Text = r.words[i][1:]
	for row, n := range r.text[i] {
		c.Index[row] = uint32(n) - 1 // 0 becomes segment.Null
	}
	return c
}

func widen(v []uint8) []uint32 {
	out := make([]uint32, len(v))
	for i, n := range v {
		out[i] = uint32(n)
	}
	return out
}

// coded gives the sorted distinct values and the index of each row.
func coded[T int32 | int64 | string | Code](n int, value func(i int) T) ([]T, []uint32) {
	number := map[T]uint32{}
	for i := range n {
		number[value(i)] = 0
	}
	dict := make([]T, 0, len(number))
	for v := range number {
		dict = append(dict, v)
	}
	slices.Sort(dict)
	for i, v := range dict {
		number[v] = uint32(i)
	}
	index := make([]uint32, n)
	for i := range index {
		index[i] = number[value(i)]
	}
	return dict, index
}

// placeColumns have one entry a spot, for as many rows as it has: the rows must be ordered by place.
func (r *rows) placeColumns(geo []where) []segment.Column {
	place := segment.Column{Name: cPlace, Int: make([]int32, len(r.spots)), Index: make([]uint32, len(r.spots)), Lengths: r.perSpot}
	for i := range place.Int {
		place.Int[i], place.Index[i] = int32(i), uint32(i)
	}
	makers := []func() segment.Column{func() segment.Column { return place }}
	code := func(name string, value func(i int) Code) {
		makers = append(makers, func() segment.Column { return r.codeColumn(name, value) })
	}
	if r.kind == Count {
		code(cArea, func(i int) Code { return r.spots[i].ward })
		return sideBySide(makers)
	}
	real := func(name string, value func(i int) float64) {
		makers = append(makers, func() segment.Column { return r.realColumn(name, value) })
	}
	text := func(name string, value func(i int) string) {
		makers = append(makers, func() segment.Column { return r.textColumn(name, value) })
	}
	real(cLon, func(i int) float64 { return float64(r.spots[i].lon) / 1e6 })
	real(cLat, func(i int) float64 { return float64(r.spots[i].lat) / 1e6 })
	real(cEast, func(i int) float64 { return geo[i].easting })
	real(cNorth, func(i int) float64 { return geo[i].northing })
	code(cLSOA, func(i int) Code { return geo[i].lsoa })
	code(cWard, func(i int) Code { return geo[i].ward })
	text(cLSOAFrom, func(i int) string { return geo[i].lsoaFrom })
	text(cWardFrom, func(i int) string { return geo[i].wardFrom })
	text(cStreet, func(i int) string { return r.streets[r.spots[i].street] })
	return sideBySide(makers)
}

func sideBySide(makers []func() segment.Column) []segment.Column {
	out := make([]segment.Column, len(makers))
	var group sync.WaitGroup
	for i, maker := range makers {
		group.Go(func() { out[i] = maker() })
	}
	group.Wait()
	return out
}

// realColumn has one dictionary entry a spot: coordinates hardly repeat, so finding those that do is not worth the search.
func (r *rows) realColumn(name string, value func(i int) float64) segment.Column {
	c := segment.Column{Name: name, Index: make([]uint32, len(r.spots)), Lengths: r.perSpot}
	for i, s := range r.spots {
		c.Index[i] = segment.Null
		if s.lon != nowhere {
			c.Index[i] = uint32(len(c.Real))
			c.Real = append(c.Real, value(i))
		}
	}
	return c
}

func (r *rows) textColumn(name string, value func(i int) string) segment.Column {
	dict, index := coded(len(r.spots), value)
	if len(dict) > 0 && dict[0] == "" {
		dict = dict[1:]
		for i := range index {
			index[i]-- // the empty text becomes segment.Null
		}
	}
	return segment.Column{Name: name, Text: dict, Index: runs(index, len(dict)), Lengths: r.perSpot}
}

func (r *rows) codeColumn(name string, value func(i int) Code) segment.Column {
	codes, index := coded(len(r.spots), value)
	if len(codes) > 0 && codes[0] == 0 {
		codes = codes[1:]
		for i := range index {
			index[i]-- // no code becomes segment.Null
		}
	}
	text := make([]string, len(codes))
	for i, c := range codes {
		text[i] = c.String()
	}
	return segment.Column{Name: name, Text: text, Index: runs(index, len(text)), Lengths: r.perSpot}
}

// runs marks what is beyond the dictionary as null, for a column that has one entry a spot.
func runs(bySpot []uint32, size int) []uint32 {
	for i, v := range bySpot {
		if v >= uint32(size) {
			bySpot[i] = segment.Null
		}
	}
	return bySpot
}

func (r *rows) unplaced() (n int) {
	for i, s := range r.spot {
		if r.kind != Count && r.spots[s].lon == nowhere && (len(r.repeat) == 0 || !r.repeat[i]) {
			n++
		}
	}
	return n
}

// load reads the rows of a stored segment. Its spots carry the LSOA and ward that were settled at the import.
func load(ctx context.Context, depot segment.Depot, m segment.Manifest) (*rows, error) {
	content, err := depot.Content(ctx, m.Hash)
	if err != nil {
		return nil, err
	}
	t, err := segment.Decode(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.Source.Name, err)
	}
	return rowsOf(t, Kind(m.Kind))
}
