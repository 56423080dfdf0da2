package incident

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// rowsOf turns a segment back into rows. It trusts nothing but the shape that segment.Decode has checked.
func rowsOf(t *segment.Table, kind Kind) (*rows, error) {
	r := newRows(kind, len(textColumns(kind)))
	place := t.Column(cPlace)
	months := t.Column(cMonth)
	if place == nil || months == nil {
		return nil, fmt.Errorf("segment: has no column %s or %s", cPlace, cMonth)
	}
	r.spot = place.Index
	var err error
	if r.month, err = restoreMonths(months); err != nil {
		return nil, err
	}
	if err := r.restoreValues(t); err != nil {
		return nil, err
	}
	r.words = make([][]string, len(r.text))
	for i, name := range textColumns(kind) {
		r.words[i] = []string{""}
		if c := t.Column(name); c != nil {
			r.words[i] = append(r.words[i], c.Text...)
			r.text[i] = make([]uint16, t.Rows)
			for row, n := range c.Index {
				r.text[i][row] = uint16(n + 1) // segment.Null becomes the empty word
			}
		}
	}
	if c := t.Column(cID); c != nil {
		r.key = c.Key
	}
	return r, r.restoreSpots(t, len(place.Int))
}

func restoreMonths(c *segment.Column) ([]Month, error) {
	dict := make([]Month, len(c.Day))
	for i, d := range c.Day {
		t := time.Unix(int64(d)*86400, 0).UTC()
		if t.Year() < 2000 || t.Year() > 2099 {
			return nil, fmt.Errorf("segment: month of day %d is out of range", d)
		}
		dict[i] = Month((t.Year()-2000)*12 + int(t.Month()) - 1)
	}
	out := make([]Month, len(c.Index))
	for i, n := range c.Index {
		if n == segment.Null {
			return nil, errors.New("segment: a row has no month")
		}
		out[i] = dict[n]
	}
	return out, nil
}

func (r *rows) restoreValues(t *segment.Table) error {
	missing := func(name string) error { return fmt.Errorf("segment: has no column %s", name) }
	switch r.kind {
	case Crime:
		c := t.Column(cType)
		if c == nil {
			return missing(cType)
		}
		code := make([]uint8, len(c.Text))
		for i, name := range c.Text {
			var err error
			if code[i], err = ParseType(name); err != nil {
				return fmt.Errorf("segment: %w", err)
			}
		}
		r.typ = make([]uint8, t.Rows)
		return spreadValues(r.typ, c.Index, code)
	case Stop:
		c := t.Column(cMoment)
		if c == nil {
			return missing(cMoment)
		}
		minutes := make([]int32, len(c.Moment))
		for i, ms := range c.Moment {
			minutes[i] = int32(ms/60_000 - epochMinute)
		}
		r.value = make([]int32, t.Rows)
		return spreadValues(r.value, c.Index, minutes)
	default:
		c := t.Column(cCount)
		if c == nil {
			return missing(cCount)
		}
		r.value = make([]int32, t.Rows)
		return spreadValues(r.value, c.Index, c.Int)
	}
}

func spreadValues[T any](to []T, index []uint32, dict []T) error {
	for i, n := range index {
		if n == segment.Null {
			return errors.New("segment: a row lacks its value")
		}
		to[i] = dict[n]
	}
	return nil
}

// restoreSpots reads the columns of the place at the first row of each spot.
func (r *rows) restoreSpots(t *segment.Table, n int) error {
	first := make([]int, n)
	for i := range first {
		first[i] = -1
	}
	for row, s := range r.spot {
		if s == segment.Null {
			return errors.New("segment: a row has no place")
		}
		if first[s] < 0 {
			first[s] = row
		}
	}
	lon, lat := t.Column(cLon), t.Column(cLat)
	lsoa, ward, street := t.Column(cLSOA), t.Column(cWard), t.Column(cStreet)
	if r.kind == Count {
		ward = t.Column(cArea)
	}
	r.streets = []string{""}
	if street != nil {
		r.streets = append(r.streets, street.Text...)
	}
	r.spots = make([]spot, n)
	for i, row := range first {
		s := &r.spots[i]
		s.lon, s.lat = microAt(lon, row), microAt(lat, row)
		s.lsoa, s.ward = codeAt(lsoa, row), codeAt(ward, row)
		if street != nil && row >= 0 {
			s.street = street.Index[row] + 1
		}
	}
	return nil
}

func microAt(c *segment.Column, row int) int32 {
	if c == nil || row < 0 || c.Index[row] == segment.Null {
		return nowhere
	}
	return int32(math.Round(c.Real[c.Index[row]] * 1e6))
}

func codeAt(c *segment.Column, row int) Code {
	if c == nil || row < 0 || c.Index[row] == segment.Null {
		return 0
	}
	code, _ := ParseCode(c.Text[c.Index[row]])
	return code
}
