package gate

import (
	"database/sql"
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// wordsMost bounds the words that one record is found by.
const wordsMost = 40

// Words are the distinct lower-case words of a text, of two letters or more; a reference is one word with its dashes.
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

// wordsOf are the words that a record is found by: those of its title, its place and its reference.
func wordsOf(r *record.Record) []string { return Words(r.Title + " " + r.Place + " " + r.Reference) }

// The columns that a record's class is made of, in the order of classOf, and those that its words and their order are.
var (
	classFrom = []string{"kind", "open", "marking", "owner_body", "sender_body", "team", "area"}
	wordsFrom = append([]string{"title", "place", "reference", "opened"}, classFrom...)
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

// standing is where the words of a record stand in record_word, and which they are.
type standing struct {
	class, opened int64
	words         []string
}

// projectWords keeps the words of a record where a search looks for them: by the class that it is of now, and by when it was
// opened.
func (e *Edit) projectWords() error {
	var was standing
	if !e.isNew {
		var words string
		err := e.unit.tx.QueryRowContext(e.unit.ctx, "SELECT class, opened, words FROM record_text WHERE record = $1", e.rec.ID).Scan(&was.class, &was.opened, &words)
		if err != nil {
			return err
		}
		was.words = strings.Fields(words)
	}
	now := standing{opened: e.rec.Opened.Time().UnixMicro(), words: wordsOf(e.rec)}
	var err error
	if now.class, err = e.class(); err != nil {
		return err
	}
	gone, come := was.words, now.words
	if was.class == now.class && was.opened == now.opened {
		gone, come = without(was.words, now.words), without(now.words, was.words)
	}
	if len(gone) > 0 {
		text, args := store.Number(store.SQL("DELETE FROM record_word WHERE class = ? AND opened = ? AND record = ? AND word IN ?", was.class, was.opened, e.rec.ID, gone))
		if _, err := e.unit.exec(text, args...); err != nil {
			return err
		}
	}
	if err := e.insertWords(now, come); err != nil {
		return err
	}
	_, err = e.unit.exec(`INSERT INTO record_text (record, class, opened, words) VALUES ($1, $2, $3, $4)
 ON CONFLICT (record) DO UPDATE SET class = excluded.class, opened = excluded.opened, words = excluded.words`,
		e.rec.ID, now.class, now.opened, " "+strings.Join(now.words, " "))
	return err
}

func (e *Edit) insertWords(at standing, words []string) error {
	all := rows{into: "record_word (word, class, opened, record)"}
	for _, word := range words {
		all.add(word, at.class, at.opened, e.rec.ID)
	}
	return all.insert(e.unit.ctx, e.unit.tx)
}

func without(words, others []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(others, w) })
}
