package list

import (
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
)

// where is the query and the access rule as one condition.
func (v *Lists) where(q Query) (store.Clause, error) {
	w, err := v.walk(q, 0)
	if err != nil {
		return store.Clause{}, err
	}
	rule, err := v.r.Rule(q.verb(), q.Kinds...)
	if err != nil {
		return store.Clause{}, err
	}
	if w.unordered() {
		rule = store.Lazily(rule)
	}
	within, err := q.within()
	return store.And(w.ofKinds(), w.filters(), q.Around.holds(), within, rule), err
}

// condition is what a query asks of a column of a record.
type condition struct {
	store.Clause
	column string
}

// holds says that a walk along the path meets no record of which the condition is not true.
func (p path) holds(c condition) bool {
	if !strings.Contains(p.key.Text, c.column+" ") {
		return false
	}
	return len(c.Args) == 0 || slices.ContainsFunc(p.key.Args, func(a any) bool { return slices.Contains(c.Args, a) })
}

// conditions are the query without its kinds, its words, its fields and the time within which it looks.
func (v *Lists) conditions(q Query) ([]condition, error) {
	var all []condition
	add := func(use bool, column, text string, args ...any) {
		if use {
			all = append(all, condition{Clause: store.SQL("r."+column+text, args...), column: "r." + column})
		}
	}
	add(q.Open != nil, "open", " = ?", q.Open != nil && *q.Open)
	add(q.Team != "", "team", " = ?", q.Team)
	add(q.Teams != nil, "team", " IN ?", q.Teams)
	add(q.OwnerBody != "", "owner_body", " = ?", q.OwnerBody)
	add(len(q.Areas) > 0, "area", " IN ?", q.Areas)
	add(len(q.States) > 0, "state", " IN ?", q.States)
	add(q.Assignee != "", "assignee", " = ?", q.Assignee)
	add(len(q.Assignees) > 0, "assignee", " IN ?", q.Assignees)
	add(q.Unowned, "assignee", " = ''")
	add(len(q.Category) > 0, "category", " IN ?", q.Category)
	add(q.Risk != "", "risk", " = ?", q.Risk)
	add(len(q.Risks) > 0, "risk", " IN ?", q.Risks)
	add(!q.Stale.IsZero(), "risk_due", " <= ?", q.Stale)
	add(len(q.Markings) > 0, "marking", " IN ?", q.Markings)
	if q.Place != "" {
		all = append(all, condition{Clause: store.SQL(atPlace, q.Place), column: "lower(r.place)"})
	}
	add(q.Channel != "", "channel", " = ?", q.Channel)
	add(q.LastWord == "reporter", "last_word", " = 'reporter'") // literally, as the indexes of it are declared
	add(q.LastWord != "" && q.LastWord != "reporter", "last_word", " = ?", q.LastWord)
	add(q.Repeat, "repeat_victim", " = TRUE")
	add(q.Again, "last_word_at", " > r.opened")
	add(q.Untouched, "contacted", " IS NULL")
	add(q.Promised, "contact_due", " IS NOT NULL")
	add(q.Missed, "contact_missed", " IS NOT NULL")
	add(q.HasPoint, "lon", " IS NOT NULL")
	read := v.r.Opened("p.seal")
	add(q.Person != "", "id", " IN (SELECT p.record FROM party p WHERE p.person = ? AND p.ended IS NULL AND "+read.Text+")", append([]any{q.Person}, read.Args...)...)
	add(q.Agrees != "", "id", " IN (SELECT c.record FROM closing c WHERE c.account <> ?)", q.Agrees)
	date, ok := map[string]string{"": "opened", "opened": "opened", "occurred": "occurred", "closed": "closed"}[q.Date]
	if !ok {
		return nil, fault.Invalid{"date": "must be opened, occurred or closed"}
	}
	if date != "opened" || q.ByDue { // else within
		add(!q.From.IsZero(), date, " >= ?", q.From)
		add(!q.Until.IsZero(), date, " < ?", q.Until)
	}
	add(!q.DueBefore.IsZero() && !q.ByDue, "due", " < ?", q.DueBefore)
	return all, nil
}

// within is the part of the list's order in which the query looks: behind its cursor, and within its dates.
func (q Query) within() (store.Clause, error) {
	after, err := afterCursor(q)
	parts := []store.Clause{after}
	if q.undated {
		parts = append(parts, store.SQL("r.due IS NULL"))
	} else if q.ByDue {
		parts = append(parts, store.SQL("r.due IS NOT NULL"))
		if !q.DueBefore.IsZero() {
			parts = append(parts, store.SQL("r.due < ?", q.DueBefore))
		}
	} else if q.Date == "" || q.Date == "opened" {
		if !q.From.IsZero() {
			parts = append(parts, store.SQL("r.opened >= ?", q.From))
		}
		if !q.Until.IsZero() {
			parts = append(parts, store.SQL("r.opened < ?", q.Until))
		}
	}
	return store.And(parts...), err
}
