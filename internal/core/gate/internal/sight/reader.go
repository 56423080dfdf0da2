package sight

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// NotFound is said of a record that is not there and of one that the reader may not see, in the same words.
func NotFound(ref string) error {
	return fmt.Errorf("there is no record %q that you may see: %w", ref, fault.ErrNotFound)
}

// Find loads a record whoever asks; callers decide access before anything leaves the gate.
func (v *Reader) Find(ref string) (*record.Record, error) {
	found := v.Tx.QueryRowContext(v.Ctx, "SELECT "+row.Columns+" FROM record r WHERE r.reference = $1 OR r.id = $2", row.TidyReference(ref), ref)
	r, err := row.ScanRecord(v.Core.Pack, found)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, NotFound(ref)
	}
	if err != nil {
		return nil, err
	}
	return r, v.Seal(r)
}

// hideSealedFields takes out of a record the fields of compartments in which the principal is not, and from a reporter all fields.
func (v *Reader) hideSealedFields(r *record.Record) {
	kind, ok := v.Core.Pack.Kind(r.Kind)
	if v.Principal.Record != "" {
		r.Fields = record.Fields{} // answers, and what staff wrote beside them: the reporter is told what was written for them
	}
	if !ok || len(r.Fields) == 0 {
		return
	}
	for _, f := range kind.Fields {
		if !v.Core.Rules.Keeps(v.Principal, f) {
			delete(r.Fields, f.ID)
		}
	}
}

// WithoutSealedFields leaves out of a history what the fields held that the principal may not read.
func (v *Reader) WithoutSealedFields(kind string, events []record.Event) []record.Event {
	k, ok := v.Core.Pack.Kind(kind)
	if !ok {
		return events
	}
	return Keep(events, func(e record.Event) bool {
		f, ok := k.Field(e.Field)
		return !ok || v.Core.Rules.Keeps(v.Principal, f)
	})
}

// Opened is the condition on the seal of a part, in a column, that the principal reads the part where they open its record.
func (v *Reader) Opened(column string) store.Clause {
	if v.Principal.System {
		return store.And()
	}
	return store.SQL(column+" IN ?", v.Core.Rules.Opened(v.Principal))
}

// Keep are those of a list that are wanted; nil where none is.
func Keep[T any](all []T, wanted func(T) bool) []T {
	var out []T
	for _, x := range all {
		if wanted(x) {
			out = append(out, x)
		}
	}
	return out
}

// Rows runs a query and hands each row to scan.
func (v *Reader) Rows(q store.Clause, scan func(row.Scanner) error) error {
	text, args := store.Number(q)
	rows, err := v.Tx.QueryContext(v.Ctx, text, args...)
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

// IDs are what a query of one column finds, in its order.
func (v *Reader) IDs(q store.Clause) (ids []string, err error) {
	err = v.Rows(q, func(s row.Scanner) error {
		var id string
		err := s.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// Subject is what the access rules ask of a record.
func Subject(r *record.Record) access.Subject {
	return access.Subject{ID: r.ID, Kind: r.Kind, OwnerBody: r.OwnerBody, SenderBody: r.SenderBody, Team: r.Team,
		Assignee: r.Assignee, Area: r.Area, Marking: r.Marking, Excluded: r.Excluded, Invited: r.Invited}
}

// OrNotFound is the error, or that there is no such thing where there is none.
func OrNotFound(err error, what string) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("there is no such %s: %w", what, fault.ErrNotFound)
}

// Exec runs a statement and counts the rows that it changed.
func (v *Reader) Exec(text string, args ...any) (int64, error) {
	done, err := v.Tx.ExecContext(v.Ctx, text, args...)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}
