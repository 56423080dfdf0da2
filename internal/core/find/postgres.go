package find

import (
	"context"
	"strings"

	"github.com/wardmote/wardmote/internal/core/store"
)

// postgres is the index as a column of lexemes with a GIN index. The lexemes are written as they are, past the parser of PostgreSQL, with the
// weight A in the head and D in the text; none is ranked by.
type postgres struct{}

func (postgres) Keep(ctx context.Context, tx store.Tx, p Part) error {
	_, err := keep(ctx, tx, p, ", lexemes", ", $8::tsvector", lexemes(p))
	return err
}

// lexemes writes the words of a part as the type tsvector reads them: 'cafe':1A 'till':1A,2 'late':2.
func lexemes(p Part) string {
	var b strings.Builder
	inHead := map[string]bool{}
	for _, w := range p.Head {
		inHead[w] = true
	}
	both := map[string]bool{}
	for _, w := range p.Text {
		if inHead[w] {
			both[w] = true
			continue
		}
		b.WriteString(" '" + w + "':2")
	}
	for _, w := range p.Head {
		b.WriteString(" '" + w + "':1A")
		if both[w] {
			b.WriteString(",2")
		}
	}
	return b.String()
}

func (postgres) Forget(ctx context.Context, tx store.Tx, of Of, id string) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM find_part p WHERE "+of.one(), id)
	return err
}

func (postgres) Newest() string { return " ORDER BY p.id DESC" }

func (i postgres) From(of Of, a Ask, in Where) (string, store.Clause) {
	return "find_part p", store.And(store.SQL(of.any()), i.Says(a, in))
}

// Says asks the lexemes of a part, by their index or not.
func (postgres) Says(a Ask, in Where) store.Clause {
	named := ""
	if a.Name != "" {
		named = "'" + a.Name + "':A"
	}
	words := func(behind string) string {
		return a.written(" & ", " | ", func(w string) string { return "'" + w + "'" + behind })
	}
	query := written{named, words(":*A"), words(":*"), " | ", " & !"}.in(in)
	if query == "" {
		return store.Or()
	}
	return store.SQL("p.lexemes @@ ?::tsquery", query)
}
