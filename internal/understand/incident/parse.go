package incident

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"time"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Reasons for which a row is rejected.
const (
	whyFields   = "has the wrong number of fields (cut off, or a stray comma)"
	whyEncoding = "is not UTF-8 text; save the file as UTF-8 CSV"
	whyMonth    = "month is not written YYYY-MM"
	whyFuture   = "month is in the future"
	whyPoint    = "longitude or latitude is not a number, or only one of them is given"
	whyAbroad   = "the point is not in the United Kingdom"
	whyType     = "crime type is not one of the publisher's"
	whyLSOA     = "LSOA code is not a code such as E01004197"
	whyWard     = "ward code is not a code such as E05009317"
	whyDate     = "date is not written such as 2016-06-01T12:10:00+00:00"
	whyLong     = "a field is longer than 500 bytes"
	whyMany     = "brings more than 65,535 different values to one column"
	whyNumber   = "a count is not a whole number"
	whyArea     = "area has neither code nor name"
)

// maxText bounds one text field; the publisher's longest is 84 bytes.
const maxText = 500

// parser turns the fields of one record into a row of its part, or says why not. Each goroutine has its own.
type parser struct {
	schema *schema
	read   *reader
	to     *rows

	lastMonth, lastType []byte
	month               Month
	typ                 uint8
	newest              Month  // nothing later can have been recorded
	place               [8]int // columns: lon, lat, lsoa, ward, street, month or date, type, crime id
	api                 int
	where               []spot // of the last rows, numbered together
	lanes               []lane
	quickRow            quickRow
}

func newParser(s *schema, g *gazetteer, newest Month) *parser {
	p := &parser{schema: s, newest: newest, read: g.reader(), to: newRows(s.kind, len(s.texts)), api: s.col(colAPI)}
	ward := s.col(colWard)
	if s.kind == Stop {
		ward = s.col(colWardWas)
	}
	month := s.col(colMonth)
	if s.kind == Stop {
		month = s.col(colDate)
	}
	p.place = [8]int{s.col(colLon), s.col(colLat), s.col(colLSOA), ward, s.col(colStreet), month, s.col(colType), s.col(colCrimeID)}
	p.lanes = p.layLanes()
	return p
}

// row reads one record. why is empty where the row was taken; what is the offending text.
func (p *parser) row(f [][]byte, line uint32) (why string, what []byte) {
	if len(f) != p.schema.fields {
		return whyFields, nil
	}
	var minute int32
	if p.schema.kind == Stop {
		if why, what = p.moment(f[p.place[5]], &minute); why != "" {
			return why, what
		}
	} else if why, what = p.monthAndType(f); why != "" {
		return why, what
	}
	s, why, what := p.spot(f)
	if why != "" {
		return why, what
	}
	var texts [16]uint16
	for i, c := range p.schema.texts {
		if c < 0 {
			continue
		}
		if len(f[c]) > maxText {
			return whyLong, f[c]
		}
		n := p.read.text(i, f[c])
		if n > 0xffff {
			return whyMany, f[c]
		}
		texts[i] = uint16(n)
	}
	var id, api []byte
	if c := p.place[7]; c >= 0 {
		id = f[c]
	}
	if p.api >= 0 {
		api = f[p.api]
	}
	p.take(s, minute, &texts, line, id, api)
	return "", nil
}

// take adds a row. Its spot is numbered with those of its neighbours.
func (p *parser) take(s spot, minute int32, texts *[16]uint16, line uint32, id, api []byte) {
	to := p.to
	to.month, to.line = append(to.month, p.month), append(to.line, line)
	if p.schema.kind == Stop {
		to.value = append(to.value, minute)
	} else {
		to.typ = append(to.typ, p.typ)
	}
	for i, c := range p.schema.texts {
		if c >= 0 {
			to.text[i] = append(to.text[i], texts[i])
		}
	}
	if p.place[7] >= 0 || p.api >= 0 {
		to.key = append(to.key, identity(id, api))
	}
	if p.where = append(p.where, s); len(p.where) == stretch {
		p.number()
	}
}

func (p *parser) monthAndType(f [][]byte) (string, []byte) {
	if m := f[p.place[5]]; !p.monthIs(m) {
		if _, ok := monthOf(m); ok {
			return whyFuture, m
		}
		return whyMonth, m
	}
	if t := f[p.place[6]]; !p.typeIs(t) {
		return whyType, t
	}
	return "", nil
}

// monthIs reads the month of a row, most often that of the row before; one that has not begun is none.
func (p *parser) monthIs(b []byte) bool {
	if len(b) > 0 && bytes.Equal(b, p.lastMonth) {
		return true
	}
	month, ok := monthOf(b)
	if ok = ok && month <= p.newest; ok {
		p.month, p.lastMonth = month, append(p.lastMonth[:0], b...)
	}
	return ok
}

// typeIs reads the type of a crime, most often that of the row before.
func (p *parser) typeIs(b []byte) bool {
	if len(b) > 0 && bytes.Equal(b, p.lastType) {
		return true
	}
	typ, ok := typeByWord[string(bytes.ToLower(bytes.TrimSpace(b)))]
	if ok {
		p.typ, p.lastType = typ, append(p.lastType[:0], b...)
	}
	return ok
}

// moment reads the date of a stop. Its month is the London month, which is how the publisher files it.
func (p *parser) moment(b []byte, minute *int32) (string, []byte) {
	t, err := time.Parse(time.RFC3339, string(b))
	if err != nil || t.Year() < 2000 || t.Year() > 2099 {
		return whyDate, b
	}
	*minute = int32(t.Unix()/60 - epochMinute)
	local := t.In(when.London)
	if p.month = monthAt(local); p.month > p.newest {
		return whyFuture, b
	}
	return "", nil
}

// monthAt is the month of a London time.
func monthAt(local time.Time) Month {
	return Month(max(0, (local.Year()-2000)*12+int(local.Month())-1))
}

// epochMinute is 2000-01-01 00:00 UTC in minutes of Unix time.
const epochMinute = 946684800 / 60

// abroad is outside the extent of the United Kingdom with its waters.
func (s *spot) abroad() bool {
	return s.lon < -9_500_000 || s.lon > 2_500_000 || s.lat < 49_000_000 || s.lat > 61_500_000
}

// spot reads what the row says about where.
func (p *parser) spot(f [][]byte) (s spot, why string, what []byte) {
	lon, lat := f[p.place[0]], f[p.place[1]]
	s.lon, s.lat = nowhere, nowhere
	if len(lon) > 0 || len(lat) > 0 {
		var ok, ok2 bool
		s.lon, ok = microdegrees(lon)
		s.lat, ok2 = microdegrees(lat)
		if !ok || !ok2 {
			return s, whyPoint, bytes.Join([][]byte{lon, lat}, []byte(", "))
		}
		if s.abroad() {
			return s, whyAbroad, bytes.Join([][]byte{lon, lat}, []byte(", "))
		}
	}
	if c := p.place[2]; c >= 0 && len(f[c]) > 0 {
		var ok bool
		if s.lsoa, ok = codeOf(f[c]); !ok {
			return s, whyLSOA, f[c]
		}
	}
	if c := p.place[3]; c >= 0 && len(f[c]) > 0 {
		var ok bool
		if s.ward, ok = codeOf(f[c]); !ok {
			return s, whyWard, f[c]
		}
	}
	if c := p.place[4]; c >= 0 && len(f[c]) > 0 {
		if len(f[c]) > maxText {
			return s, whyLong, f[c]
		}
		s.street = p.read.street(f[c])
	}
	return s, "", nil
}

// identity is the publisher's name for the row: the Crime ID, or else the API's number. A Crime ID is 64 hexadecimal digits,
// of which the first 32 are kept; anything else is kept as the start of its SHA-256.
func identity(id, api []byte) (key [16]byte) {
	if len(id) == 64 {
		if _, err := hex.Decode(key[:], id[:32]); err == nil {
			return key
		}
	}
	if len(id) == 0 && len(api) > 0 {
		id = append([]byte("api "), api...)
	}
	if len(id) == 0 {
		return [16]byte{}
	}
	sum := sha256.Sum256(id)
	return [16]byte(sum[:16])
}

// block reads the whole records of b, which begins at line 1 of the part.
func (p *parser) block(b []byte, out *part) {
	quoted := bytes.IndexByte(b, '"') >= 0
	valid := utf8.Valid(b)
	if i := bytes.IndexByte(b, 0); i >= 0 {
		out.fail(1+bytes.Count(b[:i], []byte{'\n'}), errNUL)
		return
	}
	var buffer [64][]byte
	f := buffer[:0]
	line := 1
	swift := valid && !quoted && p.lanes != nil
	for len(b) > 0 {
		if swift {
			if n := p.quick(b, uint32(line)); n > 0 {
				b = b[n:]
				line++
				continue
			}
		}
		length, lines := 0, 1
		if quoted {
			length, lines, _ = recordEnd(b)
		} else {
			f, length = plainRecord(b, f)
		}
		record := trimEnd(b[:length])
		b = b[length:]
		if len(record) > maxLine {
			out.fail(line, errLongLine)
			return
		}
		if !valid && !utf8.Valid(record) {
			out.reject(line, whyEncoding, nil)
		} else if len(record) > 0 {
			var err error
			if quoted {
				f, err = fields(record, f)
			} else if len(f) > maxFields {
				err = errFields
			}
			if err != nil {
				out.fail(line, err)
				return
			}
			p.record(f, line, out)
		}
		line += lines
	}
	out.lines = line - 1
	p.number()
}

// number looks the spots of a block up in one sweep.
func (p *parser) number() {
	p.to.spot = p.read.spots(p.where, p.to.spot)
	p.where = p.where[:0]
}

func (p *parser) record(f [][]byte, line int, out *part) {
	var why string
	var what []byte
	if p.schema.kind == Count {
		why, what = p.counts(f, uint32(line))
	} else {
		why, what = p.row(f, uint32(line))
	}
	if why != "" {
		out.reject(line, why, what)
	}
}
