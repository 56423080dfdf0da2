package program

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
)

// escalateEvery is how often the program looks for what nobody answered in its hours.
const escalateEvery = 20 * time.Second

// keepEscalating asks the duty post to see to what nobody answered in time, until ctx ends.
func (p *Program) keepEscalating(ctx context.Context) {
	for {
		if err := p.Escalate(ctx); err != nil && ctx.Err() == nil {
			p.Config.Log.Error("ask the duty post about what nobody answered; it is tried again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(escalateEvery):
		}
	}
}

// escalatedAtOnce bounds how many records one look takes, so that other writers wait for none of them long.
const escalatedAtOnce = 50

// Escalate sets the duty post an action on every record that nobody answered in time, or that holds a recording which nobody has heard by its
// day, and notes each contact that was promised and missed. It does each once, whichever process looks first.
func (p *Program) Escalate(ctx context.Context) error {
	who := access.System("clock")
	var waiting []string
	err := p.Gate.Read(ctx, who, func(v *gate.View) (err error) {
		if waiting, err = v.Unanswered(escalatedAtOnce); err != nil {
			return err
		}
		missed, err := v.Overdue(escalatedAtOnce)
		waiting = slices.Compact(slices.Sorted(slices.Values(append(waiting, missed...))))
		return err
	})
	for _, id := range waiting {
		one := change.Of(p.Gate).Write(ctx, who, func(u *change.Unit) error {
			e, err := u.Edit(id, 0)
			if err != nil {
				return err
			}
			return e.Overdue()
		})
		if !errors.Is(one, fault.ErrConflict) { // another process was first
			err = errors.Join(err, one)
		}
	}
	return err
}
