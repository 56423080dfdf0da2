package whole

import (
	"encoding/json"
	"slices"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/gate/internal/inbox"
	"github.com/wardmote/wardmote/internal/core/gate/internal/list"
	"github.com/wardmote/wardmote/internal/core/gate/internal/person"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// historyMost bounds the events that a record page opens; older ones are read page by page through History.
const historyMost = 200

// Attachments reads what hangs on a record.
func Attachments(v *sight.Reader, w *record.Whole) error {
	for _, read := range []func(*sight.Reader, *record.Whole) error{parties, actions, notes, links, files, Clocks, inbox.Told, closings, assessments, incidents, contacts, promises, complaints} {
		if err := read(v, w); err != nil {
			return err
		}
	}
	all, err := events(v, store.SQL("record = ?", w.ID), historyMost)
	w.Events = all
	return err
}

func parties(v *sight.Reader, w *record.Whole) error {
	read := v.Opened("p.seal")
	err := v.Rows(store.SQL(`SELECT p.id, p.role, coalesce(p.person, ''), coalesce(x.name, ''), p.body, p.since, p.seal FROM party p
 LEFT JOIN person x ON x.id = p.person WHERE p.record = ? AND p.ended IS NULL AND `+read.Text+` ORDER BY p.since, p.id`, append([]any{w.ID}, read.Args...)...), func(s row.Scanner) error {
		var p record.Party
		err := s.Scan(&p.ID, &p.Role, &p.Person, &p.PersonName, &p.Body, &p.Since, &p.Seal)
		w.Parties = append(w.Parties, p)
		return err
	})
	if err != nil {
		return err
	}
	var people []string
	for _, p := range w.Parties {
		if p.Person != "" && !slices.Contains(people, p.Person) {
			people = append(people, p.Person)
		}
	}
	marks, err := person.Marks(v, people)
	if err != nil {
		return err
	}
	w.Marks = sight.Keep(marks, func(m record.Mark) bool { return m.Stands(v.Moment.Date()) })
	same, err := person.SameAs(v, people)
	for i := range w.Parties {
		w.Parties[i].Same = sight.Keep(same[w.Parties[i].Person], func(l record.SamePerson) bool { return l.Ended.IsZero() })
	}
	return err
}

// ActionColumns selects actions, in the order of ScanAction.
const ActionColumns = "SELECT id, record, what, body, owner, team, due, state, outcome, set_at, ended, seal, file FROM action"

// ScanAction reads an action from a row of ActionColumns.
func ScanAction(s row.Scanner) (record.Action, error) {
	var a record.Action
	err := s.Scan(&a.ID, &a.Record, &a.What, &a.Body, &a.Owner, &a.Team, &a.Due, &a.State, &a.Outcome, &a.SetAt, &a.Ended, &a.Seal, &a.File)
	return a, err
}

// ofRecord are the parts of a record that the principal reads, in an order.
func ofRecord(v *sight.Reader, columns, record, order string) store.Clause {
	read := v.Opened("seal")
	return store.SQL(columns+" WHERE record = ? AND "+read.Text+" ORDER BY "+order, append([]any{record}, read.Args...)...)
}

func actions(v *sight.Reader, w *record.Whole) error {
	return v.Rows(ofRecord(v, ActionColumns, w.ID, "set_at, id"), func(s row.Scanner) error {
		a, err := ScanAction(s)
		w.Actions = append(w.Actions, a)
		return err
	})
}

func notes(v *sight.Reader, w *record.Whole) error {
	return v.Rows(ofRecord(v, "SELECT id, at, author, seal, body FROM note", w.ID, "at, id"), func(s row.Scanner) error {
		var n record.Note
		err := s.Scan(&n.ID, &n.At, &n.Author, &n.Seal, &n.Body)
		w.Notes = append(w.Notes, n)
		return err
	})
}

// links shows the other end only where the principal may see that record: a link must not tell of what is hidden. Those from
// the record come first.
func links(v *sight.Reader, w *record.Whole) error {
	var all []record.Link
	err := v.Rows(store.SQL(`SELECT l.id, CASE WHEN l.from_id = ? THEN l.to_id ELSE l.from_id END, l.reason, l.at FROM link l
 WHERE (l.from_id = ? OR l.to_id = ?) AND l.ended IS NULL ORDER BY CASE WHEN l.from_id = ? THEN 0 ELSE 1 END, l.at, l.id`, w.ID, w.ID, w.ID, w.ID), func(s row.Scanner) error {
		var l record.Link
		err := s.Scan(&l.ID, &l.Other, &l.Reason, &l.At)
		all = append(all, l)
		return err
	})
	if err != nil || len(all) == 0 {
		return err
	}
	ids := make([]string, len(all))
	for i, l := range all {
		ids[i] = l.Other
	}
	others, err := list.Load(v, list.Query{Bare: true}, slices.Compact(slices.Sorted(slices.Values(ids))))
	if err != nil {
		return err
	}
	for _, l := range all {
		if i := slices.IndexFunc(others, func(r record.Record) bool { return r.ID == l.Other }); i >= 0 {
			l.Reference, l.Title, l.Kind = others[i].Reference, others[i].Title, others[i].Kind
			w.Links = append(w.Links, l)
		}
	}
	return nil
}

func files(v *sight.Reader, w *record.Whole) error {
	return v.Rows(ofRecord(v, "SELECT id, record, name, media, size, sha256, at, seal, incident FROM file", w.ID, "at, id"), func(s row.Scanner) error {
		var f record.File
		err := s.Scan(&f.ID, &f.Record, &f.Name, &f.Media, &f.Size, &f.SHA256, &f.At, &f.Seal, &f.Incident)
		w.Files = append(w.Files, f)
		return err
	})
}

func events(v *sight.Reader, where store.Clause, most int) ([]record.Event, error) {
	var out []record.Event
	where = store.And(where, v.Opened("seal"))
	q := store.SQL(`SELECT id, at, happened, actor, actor_name, post, record, verb, field, before, after, reason, seal FROM event
 WHERE `+where.Text+` ORDER BY at DESC, id DESC`+store.Limit(most), where.Args...)
	err := v.Rows(q, func(s row.Scanner) error {
		var e record.Event
		err := s.Scan(&e.ID, &e.At, &e.Happened, &e.Actor, &e.ActorName, &e.Post, &e.Record, &e.Verb, &e.Field, &e.Before, &e.After, &e.Reason, &e.Seal)
		out = append(out, e)
		return err
	})
	return out, err
}

// ClockColumns are those of a clock but for its record.
const ClockColumns = "clock, started, counted, law, due, due_at, pauses, stopped, escalated"

// Clocks reads the clocks of a record.
func Clocks(v *sight.Reader, w *record.Whole) error {
	return v.Rows(store.SQL("SELECT "+ClockColumns+" FROM clock WHERE record = ? ORDER BY started, clock", w.ID), func(s row.Scanner) error {
		var c record.ClockRun
		var counted, pauses string
		err := s.Scan(&c.Clock, &c.Started, &counted, &c.Law, &c.Due, &c.DueAt, &pauses, &c.Stopped, &c.Escalated)
		if err != nil {
			return err
		}
		if c.Target, err = clock.ParsePeriod(counted); err != nil {
			return err
		}
		if pauses != "" {
			err = json.Unmarshal([]byte(pauses), &c.Pauses)
		}
		w.Clocks = append(w.Clocks, c)
		return err
	})
}
