package gate

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/store"
)

// fewFound is how many records a word or a field's value may be in for a list to begin from those. With more of them it
// begins from the newest records, of which one in every few then fits: either way the work does not grow with the store.
const fewFound = 20_000

// lastRune sorts behind every letter, and so ends the range of the words that begin alike.
const lastRune = "\U0010FFFF"

// foundParts are the conditions that look into the narrow tables: every word of the query is the beginning of a word of the
// record, and the filter fields hold their values. few says that the rarest of them is in so few records that the list
// should begin from it, and the caller then keeps the index of kinds out of the way.
func (v *View) foundParts(q Query) (parts []store.Clause, few bool, err error) {
	looks := looksOf(q)
	rarest, least := -1, fewFound
	for i, l := range looks {
		if l.table == "record_value" && len(q.Kinds) != 1 {
			continue // the index of values begins with the kind
		}
		n, err := v.countFound(l)
		if err != nil {
			return nil, false, err
		}
		if n < least {
			rarest, least = i, n
		}
	}
	for i, l := range looks {
		text := "EXISTS (SELECT 1 FROM " + l.table + " x WHERE x.record = r.id AND " + l.where.Text + ")"
		if i == rarest {
			text = "r.id IN (SELECT x.record FROM " + l.table + " x WHERE " + l.where.Text + ")"
		}
		parts = append(parts, store.Clause{Text: text, Args: l.where.Args})
	}
	return parts, rarest >= 0, nil
}

// look is one look into a narrow table x.
type look struct {
	table string
	where store.Clause
}

func looksOf(q Query) []look {
	var looks []look
	for _, w := range Words(q.Words) {
		looks = append(looks, look{"record_word", store.SQL("x.word >= ? AND x.word < ?", w, w+lastRune)})
	}
	for _, field := range sortedKeys(q.Fields) {
		where := store.SQL("x.field = ? AND x.value = ?", field, q.Fields[field])
		if len(q.Kinds) == 1 {
			where = store.SQL("x.kind = ? AND x.field = ? AND x.value = ?", q.Kinds[0], field, q.Fields[field])
		}
		looks = append(looks, look{"record_value", where})
	}
	return looks
}

// countFound counts rows of a narrow table, up to fewFound.
func (v *View) countFound(l look) (n int, err error) {
	text, args := store.Number(store.SQL("SELECT count(*) FROM (SELECT 1 FROM "+l.table+" x WHERE "+l.where.Text+store.Limit(fewFound)+") y", l.where.Args...))
	if err := v.tx.QueryRowContext(v.ctx, text, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("look up what is searched for: %w", err)
	}
	return n, nil
}
