package gate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// View reads as one principal. It lives as long as the function it was given to.
type View struct {
	gate     *Gate
	ctx      context.Context
	who      access.Principal
	now      when.Instant
	tx       store.Tx
	readings []reading
	counts   *counts // nil in a Unit, whose own changes nobody else sees yet
	after    int64   // so many changes of this process had ended when the view began
}

// Who is the principal that reads.
func (v *View) Who() access.Principal { return v.who }

// May decides a verb on a record that the view gave, for the buttons of its page; every act asks again.
func (v *View) May(verb pack.Verb, r *record.Record) bool {
	return v.gate.rules.May(v.who, verb, subject(r))
}

// Open is a record with everything on it, by reference or id. The reading is audited.
func (v *View) Open(ref string) (*record.Whole, error) {
	r, err := v.find(ref)
	if err != nil {
		return nil, err
	}
	if !v.gate.rules.May(v.who, pack.View, subject(r)) {
		return nil, notFound(ref)
	}
	whole := &record.Whole{Record: *r}
	if err := v.attachments(whole); err != nil {
		return nil, fmt.Errorf("open %s: %w", r.Reference, err)
	}
	v.redact(whole)
	v.noteReading("view", r.Kind, r.ID, 1, "")
	return whole, nil
}

// Glance is a record alone, without what hangs on it. The reading is audited.
func (v *View) Glance(ref string) (*record.Record, error) {
	r, err := v.find(ref)
	if err != nil {
		return nil, err
	}
	if !v.gate.rules.May(v.who, pack.View, subject(r)) {
		return nil, notFound(ref)
	}
	v.hidePoliceFields(r)
	v.noteReading("view", r.Kind, r.ID, 1, "")
	return r, nil
}

func notFound(ref string) error {
	return fmt.Errorf("there is no record %q that you may see: %w", ref, fault.ErrNotFound)
}

// find loads a record whoever asks; callers decide access before anything leaves the gate.
func (v *View) find(ref string) (*record.Record, error) {
	if v.remembers(1) {
		return v.findRemembered(ref)
	}
	row := v.tx.QueryRowContext(v.ctx, "SELECT "+columns+" FROM record r WHERE r.reference = $1 OR r.id = $2", tidyReference(ref), ref)
	r, err := scanRecord(v.gate.pack, row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound(ref)
	}
	return r, err
}

// findRemembered is find where the record may be one that was read before.
func (v *View) findRemembered(ref string) (*record.Record, error) {
	id := ""
	err := v.tx.QueryRowContext(v.ctx, "SELECT r.id FROM record r WHERE r.reference = $1 OR r.id = $2", tidyReference(ref), ref).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound(ref)
	}
	if err != nil {
		return nil, err
	}
	found := v.recall([]string{id}, false)
	if err := v.read(Query{}, []string{id}, found); err != nil {
		return nil, err
	}
	r := given(found[id], false)
	return &r, nil
}

// redact takes away what the principal may not see of a record that they may: the police's own fields, and for the
// reporter everything that was not written for them.
func (v *View) redact(w *record.Whole) {
	v.hidePoliceFields(&w.Record)
	w.Events = v.withoutPoliceFields(w.Kind, w.Events)
	if v.who.Record == "" {
		return
	}
	w.Parties, w.Actions, w.Links, w.Clocks = nil, nil, nil, nil
	w.Notes = keep(w.Notes, func(n record.Note) bool { return n.Audience == record.ForReporter })
	w.Files = keep(w.Files, func(f record.File) bool { return f.Audience == record.ForReporter })
	w.Events = keep(w.Events, func(e record.Event) bool { return e.Audience == record.ForReporter })
}

func (v *View) hidePoliceFields(r *record.Record) {
	kind, ok := v.gate.pack.Kind(r.Kind)
	if !ok || len(r.Fields) == 0 || v.gate.rules.Police(v.who) {
		return
	}
	for _, f := range kind.Fields {
		if f.Police {
			delete(r.Fields, f.ID)
		}
	}
}

// withoutPoliceFields leaves out of a history what the police's own fields held.
func (v *View) withoutPoliceFields(kind string, events []record.Event) []record.Event {
	k, ok := v.gate.pack.Kind(kind)
	if !ok || v.gate.rules.Police(v.who) {
		return events
	}
	return keep(events, func(e record.Event) bool {
		f, ok := k.Field(e.Field)
		return !ok || !f.Police
	})
}

func keep[T any](all []T, wanted func(T) bool) []T {
	var out []T
	for _, x := range all {
		if wanted(x) {
			out = append(out, x)
		}
	}
	return out
}

// Content is a file of a record that the principal may see.
func (v *View) Content(ref, file string) (record.File, []byte, error) {
	w, err := v.Open(ref)
	if err != nil {
		return record.File{}, nil, err
	}
	for _, f := range w.Files {
		if f.ID != file {
			continue
		}
		var content []byte
		err := v.tx.QueryRowContext(v.ctx, "SELECT content FROM file_content WHERE sha256 = $1", f.SHA256).Scan(&content)
		v.noteReading("download", w.Kind, w.ID, 1, f.Name)
		return f, content, err
	}
	return record.File{}, nil, notFound(file)
}

// rows runs a query and hands each row to scan.
func (v *View) rows(q store.Clause, scan func(scanner) error) error {
	text, args := store.Number(q)
	rows, err := v.tx.QueryContext(v.ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // Err below tells of a broken read
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
