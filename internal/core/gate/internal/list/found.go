package list

import (
	"fmt"
	"maps"
	"slices"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
)

// look is one thing by which records are found apart from their columns: words, or the value of a field.
type look struct {
	from  string       // the rows to count
	where store.Clause // of these
	among store.Clause // selects the ids of the records
	says  store.Clause // of a record, alias r, that it is one of them
}

// looks are those of a query, with the number of the one that finds fewest, or -1 where none finds few.
func (v *Lists) looks(q Query) (all []look, rarest int, err error) {
	if err := v.mayAsk(q.Kinds, func(f pack.Field) bool { _, asked := q.Fields[f.ID]; return asked }); err != nil {
		return nil, 0, err
	}
	rarest, least := -1, v.r.Core.Bounds.Few
	words, err := v.wordLooks(q)
	if err != nil {
		return nil, 0, err
	}
	for _, l := range append(words, valueLooks(q)...) {
		if l.from != "" {
			n, err := v.countFound(l)
			if err != nil {
				return nil, 0, err
			}
			if n < least {
				rarest, least = len(all), n
			}
		}
		all = append(all, l)
	}
	return all, rarest, nil
}

// mayAsk refuses a question about a field to who is not in its compartment: a filter, a count or a sum by it tells what it
// holds as well as the field itself. Of is the fields that are asked about.
func (v *Lists) mayAsk(kinds []string, of func(pack.Field) bool) error {
	for _, k := range v.r.Core.Pack.Kinds {
		if len(kinds) > 0 && !slices.Contains(kinds, k.ID) {
			continue
		}
		for _, f := range k.Fields {
			if !v.r.Core.Rules.Keeps(v.r.Principal, f) && of(f) {
				return fmt.Errorf("%s is kept from your post, which does not let you ask by it: %w", f.Name, fault.ErrForbidden)
			}
		}
	}
	return nil
}

// wordLooks is the look for the words of a query. Who may count records and not read them, and a reporter, ask by title, place and reference
// alone: to be counted by a word tells what a text says.
func (v *Lists) wordLooks(q Query) ([]look, error) {
	ask := find.Read(q.Words)
	if ask.Empty() {
		return nil, nil
	}
	of := store.SQL("p.record = r.id AND p.record <> ''")
	if v.r.Principal.Record != "" || v.r.Principal.Public || q.verb() != pack.View && q.verb() != pack.Export {
		says := store.And(of, store.SQL("p.seal = '' AND p.about = ''"), find.On(v.r.Core.DB.Engine()).Says(ask, find.Heads))
		return []look{{says: store.SQL("EXISTS (SELECT 1 FROM find_part p WHERE "+says.Text+")", says.Args...)}}, nil
	}
	rule, err := v.r.Rule(q.verb())
	if err != nil {
		return nil, err
	}
	unsealed, err := Unsealed(v.r)
	if err != nil {
		return nil, err
	}
	few, err := Sees(v.r, rule)
	if err != nil {
		return nil, err
	}
	found, err := PartsFound(v.r, ask, find.Anywhere, store.And(rule, unsealed), few)
	if err != nil {
		return nil, err
	}
	says := store.And(of, find.On(v.r.Core.DB.Engine()).Says(ask, find.Anywhere), unsealed)
	return []look{{from: found.from, where: found.where, among: store.SQL("SELECT p.record FROM "+found.from+" WHERE "+found.where.Text, found.where.Args...),
		says: store.SQL("EXISTS (SELECT 1 FROM find_part p WHERE "+says.Text+")", says.Args...)}}, nil
}

func valueLooks(q Query) (all []look) {
	for _, field := range slices.Sorted(maps.Keys(q.Fields)) {
		l := look{}
		where := store.SQL("x.field = ? AND x.value = ?", field, q.Fields[field])
		if len(q.Kinds) == 1 { // the index of values begins with the kind
			where = store.SQL("x.kind = ? AND x.field = ? AND x.value = ?", q.Kinds[0], field, q.Fields[field])
			l.from, l.where = "record_value x", where
			l.among = store.SQL("SELECT x.record FROM record_value x WHERE "+where.Text, where.Args...)
		}
		l.says = store.SQL("EXISTS (SELECT 1 FROM record_value x WHERE x.record = r.id AND "+where.Text+")", where.Args...)
		all = append(all, l)
	}
	return all
}

// countFound counts rows of a narrow table, up to bounds.few.
func (v *Lists) countFound(l look) (n int, err error) {
	text, args := store.Number(store.SQL("SELECT count(*) FROM (SELECT 1 FROM "+l.from+" WHERE "+l.where.Text+store.Limit(v.r.Core.Bounds.Few)+") y", l.where.Args...))
	if err := v.r.Tx.QueryRowContext(v.r.Ctx, text, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("look up what is searched for: %w", err)
	}
	return n, nil
}

// foundParts are the conditions of looks on a record; the rarest is looked up first, the others are asked of each record.
func foundParts(looks []look, rarest int) []store.Clause {
	var parts []store.Clause
	for i, l := range looks {
		if i == rarest {
			parts = append(parts, store.SQL("r.id IN ("+l.among.Text+")", l.among.Args...))
		} else {
			parts = append(parts, l.says)
		}
	}
	return parts
}

// SealOf is the seal in the index of what a field of a kind holds, where a compartment keeps it: by the field, so that a pack that keeps it
// otherwise has nothing indexed anew.
func SealOf(k *pack.Kind, f pack.Field) string { return "field " + k.ID + " " + f.ID }

// Sees says that the principal sees few records.
func Sees(v *sight.Reader, rule store.Clause) (few bool, err error) {
	n := 0
	text, args := store.Number(store.SQL("SELECT count(*) FROM (SELECT 1 FROM record r WHERE "+rule.Text+store.Limit(v.Core.Bounds.Seen)+") y", rule.Args...))
	err = v.Tx.QueryRowContext(v.Ctx, text, args...).Scan(&n)
	return n < v.Core.Bounds.Seen, err
}

// parts are the parts of records (alias p) that an Ask finds: what to select them from, the condition, and the order in which the newest come
// first. Who may see them is a part of the condition, and asked before they are counted or put in order: nothing of another record shows in
// what is found.
type parts struct {
	from  string
	where store.Clause
	order string
}

// PartsFound are the parts that an Ask finds of the records that a condition reaches; few says that these are so few that they are sooner read.
func PartsFound(v *sight.Reader, ask find.Ask, in find.Where, reach store.Clause, few bool) (parts, error) {
	if few {
		where := store.And(store.SQL("p.record = r.id AND p.record <> ''"), find.On(v.Core.DB.Engine()).Says(ask, in), reach)
		return parts{"record r CROSS JOIN find_part p", where, " ORDER BY p.id DESC"}, nil
	}
	index := find.On(v.Core.DB.Engine())
	from, where := index.From(find.Records, ask, in)
	newest, err := index.Newest(v.Ctx, v.Tx, from, where)
	if v.Core.DB.Engine() == store.SQLite {
		from += " CROSS JOIN record r INDEXED BY record_seen"
	} else {
		from += " CROSS JOIN record r"
	}
	return parts{from, store.And(where, store.SQL("r.id = p.record"), store.Lazily(reach)), newest}, err
}

// Records selects the records of the parts, the newest of so many parts.
func (p parts) Records(most int) store.Clause {
	return store.SQL("SELECT p.record FROM "+p.from+" WHERE "+p.where.Text+p.order+store.Limit(most), p.where.Args...)
}

// Unsealed is the condition that a part (alias p) is not narrowed beyond its record for the principal: by a compartment, or by
// another record that they may not see.
func Unsealed(v *sight.Reader) (store.Clause, error) {
	if v.Principal.System {
		return store.And(), nil
	}
	open := append([]string{""}, v.Core.Rules.Opened(v.Principal)...)
	for i := range v.Core.Pack.Kinds {
		k := &v.Core.Pack.Kinds[i]
		for _, f := range k.Fields {
			if f.Compartment != "" && v.Core.Rules.Keeps(v.Principal, f) {
				open = append(open, SealOf(k, f))
			}
		}
	}
	may, err := v.Rule(pack.View)
	about := store.SQL("p.about = '' OR EXISTS (SELECT 1 FROM record r WHERE r.reference = p.about AND ("+may.Text+"))", may.Args...)
	return store.And(store.SQL("p.seal IN ?", open), about), err
}
