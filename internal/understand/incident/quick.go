package incident

import (
	"encoding/binary"
	"math/bits"
)

// lane is what quick makes of a column.
type lane struct {
	what  laneKind
	which int // of the text columns
}

type laneKind uint8

const (
	laneSkipped laneKind = iota
	laneLon
	laneLat
	laneLSOA
	laneWard
	laneMonth
	laneType
	laneMoment
	laneStreet
	laneText
	laneID
	laneAPI
)

// layLanes says what each column is; nil where one column has two meanings or the kind of file has no quick way.
func (p *parser) layLanes() []lane {
	if p.schema.kind == Count {
		return nil
	}
	lanes, apart := make([]lane, p.schema.fields), true
	lay := func(column int, what laneKind, which int) {
		if column >= 0 {
			apart = apart && lanes[column].what == laneSkipped
			lanes[column] = lane{what, which}
		}
	}
	last := []laneKind{laneMonth, laneType}
	if p.schema.kind == Stop {
		last = []laneKind{laneMoment, laneSkipped}
	}
	for i, what := range append([]laneKind{laneLon, laneLat, laneLSOA, laneWard, laneStreet}, last...) {
		if what != laneSkipped {
			lay(p.place[i], what, 0)
		}
	}
	lay(p.place[7], laneID, 0)
	lay(p.api, laneAPI, 0)
	for i, c := range p.schema.texts {
		lay(c, laneText, i)
	}
	if !apart {
		return nil
	}
	return lanes
}

// quickRow is a row as far as quick has read it.
type quickRow struct {
	spot            spot
	minute          int32
	street, id, api []byte
	words           [16][]byte // of the text columns
}

// quick reads the first record of text without quotation marks in one pass over its bytes, and gives its length with the
// line end: 0 where the record is in any way unusual, and then row reads or refuses it. What quick takes is what row would
// take; a property test holds the two together.
func (p *parser) quick(b []byte, line uint32) int {
	r := &p.quickRow
	r.spot = spot{lon: nowhere, lat: nowhere}
	at, last := 0, len(p.lanes)-1
	for i := range p.lanes {
		width, ok := p.lane(&p.lanes[i], b[at:], r)
		at += width
		if !ok || at >= len(b) {
			return 0
		}
		if i == last && b[at] == '\r' && at+1 < len(b) {
			at++
		}
		if i < last && b[at] != ',' || i == last && b[at] != '\n' {
			return 0
		}
		at++
	}
	s := &r.spot
	if (s.lon == nowhere) != (s.lat == nowhere) || s.lon != nowhere && s.abroad() || at > maxLine {
		return 0
	}
	return p.taken(r, line, at)
}

// taken adds the row, once nothing else speaks against it.
func (p *parser) taken(r *quickRow, line uint32, length int) int {
	var texts [16]uint16
	for i, c := range p.schema.texts {
		if c >= 0 {
			n := p.read.text(i, r.words[i])
			if n > 0xffff {
				return 0
			}
			texts[i] = uint16(n)
		}
	}
	if len(r.street) > 0 {
		r.spot.street = p.read.street(r.street)
	}
	p.take(r.spot, r.minute, &texts, line, r.id, r.api)
	return length
}

// lane reads the field that b starts with and gives its width.
func (p *parser) lane(l *lane, b []byte, r *quickRow) (width int, ok bool) {
	switch l.what {
	case laneLon:
		r.spot.lon, width, ok = degrees(b)
	case laneLat:
		r.spot.lat, width, ok = degrees(b)
	case laneLSOA:
		r.spot.lsoa, width, ok = areaCode(b)
	case laneWard:
		r.spot.ward, width, ok = areaCode(b)
	case laneMonth:
		if width = len(p.lastMonth); startsWith(b, p.lastMonth) {
			return width, true
		}
		width = fieldWidth(b)
		ok = p.monthIs(b[:width])
	case laneType:
		if width = len(p.lastType); startsWith(b, p.lastType) {
			return width, true
		}
		width = fieldWidth(b)
		ok = p.typeIs(b[:width])
	default:
		width = fieldWidth(b)
		ok = p.textLane(l, b[:width], r)
	}
	return width, ok
}

func (p *parser) textLane(l *lane, f []byte, r *quickRow) bool {
	switch l.what {
	case laneStreet:
		r.street = f
		return len(f) <= maxText
	case laneText:
		r.words[l.which] = f
		return len(f) <= maxText
	case laneMoment:
		why, _ := p.moment(f, &r.minute)
		return why == ""
	case laneID:
		r.id = f
	case laneAPI:
		r.api = f
	}
	return true
}

// startsWith tells that the field at the start of b is that text.
func startsWith(b, text []byte) bool {
	return len(text) > 0 && len(b) > len(text) && (b[len(text)] == ',' || b[len(text)] < ' ') && string(b[:len(text)]) == string(text)
}

// fieldWidth is the length of the field at the start of b, up to a comma or the line end, or all of b. It goes eight bytes at
// a time, as plainRecord does.
func fieldWidth(b []byte) int {
	const commas, feeds, low = 0x2c2c2c2c2c2c2c2c, 0x0a0a0a0a0a0a0a0a, 0x7f7f7f7f7f7f7f7f
	i := 0
	for ; i+8 <= len(b); i += 8 {
		word := binary.LittleEndian.Uint64(b[i:])
		comma, feed := word^commas, word^feeds
		if hits := ^((comma&low+low|comma)&(feed&low+low|feed) | low); hits != 0 {
			return fieldEnd(b, i+bits.TrailingZeros64(hits)>>3)
		}
	}
	for ; i < len(b); i++ {
		if b[i] == ',' || b[i] == '\n' {
			return fieldEnd(b, i)
		}
	}
	return len(b)
}

// fieldEnd leaves the carriage return of the line end out of a field.
func fieldEnd(b []byte, width int) int {
	if b[width] == '\n' && width > 0 && b[width-1] == '\r' {
		return width - 1
	}
	return width
}

// degrees reads the number that b starts with where it stands as the publisher prints it, with one to three digits before
// the point and six behind it, or the empty field.
func degrees(b []byte) (v int32, width int, ok bool) {
	if len(b) < 16 {
		return 0, 0, false
	}
	if b[0] == ',' || b[0] < ' ' {
		return nowhere, 0, true
	}
	point := 1
	for b[point] != '.' {
		if point++; point > 4 {
			return 0, 0, false
		}
	}
	v, ok = sixDecimals(b[:point+7])
	return v, point + 7, ok
}

// areaCode reads the ONS code that b starts with, or the empty field.
func areaCode(b []byte) (c Code, width int, ok bool) {
	if len(b) > 0 && (b[0] == ',' || b[0] < ' ') {
		return 0, 0, true
	}
	if len(b) < 9 {
		return 0, 0, false
	}
	c, ok = codeOf(b[:9])
	return c, 9, ok
}
