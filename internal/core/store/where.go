package store

import (
	"strconv"
	"strings"
)

// Clause is a piece of SQL with its arguments. It is written with ? for each argument; SQL numbers them $1, $2 … once,
// when the whole statement stands.
type Clause struct {
	Text string
	Args []any
}

// SQL makes a clause; an argument that is a []string takes the place of one ? as a list, (?, ?, …).
func SQL(text string, args ...any) Clause {
	if !hasList(args) {
		return Clause{text, args}
	}
	var b strings.Builder
	var flat []any
	for i, part := range strings.Split(text, "?") {
		b.WriteString(part)
		if i >= len(args) {
			continue
		}
		list, ok := args[i].([]string)
		if !ok {
			b.WriteString("?")
			flat = append(flat, args[i])
			continue
		}
		b.WriteString(places(len(list)))
		for _, v := range list {
			flat = append(flat, v)
		}
	}
	return Clause{b.String(), flat}
}

func hasList(args []any) bool {
	for _, a := range args {
		if _, ok := a.([]string); ok {
			return true
		}
	}
	return false
}

// places is (?, ?, …); an empty list matches nothing.
func places(n int) string {
	if n == 0 {
		return "(NULL)"
	}
	return "(" + strings.TrimSuffix(strings.Repeat("?, ", n), ", ") + ")"
}

// And joins clauses that must all hold; none holds always.
func And(clauses ...Clause) Clause { return join(" AND ", "1 = 1", clauses) }

// Or joins clauses of which one must hold; none holds never.
func Or(clauses ...Clause) Clause { return join(" OR ", "1 = 0", clauses) }

func join(word, empty string, clauses []Clause) Clause {
	var texts []string
	var args []any
	for _, c := range clauses {
		if c.Text == "" {
			continue
		}
		texts = append(texts, "("+c.Text+")")
		args = append(args, c.Args...)
	}
	if len(texts) == 0 {
		return Clause{Text: empty}
	}
	return Clause{strings.Join(texts, word), args}
}

// Limit is LIMIT n, written out: SQLite plans a statement whose limit is an argument anew each time that it runs.
func Limit(n int) string { return " LIMIT " + strconv.Itoa(n) }

// Offset is OFFSET n, written out as Limit is.
func Offset(n int) string { return " OFFSET " + strconv.Itoa(n) }

// Number writes the clauses one after another as one statement with $1, $2 … in the order of the arguments.
func Number(clauses ...Clause) (string, []any) {
	var b strings.Builder
	var args []any
	n := 0
	for i, c := range clauses {
		if i > 0 {
			b.WriteByte(' ')
		}
		for j, part := range strings.Split(c.Text, "?") {
			if j > 0 {
				n++
				b.WriteString("$" + strconv.Itoa(n))
			}
			b.WriteString(part)
		}
		args = append(args, c.Args...)
	}
	return b.String(), args
}

// Lazily is a condition that is asked of each row and is never what a database begins from, or looks rows up by. Asked whether the circle of one
// record is among hundreds, SQLite otherwise looks for the record once with each of these.
func Lazily(c Clause) Clause {
	return SQL("CASE WHEN "+c.Text+" THEN TRUE ELSE FALSE END", c.Args...)
}

// Among is the condition that a column holds one of the numbers, as one argument: of many, a list would be a text of its own for each
// length. PostgreSQL takes it as an array, because a join with a table would cost the order of an index.
func (engine Engine) Among(column string, numbers []int64) Clause {
	var list []byte
	for i, n := range numbers {
		if i > 0 {
			list = append(list, ',')
		}
		list = strconv.AppendInt(list, n, 10)
	}
	if engine == Postgres {
		return SQL(column+" = ANY(?::text::bigint[])", "{"+string(list)+"}")
	}
	return SQL(column+" IN (SELECT value FROM json_each(?))", "["+string(list)+"]")
}
