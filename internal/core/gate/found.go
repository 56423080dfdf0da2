package gate

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
)

// bounds are how much a list looks through before it shows what it has.
type bounds struct {
	seen    int    // records of which somebody sees so few that their parts are sooner read than the index is
	anew    int    // records that are projected anew in one write, so that nobody waits long behind it
	few     int    // records that words or a field's value may be in for a list to begin from those
	strides [2]int // records that a page of a list passes over on each path, at the first try and at the last
}

var usual = bounds{seen: 3000, anew: 100, few: 2000, strides: [2]int{300, 5000}}

// look is one thing by which records are found apart from their columns: words, or the value of a field.
type look struct {
	from  string       // the rows to count
	where store.Clause // of these
	among store.Clause // selects the ids of the records
	says  store.Clause // of a record, alias r, that it is one of them
}

// looks are those of a query, with the number of the one that finds fewest, or -1 where none finds few.
func (v *View) looks(q Query) (all []look, rarest int, err error) {
	if err := v.mayAsk(q.Kinds, func(f pack.Field) bool { _, asked := q.Fields[f.ID]; return asked }); err != nil {
		return nil, 0, err
	}
	rarest, least := -1, v.gate.bounds.few
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

// mayAsk refuses a question about a field that the police keep to everybody else: a filter, a count or a sum by it tells what it
// holds as well as the field itself. Of is the fields that are asked about.
func (v *View) mayAsk(kinds []string, of func(pack.Field) bool) error {
	for _, k := range v.gate.pack.Kinds {
		if len(kinds) > 0 && !slices.Contains(kinds, k.ID) {
			continue
		}
		for _, f := range k.Fields {
			if !v.gate.rules.Keeps(v.who, f) && of(f) {
				return fmt.Errorf("%s is kept by the police, and your post does not let you ask by it: %w", f.Name, fault.ErrForbidden)
			}
		}
	}
	return nil
}

// wordLooks is the look for the words of a query. Who may count records and not read them, and a reporter, ask by title, place and reference
// alone: to be counted by a word tells what a text says.
func (v *View) wordLooks(q Query) ([]look, error) {
	ask := find.Read(q.Words)
	if ask.Empty() {
		return nil, nil
	}
	of := store.SQL("p.record = r.id AND p.record <> ''")
	if v.who.Record != "" || v.who.Public || q.verb() != pack.View && q.verb() != pack.Export {
		says := store.And(of, store.SQL("p.seal = '' AND p.about = ''"), find.On(v.gate.db.Engine()).Says(ask, find.Heads))
		return []look{{says: store.SQL("EXISTS (SELECT 1 FROM find_part p WHERE "+says.Text+")", says.Args...)}}, nil
	}
	rule, err := v.rule(q.verb())
	if err != nil {
		return nil, err
	}
	unsealed, err := v.unsealed()
	if err != nil {
		return nil, err
	}
	few, err := v.sees(rule)
	if err != nil {
		return nil, err
	}
	found, says := v.partsFound(ask, find.Anywhere, store.And(rule, unsealed), few), store.And(of, find.On(v.gate.db.Engine()).Says(ask, find.Anywhere), unsealed)
	return []look{{from: found.from, where: found.where, among: store.SQL("SELECT p.record FROM "+found.from+" WHERE "+found.where.Text, found.where.Args...),
		says: store.SQL("EXISTS (SELECT 1 FROM find_part p WHERE "+says.Text+")", says.Args...)}}, nil
}

func valueLooks(q Query) (all []look) {
	for _, field := range sortedKeys(q.Fields) {
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
func (v *View) countFound(l look) (n int, err error) {
	text, args := store.Number(store.SQL("SELECT count(*) FROM (SELECT 1 FROM "+l.from+" WHERE "+l.where.Text+store.Limit(v.gate.bounds.few)+") y", l.where.Args...))
	if err := v.tx.QueryRowContext(v.ctx, text, args...).Scan(&n); err != nil {
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
