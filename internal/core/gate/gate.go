// Package gate is the one way to partnership data (design, decision 1). Every read and every write names its principal; the
// gate decides access, keeps history and audit, starts and stops clocks and projects lists and counts, all in the
// transaction of the change itself. Nothing outside internal/core reaches the database another way.
//
// A Read gives a View. What changes a record is in package change, which only those import who declare acts:
//
//	err := g.Read(ctx, who, func(v *gate.View) (err error) {
//		list, err = v.List(gate.Query{Kinds: []string{"report"}, Limit: 50})
//		return err
//	})
//
// Its rooms are under internal, one above the other: row (a record as the store holds it), sight (who sees what, and the note of it), list
// (where the records of a query stand), person, inbox and trail (people, messages, the audit), hit (what a search finds) and whole (a
// record with all that hangs on it). A View is the rooms together.
//
// Errors are those of package fault: ErrNotFound where there is no such record or the principal may not know of it,
// ErrForbidden where it is known and the act is not allowed, *Conflict where somebody else changed it first, Invalid where
// a value is wrong.
package gate

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/hit"
	"github.com/wardmote/wardmote/internal/core/gate/internal/inbox"
	"github.com/wardmote/wardmote/internal/core/gate/internal/list"
	"github.com/wardmote/wardmote/internal/core/gate/internal/person"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/gate/internal/trail"
	"github.com/wardmote/wardmote/internal/core/gate/internal/whole"
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
}

// Gate guards one partnership's data. It is safe for concurrent use.
type Gate struct{ core *sight.Core }

// New is the gate of a store and a pack.
func New(cfg Config) *Gate {
	core := &sight.Core{DB: cfg.DB, Pack: cfg.Pack, Rules: access.NewRules(cfg.Pack), Calendar: clock.NewCalendar(cfg.Holidays...), Now: cfg.Now, Demo: cfg.Demo,
		Audit: sight.NewAuditor(cfg.DB), Remembered: sight.NewRemembered(cfg.DB), Bounds: sight.Usual}
	core.Table.Store(law.EnglandAndWales)
	return &Gate{core}
}

// Core is the ground of the gate, for its own rooms: nobody else can make the pass.
func (g *Gate) Core(sight.Pass) *sight.Core { return g.core }

// Pack is the partnership that the gate guards.
func (g *Gate) Pack() *pack.Pack { return g.core.Pack }

// Rules are the access rules, for menus; the gate itself asks them at every act.
func (g *Gate) Rules() *access.Rules { return g.core.Rules }

// Now is the gate's clock.
func (g *Gate) Now() when.Instant { return g.core.Now() }

// Calendar counts the partnership's working days.
func (g *Gate) Calendar() *clock.Calendar { return g.core.Calendar }

// Law is the table of rules that the partnership counts by: those shipped, with what its approvers have signed.
func (g *Gate) Law() *law.Table { return g.core.Law() }

// May answers for what is not a record: facts (pack.Analyse, pack.Import), accounts (pack.Admin), the audit (pack.Audit).
func (g *Gate) May(who access.Principal, verb pack.Verb) error { return g.core.May(who, verb) }

// View reads as one principal. It lives as long as the function it was given to.
type View struct {
	list.Lists
	hit.Hits
	whole.Wholes
	person.Cards
	inbox.Post
	trail.Trail
	r *sight.Reader
}

// Rooms are a View of a reader, for the gate's own rooms.
func Rooms(r *sight.Reader) View {
	return View{list.Of(r), hit.Of(r), whole.Of(r), person.Of(r), inbox.Of(r), trail.Of(r), r}
}

// Who is the principal that reads.
func (v *View) Who() access.Principal { return v.r.Principal }

// May decides a verb on a record that the view gave, for the buttons of its page; every act asks again.
func (v *View) May(verb pack.Verb, r *record.Record) bool { return v.r.May(verb, r) }

// Read gives fn one consistent view. What it opened is in the audit before Read returns.
func (g *Gate) Read(ctx context.Context, who access.Principal, fn func(*View) error) error {
	read := g.core.DB.Read
	if who.System {
		read = g.core.DB.ReadLong // which works out figures, and waits rather than a page does
	}
	return g.read(ctx, who, read, fn)
}

// ReadLong is Read for what may take seconds, such as the points of an analysis.
func (g *Gate) ReadLong(ctx context.Context, who access.Principal, fn func(*View) error) error {
	return g.read(ctx, who, g.core.DB.ReadLong, fn)
}

func (g *Gate) read(ctx context.Context, who access.Principal, read func(context.Context, func(store.Tx) error) error, fn func(*View) error) error {
	r := g.core.Read(ctx, who)
	v := Rooms(r)
	err := read(ctx, func(tx store.Tx) error {
		r.Tx, r.Readings = tx, nil
		return fn(&v)
	})
	if len(r.Readings) == 0 {
		return err
	}
	kept := g.core.Audit.Keep(ctx, r.Readings)
	if err == nil && kept != nil {
		return fmt.Errorf("the audit could not be written, so nothing is shown: %w", kept)
	}
	return err
}

// Conflict says that a record was changed after the principal opened it.
type Conflict struct {
	Current record.Record
	Since   []record.Event // what was changed meanwhile, newest first
}

// ConflictMost bounds the events that a conflict tells.
const ConflictMost = 20

// Meanwhile is the conflict of a principal who opened a version of a record that is no longer the current one. events are the
// record's, newest first. What was written together stands at one instant and makes one version, so as many instants were
// written since as the record is versions on.
func Meanwhile(current *record.Record, events []record.Event, version int64) *Conflict {
	behind, n := current.Version-version, 0
	for ; n < min(len(events), ConflictMost); n++ {
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
