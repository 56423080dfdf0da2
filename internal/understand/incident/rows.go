package incident

import (
	"slices"
	"sort"
	"sync"
)

// rows are the accepted rows of one file as columns, before or after geography.
type rows struct {
	kind    Kind
	month   []Month
	value   []int32 // stops: minutes since 2000-01-01 00:00 UTC; counts: the count
	typ     []uint8 // crimes: code of the type
	spot    []uint32
	text    [][]uint16 // by text column, number of the word
	key     [][16]byte // publisher's identity of the row; the zero key is none
	line    []uint32   // line of the source file
	repeat  []bool     // rows that others hold already, where there are any
	spots   []spot
	streets []string
	words   [][]string
	perSpot []uint32 // rows of each spot, once they are ordered by place
}

func (r *rows) len() int { return len(r.month) }

// repeats is how many rows others hold already.
func (r *rows) repeats() (n int) {
	for _, is := range r.repeat {
		if is {
			n++
		}
	}
	return n
}

// at is the line of a row; rows of a segment have none.
func (r *rows) at(i int) uint32 {
	if len(r.line) == 0 {
		return 0
	}
	return r.line[i]
}

func newRows(kind Kind, texts int) *rows {
	return &rows{kind: kind, text: make([][]uint16, texts)}
}

// append adds the rows of a later part of the file.
func (r *rows) append(p *rows) {
	r.month = join(r.month, p.month)
	r.value = join(r.value, p.value)
	r.typ = join(r.typ, p.typ)
	r.spot = join(r.spot, p.spot)
	for i := range p.text {
		r.text[i] = join(r.text[i], p.text[i])
	}
	r.key = join(r.key, p.key)
	r.line = join(r.line, p.line)
}

// join doubles what it must grow: the runtime's quarter would copy a large file's columns five times over.
func join[T any](a, b []T) []T {
	if len(a)+len(b) > cap(a) {
		a = append(make([]T, 0, max(2*cap(a), len(a)+len(b))), a...)
	}
	return append(a, b...)
}

func (r *rows) reset() {
	r.month, r.value, r.typ, r.spot = r.month[:0], r.value[:0], r.typ[:0], r.spot[:0]
	for i := range r.text {
		r.text[i] = r.text[i][:0]
	}
	r.key, r.line = r.key[:0], r.line[:0]
}

func (r *rows) grow(n int) {
	r.month, r.spot, r.line = slices.Grow(r.month, n), slices.Grow(r.spot, n), slices.Grow(r.line, n)
	if r.kind == Crime {
		r.typ = slices.Grow(r.typ, n)
	}
	for i := range r.text {
		r.text[i] = slices.Grow(r.text[i], n)
	}
}

// settle numbers spots by first appearance and words by the alphabet, so that the same file gives the same segment however
// many goroutines read it.
func (r *rows) settle(g *gazetteer) {
	streets, streetNow := alphabetical(g.streets.list)
	r.streets = streets
	now := make([]uint32, len(g.spots.list)) // plus one
	r.spots = make([]spot, 0, len(g.spots.list))
	for i, old := range r.spot {
		n := now[old]
		if n == 0 {
			s := g.spots.list[old]
			s.street = streetNow[s.street]
			r.spots = append(r.spots, s)
			n = uint32(len(r.spots))
			now[old] = n
		}
		r.spot[i] = n - 1
	}
	r.words = make([][]string, len(r.text))
	for c := range r.text {
		words, wordNow := alphabetical(g.texts[c].list)
		r.words[c] = words
		for i, old := range r.text[c] {
			r.text[c][i] = uint16(wordNow[old])
		}
	}
}

func alphabetical(list []string) (sorted []string, now []uint32) {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return list[order[a]] < list[order[b]] })
	sorted, now = make([]string, len(list)), make([]uint32, len(list))
	for rank, i := range order {
		sorted[rank], now[i] = list[i], uint32(rank)
	}
	return sorted, now
}

// keep leaves only the rows that are marked.
func (r *rows) keep(marked []bool) {
	n := 0
	for i, ok := range marked {
		if ok {
			r.move(n, i)
			n++
		}
	}
	r.cut(n)
}

func (r *rows) move(to, from int) {
	r.month[to], r.spot[to] = r.month[from], r.spot[from]
	if len(r.line) > 0 {
		r.line[to] = r.line[from]
	}
	if len(r.value) > 0 {
		r.value[to] = r.value[from]
	}
	if len(r.typ) > 0 {
		r.typ[to] = r.typ[from]
	}
	if len(r.key) > 0 {
		r.key[to] = r.key[from]
	}
	for c := range r.text {
		if len(r.text[c]) > 0 {
			r.text[c][to] = r.text[c][from]
		}
	}
}

func (r *rows) cut(n int) {
	r.month, r.spot, r.line = r.month[:n], r.spot[:n], r.line[:min(n, len(r.line))]
	r.value, r.typ, r.key = r.value[:min(n, len(r.value))], r.typ[:min(n, len(r.typ))], r.key[:min(n, len(r.key))]
	for c := range r.text {
		r.text[c] = r.text[c][:min(n, len(r.text[c]))]
	}
}

// period gives the first and last month.
func (r *rows) period() (from, to Month) {
	from = lastMonth
	for _, m := range r.month {
		from, to = min(from, m), max(to, m)
	}
	return from, to
}

// byPlace orders the rows by spot, and within a spot as the file had them. Everything that is said of a place then stands in
// long runs, which makes a segment six times smaller; the order of the publisher's rows carries no meaning.
// Line numbers are let go of: nothing is reported of a row that is kept.
func (r *rows) byPlace() {
	start := make([]uint32, len(r.spots)+1)
	for _, s := range r.spot {
		start[s+1]++
	}
	for i := 1; i < len(start); i++ {
		start[i] += start[i-1]
	}
	r.perSpot = make([]uint32, len(r.spots))
	for i := range r.perSpot {
		r.perSpot[i] = start[i+1] - start[i]
	}
	to := make([]uint32, len(r.spot))
	for i, s := range r.spot {
		to[i] = start[s]
		start[s]++
	}
	var group sync.WaitGroup
	group.Go(func() { r.month, r.value, r.typ = moved(r.month, to), moved(r.value, to), moved(r.typ, to) })
	group.Go(func() { r.key, r.line, r.repeat = moved(r.key, to), nil, moved(r.repeat, to) })
	for c := range r.text {
		group.Go(func() { r.text[c] = moved(r.text[c], to) })
	}
	group.Wait()
	at := 0
	for s, n := range r.perSpot {
		for end := at + int(n); at < end; at++ {
			r.spot[at] = uint32(s)
		}
	}
}

func moved[T any](v []T, to []uint32) []T {
	if len(v) == 0 {
		return v
	}
	out := make([]T, len(v))
	for i, n := range to {
		out[n] = v[i]
	}
	return out
}
