package incident

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
)

// Limits of a source file. Nothing that data.police.uk or the Metropolitan Police publish comes near them.
const (
	maxLine   = 64 << 10 // bytes of one record
	maxFields = 512
	blockSize = 256 << 10 // fits a near cache, which each pass over a block then finds it in
)

var (
	errLongLine  = errors.New("is longer than 64 KiB; this is not a table of police data")
	errOpenQuote = errors.New("opens a quotation mark that is never closed")
	errNUL       = errors.New("holds a NUL byte; save the file as UTF-8 CSV (this may be UTF-16 or a spreadsheet)")
	errFields    = errors.New("has more than 512 fields; this is not a table of police data")
)

// recordEnd gives the length of the first record of b with its line feed, and the number of lines that it spans. A quotation
// mark opens a quoted field only where the field begins (RFC 4180), so that a stray one inside a street name is text.
// complete is false where b ends before the record does.
func recordEnd(b []byte) (length, lines int, complete bool) {
	quoted, start := false, true
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted && c == '"':
			if i+1 < len(b) && b[i+1] == '"' {
				i++
			} else {
				quoted, start = false, false
			}
		case quoted:
			if c == '\n' {
				lines++
			}
		case c == '\n':
			return i + 1, lines + 1, true
		case c == '"' && start:
			quoted, start = true, false
		default:
			start = c == ','
		}
	}
	if quoted {
		return len(b), lines + 1, false
	}
	return len(b), lines + 1, false
}

// lastRecord gives the length of the whole records at the start of b.
func lastRecord(b []byte) int {
	if bytes.IndexByte(b, '"') < 0 {
		return bytes.LastIndexByte(b, '\n') + 1
	}
	done := 0
	for {
		n, _, complete := recordEnd(b[done:])
		if !complete {
			return done
		}
		done += n
	}
}

// fields splits one record, without its line end, into dst. Quoted fields are unescaped in place, so line is overwritten.
func fields(line []byte, dst [][]byte) ([][]byte, error) {
	dst = dst[:0]
	for start := 0; ; {
		if len(dst) == maxFields {
			return dst, errFields
		}
		if start < len(line) && line[start] == '"' {
			value, next, ok := unquote(line, start)
			if !ok {
				return dst, errOpenQuote
			}
			dst = append(dst, value)
			if next > len(line) {
				return dst, nil
			}
			start = next
			continue
		}
		width := bytes.IndexByte(line[start:], ',')
		if width < 0 {
			return append(dst, line[start:]), nil
		}
		dst = append(dst, line[start:start+width])
		start += width + 1
	}
}

// plainRecord splits the first record of text without quotation marks, which may have more records behind it, and gives its
// length with the line feed. It goes eight bytes at a time: a byte is a comma, or a line feed, where the exclusive or leaves
// a zero byte, and each of the two sums below has the high bit of exactly those bytes clear (Hacker's Delight, 6-1).
func plainRecord(b []byte, dst [][]byte) (fields [][]byte, length int) {
	const commas, feeds, low = 0x2c2c2c2c2c2c2c2c, 0x0a0a0a0a0a0a0a0a, 0x7f7f7f7f7f7f7f7f
	dst = dst[:0]
	start, i := 0, 0
	for ; i+8 <= len(b); i += 8 {
		word := binary.LittleEndian.Uint64(b[i:])
		comma, feed := word^commas, word^feeds
		for hits := ^((comma&low+low|comma)&(feed&low+low|feed) | low); hits != 0; hits &= hits - 1 {
			end := i + bits.TrailingZeros64(hits)>>3
			if b[end] == '\n' {
				return append(dst, trimCR(b[start:end])), end + 1
			}
			dst = append(dst, b[start:end])
			start = end + 1
		}
	}
	for ; i < len(b); i++ {
		switch b[i] {
		case '\n':
			return append(dst, trimCR(b[start:i])), i + 1
		case ',':
			dst = append(dst, b[start:i])
			start = i + 1
		}
	}
	return append(dst, trimCR(b[start:])), len(b)
}

// unquote reads the quoted field that opens at line[at]; next is the start of the field after it, beyond the end of the line
// where there is none. Text between the closing mark and the comma is kept as it stands.
func unquote(line []byte, at int) (value []byte, next int, ok bool) {
	w := at
	for i := at + 1; i < len(line); i++ {
		if line[i] != '"' {
			line[w] = line[i]
			w++
			continue
		}
		if i+1 < len(line) && line[i+1] == '"' {
			line[w] = '"'
			w++
			i++
			continue
		}
		for i++; i < len(line) && line[i] != ','; i++ {
			line[w] = line[i]
			w++
		}
		return line[at:w], i + 1, true
	}
	return nil, 0, false
}

// trimEnd takes the line end off.
func trimEnd(record []byte) []byte { return trimCR(bytes.TrimSuffix(record, []byte{'\n'})) }

func trimCR(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}

// sixDecimals reads the form that the publisher prints, [-]d.dddddd with up to three digits before the point; the six are
// taken together.
func sixDecimals(b []byte) (int32, bool) {
	n := len(b)
	if n < 8 || n > 11 || b[n-7] != '.' {
		return 0, false
	}
	x := binary.LittleEndian.Uint64(b[n-8:])>>16 | 0x3030<<48
	if !allDigits(x) {
		return 0, false
	}
	x = (x & 0x0f0f0f0f0f0f0f0f) * (10<<8 + 1) >> 8 & 0x00ff00ff00ff00ff // pairs
	fraction := int32(x&0xff)*10_000 + int32(x>>16&0xff)*100 + int32(x>>32&0xff)
	whole, neg := int32(0), b[0] == '-'
	digits := b[:n-7]
	if neg {
		digits = digits[1:]
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
		whole = whole*10 + int32(c-'0')
	}
	if len(digits) == 0 || whole > 360 {
		return 0, false
	}
	if neg {
		return -whole*1_000_000 - fraction, true
	}
	return whole*1_000_000 + fraction, true
}

// microdegrees reads a decimal number of degrees to a millionth, rounding further digits; the publisher gives six.
func microdegrees(b []byte) (int32, bool) {
	if v, ok := sixDecimals(b); ok {
		return v, true
	}
	return anyDecimals(b)
}

func anyDecimals(b []byte) (int32, bool) {
	neg := false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		neg = b[0] == '-'
		b = b[1:]
	}
	whole, i := int64(0), 0
	for ; i < len(b) && b[i] >= '0' && b[i] <= '9'; i++ {
		if whole = whole*10 + int64(b[i]-'0'); whole > 360 {
			return 0, false
		}
	}
	if i == 0 || i < len(b) && b[i] != '.' {
		return 0, false
	}
	value, scale := whole*1_000_000, int64(100_000)
	for i++; i < len(b); i++ {
		d := int64(b[i]) - '0'
		if d < 0 || d > 9 {
			return 0, false
		}
		if scale == 0 {
			if d >= 5 {
				value++
			}
			scale = -1
		}
		if scale > 0 {
			value += d * scale
			scale /= 10
		}
	}
	if neg {
		value = -value
	}
	return int32(value), true
}
