package gate

import (
	"container/heap"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// A search for words begins from record_word, in which each word stands by the class of its record (what the access rule
// asks of it) and within the class newest first. Of one word it reads the newest of every class that the principal may see,
// however few those are of all. Of several words it walks through the one that stands in the fewest classes and asks each
// record for the others; where the words hardly ever come together it stops after so many, and the next page goes on from
// there.
type bounds struct {
	few     int    // records that a word or a field's value may be in for a list to begin from those
	looks   int    // records that one page of a search looks through
	heads   int    // words times classes in which a search begins
	fewEnds int    // words in classes, so few that no other word is worth looking for
	alike   int    // words that begin alike
	strides [2]int // records that a page of a list passes over on each path, at the first try and at the last
}

var usual = bounds{few: 2000, looks: 4000, heads: 6000, fewEnds: 40, alike: 64, strides: [2]int{300, 5000}}

// hit is a record that a search came to, by where it stands in the order of lists: opened in microseconds since 1970.
type hit struct {
	opened int64
	record string
}

// behindAll sorts behind every record's id, which is of figures, the letters a to f and dashes.
const behindAll = "z"

// newer says that h comes before o in a list.
func (h hit) newer(o hit) bool {
	return h.opened > o.opened || h.opened == o.opened && h.record > o.record
}

// cursor is the place in a list behind the hit.
func (h hit) cursor() string {
	return spot{when.At(time.UnixMicro(h.opened)).String(), h.record}.cursor()
}

// hits are what a search found, newest first, and where it stopped looking; nil where it came to the end.
type hits struct {
	found []hit
	left  *hit
}

// searcher is one search.
type searcher struct {
	view    *View
	classes []int64      // those of the query that the principal may see
	within  store.Clause // of record_word, alias x: the moments that the query asks for
	record  store.Clause // of record, alias r: what else the query asks, "" where nothing
	most    int
}

// search finds the newest records of a query by its words, one more than most where there are more. It gives nil where
// another way to the records is better, or where the words are the beginnings of very many.
func (v *View) search(q Query, looks []look, rarest, most int) (*hits, error) {
	words := Words(q.Words)
	narrow := q.Person != "" || q.Assignee != "" || len(q.Assignees) > 0 || q.Unowned || q.Place != "" || q.LastWord == "reporter" || rarest >= len(words)
	if len(words) == 0 || q.ByDue || narrow || v.who.Record != "" || v.who.Public || v.gate.rules.ByAssignee(v.who, q.verb(), q.Kinds) {
		return nil, nil
	}
	s, err := v.searcher(q, looks[len(words):], most)
	if err != nil {
		return nil, err
	}
	if rarest >= 0 {
		return s.few(looks[rarest], without(words, words[rarest:rarest+1]))
	}
	return s.many(words)
}

func (v *View) searcher(q Query, fields []look, most int) (*searcher, error) {
	conditions, err := q.conditions()
	if err != nil {
		return nil, err
	}
	s := &searcher{view: v, most: most}
	class := []store.Clause{v.gate.rules.WhereOf(v.who, q.verb(), q.Kinds)}
	if len(q.Kinds) > 0 {
		class = append(class, store.SQL("r.kind IN ?", q.Kinds))
	}
	parts := foundParts(fields, -1)
	if q.Around != nil {
		parts = append(parts, q.Around.holds())
	}
	for _, c := range conditions {
		if c.class {
			class = append(class, c.Clause)
		} else {
			parts = append(parts, c.Clause)
		}
	}
	if s.classes, err = v.classes(store.And(class...)); err != nil {
		return nil, err
	}
	if len(parts) > 0 {
		all := store.And(parts...)
		s.record = store.SQL("EXISTS (SELECT 1 FROM record r WHERE r.id = x.record AND "+all.Text+")", all.Args...)
	}
	s.within, err = q.withinMicros()
	return s, err
}

// few finds records of a word that is in few. Whether one also has the others is asked of so many at a time, the newest first:
// mostly the first of them fill the page.
func (s *searcher) few(l look, others []string) (*hits, error) {
	among := store.Numbers(s.view.gate.db.Engine(), s.classes)
	where := store.And(l.where, store.SQL("x.class IN (SELECT n.value FROM "+among.Text+" n)", among.Args...), s.within)
	asks, out := s.asks(others), &hits{}
	for n := s.most + 1; ; n = s.view.gate.bounds.few {
		rows, err := s.newest(where, asks, n)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if row.fits && len(out.found) <= s.most {
				out.found = append(out.found, row.hit)
			}
		}
		if len(out.found) > s.most || len(rows) < n {
			return out, nil
		}
		last := rows[len(rows)-1]
		where = store.And(where, behind(last.opened, last.record))
	}
}

// newest are the newest records of the table of words, so many at most, and which of them fit what else is asked.
func (s *searcher) newest(where, asks store.Clause, n int) ([]looked, error) {
	first := store.SQL("(SELECT DISTINCT x.opened, x.record FROM record_word x WHERE "+where.Text+inListOrder+store.Limit(n)+")", where.Args...)
	return s.lookAt(first, store.And(), asks, n)
}

// inListOrder is the order of lists in the table of words.
const inListOrder = " ORDER BY x.opened DESC, x.record DESC"

// lookAt reads records from a table of their moments and ids, so many at most, and asks of each whether it fits.
func (s *searcher) lookAt(table, where, asks store.Clause, n int) ([]looked, error) {
	fits := store.SQL("1")
	if asks.Text != "" {
		fits = store.SQL("CASE WHEN "+asks.Text+" THEN 1 ELSE 0 END", asks.Args...)
	}
	rows := make([]looked, 0, n)
	text := "SELECT x.opened, x.record, " + fits.Text + " FROM " + table.Text + " x WHERE " + where.Text + inListOrder + store.Limit(n)
	err := s.view.rows(store.SQL(text, slices.Concat(fits.Args, table.Args, where.Args)...), func(row scanner) error {
		var l looked
		err := row.Scan(&l.opened, &l.record, &l.fits)
		rows = append(rows, l)
		return err
	})
	return rows, err
}

// behind are the records of the table of words that come after a place in a list.
func behind(opened int64, record string) store.Clause {
	return store.SQL("x.opened <= ? AND (x.opened < ? OR x.record < ?)", opened, opened, record)
}

// asks are the conditions on each record that has a word already: the others, and what its columns hold.
func (s *searcher) asks(others []string) store.Clause {
	var text store.Clause
	if len(others) > 0 {
		text = saysWords("x.record", others)
	}
	if text.Text == "" && s.record.Text == "" {
		return store.Clause{}
	}
	return store.And(text, s.record)
}

// many walks through a word that is in many records: through the one that begins in the fewest classes, of which each has all
// the words.
func (s *searcher) many(words []string) (*hits, error) {
	var best streams
	driver, left := -1, s.classes
	for i, w := range words {
		found, ok, err := s.streams(w, left)
		if err != nil || !ok {
			return nil, err
		}
		if driver < 0 || len(found) < len(best) {
			driver, best = i, found
		}
		if len(found) <= s.view.gate.bounds.fewEnds { // no other word is worth looking for
			return s.merge(found, s.asks(without(words, words[i:i+1])))
		}
		left = found.classes()
	}
	heads := slices.DeleteFunc(best, func(st *stream) bool { _, has := slices.BinarySearch(left, st.class); return !has })
	return s.merge(heads, s.asks(without(words, words[driver:driver+1])))
}

// streams are the heads of a word: of each word that begins so, in each of some classes in which it is, the newest. ok is
// false where they are too many.
func (s *searcher) streams(begins string, classes []int64) (out streams, ok bool, err error) {
	words, err := s.view.likeWords(begins)
	bounds := s.view.gate.bounds
	if err != nil || len(words) == bounds.alike || len(classes)*len(words) > bounds.heads {
		return nil, false, err
	}
	newest := store.And(store.SQL("x.word = ? AND x.class = n.value"), s.within)
	for _, word := range words {
		has, err := s.view.classesOf(word, classes)
		if err != nil {
			return nil, false, err
		}
		among := store.Numbers(s.view.gate.db.Engine(), has)
		text := "SELECT n.value, (SELECT x.opened FROM record_word x WHERE " + newest.Text + " ORDER BY x.opened DESC" + store.Limit(1) + ") FROM " + among.Text + " n"
		args := slices.Concat([]any{word}, s.within.Args, among.Args)
		err = s.view.rows(store.SQL(text, args...), func(row scanner) error {
			st := &stream{word: word, next: hit{record: behindAll}}
			var opened *int64
			if err := row.Scan(&st.class, &opened); err != nil {
				return err
			}
			if opened != nil {
				st.next.opened = *opened
				out = append(out, st)
			}
			return nil
		})
		if err != nil {
			return nil, false, err
		}
	}
	return out, true, nil
}

// classes are those of streams, in the order of their numbers.
func (s streams) classes() []int64 {
	var all []int64
	for _, st := range s {
		all = append(all, st.class)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// likeWords are the words that begin so, up to so many: each is the next after the one before, so that the records of
// none are looked through.
func (v *View) likeWords(begins string) (words []string, err error) {
	text := "WITH RECURSIVE w (word, n) AS (SELECT (SELECT min(x.word) FROM record_word x WHERE x.word >= ? AND x.word < ?), 1" +
		" UNION ALL SELECT (SELECT min(x.word) FROM record_word x WHERE x.word > w.word AND x.word < ?), w.n + 1 FROM w" +
		" WHERE w.word IS NOT NULL AND w.n < " + strconv.Itoa(v.gate.bounds.alike) + ") SELECT w.word FROM w WHERE w.word IS NOT NULL"
	err = v.rows(store.SQL(text, begins, begins+lastRune, begins+lastRune), func(row scanner) error {
		var word string
		err := row.Scan(&word)
		words = append(words, word)
		return err
	})
	return words, err
}

// stream is a word in a class, newest first.
type stream struct {
	word  string
	class int64
	next  hit // where the next of its records stands; before it was read, a place that is not behind it
	rows  []looked
	read  int
	ended bool
}

type looked struct {
	hit
	fits bool
}

// streams are a heap of them, with the newest record on top.
type streams []*stream

func (s streams) Len() int           { return len(s) }
func (s streams) Less(i, j int) bool { return s[i].next.newer(s[j].next) }
func (s streams) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }
func (s *streams) Push(x any)        { *s = append(*s, x.(*stream)) }
func (s *streams) Pop() any {
	last := (*s)[len(*s)-1]
	*s = (*s)[:len(*s)-1]
	return last
}

// merge goes through the streams newest first.
func (s *searcher) merge(all streams, asks store.Clause) (*hits, error) {
	out, last := &hits{}, hit{opened: math.MaxInt64}
	heap.Init(&all)
	for n := 0; len(all) > 0; {
		st := all[0]
		if len(st.rows) == 0 {
			if err := s.fill(st, asks); err != nil {
				return nil, err
			}
		}
		if len(st.rows) == 0 {
			heap.Pop(&all)
			continue
		}
		if st.next != st.rows[0].hit { // it was not known so well
			st.next = st.rows[0].hit
			heap.Fix(&all, 0)
			continue
		}
		row := st.rows[0]
		st.rows = st.rows[1:]
		if len(st.rows) > 0 {
			st.next = st.rows[0].hit
		}
		heap.Fix(&all, 0)
		if row.hit == last { // by another word that begins so
			continue
		}
		last = row.hit
		if row.fits {
			out.found = append(out.found, row.hit)
		}
		if n++; len(out.found) > s.most {
			break
		}
		if n == s.view.gate.bounds.looks {
			out.left = &last
			break
		}
	}
	return out, nil
}

// fill reads the next records of a stream, each time more.
func (s *searcher) fill(st *stream, asks store.Clause) (err error) {
	if st.ended {
		return nil
	}
	n := min(16<<(2*st.read), 1024)
	if asks.Text != "" { // each record is opened, and of most classes the page shows one or none
		n /= 4
	}
	where := store.And(store.SQL("x.word = ? AND x.class = ?", st.word, st.class), behind(st.next.opened, st.next.record), s.within)
	st.rows, err = s.lookAt(store.SQL("record_word"), where, asks, n)
	st.read++
	st.ended = len(st.rows) < n
	return err
}

// page is the page of a list that a search found.
func (h *hits) page(limit int) (at located) {
	switch {
	case len(h.found) > limit:
		h.found = h.found[:limit]
		at.next = h.found[limit-1].cursor()
	case h.left != nil:
		at.next, at.short = h.left.cursor(), true
	}
	at.ids = make([]string, len(h.found))
	for i, f := range h.found {
		at.ids[i] = f.record
	}
	return at
}
