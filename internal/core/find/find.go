// Package find is the index of words, by which records and people are found by anything that is written of them: on SQLite its full-text
// index (FTS5), on PostgreSQL its text search with the configuration "simple" and a GIN index.
//
// What counts as a word is decided here and by neither database (Tokens), so that both find the same: accents and case are folded;
// words with a hyphen or an apostrophe are found by their parts and as one word; a telephone number, a postcode and an e-mail address are one
// word however they were typed. What somebody types is read to an Ask, whose terms must all be there, each as the beginning of a word.
//
// The index holds Parts: all of a record or a person that whoever opens it may read is one part, and what some of these may not read is
// a part of its own with its seal. Whether a reader may see a part is asked by the gate, before anything is counted, ordered or shown; the order
// of what is found depends on what stands in a part alone, and on no count over the others.
package find

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Part is one document of the index. Head is what it is called: title, place, reference, name; Text is everything else.
type Part struct {
	Record string // id of the record that it is of, or
	Person string // of the person
	Seal   string // what narrows it beyond its record; "" where whoever opens that may read it
	About  string // reference of another record, which the reader must be able to open as well
	At     when.Instant
	Head   []string
	Text   []string
}

// Index is the index of words of one database. Its table is find_part, alias p in every clause that it gives.
type Index interface {
	// Keep puts a part into the index.
	Keep(ctx context.Context, tx store.Tx, p Part) error
	// Forget takes out the parts of one record or person.
	Forget(ctx context.Context, tx store.Tx, of Of, id string) error
	// From is what to select the parts from that an Ask finds, and the condition.
	From(of Of, a Ask, in Where) (from string, where store.Clause)
	// Newest is the order of what is selected by From, the newest first, written in the way in which the database finds these parts soonest.
	Newest(ctx context.Context, tx store.Tx, from string, where store.Clause) (string, error)
	// Says is the condition that a part, however it was come to, is found by an Ask in a place: for the parts of few records, which are sooner
	// read than found.
	Says(a Ask, in Where) store.Clause
}

// Of is what parts are of. The words of records and those on the cards of people are each an index of their own: to find somebody of a name
// that thousands of records say, none of these is passed over.
type Of string

// What parts are of: the column that holds the id.
const (
	Records Of = "record"
	People  Of = "person"
)

// Where is in what an Ask looks, each leaving to the next what it does not find, so that no part is found twice.
type Where int

// The places, the first three in the order in which they are shown.
const (
	Named    Where = iota // a title, a place or a name is exactly what was asked
	Headed                // all words are in the head, and it is not Named
	Written               // all words are in the head or the text, and not all are in the head
	Anywhere              // all three
	Heads                 // all words are in the head
)

// On is the index of words of an engine.
func On(engine store.Engine) Index {
	if engine == store.Postgres {
		return postgres{}
	}
	return sqlite{}
}

const (
	perMicro = 1024 // ids of one microsecond
	tries    = 48   // of a part whose id is another's
	widest   = 16   // times that the room is doubled in which it looks for another
)

// id is the place of a part among all: the newest last, and in one moment by what it is of alone, so that the order tells of no other. Where very
// many are of one moment, as those of a list that was brought with days alone, they spread over the next.
func (p Part) id(try int) int64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s%s\x00%s\x00%s\x00%d", p.Record, p.Person, p.Seal, p.About, try) // a hash refuses nothing
	return p.At.Time().UnixMicro()*perMicro + int64(h.Sum64()%(perMicro<<min(try, widest)))
}

// joined is a list of words as it is stored: each after a space.
func joined(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ")
}

// keep inserts the row of a part and gives its id.
func keep(ctx context.Context, tx store.Tx, p Part, columns, values string, more ...any) (int64, error) {
	for try := range tries {
		id := p.id(try)
		args := append([]any{id, p.Record, p.Person, p.Seal, p.About, joined(p.Head), joined(p.Text)}, more...)
		res, err := tx.ExecContext(ctx, "INSERT INTO find_part (id, record, person, seal, about, head, words"+columns+") VALUES ($1, $2, $3, $4, $5, $6, $7"+values+") ON CONFLICT (id) DO NOTHING", args...)
		if err != nil {
			return 0, fmt.Errorf("keep the words of %s: %w", cmp.Or(p.Record, p.Person), err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 1 {
			return id, err
		}
	}
	return 0, fmt.Errorf("keep the words of %s: %d other parts have its place in the order", cmp.Or(p.Record, p.Person), tries)
}

// any is the condition on the parts (alias p) of all records or people, in the words of their partial indexes: without these neither database
// takes them, and looks through all parts at every change.
func (of Of) any() string { return "p." + string(of) + " <> ''" }

// one is the condition on the parts of one of them.
func (of Of) one() string { return "p." + string(of) + " = $1 AND " + of.any() }
