package segment

import (
	"encoding/binary"
	"math/bits"
)

// inRuns appends the indexes as runs alone, where they stand in runs of eight or more on average; false where they do not.
// parquet-go's encoder only sees runs that fill aligned groups of eight.
func inRuns(body []byte, index []uint32) ([]byte, bool) {
	runs, most := 1, uint32(0)
	for i, v := range index {
		most = max(most, v)
		if i > 0 && v != index[i-1] {
			runs++
		}
	}
	if runs*8 > len(index) {
		return body, false
	}
	width := bits.Len32(most)
	out := append(body, byte(width))
	for i := 0; i < len(index); {
		end := i + 1
		for end < len(index) && index[end] == index[i] {
			end++
		}
		out = appendRun(out, index[i], end-i, width)
		i = end
	}
	return out, true
}

// appendRun writes one run of the hybrid encoding: twice the length, then the value in whole bytes.
func appendRun(out []byte, v uint32, length, width int) []byte {
	out = binary.AppendUvarint(out, uint64(length)<<1)
	for shift := 0; shift < width; shift += 8 {
		out = append(out, byte(v>>shift))
	}
	return out
}

// runCursor writes the pages of a column that is given as runs. A run may reach over the end of a page.
type runCursor struct {
	column *Column
	at     int    // run
	used   uint32 // rows of it that stand on earlier pages
}

// page writes the definition levels and the indexes of the next rows.
func (r *runCursor) page(rows int) []byte {
	width := bits.Len32(uint32(max(r.column.distinct()-1, 0)))
	levels, values := []byte(nil), []byte{byte(width)}
	level, pending := -1, 0 // neighbouring runs share a run of levels
	flush := func() {
		if pending > 0 {
			levels = appendRun(levels, uint32(level), pending, 1)
		}
	}
	for rows > 0 {
		n := min(int(r.column.Lengths[r.at]-r.used), rows)
		v, now := r.column.Index[r.at], 1
		if v == Null {
			now = 0
		} else if n > 0 {
			values = appendRun(values, v, n, width)
		}
		if now != level {
			flush()
			level, pending = now, 0
		}
		pending, rows = pending+n, rows-n
		if r.used += uint32(n); r.used == r.column.Lengths[r.at] {
			r.at, r.used = r.at+1, 0
		}
	}
	flush()
	body := binary.LittleEndian.AppendUint32(make([]byte, 0, 4+len(levels)+len(values)), uint32(len(levels)))
	return append(append(body, levels...), values...)
}
