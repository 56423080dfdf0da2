// Package gate is the one way to partnership data (design, decision 1). Every read and every write names its principal; the
// gate decides access, keeps history and audit, starts and stops clocks and projects lists and counts, all in the
// transaction of the change itself. Nothing outside internal/core reaches the database another way.
//
// A Read gives a View and a Write gives a Unit, which is a View that can also change things:
//
//	err := g.Write(ctx, who, func(u *gate.Unit) error {
//		report, err := u.Edit("R-26-00042", version)
//		if err != nil {
//			return err
//		}
//		return report.Move("accepted", "", "")
//	})
//
// Errors are those of package fault: ErrNotFound where there is no such record or the principal may not know of it,
// ErrForbidden where it is known and the act is not allowed, *Conflict where somebody else changed it first, Invalid where
// a value is wrong.
package gate

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/google/uuid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

// Config is what a gate stands on. Demo marks every record it makes as demonstration data.
type Config struct {
	DB   *store.DB
	Pack *pack.Pack
	Now  func() when.Instant
	Demo bool
	// Holidays are bank holidays that this version does not know, as the operator added them.
	Holidays []clock.Holiday
	Teller   Teller // says whom a change is told; nobody where it is nil
}

// Gate guards one partnership's data. It is safe for concurrent use.
type Gate struct {
	db       *store.DB
	pack     *pack.Pack
	rules    *access.Rules
	calendar *clock.Calendar
	law      atomic.Pointer[law.Table]
	now      func() when.Instant
	demo     bool
	teller   Teller
	circles  atomic.Pointer[circles]
	audit    *auditor
	bounds   bounds
	indexed  atomic.Bool // all records are in the index of words
}

// New is the gate of a store and a pack.
func New(cfg Config) *Gate {
	g := &Gate{db: cfg.DB, pack: cfg.Pack, rules: access.NewRules(cfg.Pack), calendar: clock.NewCalendar(cfg.Holidays...), now: cfg.Now, demo: cfg.Demo, teller: cfg.Teller,
		audit: &auditor{db: cfg.DB}, bounds: usual}
	g.law.Store(law.EnglandAndWales)
	return g
}

// Pack is the partnership that the gate guards.
func (g *Gate) Pack() *pack.Pack { return g.pack }

// Rules are the access rules, for menus; the gate itself asks them at every act.
func (g *Gate) Rules() *access.Rules { return g.rules }

// Now is the gate's clock.
func (g *Gate) Now() when.Instant { return g.now() }

// Calendar counts the partnership's working days.
func (g *Gate) Calendar() *clock.Calendar { return g.calendar }

// Read gives fn one consistent view. What it opened is in the audit before Read returns.
func (g *Gate) Read(ctx context.Context, who access.Principal, fn func(*View) error) error {
	read := g.db.Read
	if who.System {
		read = g.db.ReadLong // which works out figures, and waits rather than a page does
	}
	return g.read(ctx, who, read, fn)
}

// ReadLong is Read for what may take seconds, such as the points of an analysis.
func (g *Gate) ReadLong(ctx context.Context, who access.Principal, fn func(*View) error) error {
	return g.read(ctx, who, g.db.ReadLong, fn)
}

func (g *Gate) read(ctx context.Context, who access.Principal, read func(context.Context, func(store.Tx) error) error, fn func(*View) error) error {
	now := g.now()
	v := &View{gate: g, ctx: ctx, who: who.On(now.Date()), now: now}
	err := read(ctx, func(tx store.Tx) error {
		v.tx, v.readings = tx, nil
		return fn(v)
	})
	if len(v.readings) == 0 {
		return err
	}
	kept := g.audit.keep(ctx, v.readings)
	if err == nil && kept != nil {
		return fmt.Errorf("the audit could not be written, so nothing is shown: %w", kept)
	}
	return err
}

// Write runs fn in one transaction; when it returns without error everything it did is on disk, and otherwise nothing is.
func (g *Gate) Write(ctx context.Context, who access.Principal, fn func(*Unit) error) error {
	var u *Unit
	err := g.db.Write(ctx, func(tx store.Tx) error {
		now := g.now()
		u = &Unit{View: View{gate: g, ctx: ctx, who: who.On(now.Date()), now: now, tx: tx, undone: true}}
		if err := fn(u); err != nil {
			return err
		}
		return u.flush()
	})
	if err == nil && u != nil && u.inCircles != nil {
		g.circles.Store(u.inCircles)
	}
	return err
}

// May answers for what is not a record: facts (pack.Analyse, pack.Import), accounts (pack.Admin), the audit (pack.Audit).
func (g *Gate) May(who access.Principal, verb pack.Verb) error {
	if g.rules.Anywhere(who, verb, "") {
		return nil
	}
	return fmt.Errorf("your post does not let you %s: %w", verb, fault.ErrForbidden)
}

// Conflict says that a record was changed after the principal opened it.
type Conflict struct {
	Current record.Record
	Since   []record.Event // what was changed meanwhile, newest first
}

// conflictMost bounds the events that a conflict tells.
const conflictMost = 20

// Meanwhile is the conflict of a principal who opened a version of a record that is no longer the current one. events are the
// record's, newest first. What was written together stands at one instant and makes one version, so as many instants were
// written since as the record is versions on.
func Meanwhile(current *record.Record, events []record.Event, version int64) *Conflict {
	behind, n := current.Version-version, 0
	for ; n < min(len(events), conflictMost); n++ {
		if n == 0 || events[n].At != events[n-1].At {
			behind--
		}
		if behind < 0 {
			break
		}
	}
	return &Conflict{Current: *current, Since: events[:n]}
}

// Error says who changed what.
func (c *Conflict) Error() string {
	if len(c.Since) == 0 {
		return c.Current.Reference + " was changed by somebody else"
	}
	return fmt.Sprintf("%s was changed by %s", c.Current.Reference, c.Since[0].ActorName)
}

// Unwrap makes a Conflict a fault.ErrConflict.
func (c *Conflict) Unwrap() error { return fault.ErrConflict }

// newID is a new identifier; version 7 sorts by time, so that new rows land together.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// Subject is what the access rules ask of a record.
func Subject(r *record.Record) access.Subject {
	return access.Subject{ID: r.ID, Kind: r.Kind, OwnerBody: r.OwnerBody, SenderBody: r.SenderBody, Team: r.Team,
		Assignee: r.Assignee, Area: r.Area, Marking: r.Marking, Excluded: r.Excluded}
}
