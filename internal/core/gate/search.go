package gate

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// SearchMost bounds what a search looks at, of what the reader may see.
const SearchMost = 2000

// Hit is a record that a search found, with the part of it that was asked for.
type Hit struct {
	Record  record.Record
	Where   string      // what the passage is of: the name of a field, a note
	Passage []find.Span // "" where the title or the place is what was asked for
}

// Found is a page of what a search found.
type Found struct {
	Hits  []Hit
	Next  string // where the next page begins
	Short bool   // SearchMost were looked at, and there are more
}

// Search finds records that the principal may see by anything that they may read of them: first the one whose reference was typed, then those
// of which title or place is exactly that, then those that say all words there, then those that say them anywhere; in each the newest first.
// The reading is audited.
func (v *View) Search(typed, after string, limit int) (Found, error) {
	ask, begin := find.Read(typed), 0
	if after != "" {
		n, err := strconv.Atoi(after)
		if err != nil || n < 0 || n > SearchMost {
			return Found{}, lostPage
		}
		begin = n
	}
	ids, err := v.candidates(ask, min(begin+limit+1, SearchMost+1))
	if err != nil {
		return Found{}, fmt.Errorf("search: %w", err)
	}
	out := Found{}
	if len(ids) > SearchMost {
		ids, out.Short = ids[:SearchMost], true
	}
	if len(ids) > begin+limit {
		out.Next = strconv.Itoa(begin + limit)
	}
	ids = ids[min(begin, len(ids)):min(begin+limit, len(ids))]
	list, err := v.load(Query{}, ids)
	if err == nil {
		out.Hits, err = v.passages(ask, list)
	}
	if err != nil {
		return Found{}, fmt.Errorf("search: %w", err)
	}
	v.noteList(Query{Words: typed}, list)
	return out, nil
}

// candidates are ids of records in the order of a search, each once, so many at most.
func (v *View) candidates(ask find.Ask, most int) ([]string, error) {
	if v.who.Record != "" || v.who.Public || ask.Empty() {
		return nil, nil
	}
	var ids []string
	seen := map[string]bool{}
	take := func(id string) {
		if !seen[id] {
			seen[id], ids = true, append(ids, id)
		}
	}
	if ask.Reference != "" {
		if r, err := v.find(ask.Reference); err == nil && v.gate.rules.May(v.who, pack.View, Subject(r)) {
			take(r.ID)
		}
	}
	rule, err := v.rule(pack.View)
	if err != nil {
		return nil, err
	}
	unsealed, err := v.unsealed()
	if err != nil {
		return nil, err
	}
	reach := store.And(rule, unsealed)
	few, err := v.sees(rule)
	if err != nil {
		return nil, err
	}
	for _, in := range []find.Where{find.Named, find.Headed, find.Written} {
		if len(ids) >= most {
			break
		}
		// A record has several parts where some are sealed, and then so many parts are fewer records.
		parts := v.partsFound(ask, in, reach, few)
		for limit, n := most, most; n == limit && len(ids) < most; limit *= 4 {
			n = 0
			err := v.rows(parts.records(limit), func(s scanner) error {
				var id string
				err := s.Scan(&id)
				take(id)
				n++
				return err
			})
			if err != nil {
				return nil, err
			}
			if limit >= 4*SearchMost {
				break
			}
		}
	}
	return ids[:min(len(ids), most)], nil
}

// sees says that the principal sees few records.
func (v *View) sees(rule store.Clause) (few bool, err error) {
	n := 0
	text, args := store.Number(store.SQL("SELECT count(*) FROM (SELECT 1 FROM record r WHERE "+rule.Text+store.Limit(v.gate.bounds.seen)+") y", rule.Args...))
	err = v.tx.QueryRowContext(v.ctx, text, args...).Scan(&n)
	return n < v.gate.bounds.seen, err
}

// parts are the parts of records (alias p) that an Ask finds: what to select them from, the condition, and the order in which the newest come
// first. Who may see them is a part of the condition, and asked before they are counted or put in order: nothing of another record shows in
// what is found.
type parts struct {
	from  string
	where store.Clause
	order string
}

func (v *View) partsFound(ask find.Ask, in find.Where, reach store.Clause, few bool) parts {
	if few {
		where := store.And(store.SQL("p.record = r.id AND p.record <> ''"), find.On(v.gate.db.Engine()).Says(ask, in), reach)
		return parts{"record r CROSS JOIN find_part p", where, " ORDER BY p.id DESC"}
	}
	index := find.On(v.gate.db.Engine())
	from, where := index.From(ask, in)
	if v.gate.db.Engine() == store.SQLite {
		from += " CROSS JOIN record r INDEXED BY record_seen"
	} else {
		from += " CROSS JOIN record r"
	}
	return parts{from, store.And(where, store.SQL("r.id = p.record"), reach), index.Newest()}
}

// records selects the records of the parts, the newest of so many parts.
func (p parts) records(most int) store.Clause {
	return store.SQL("SELECT p.record FROM "+p.from+" WHERE "+p.where.Text+p.order+store.Limit(most), p.where.Args...)
}

// unsealed is the condition that a part (alias p) is not narrowed beyond its record for the principal: by a field that the police keep, or by
// another record that they may not see.
func (v *View) unsealed() (store.Clause, error) {
	if v.who.System {
		return store.And(), nil
	}
	open := []string{""}
	for i := range v.gate.pack.Kinds {
		k := &v.gate.pack.Kinds[i]
		for _, f := range k.Fields {
			if f.Police && v.gate.rules.Keeps(v.who, f) {
				open = append(open, sealOf(k, f))
			}
		}
	}
	may, err := v.rule(pack.View)
	about := store.SQL("p.about = '' OR EXISTS (SELECT 1 FROM record r WHERE r.reference = p.about AND ("+may.Text+"))", may.Args...)
	return store.And(store.SQL("p.seal IN ?", open), about), err
}

// passages shows of each record what was asked for, in what the principal may read of it: the records come as the gate gives them.
func (v *View) passages(ask find.Ask, list []record.Record) ([]Hit, error) {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	if len(ids) == 0 {
		return nil, nil
	}
	hanging, err := v.hanging(ids)
	if err != nil {
		return nil, err
	}
	hits := make([]Hit, 0, len(list))
	for i := range list {
		h := Hit{Record: list[i]}
		_, most := ask.Snippet(h.Record.Title + " " + h.Record.Place + " " + h.Record.Reference)
		for _, p := range append(v.answers(&h.Record), hanging...) {
			if p.Record != h.Record.ID {
				continue
			}
			if spans, n := ask.Snippet(p.Text); n > most {
				most, h.Where, h.Passage = n, p.Where, spans
			}
		}
		hits = append(hits, h)
	}
	return hits, nil
}

// answers are the texts that the fields of a record hold.
func (v *View) answers(r *record.Record) (out []passage) {
	kind, ok := v.gate.pack.Kind(r.Kind)
	if !ok {
		return nil
	}
	for _, f := range kind.Fields {
		if text := r.Fields.Text(f.ID); f.Type == pack.Text && text != "" {
			out = append(out, passage{r.ID, f.Name, text})
		}
	}
	return slices.Clip(out)
}
