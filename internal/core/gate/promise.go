package gate

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Promise is a record whose sender is told of it before it is made (decision 0006). A resident's report is some fifty entries
// of tables and indexes; what must be on disk before its reference is shown is one row that holds all of it. Records are
// made of promises in the order in which they were given: when nobody sends, and always before anybody reads (settle), so
// that no reader can tell the difference.
type Promise struct {
	Reference string
	PIN       string   // hash of the reporter's PIN
	Traces    []string // as KeepTrace takes them
	Key       string   // of the form, as KeepSubmission takes it
	Draft     record.Draft

	id string
	at when.Instant
}

// MayPromise says that a record of a principal may be promised, and need not be made at once: a resident's on SQLite, where
// one writer makes all records, as long as fewer wait than are made in a few seconds. On PostgreSQL records are made side by
// side, and another process could not tell what this one has promised. A gate knows of its own promises alone, so where a
// store has several gates (a demonstration tells its story through one) only one of them gives any.
func (g *Gate) MayPromise(ctx context.Context, who access.Principal) bool {
	return who.Public && g.db.Engine() == store.SQLite && g.look(ctx) == nil && g.promises.waiting.Load() < promisesMost
}

// Promise checks a draft as Create does and gives it its reference. What the caller adds to the promise is written with it
// at the end of the unit.
func (u *Unit) Promise(d record.Draft) (*Promise, error) {
	if !u.who.Public {
		return nil, fmt.Errorf("only what a resident sends is promised: %w", fault.ErrForbidden)
	}
	kind, r, err := u.prepare(d)
	if err != nil {
		return nil, err
	}
	p := &Promise{Draft: d, id: r.ID, at: u.now}
	if p.Reference, err = u.nextReference(kind); err != nil {
		return nil, err
	}
	u.promises = append(u.promises, p)
	return p, nil
}

// promised are the promises of one commit.
type promised struct{ rows }

func newPromised() *promised { return &promised{rows{into: "promise (id, at, doc)"}} }

func (all *promised) add(p *Promise) error {
	doc, err := json.Marshal(p)
	if err == nil {
		all.rows.add(p.id, p.at, string(doc))
	}
	return err
}

// End writes them.
func (all *promised) End(ctx context.Context, tx store.Tx) error {
	if err := all.insert(ctx, tx); err != nil {
		return fmt.Errorf("keep what was sent: %w", err)
	}
	return nil
}

// oldPromises are those from which no record was made yet, oldest first.
func (g *Gate) oldPromises(ctx context.Context, most int) ([]*Promise, error) {
	var all []*Promise
	err := g.db.Read(ctx, func(tx store.Tx) error {
		all = nil
		rows, err := tx.QueryContext(ctx, "SELECT id, at, doc FROM promise WHERE failure = '' ORDER BY id"+store.Limit(most))
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			p, doc := &Promise{}, []byte(nil)
			if err := rows.Scan(&p.id, &p.at, &doc); err != nil {
				return err
			}
			if err := json.Unmarshal(doc, p); err != nil {
				return fmt.Errorf("read what was promised: %w", err)
			}
			all = append(all, p)
		}
		return rows.Err()
	})
	return all, err
}

// keep makes the record of a promise, as it would have been made when the promise was given.
func (u *Unit) keep(p *Promise) error {
	u.now = p.at
	if err := p.typed(u); err != nil {
		return err
	}
	kind, r, err := u.prepare(p.Draft)
	if err != nil {
		return err
	}
	r.ID, r.Reference = p.id, p.Reference
	e, err := u.make(kind, r, p.Draft.Due)
	if err != nil {
		return err
	}
	if err := u.KeepPIN(e, p.PIN); err != nil {
		return err
	}
	if err := u.KeepTrace(e, p.Traces...); err != nil {
		return err
	}
	if err := u.KeepSubmission(p.Key, e); err != nil {
		return err
	}
	_, err = u.exec("DELETE FROM promise WHERE id = $1", p.id)
	return err
}

// typed gives the fields of a promise that was read from the store their types again.
func (p *Promise) typed(u *Unit) error {
	kind, ok := u.gate.pack.Kind(p.Draft.Kind)
	if !ok {
		return nil // which prepare says
	}
	doc, err := p.Draft.Fields.Encode()
	if err == nil {
		p.Draft.Fields, err = record.Decode(kind, []byte(doc))
	}
	return err
}
