package change

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate/internal/inbox"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/gate/internal/whole"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Teller says whom a change of a record is told, and in which words. It is asked at the end of every edit, in its transaction: whoever
// changed the record, and by whatever way, the same people are told, and none where the change is undone.
type Teller interface {
	Tell(u *Unit, c Change) error
}

// TellBy has somebody say from now on whom changes are told; nobody is told before.
func (g Writer) TellBy(t Teller) { g.core.Teller = t }

// Change is what happened to a record in one unit.
type Change struct {
	*record.Record
	Kind    *pack.Kind
	New     bool
	Events  []record.Event
	Asked   *record.Closing        // what was asked to close it, where that ended
	Forbids func(body string) bool // from which bodies the record is kept
}

// tell has the teller look at what was done.
func (e *Edit) tell() error {
	teller, told := e.unit.r.Core.Teller.(Teller)
	if !told || e.unit.taken {
		return nil
	}
	err := teller.Tell(e.unit, Change{Record: e.rec, Kind: e.kind, New: e.isNew, Events: e.events, Asked: e.asked, Forbids: e.Forbids})
	if err != nil {
		return fmt.Errorf("tell of %s: %w", e.rec.Reference, err)
	}
	return nil
}

// Now is when the unit happens.
func (u *Unit) Now() when.Instant { return u.r.Moment }

// Holders is who holds a post today.
func (u *Unit) Holders() ([]account.Holder, error) { return u.holders() }

// OpensFor says that the holder of a post may see a record.
func (u *Unit) OpensFor(h account.Holder, r *record.Record) bool {
	return u.r.Core.Rules.May(h.Principal(), pack.View, sight.Subject(r))
}

// Reached is how an account is reached: false where there is none that may sign in, or it holds no post today. Who has left is told nothing
// more, by whatever address the account still has.
func (u *Unit) Reached(id string) (r account.Reach, ok bool, err error) {
	holders, err := u.holders()
	if err != nil || !slices.ContainsFunc(holders, func(h account.Holder) bool { return h.Account == id }) {
		return r, false, err
	}
	r, err = account.ReachOf(u.r.Ctx, u.r.Tx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	return r, err == nil, err
}

// Followed says that whoever made a record can open it themselves, by reference and PIN.
func (u *Unit) Followed(r *record.Record) (bool, error) {
	n := 0
	err := u.r.Tx.QueryRowContext(u.r.Ctx, "SELECT count(*) FROM reporter_key WHERE record = $1", r.ID).Scan(&n)
	return n > 0, err
}

// ToDo are the open actions of a record, as they stand in the unit.
func (u *Unit) ToDo(id string) ([]record.Action, error) {
	var out []record.Action
	err := u.r.Rows(store.SQL(whole.ActionColumns+" WHERE record = ? AND state = ? ORDER BY set_at, id", id, record.ActionOpen), func(s row.Scanner) error {
		a, err := whole.ScanAction(s)
		out = append(out, a)
		return err
	})
	return out, err
}

const messageColumns = "message (id, at, record, cause, template, whom, addressee, channel, address, neutral, subject, body, inside, state, why, due, seal)"

// KeepMessage writes a message with what it tells of, and has it sent where it waits for that. Nobody is told the same twice: kept is
// false where they were told before.
func (u *Unit) KeepMessage(m record.Message, line string) (kept bool, err error) {
	m.ID = row.NewID()
	var due any
	if !m.Due.IsZero() {
		due = m.Due
	}
	n, err := u.r.Exec(row.InsertText(messageColumns, 1, 17)+" ON CONFLICT (cause, whom, addressee, template) DO NOTHING",
		m.ID, u.r.Moment, m.Record, m.Cause, m.Template, m.Whom, m.Addressee, m.Channel, m.Address, m.Neutral, m.Subject, m.Body, m.Inside, m.State, m.Why, due, cmp.Or(m.Seal, record.ForStaff))
	if err != nil || n == 0 {
		return false, err
	}
	if m.State != record.MessageWaiting {
		return true, nil
	}
	at := u.r.Moment
	if m.Due.After(at) {
		at = m.Due
	}
	return true, queue.Put(u.r.Ctx, u.r.Tx, queue.Job{ID: m.ID, Queue: line}, m.ID, at)
}

// Outgoing is a message that is to be sent, and the record that it belongs to; nil where it belongs to none. Only the program sends.
func (u *Unit) Outgoing(id string) (*record.Message, *record.Record, error) {
	if !u.r.Principal.System {
		return nil, nil, sight.NotFound(id)
	}
	m, err := inbox.ScanMessage(u.r.Tx.QueryRowContext(u.r.Ctx, "SELECT "+inbox.MessageRead+" FROM message m WHERE m.id = $1", id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, sight.NotFound(id)
	}
	if err != nil || m.Record == "" {
		return m, nil, err
	}
	r, err := u.r.Find(m.Record)
	if err == nil {
		m.Reference = r.Reference
	}
	return m, r, err
}

// Fare keeps how far a message has come. One that came to nobody stands in the history of its record, of which whoever has it is told.
func (u *Unit) Fare(m *record.Message) error {
	var sent any
	if !m.Sent.IsZero() {
		sent = m.Sent
	}
	_, err := u.r.Exec(`UPDATE message SET state = $1, why = $2, tries = $3, sent = $4, carried = $5, neutral = $6, subject = $7, body = $8, address = $9, channel = $10 WHERE id = $11`,
		m.State, m.Why, m.Tries, sent, m.Carried, m.Neutral, m.Subject, m.Body, m.Address, m.Channel, m.ID)
	if err != nil || m.State != record.MessageFailed || m.Record == "" {
		return err
	}
	e, err := u.following(m.Record)
	if err == nil {
		e.say("not delivered", "", "", "", m.Why, m.Seal)
	}
	return err
}

// Later has something asked of a line of jobs at a moment, with the rest of the unit.
func (u *Unit) Later(line, what string, at when.Instant) error {
	return queue.Put(u.r.Ctx, u.r.Tx, queue.Job{ID: row.NewID(), Queue: line}, what, at)
}
