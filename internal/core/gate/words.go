package gate

import (
	"database/sql"
	"errors"
	"strings"
	"unicode"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// wordsMost bounds the words that one name is kept by.
const wordsMost = 40

// Words are the distinct lower-case words of a text, of two letters or more; a reference is one word with its dashes. The audit looks people up
// by them; what is searched is read by package find.
func Words(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' }) {
		w = strings.Trim(w, "-")
		if len(w) < 2 || seen[w] || len(out) == wordsMost {
			continue
		}
		seen[w] = true
		out = append(out, w)
	}
	return out
}

// The columns that a record's class is made of, in the order of classOf, and those of where it stands among all.
var (
	classFrom    = []string{"kind", "open", "marking", "owner_body", "sender_body", "team", "area"}
	standingFrom = append([]string{"opened"}, classFrom...)
)

func classOf(r *record.Record) []any {
	return []any{r.Kind, r.Open, r.Marking, r.OwnerBody, r.SenderBody, r.Team, r.Area}
}

// class is the number of the record's class, which is made where the record is the first of it.
func (e *Edit) class() (id int64, err error) {
	find := "SELECT id FROM record_class WHERE " + strings.Join(classFrom, " = ? AND ") + " = ?"
	text, args := store.Number(store.SQL(find, classOf(e.rec)...))
	err = e.unit.tx.QueryRowContext(e.unit.ctx, text, args...).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	// Another process may make it at this moment: then it is found when that one has ended.
	one := rows{into: "record_class (" + strings.Join(classFrom, ", ") + ")", unless: " ON CONFLICT DO NOTHING"}
	one.add(classOf(e.rec)...)
	if err := one.insert(e.unit.ctx, e.unit.tx); err != nil {
		return 0, err
	}
	err = e.unit.tx.QueryRowContext(e.unit.ctx, text, args...).Scan(&id)
	return id, err
}

// projectStanding keeps of which class the record is now and since when. It is all of the index of words that a record which moves writes.
func (e *Edit) projectStanding() error {
	class, err := e.class()
	if err != nil {
		return err
	}
	_, err = e.unit.exec(`INSERT INTO record_standing (record, class, opened) VALUES ($1, $2, $3)
 ON CONFLICT (record) DO UPDATE SET class = excluded.class, opened = excluded.opened`, e.rec.ID, class, e.rec.Opened.Time().UnixMicro())
	return err
}
