package gate

import (
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
)

// path is one way to records of a query, in the order of its list: an index of the record table, what holds of its first
// columns, and the part of the access rule that is left to ask of each record. Every record of the query is on one of its
// paths or on several, so that the first records of each hold the first of all.
//
// A query of one kind walks one index whose first columns it names, newest (or nearest due) first, and stops when a page is
// full. What was narrowed most is what the walk begins from: one assignee, one team, the few records that a post reaches,
// and only then everything of the kind. On SQLite the index is named, because its planner guesses; PostgreSQL counts.
type path struct {
	index string // "" leaves the choice to the database
	where store.Clause
}

// pathsMost bounds in how many pieces a query is asked.
const pathsMost = 12

// start is an index and what its walk holds of a query and of the access rule.
type start struct {
	index string
	where store.Clause
	every bool // the index holds records open and closed in one order
}

// paths are the ways to the records of a query. counted says that their order does not matter.
func (v *View) paths(q Query, few, counted bool) ([]path, error) {
	rule := v.gate.rules.WhereOf(v.who, q.verb(), q.Kinds)
	switch {
	case few || q.Person != "": // begin from what was found, not from everything in the reader's areas
		rule.Text = "CASE WHEN " + rule.Text + " THEN TRUE ELSE FALSE END"
		return []path{{"", rule}}, nil
	case len(q.Kinds) == 0 && (q.ByDue || counted):
		return []path{{"", rule}}, nil
	}
	kinds := q.Kinds
	if len(kinds) == 0 {
		present, err := v.present(q.verb())
		if err != nil {
			return nil, err
		}
		if kinds = present; len(kinds) > kindsMost {
			return []path{{"record_newest", rule}}, nil
		}
	}
	var out []path
	for _, kind := range kinds {
		starts, err := v.starts(q, kind, v.gate.rules.WhereOf(v.who, q.verb(), []string{kind}), counted)
		if err != nil {
			return nil, err
		}
		for _, s := range starts {
			ofKind := s.where
			if len(q.Kinds) != 1 { // else the filters say it
				ofKind = store.And(store.SQL("r.kind = ?", kind), s.where)
			}
			if s.every || q.Open != nil {
				out = append(out, path{s.index, ofKind})
				continue
			}
			for _, open := range []bool{true, false} {
				out = append(out, path{s.index, store.And(store.SQL("r.open = ?", open), ofKind)})
			}
		}
	}
	if len(out) > pathsMost {
		return []path{{"", store.And(store.SQL("r.kind IN ?", kinds), rule)}}, nil
	}
	return out, nil
}

// kindsMost is of how many kinds a list without a kind is put together; with more it walks through everything.
const kindsMost = 6

// present are the kinds of which there are records, as far as the principal may have the verb on some: who sees taskings alone
// does not look for a word through every report.
func (v *View) present(verb pack.Verb) ([]string, error) {
	var parts []string
	var args []any
	for _, k := range v.gate.pack.Kinds {
		if v.who.Record != "" || v.gate.rules.Anywhere(v.who, verb, k.ID) {
			parts = append(parts, "SELECT ? AS kind WHERE EXISTS (SELECT 1 FROM record r WHERE r.kind = ?)")
			args = append(args, k.ID, k.ID)
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	var kinds []string
	err := v.rows(store.SQL(strings.Join(parts, " UNION ALL "), args...), func(s scanner) error {
		var kind string
		err := s.Scan(&kind)
		kinds = append(kinds, kind)
		return err
	})
	return kinds, err
}

// starts are where the walks for one kind begin.
func (v *View) starts(q Query, kind string, rule store.Clause, counted bool) ([]start, error) {
	due := q.ByDue || counted && !q.DueBefore.IsZero()
	ways, teams := narrow(v.gate.rules.Ways(v.who, q.verb(), []string{kind}), due), q.teams()
	few, err := false, error(nil)
	if (due || ways != nil) && teams == nil && len(q.States) > 0 {
		if few, err = v.fewIn(kind, q.States); err != nil {
			return nil, err
		}
	}
	switch {
	case q.Assignee != "":
		return []start{{index: "record_assignee", where: store.And(store.SQL("r.assignee = ?", q.Assignee), rule)}}, nil
	case q.Unowned && !due:
		return []start{{index: "record_assignee", where: store.And(store.SQL("r.assignee = ''"), rule)}}, nil
	case teams != nil:
		return ofTeams(teams, rule, q.Untouched, due), nil
	case few:
		return ofStates(q.States, rule), nil
	case q.LastWord == "reporter" && !due, q.Place != "" && !due: // few, whoever asks
		return q.starts(rule), nil
	case ways != nil:
		return ways, nil
	case due:
		return []start{{index: "record_due", where: rule}}, nil
	}
	return q.starts(rule), nil
}

// starts are where the walk begins for a post that reaches many records, newest first: at what the query is narrowest by.
func (q Query) starts(rule store.Clause) []start {
	one := func(index, text string, args ...any) []start {
		return []start{{index: index, where: store.And(store.SQL(text, args...), rule), every: index == "record_place"}}
	}
	switch {
	case q.Place != "":
		return one("record_place", "r.place = ?", q.Place)
	case q.LastWord == "reporter" && q.Again:
		return one("record_again", "r.last_word_at > r.opened")
	case len(q.States) > 0:
		return ofStates(q.States, rule)
	case q.LastWord == "reporter":
		return one("record_last_word", "r.last_word = 'reporter'")
	case len(q.Category) == 1:
		return one("record_category", "r.category = ?", q.Category[0])
	case len(q.Areas) == 1:
		return one("record_area", "r.area = ?", q.Areas[0])
	case q.OwnerBody != "":
		return one("record_body", "r.owner_body = ?", q.OwnerBody)
	}
	return one("record_kind", "")
}

// fewInState is how many records of some states are sorted rather than sought among all that are due.
const fewInState = 300

// fewIn says that so few records of a kind are in the states that a list begins from those.
func (v *View) fewIn(kind string, states []string) (bool, error) {
	n := 0
	text, args := store.Number(store.SQL("SELECT count(*) FROM (SELECT 1 FROM record r WHERE r.kind = ? AND r.state IN ?"+store.Limit(fewInState)+") x", kind, states))
	err := v.tx.QueryRowContext(v.ctx, text, args...).Scan(&n)
	return n < fewInState, err
}

// teams are those that the query names, and nil where it names none.
func (q Query) teams() []string {
	if q.Team != "" {
		return []string{q.Team}
	}
	return q.Teams
}

func ofTeams(teams []string, rule store.Clause, untouched, due bool) []start {
	out := []start{}
	for _, team := range teams {
		s := start{index: "record_team", where: store.And(store.SQL("r.team = ?", team), rule)}
		switch {
		case untouched:
			s.index = "record_untouched"
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
		out = append(out, start{index: "record_state", where: store.And(store.SQL("r.state = ?", state), rule), every: true})
	}
	return out
}

// narrow are the starts of a post that reaches few records, and nil where it reaches many. By the day on which they are due
// only those of a team are in order.
func narrow(ways []access.Way, due bool) []start {
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
		out = append(out, start{index: name, where: store.And(store.SQL(text, w.Value), w.Clause)})
	}
	return out
}
