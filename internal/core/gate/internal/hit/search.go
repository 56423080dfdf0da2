package hit

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/gate/internal/list"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
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
func (v *Hits) Search(typed, after string, limit int) (Found, error) {
	ask, begin := find.Read(typed), 0
	if after != "" {
		n, err := strconv.Atoi(after)
		if err != nil || n < 0 || n > SearchMost {
			return Found{}, list.LostPage
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
	records, err := list.Load(v.r, list.Query{}, ids)
	if err == nil {
		out.Hits, err = v.passages(ask, records)
	}
	if err != nil {
		return Found{}, fmt.Errorf("search: %w", err)
	}
	list.NoteList(v.r, list.Query{Words: typed}, records)
	return out, nil
}

// candidates are ids of records in the order of a search, each once, so many at most.
func (v *Hits) candidates(ask find.Ask, most int) ([]string, error) {
	if v.r.Principal.Record != "" || v.r.Principal.Public || ask.Empty() {
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
		if r, err := v.r.Find(ask.Reference); err == nil && v.r.May(pack.View, r) {
			take(r.ID)
		}
	}
	rule, err := v.r.Rule(pack.View)
	if err != nil {
		return nil, err
	}
	unsealed, err := list.Unsealed(v.r)
	if err != nil {
		return nil, err
	}
	reach := store.And(rule, unsealed)
	few, err := list.Sees(v.r, rule)
	if err != nil {
		return nil, err
	}
	for _, in := range []find.Where{find.Named, find.Headed, find.Written} {
		if len(ids) >= most {
			break
		}
		// A record has several parts where some are sealed, and then so many parts are fewer records.
		parts, err := list.PartsFound(v.r, ask, in, reach, few)
		if err != nil {
			return nil, err
		}
		for limit, n := most, most; n == limit && len(ids) < most; limit *= 4 {
			n = 0
			err := v.r.Rows(parts.Records(limit), func(s row.Scanner) error {
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

// passages shows of each record what was asked for, in what the principal may read of it: the records come as the gate gives them.
func (v *Hits) passages(ask find.Ask, list []record.Record) ([]Hit, error) {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	if len(ids) == 0 {
		return nil, nil
	}
	hanging, err := Hanging(v.r, ids)
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
func (v *Hits) answers(r *record.Record) (out []Passage) {
	kind, ok := v.r.Core.Pack.Kind(r.Kind)
	if !ok {
		return nil
	}
	for _, f := range kind.Fields {
		if text := r.Fields.Text(f.ID); f.Type == pack.Text && text != "" {
			out = append(out, Passage{Record: r.ID, Where: f.Name, Text: text})
		}
	}
	return slices.Clip(out)
}
