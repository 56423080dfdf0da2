package gate

import (
	"context"
	"strconv"
	"strings"
	"sync"

	"github.com/wardmote/wardmote/internal/core/store"
)

// rows are new rows of one table, written by one statement: half of the cost of a small row is that of a statement.
type rows struct {
	into   string // the table and its columns, as INSERT INTO takes them
	unless string // what to do where a row is there already: an ON CONFLICT clause
	wide   int
	args   []any
}

// rowsMost bounds the rows of one statement, and so the number of statements that a connection keeps prepared.
const rowsMost = 24

func (r *rows) add(values ...any) {
	r.wide = len(values)
	r.args = append(r.args, values...)
}

func (r *rows) insert(ctx context.Context, tx store.Tx) error {
	for left := r.args; len(left) > 0; {
		n := min(len(left)/r.wide, rowsMost)
		if _, err := tx.ExecContext(ctx, insertText(r.into, n, r.wide)+r.unless, left[:n*r.wide]...); err != nil {
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

// insertText is the statement that inserts n rows of so many columns.
func insertText(into string, n, wide int) string {
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
