package find

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/store"
)

// sqlite is the index as two FTS5 tables beside find_part, whose rows have the same ids. It keeps no text of its own (contentless), and of each
// word in which column it stands and not where: nothing is ranked by how often or how near.
type sqlite struct{}

// table holds the words of all records, or of all people.
func (sqlite) table(of Of) string {
	if of == People {
		return "find_card"
	}
	return "find_word"
}

func (i sqlite) Keep(ctx context.Context, tx store.Tx, p Part) error {
	id, err := keep(ctx, tx, p, "", "")
	if err != nil {
		return err
	}
	of := Records
	if p.Person != "" {
		of = People
	}
	if _, err = tx.ExecContext(ctx, "INSERT INTO "+i.table(of)+" (rowid, head, words) VALUES ($1, $2, $3)", id, joined(p.Head), joined(p.Text)); err != nil {
		return fmt.Errorf("index the words of a part: %w", err)
	}
	return nil
}

func (i sqlite) Forget(ctx context.Context, tx store.Tx, of Of, id string) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM "+i.table(of)+" WHERE rowid IN (SELECT p.id FROM find_part p WHERE "+of.one()+")", id); err != nil {
		return fmt.Errorf("take words out of the index: %w", err)
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM find_part AS p WHERE "+of.one(), id)
	return err
}

func (sqlite) Newest(context.Context, store.Tx, string, store.Clause) (string, error) {
	return " ORDER BY w.rowid DESC", nil
}

// seen are the indexes by which a part is looked up: of a word in a fifth of all records some tens of thousands are, each in a wide row of its
// own, and most readers see few of them.
var seen = map[Of]string{Records: "INDEXED BY find_part_seen"}

// From walks through the index of words, newest first, and looks each part up: CROSS JOIN keeps SQLite to that order.
func (i sqlite) From(of Of, a Ask, in Where) (string, store.Clause) {
	named := ""
	if a.Name != "" {
		named = `{head} : "` + a.Name + `"`
	}
	all := a.written(" AND ", " OR ", func(w string) string { return `"` + w + `" *` })
	match := written{named, "{head} : (" + all + ")", all, " OR ", " NOT "}.in(in)
	table := i.table(of)
	from := table + " w CROSS JOIN find_part p " + seen[of] + " ON p.id = w.rowid"
	if match == "" {
		return from, store.Or()
	}
	return from, store.SQL("w."+table+" MATCH ?", match)
}

// Says reads the words as they are stored, each after a space.
func (sqlite) Says(a Ask, in Where) store.Clause {
	named := store.Or()
	if a.Name != "" {
		named = store.SQL("instr(p.head || ' ', ?) > 0", " "+a.Name+" ")
	}
	not := func(c store.Clause) store.Clause { return store.SQL("NOT ("+c.Text+")", c.Args...) }
	headed := saysAll(a, func(w string) store.Clause { return store.SQL("instr(p.head, ?) > 0", " "+w) })
	all := saysAll(a, func(w string) store.Clause {
		return store.SQL("(instr(p.words, ?) > 0 OR instr(p.head, ?) > 0)", " "+w, " "+w)
	})
	switch in {
	case Named:
		return named
	case Headed:
		return store.And(headed, not(named))
	case Written:
		return store.And(all, not(headed))
	case Heads:
		return headed
	}
	return store.Or(named, all)
}

// saysAll joins what is said of each word by the terms of an Ask.
func saysAll(a Ask, says func(string) store.Clause) store.Clause {
	all := []store.Clause{}
	for _, t := range a.Terms {
		var ways []store.Clause
		for _, words := range t {
			var each []store.Clause
			for _, w := range words {
				each = append(each, says(w))
			}
			ways = append(ways, store.And(each...))
		}
		all = append(all, store.Or(ways...))
	}
	if len(all) == 0 {
		return store.Or()
	}
	return store.And(all...)
}
