package find

import (
	"context"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/store"
)

// postgres is the index as a column of lexemes with a GIN index, written as they are, past the parser of PostgreSQL. A word of the head is there
// twice, the second time behind headMark: a weight in its place would have to be read from each row that says the word anywhere.
type postgres struct{}

// headMark stands before a word of the head, and in no word.
const headMark = "^"

func (postgres) Keep(ctx context.Context, tx store.Tx, p Part) error {
	_, err := keep(ctx, tx, p, ", lexemes", ", $8::tsvector", lexemes(p))
	return err
}

// lexemes writes the words of a part as the type tsvector reads them: 'cafe' '^cafe' 'till' '^till' 'late'.
func lexemes(p Part) string {
	var b strings.Builder
	for _, w := range p.Head {
		b.WriteString(" '" + w + "' '" + headMark + w + "'")
	}
	for _, w := range p.Text {
		b.WriteString(" '" + w + "'")
	}
	return b.String()
}

func (postgres) Forget(ctx context.Context, tx store.Tx, of Of, id string) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM find_part p WHERE "+of.one(), id)
	return err
}

// few is how many parts are sooner read and sorted than walked to in their order.
const few = 2000

// planned has a transaction's questions planned by what they ask for, by indexes alone, and without the processes and the compiling that take
// 0.1 s to begin where a search takes less.
const planned = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'off', true), " +
	"set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)"

// Newest counts what is found, up to few, and has so many looked up by their words and sorted: what the planner expects of the beginning of a
// word, and of several words together, is wrong by orders of magnitude, and for what is hardly found it walked through all parts (2 s of
// 400,000). Of more than few the newest are met soon on such a walk, and the rows that a word alone finds are too many to be read.
func (postgres) Newest(ctx context.Context, tx store.Tx, from string, where store.Clause) (string, error) {
	if _, err := tx.ExecContext(ctx, planned); err != nil {
		return "", fmt.Errorf("ask for plans by the words of a search: %w", err)
	}
	n := 0
	text, args := store.Number(store.SQL("SELECT count(*) FROM (SELECT 1 FROM "+from+" WHERE "+where.Text+store.Limit(few)+") y", where.Args...))
	if err := tx.QueryRowContext(ctx, text, args...).Scan(&n); err != nil {
		return "", fmt.Errorf("count what words find: %w", err)
	}
	if n < few {
		return " ORDER BY p.id + 0 DESC", nil
	}
	return " ORDER BY p.id DESC", nil
}

func (i postgres) From(of Of, a Ask, in Where) (string, store.Clause) {
	return "find_part p", store.And(store.SQL(of.any()), i.Says(a, in))
}

// Says asks the lexemes of a part, by their index or not.
func (postgres) Says(a Ask, in Where) store.Clause {
	named := ""
	if a.Name != "" {
		named = "'" + headMark + a.Name + "'"
	}
	words := func(mark string) string {
		return a.written(" & ", " | ", func(w string) string { return "'" + mark + w + "':*" })
	}
	query := written{named, words(headMark), words(""), " | ", " & !"}.in(in)
	if query == "" {
		return store.Or()
	}
	return store.SQL("p.lexemes @@ ?::tsquery", query)
}
