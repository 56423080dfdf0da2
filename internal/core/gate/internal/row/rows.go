package row

import (
	"context"
	"strconv"
	"strings"
	"sync"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Rows are new rows of one table, written by one statement: half of the cost of a small row is that of a statement.
type Rows struct {
	Into   string // the table and its columns, as INSERT INTO takes them
	Unless string // what to do where a row is there already: an ON CONFLICT clause
	wide   int
	args   []any
}

// rowsMost bounds the rows of one statement, and so the number of statements that a connection keeps prepared.
const rowsMost = 24

// Add is one row more.
func (r *Rows) Add(values ...any) {
	r.wide = len(values)
	r.args = append(r.args, values...)
}

// Insert writes all rows that were added.
func (r *Rows) Insert(ctx context.Context, tx store.Tx) error {
	for left := r.args; len(left) > 0; {
		n := min(len(left)/r.wide, rowsMost)
		if _, err := tx.ExecContext(ctx, InsertText(r.Into, n, r.wide)+r.Unless, left[:n*r.wide]...); err != nil {
			return err
		}
		left = left[n*r.wide:]
	}
	return nil
}

type insertShape struct {
	into    string
	n, wide int
}

var insertTexts sync.Map // insertShape to its statement

// InsertText is the statement that inserts n rows of so many columns.
func InsertText(into string, n, wide int) string {
	shape := insertShape{into, n, wide}
	if text, ok := insertTexts.Load(shape); ok {
		return text.(string)
	}
	var b strings.Builder
	b.WriteString("INSERT INTO " + into + " VALUES ")
	for i := range n * wide {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%wide == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(i+1))
	}
	text := b.String() + ")"
	insertTexts.Store(shape, text)
	return text
}

// EventColumns are where an event is written, in the order of AddEvent.
const EventColumns = "event (id, at, happened, actor, actor_name, post, record, verb, field, before, after, reason, seal)"

// AddEvent is one event more to write.
func AddEvent(to *Rows, ev record.Event) {
	to.Add(ev.ID, ev.At, ev.Happened, ev.Actor, ev.ActorName, ev.Post, ev.Record, ev.Verb, ev.Field, ev.Before, ev.After, ev.Reason, ev.Seal)
}
