// Package sight is who sees what: it holds the ground that every room of the gate stands on (Core), and reads as one principal (Reader), with
// the circles that decide it, what is hidden of a record that may be seen, and the note of each reading for the audit.
package sight

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

// Core is what all rooms of one gate share. It is safe for concurrent use.
type Core struct {
	DB         *store.DB
	Pack       *pack.Pack
	Rules      *access.Rules
	Calendar   *clock.Calendar
	Table      atomic.Pointer[law.Table]
	Now        func() when.Instant
	Demo       bool // every record that is made is marked as demonstration data
	Teller     any  // a change.Teller, set by Writer.TellBy alone; nil where nobody is told
	Circles    atomic.Pointer[Circles]
	Audit      *Auditor
	Remembered *Remembered
	Bounds     Bounds
	Indexed    atomic.Bool // all records are in the index of words
}

// Law is the table of rules that the partnership counts by.
func (g *Core) Law() *law.Table { return g.Table.Load() }

// May answers for what is not a record: facts (pack.Analyse, pack.Import), accounts (pack.Admin), the audit (pack.Audit).
func (g *Core) May(who access.Principal, verb pack.Verb) error {
	if g.Rules.Anywhere(who, verb, "") {
		return nil
	}
	return fmt.Errorf("your post does not let you %s: %w", verb, fault.ErrForbidden)
}

// Pass opens what only the rooms of the gate may open: no other package can name it, so none can make one.
type Pass struct{ _ int }

// Reader reads as one principal. It lives as long as the function that it was made for.
type Reader struct {
	Core      *Core
	Ctx       context.Context
	Principal access.Principal
	Moment    when.Instant // at which it reads
	Tx        store.Tx
	Readings  []Reading
	Undone    bool // what it sees may yet be undone, for it is that of a write
	Within    *Circles
	after     int64 // so many writes of this process had ended when it began
}

// Read is a Reader of the principal at this moment, before it has a transaction.
func (g *Core) Read(ctx context.Context, who access.Principal) *Reader {
	now := g.Now()
	return &Reader{Core: g, Ctx: ctx, Principal: who.On(now.Date()), Moment: now, after: g.Remembered.changes.Load()}
}

// Write runs fn in one transaction; when it returns without error everything that it did is on disk, its readings too, and otherwise nothing is.
func (g *Core) Write(ctx context.Context, who access.Principal, fn func(*Reader) error) error {
	var r *Reader
	defer g.Remembered.changed()
	err := g.DB.Write(ctx, func(tx store.Tx) error {
		r = g.Read(ctx, who)
		r.Tx, r.Undone = tx, true
		if err := fn(r); err != nil {
			return err
		}
		return KeepReadings(ctx, tx, r.Readings)
	})
	if err == nil && r != nil && r.Within != nil {
		g.Circles.Store(r.Within)
	}
	return err
}

// May decides a verb on a record.
func (v *Reader) May(verb pack.Verb, r *record.Record) bool {
	return v.Core.Rules.May(v.Principal, verb, Subject(r))
}

// Bounds are how much a list looks through before it shows what it has.
type Bounds struct {
	Seen    int    // records of which somebody sees so few that their parts are sooner read than the index is
	Anew    int    // records that are projected anew in one write, so that nobody waits long behind it
	Few     int    // records that words or a field's value may be in for a list to begin from those
	Strides [2]int // records that a page of a list passes over on each path, at the first try and at the last
}

// Usual are the bounds of a program that is not tested at its bounds.
var Usual = Bounds{Seen: 3000, Anew: 100, Few: 2000, Strides: [2]int{300, 5000}}
