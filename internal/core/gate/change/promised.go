package change

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// promised is a report as an earlier version kept it until it made the record (decision 0007).
type promised struct {
	Reference string
	PIN       string   // hash of the reporter's PIN
	Traces    []string // as KeepTrace takes them
	Key       string   // of the form, as KeepSubmission takes it
	Draft     record.Draft

	id string
	at when.Instant
}

// MakePromised makes the records of reports that an earlier version acknowledged and of which it had made none, before anybody
// reads: also of those that it had given up. A pack may have changed since, so the record is made as far as today's pack knows it
// and a note for staff holds the rest. left are those of which no record can be made; they stay where they are. An error is a
// failure that may pass: nothing was lost, and the next start tries again.
func (g Writer) MakePromised(ctx context.Context) (left int, err error) {
	if n, err := g.core.DB.Promised(ctx); err != nil || n == 0 {
		return 0, err
	}
	all, err := g.promised(ctx)
	if err != nil {
		return 0, err
	}
	for _, p := range all {
		err := g.Write(ctx, access.Principal{Account: "public", Name: "Resident", Public: true, System: true}, func(u *Unit) error { return u.makePromised(p) })
		switch {
		case err == nil:
			slog.Info("a report that an earlier version took in is a record now", "reference", p.Reference)
		case fault.Passing(err) || ctx.Err() != nil:
			return 0, fmt.Errorf("make the record of %s, which an earlier version took in; it is safe, start again when the store can be written: %w", p.Reference, err)
		default:
			left++
			slog.Error("no record can be made of a report that an earlier version took in; it stays in the table promise, keep the store and ask for help",
				"reference", p.Reference, "error", err)
		}
	}
	return left, nil
}

// promised are the rows, oldest first.
func (g Writer) promised(ctx context.Context) (all []promised, err error) {
	err = g.core.DB.Read(ctx, func(tx store.Tx) error {
		all = nil
		rows, err := tx.QueryContext(ctx, "SELECT id, at, doc FROM promise ORDER BY id")
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			p, doc := promised{}, []byte(nil)
			if err := rows.Scan(&p.id, &p.at, &doc); err != nil {
				return err
			}
			if err := json.Unmarshal(doc, &p); err != nil {
				slog.Error("a row of the table promise cannot be read", "id", p.id, "error", err)
			}
			all = append(all, p)
		}
		return rows.Err()
	})
	return all, err
}

// makePromised makes the record as it would have been made when it was sent. The row goes first: of two servers that begin at
// once the second finds none.
func (u *Unit) makePromised(p promised) error {
	if n, err := u.r.Exec("DELETE FROM promise WHERE id = $1", p.id); err != nil || n == 0 {
		return err
	}
	if p.Reference == "" {
		return fmt.Errorf("the row %s cannot be read", p.id)
	}
	kind, draft, rest := u.g.today(p.Draft)
	u.r.Moment, u.taken = p.at, true
	r := u.draft(kind, draft)
	r.ID, r.Reference = p.id, p.Reference
	if err := u.checkDraft(kind, r); err != nil {
		return err
	}
	e, err := u.make(kind, r, draft.Due)
	if err != nil {
		return err
	}
	if err := u.KeepPIN(e, p.PIN); err != nil {
		return err
	}
	if err := u.KeepTrace(e, p.Traces...); err != nil {
		return err
	}
	if p.Key != "" {
		if err := u.KeepSubmission(p.Key, e); err != nil {
			return err
		}
	}
	return e.noteRest(rest)
}

// today is a draft as the pack of today takes it, and what it does not take, in words. Values are given their types again.
func (g Writer) today(d record.Draft) (kind *pack.Kind, out record.Draft, rest []string) {
	kind, ok := g.core.Pack.Kind(d.Kind)
	if !ok {
		kind = g.core.Pack.ReportKind()
	}
	if _, ok := kind.State(d.State); !ok {
		d.State = ""
	}
	known := record.Fields{}
	for _, id := range slices.Sorted(maps.Keys(d.Fields)) {
		if _, ok := kind.Field(id); ok {
			known[id] = d.Fields[id]
		} else {
			rest = append(rest, fmt.Sprintf("%s: %v", id, d.Fields[id]))
		}
	}
	if doc, err := known.Encode(); err == nil {
		if typed, err := record.Decode(kind, []byte(doc)); err == nil {
			known = typed
		}
	}
	d.Kind, d.Fields = kind.ID, known
	return kind, d, rest
}

func (e *Edit) noteRest(rest []string) error {
	if len(rest) == 0 {
		return nil
	}
	return e.Note("Answers that are asked in another way today:\n"+strings.Join(rest, "\n"), record.ForStaff)
}
