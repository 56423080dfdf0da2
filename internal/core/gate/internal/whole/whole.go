package whole

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/gate/internal/person"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Open is a record with everything on it, by reference or id. The reading is audited.
func (v *Wholes) Open(ref string) (*record.Whole, error) {
	r, err := v.r.Find(ref)
	if err != nil {
		return nil, err
	}
	if !v.r.May(pack.View, r) {
		return nil, sight.NotFound(ref)
	}
	whole := &record.Whole{Record: *r}
	if err := Attachments(v.r, whole); err != nil {
		return nil, fmt.Errorf("open %s: %w", r.Reference, err)
	}
	if err := Redact(v.r, whole); err != nil {
		return nil, fmt.Errorf("open %s: %w", r.Reference, err)
	}
	v.r.NoteReading("view", r.Kind, r.ID, 1, "")
	return whole, nil
}

// Glance is a record alone, without what hangs on it. The reading is audited.
func (v *Wholes) Glance(ref string) (*record.Record, error) {
	r, err := v.r.Find(ref)
	if err != nil {
		return nil, err
	}
	if !v.r.May(pack.View, r) {
		return nil, sight.NotFound(ref)
	}
	if err := v.r.Narrow(r); err != nil {
		return nil, err
	}
	v.r.NoteReading("view", r.Kind, r.ID, 1, "")
	return r, nil
}

// Redact takes away what the principal may not see of a record that they may: the fields of compartments, the references of others, and for
// the reporter everything that was not written for them. The parts were read by their seals.
func Redact(v *sight.Reader, w *record.Whole) (err error) {
	if err := v.Narrow(&w.Record); err != nil {
		return err
	}
	if w.Events, err = Shown(v, w.Kind, w.Events); err != nil || v.Principal.Record == "" {
		return err
	}
	w.Parties, w.Actions, w.Links, w.Clocks, w.Messages, w.Assessments = nil, nil, nil, nil, nil, nil
	w.Marks = nil
	w.Contacts, w.Promises, w.Missed, w.Complaints = nil, nil, nil, nil
	return nil
}

// Shown is a history as the principal may see it.
func Shown(v *sight.Reader, kind string, events []record.Event) ([]record.Event, error) {
	events = v.WithoutSealedFields(kind, events)
	if err := person.NameParties(v, events); err != nil {
		return nil, err
	}
	return events, v.HideReferences(events)
}

// Content is a file of a record that the principal may see.
func (v *Wholes) Content(ref, file string) (record.File, []byte, error) {
	w, err := v.Open(ref)
	if err != nil {
		return record.File{}, nil, err
	}
	for _, f := range w.Files {
		if f.ID != file {
			continue
		}
		var content []byte
		err := v.r.Tx.QueryRowContext(v.r.Ctx, "SELECT content FROM file_content WHERE sha256 = $1", f.SHA256).Scan(&content)
		name := f.Name
		if pack.Narrower(f.Seal) {
			name = f.ID // the audit is read by others
		}
		v.r.NoteReading("download", w.Kind, w.ID, 1, name)
		return f, content, err
	}
	return record.File{}, nil, sight.NotFound(file)
}

// EventsOf are the newest events of a record, whoever asks.
func EventsOf(v *sight.Reader, id string, most int) ([]record.Event, error) {
	return events(v, store.SQL("record = ?", id), most)
}

// History is a record's events older than a moment, newest first.
func (v *Wholes) History(ref string, before when.Instant, most int) ([]record.Event, error) {
	w, err := v.Open(ref)
	if err != nil {
		return nil, err
	}
	events, err := events(v.r, store.SQL("record = ? AND at < ?", w.ID, before), min(most, historyMost))
	if err != nil {
		return nil, err
	}
	return Shown(v.r, w.Kind, events)
}
