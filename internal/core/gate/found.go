package gate

import (
	"fmt"
	"slices"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
)

// lastRune sorts behind every letter, and so ends the range of the words that begin alike.
const lastRune = "\U0010FFFF"

// look is one look into a narrow table x: records of which a word begins so, or whose field holds so.
type look struct {
	table string
	where store.Clause
	word  string // "" for a field
	n     int    // records, or rows of the table, up to bounds.few
}

// looks are those of a query, counted, with the number of the one that finds fewest, or -1 where none finds few.
func (v *View) looks(q Query) (all []look, rarest int, err error) {
	if err := v.mayAsk(q.Kinds, func(f pack.Field) bool { _, asked := q.Fields[f.ID]; return asked }); err != nil {
		return nil, 0, err
	}
	rarest, least := -1, v.gate.bounds.few
	for _, l := range looksOf(q) {
		if l.word != "" || len(q.Kinds) == 1 { // the index of values begins with the kind
			if l.n, err = v.countFound(l); err != nil {
				return nil, 0, err
			}
			if l.n < least {
				rarest, least = len(all), l.n
			}
		}
		all = append(all, l)
	}
	return all, rarest, nil
}

// mayAsk refuses a question about a field that the police keep to everybody else: a filter, a count or a sum by it tells what it
// holds as well as the field itself. Of is the fields that are asked about.
func (v *View) mayAsk(kinds []string, of func(pack.Field) bool) error {
	for _, k := range v.gate.pack.Kinds {
		if len(kinds) > 0 && !slices.Contains(kinds, k.ID) {
			continue
		}
		for _, f := range k.Fields {
			if !v.gate.rules.Keeps(v.who, f) && of(f) {
				return fmt.Errorf("%s is kept by the police, and your post does not let you ask by it: %w", f.Name, fault.ErrForbidden)
			}
		}
	}
	return nil
}

func looksOf(q Query) []look {
	var all []look
	for _, w := range Words(q.Words) {
		all = append(all, look{table: "record_word", where: store.SQL("x.word >= ? AND x.word < ?", w, w+lastRune), word: w})
	}
	for _, field := range sortedKeys(q.Fields) {
		where := store.SQL("x.field = ? AND x.value = ?", field, q.Fields[field])
		if len(q.Kinds) == 1 {
			where = store.SQL("x.kind = ? AND x.field = ? AND x.value = ?", q.Kinds[0], field, q.Fields[field])
		}
		all = append(all, look{table: "record_value", where: where})
	}
	return all
}

// counted is what a look found that finds many records: what is in thousands is not rare an hour later, and to count so far each
// time takes as long as to show the page.
type counted struct {
	n  int
	at time.Time
}

const (
	commonKept   = 4096
	commonStands = time.Hour
)

// countFound counts rows of a narrow table, up to bounds.few.
func (v *View) countFound(l look) (n int, err error) {
	question, err := asking(l.table, l.where.Text, l.where.Args)
	if err != nil {
		return 0, err
	}
	if c, ok := v.gate.common.Get(question); ok && c.n >= v.gate.bounds.few && time.Since(c.at) < commonStands {
		return c.n, nil
	}
	defer func() {
		if err == nil && n >= v.gate.bounds.few && v.counts != nil {
			v.gate.common.Add(question, counted{n, time.Now()})
		}
	}()
	text, args := store.Number(store.SQL("SELECT count(*) FROM (SELECT 1 FROM "+l.table+" x WHERE "+l.where.Text+store.Limit(v.gate.bounds.few)+") y", l.where.Args...))
	if err := v.tx.QueryRowContext(v.ctx, text, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("look up what is searched for: %w", err)
	}
	return n, nil
}

// foundParts are the conditions of looks on a record; the rarest is looked up first, the others are asked of each record.
func foundParts(looks []look, rarest int) []store.Clause {
	var parts []store.Clause
	for i, l := range looks {
		switch {
		case i == rarest:
			parts = append(parts, store.SQL("r.id IN (SELECT x.record FROM "+l.table+" x WHERE "+l.where.Text+")", l.where.Args...))
		case l.word != "":
			parts = append(parts, saysWords("r.id", []string{l.word}))
		default:
			parts = append(parts, store.SQL("EXISTS (SELECT 1 FROM "+l.table+" x WHERE x.record = r.id AND "+l.where.Text+")", l.where.Args...))
		}
	}
	return parts
}

// saysWords says that a record has words that begin so: its words are one text, each after a space, of letters, digits and
// dashes alone.
func saysWords(id string, words []string) store.Clause {
	parts := []store.Clause{{Text: "t.record = " + id}}
	for _, w := range words {
		parts = append(parts, store.SQL("t.words LIKE ?", "% "+w+"%"))
	}
	all := store.And(parts...)
	return store.SQL("EXISTS (SELECT 1 FROM record_text t WHERE "+all.Text+")", all.Args...)
}
