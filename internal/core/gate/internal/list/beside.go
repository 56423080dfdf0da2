package list

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Beside is what a queue shows of a record beside its own columns.
type Beside struct {
	Affected []string       // names of the people who are harmed, as their parties are open to the reader
	Next     *record.Action // the open action that is due first, of those that the reader may see
}

// Wait is where a record stands among others that wait: what a queue is put in order by, and nothing of what the record says.
type Wait struct {
	ID         string
	Kind       string
	State      string
	Risk       string
	Reference  string
	Area       string
	Category   string
	Assignee   string
	Team       string
	Opened     when.Instant
	Due        when.Date
	Asked      when.Date
	RiskDue    when.Date
	Contact    when.Date // by which somebody was promised to be spoken with
	Missed     when.Date // since when somebody waits who was promised it
	LastWord   string
	LastWordAt when.Instant
}

// Waits finds where the first records of a query stand, so many at most; more says that there are others. Nobody has read a record by it,
// so the audit has those that are shown (Records) and no others.
func (v *Lists) Waits(q Query, most int) (all []Wait, more bool, err error) {
	q.Bare = true
	at, err := v.locate(q, most)
	if err == nil {
		var records []record.Record
		records, err = Load(v.r, q, at.ids)
		for i := range records {
			all = append(all, waits(&records[i]))
		}
	}
	if err != nil {
		return nil, false, fmt.Errorf("find what waits: %w", err)
	}
	return all, at.next != "", nil
}

func waits(r *record.Record) Wait {
	return Wait{r.ID, r.Kind, r.State, r.Risk, r.Reference, r.Area, r.Category, r.Assignee, r.Team, r.Opened, r.Due, r.Asked, r.RiskDue, r.ContactDue, r.ContactMiss, r.LastWord, r.LastWordAt}
}

// WaitsOf says where records stand, by their id, as far as the principal may see them.
func (v *Lists) WaitsOf(ids []string) (map[string]Wait, error) {
	records, err := Load(v.r, Query{Bare: true}, slices.Compact(slices.Sorted(slices.Values(ids))))
	if err != nil {
		return nil, fmt.Errorf("find what waits: %w", err)
	}
	all := make(map[string]Wait, len(records))
	for i := range records {
		all[records[i].ID] = waits(&records[i])
	}
	return all, nil
}

// Records are the records of ids that the principal may see, in the order of the ids. The reading is audited.
func (v *Lists) Records(ids []string) ([]record.Record, error) {
	records, err := Load(v.r, Query{}, ids)
	if err != nil {
		return nil, fmt.Errorf("load records: %w", err)
	}
	NoteList(v.r, Query{}, records)
	return records, nil
}

// Beside says of each of a page's records, by its id, whom it is about and what is to be done next. The records must come from this View: who may
// see them was asked there, and their reading is in the audit already.
func (v *Lists) Beside(records []record.Record) (map[string]*Beside, error) {
	all := make(map[string]*Beside, len(records))
	if len(records) == 0 {
		return all, nil
	}
	ids := make([]string, len(records))
	roles := map[string][]string{}
	for i := range records {
		ids[i] = records[i].ID
		all[ids[i]] = &Beside{}
		if k, ok := v.r.Core.Pack.Kind(records[i].Kind); ok {
			roles[ids[i]] = k.Affected()
		}
	}
	if err := v.affected(ids, roles, all); err != nil {
		return nil, fmt.Errorf("read who is affected: %w", err)
	}
	if err := v.nextActions(ids, all); err != nil {
		return nil, fmt.Errorf("read what is next: %w", err)
	}
	return all, nil
}

func (v *Lists) affected(ids []string, roles map[string][]string, all map[string]*Beside) error {
	where := store.And(store.SQL("y.record IN ? AND y.ended IS NULL", ids), v.r.Opened("y.seal"))
	return v.r.Rows(store.SQL("SELECT y.record, y.role, p.name FROM party y JOIN person p ON p.id = y.person WHERE "+where.Text+" ORDER BY y.since, y.id", where.Args...), func(s row.Scanner) error {
		var rec, role, name string
		if err := s.Scan(&rec, &role, &name); err != nil {
			return err
		}
		for _, r := range roles[rec] {
			if r == role {
				all[rec].add(name)
			}
		}
		return nil
	})
}

// add names somebody once: who complains is often the victim too.
func (b *Beside) add(name string) {
	for _, n := range b.Affected {
		if n == name {
			return
		}
	}
	b.Affected = append(b.Affected, name)
}

func (v *Lists) nextActions(ids []string, all map[string]*Beside) error {
	where := store.And(store.SQL("a.record IN ? AND a.state = ?", ids, record.ActionOpen), v.r.Opened("a.seal"))
	return v.r.Rows(store.SQL("SELECT a.id, a.record, a.what, a.owner, a.team, a.due FROM action a WHERE "+where.Text+" ORDER BY a.due, a.id", where.Args...), func(s row.Scanner) error {
		var a record.Action
		err := s.Scan(&a.ID, &a.Record, &a.What, &a.Owner, &a.Team, &a.Due)
		if b := all[a.Record]; err == nil && b.Next == nil {
			b.Next = &a
		}
		return err
	})
}
