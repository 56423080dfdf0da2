package list

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
)

// path is one way to records of a query, in the order of its list: an index of the record table, what holds of its first
// columns (key), and what is left to ask of each record, which is mostly a part of the access rule. Every record of the
// query is on one of its paths or on several, so that the first records of each hold the first of all.
//
// A query of one kind walks one index whose first columns it names, newest (or nearest due) first, and stops when a page is
// full. On SQLite the index is named, because its planner guesses; PostgreSQL counts.
type path struct {
	index string // "" leaves the choice to the database
	key   store.Clause
	rest  store.Clause
	sure  bool // hardly a record on it is refused by rest
}

// pathsMost bounds in how many pieces a query is asked; one of what lies around a place has a few for each kind.
const pathsMost = 12

// start is an index and what its walk holds of a query, and of the access rule.
type start struct {
	index string
	key   store.Clause
	rest  store.Clause
	every bool // the index holds records open and closed in one order
	sure  bool
}

// unordered says that the walk begins from what was found, not from everything in the reader's areas.
func (w *walk) unordered() bool { return w.few || w.q.Person != "" || len(w.q.Assignees) > 0 }

// paths are the ways to the records of a query: several sets of them, of which each leads to all. What is narrowest comes
// first, as far as it can be told: one assignee, one team, the few records that a post reaches, and only then everything of
// the kind. counted says that the order does not matter, and then there is one.
func (w *walk) paths(counted bool) ([][]path, error) {
	v, q := w.view, w.q
	rule, err := v.r.Rule(q.verb(), q.Kinds...)
	if err != nil {
		return nil, err
	}
	switch {
	case w.unordered():
		return [][]path{{{rest: store.And(w.ofKinds(), store.Lazily(rule), q.Around.holds())}}}, nil
	case len(q.Kinds) == 0 && (q.ByDue || counted):
		return [][]path{{{rest: store.And(rule, q.Around.holds())}}}, nil
	}
	kinds := q.Kinds
	if len(kinds) == 0 {
		present, err := v.present(q.verb())
		if err != nil {
			return nil, err
		}
		if kinds = present; len(kinds) > kindsMost {
			return [][]path{{{index: "record_newest", rest: store.And(rule, q.Around.holds())}}}, nil
		}
	}
	var out [][]path
	for _, kind := range kinds {
		ofKind, err := v.r.Rule(q.verb(), kind)
		if err != nil {
			return nil, err
		}
		sets, err := v.starts(q, kind, ofKind, counted)
		if err != nil {
			return nil, err
		}
		if len(kinds) == 1 && !counted {
			for _, starts := range sets {
				out = append(out, q.along(kind, starts))
			}
			continue
		}
		out = [][]path{append(slices.Concat(out...), q.along(kind, sets[0])...)}
	}
	if len(out) == 0 {
		return [][]path{nil}, nil
	}
	if len(out[0]) > pathsMost && q.Around == nil {
		return [][]path{{{rest: store.And(store.SQL("r.kind IN ?", kinds), rule)}}}, nil
	}
	return out, nil
}

// ofKinds is the condition on the kinds; where few are found one kind is not looked up by its index.
func (w *walk) ofKinds() store.Clause {
	switch {
	case len(w.q.Kinds) == 0:
		return store.Clause{}
	case len(w.q.Kinds) > 1:
		return store.SQL("r.kind IN ?", w.q.Kinds)
	case w.few:
		return store.SQL("r.kind || '' = ?", w.q.Kinds[0])
	}
	return store.SQL("r.kind = ?", w.q.Kinds[0])
}

// along are the paths from starts for one kind: most indexes keep the open records apart from the closed ones.
func (q Query) along(kind string, starts []start) []path {
	var out []path
	for _, s := range starts {
		ofKind := store.SQL("r.kind = ?", kind)
		switch {
		case s.index == "record_place": // which holds all kinds in one order
			out = append(out, path{s.index, s.key, store.And(ofKind, s.rest), false})
		case s.every:
			out = append(out, path{s.index, store.And(ofKind, s.key), s.rest, s.sure})
		case q.Open != nil:
			out = append(out, path{s.index, store.And(ofKind, store.SQL("r.open = ?", *q.Open), s.key), s.rest, s.sure})
		default:
			for _, open := range []bool{true, false} {
				out = append(out, path{s.index, store.And(ofKind, store.SQL("r.open = ?", open), s.key), s.rest, s.sure})
			}
		}
	}
	return out
}

// kindsMost is of how many kinds a list without a kind is put together; with more it walks through everything.
const kindsMost = 6

// present are the kinds of which the principal may have the verb on some record: who sees taskings alone does not look for a word
// through every report.
func (v *Lists) present(verb pack.Verb) ([]string, error) {
	set, err := v.r.Set(verb)
	if err != nil {
		return nil, err
	}
	may := map[string]bool{}
	if len(set.Circles)+len(set.Assigned) > 0 {
		all, err := v.r.Circles()
		if err != nil {
			return nil, err
		}
		for _, c := range all.All {
			_, seen := slices.BinarySearch(set.Circles, c.ID)
			may[c.Kind] = may[c.Kind] || seen || slices.Contains(set.Assigned, c.ID)
		}
	}
	var kinds []string
	for _, k := range v.r.Core.Pack.Kinds {
		if may[k.ID] || set.All || set.Record != "" {
			kinds = append(kinds, k.ID)
		}
	}
	return kinds, nil
}

// starts are where the walks for one kind begin, as paths are: several sets.
func (v *Lists) starts(q Query, kind string, rule store.Clause, counted bool) ([][]start, error) {
	due := q.ByDue || counted && !q.DueBefore.IsZero()
	if q.Around != nil {
		return [][]start{q.Around.starts(rule)}, nil
	}
	ways, err := v.alsoInvited(q.verb(), kind, narrow(v.r.Core.Rules.Ways(v.r.Principal, q.verb(), []string{kind}), rule, due), rule)
	if err != nil {
		return nil, err
	}
	teams := q.teams()
	few := false
	if (due || ways != nil) && teams == nil && len(q.States) > 0 {
		if few, err = v.fewIn(kind, q.States); err != nil {
			return nil, err
		}
	}
	switch {
	case q.Assignee != "":
		return [][]start{{{index: "record_assignee", key: store.SQL("r.assignee = ?", q.Assignee), rest: rule}}}, nil
	case q.Unowned && !due:
		return [][]start{unowned(teams, rule)}, nil
	case teams != nil:
		return [][]start{ofTeams(teams, rule, q.Untouched, due)}, nil
	case few:
		return [][]start{ofStates(q.States, rule)}, nil
	case (q.LastWord == "reporter" || q.Place != "") && !due: // few, whoever asks
		return q.starts(rule), nil
	case ways != nil && due:
		return [][]start{ways}, nil
	case ways != nil:
		others := q.starts(rule)
		return append([][]start{ways}, others[:len(others)-1]...), nil // not all of the kind, of which the ways are a part
	case due:
		return [][]start{{{index: "record_due", rest: rule}}}, nil
	}
	return q.starts(rule), nil
}

// starts are where the walk may begin for a post that reaches many records, newest first: at each thing that the query is
// narrow by, and at last at all of the kind.
func (q Query) starts(rule store.Clause) [][]start {
	var out [][]start
	add := func(use bool, index, text string, args ...any) {
		if use {
			out = append(out, []start{{index: index, key: store.SQL(text, args...), rest: rule, every: index == "record_place"}})
		}
	}
	spoke := q.LastWord == "reporter"
	add(q.Place != "", "record_place", atPlace, q.Place)
	add(spoke && q.Again, "record_again", "r.last_word = 'reporter' AND r.last_word_at > r.opened")
	if len(q.States) > 0 {
		out = append(out, ofStates(q.States, rule))
	}
	add(spoke && !q.Again, "record_last_word", "r.last_word = 'reporter'")
	if len(q.Category) == 1 {
		add(true, "record_category", "r.category = ?", q.Category[0])
	}
	if len(q.Areas) == 1 {
		add(true, "record_area", "r.area = ?", q.Areas[0])
	}
	add(q.OwnerBody != "", "record_body", "r.owner_body = ?", q.OwnerBody)
	add(true, "record_kind", "")
	return out
}

// fewInState is how many records of some states are sorted rather than sought among all that are due.
const fewInState = 300

// fewIn says that so few records of a kind are in the states that a list begins from those.
func (v *Lists) fewIn(kind string, states []string) (bool, error) {
	n := 0
	text, args := store.Number(store.SQL("SELECT count(*) FROM (SELECT 1 FROM record r WHERE r.kind = ? AND r.state IN ?"+store.Limit(fewInState)+") x", kind, states))
	err := v.r.Tx.QueryRowContext(v.r.Ctx, text, args...).Scan(&n)
	return n < fewInState, err
}

// teams are those that the query names, and nil where it names none.
func (q Query) teams() []string {
	if q.Team != "" {
		return []string{q.Team}
	}
	return q.Teams
}

// unowned are the starts of what nobody is assigned to: of teams, where some are named, or of all.
func unowned(teams []string, rule store.Clause) []start {
	const nobody = "r.assignee = ''" // literally, as its index is declared
	if teams == nil {
		return []start{{index: "record_assignee", key: store.SQL(nobody), rest: rule}}
	}
	out := []start{}
	for _, team := range teams {
		out = append(out, start{index: "record_unowned", key: store.SQL("r.team = ? AND "+nobody, team), rest: rule})
	}
	return out
}

func ofTeams(teams []string, rule store.Clause, untouched, due bool) []start {
	out := []start{}
	for _, team := range teams {
		s := start{index: "record_team", key: store.SQL("r.team = ?", team), rest: rule}
		switch {
		case untouched:
			s.index, s.key, s.sure = "record_untouched", store.And(s.key, store.SQL("r.contacted IS NULL")), true
		case due:
			s.index = "record_team_due"
		}
		out = append(out, s)
	}
	return out
}

func ofStates(states []string, rule store.Clause) []start {
	var out []start
	for _, state := range slices.Compact(slices.Sorted(slices.Values(states))) {
		out = append(out, start{index: "record_state", key: store.SQL("r.state = ?", state), rest: rule, every: true})
	}
	return out
}

// narrow are the starts of a post that reaches few records, and nil where it reaches many. By the day on which they are due
// only those of a team are in order.
func narrow(ways []access.Way, rule store.Clause, due bool) []start {
	index := map[string]string{"team": "record_team", "assignee": "record_assignee", "area": "record_area", "owner_body": "record_body", "sender_body": "record_sender"}
	if due {
		index = map[string]string{"team": "record_team_due"}
	}
	var out []start
	for _, w := range ways {
		name, ok := index[w.Column]
		if !ok {
			return nil
		}
		text := "r." + w.Column + " = ?"
		if w.Column == "sender_body" {
			text += " AND r.sender_body <> ''" // literally, as its index is declared
		}
		out = append(out, start{index: name, key: store.SQL(text, w.Value), rest: rule, sure: true})
	}
	return out
}
