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
	gate      *Gate
	ctx       context.Context
	who       access.Principal
	now       when.Instant
	tx        store.Tx
	readings  []reading
	undone    bool // what it sees may yet be undone, for it is a Unit's
	inCircles *circles
}

// Who is the principal that reads.
func (v *View) Who() access.Principal { return v.who }

// May decides a verb on a record that the view gave, for the buttons of its page; every act asks again.
func (v *View) May(verb pack.Verb, r *record.Record) bool {
	return v.gate.rules.May(v.who, verb, Subject(r))
}

// Open is a record with everything on it, by reference or id. The reading is audited.
func (v *View) Open(ref string) (*record.Whole, error) {
	r, err := v.find(ref)
	if err != nil {
		return nil, err
	}
	if !v.gate.rules.May(v.who, pack.View, Subject(r)) {
		return nil, notFound(ref)
	}
	whole := &record.Whole{Record: *r}
	if err := v.attachments(whole); err != nil {
		return nil, fmt.Errorf("open %s: %w", r.Reference, err)
	}
	if err := v.redact(whole); err != nil {
		return nil, fmt.Errorf("open %s: %w", r.Reference, err)
	}
	v.noteReading("view", r.Kind, r.ID, 1, "")
	return whole, nil
}

// Glance is a record alone, without what hangs on it. The reading is audited.
func (v *View) Glance(ref string) (*record.Record, error) {
	r, err := v.find(ref)
	if err != nil {
		return nil, err
	}
	if !v.gate.rules.May(v.who, pack.View, Subject(r)) {
		return nil, notFound(ref)
	}
	v.hidePoliceFields(r)
	if err := v.hideAbout(r); err != nil {
		return nil, err
	}
	v.noteReading("view", r.Kind, r.ID, 1, "")
	return r, nil
}

func notFound(ref string) error {
	return fmt.Errorf("there is no record %q that you may see: %w", ref, fault.ErrNotFound)
}

// find loads a record whoever asks; callers decide access before anything leaves the gate.
func (v *View) find(ref string) (*record.Record, error) {
	row := v.tx.QueryRowContext(v.ctx, "SELECT "+columns+" FROM record r WHERE r.reference = $1 OR r.id = $2", tidyReference(ref), ref)
	r, err := scanRecord(v.gate.pack, row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound(ref)
	}
	if err != nil {
		return nil, err
	}
	return r, v.seal(r)
}

// redact takes away what the principal may not see of a record that they may: the police's own fields, and for the
// reporter everything that was not written for them.
func (v *View) redact(w *record.Whole) (err error) {
	v.hidePoliceFields(&w.Record)
	if err := v.hideAbout(&w.Record); err != nil {
		return err
	}
	if w.Events, err = v.shown(w.Kind, w.Events); err != nil || v.who.Record == "" {
		return err
	}
	w.Parties, w.Actions, w.Links, w.Clocks, w.Messages = nil, nil, nil, nil, nil
	w.Notes = keep(w.Notes, func(n record.Note) bool { return n.Audience == record.ForReporter })
	w.Files = keep(w.Files, func(f record.File) bool { return f.Audience == record.ForReporter })
	w.Events = keep(w.Events, func(e record.Event) bool { return e.Audience == record.ForReporter })
	return nil
}

// shown is a history as the principal may see it.
func (v *View) shown(kind string, events []record.Event) ([]record.Event, error) {
	events = v.withoutPoliceFields(kind, events)
	if err := v.nameParties(events); err != nil {
		return nil, err
	}
	return events, v.hideReferences(events)
}

// Told says to which of some questions the reporter's own report says yes, where that decides how its page is shown. A reporter
// is given no field, for staff write beside the answers.
func (v *View) Told(fields ...string) (map[string]bool, error) {
	r, err := v.find(v.who.Record)
	if err != nil {
		return nil, err
	}
	yes := map[string]bool{}
	for _, f := range fields {
		yes[f] = r.Fields.Yes(f)
	}
	return yes, nil
}

func (v *View) hidePoliceFields(r *record.Record) {
	kind, ok := v.gate.pack.Kind(r.Kind)
	if v.who.Record != "" {
		r.Fields = record.Fields{} // answers, and what staff wrote beside them: the reporter is told what was written for them
	}
	if !ok || len(r.Fields) == 0 {
		return
	}
	for _, f := range kind.Fields {
		if !v.gate.rules.Keeps(v.who, f) {
			delete(r.Fields, f.ID)
		}
	}
}

// withoutPoliceFields leaves out of a history what the police's own fields held.
func (v *View) withoutPoliceFields(kind string, events []record.Event) []record.Event {
	k, ok := v.gate.pack.Kind(kind)
	if !ok {
		return events
	}
	return keep(events, func(e record.Event) bool {
		f, ok := k.Field(e.Field)
		return !ok || v.gate.rules.Keeps(v.who, f)
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
