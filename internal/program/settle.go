package program

import (
	"context"
	"errors"

	"github.com/wardmote/wardmote/internal/act/lapse"
	"github.com/wardmote/wardmote/internal/core/gate/change"
)

// SettlePack brings what is recorded to what the pack says now: what bodies that have ended hold goes to whoever took their place,
// and records are projected anew where the pack changed what lists filter by or what is counted. It may be cut off and begun
// again at any moment, and does nothing where nothing changed.
func (p *Program) SettlePack(ctx context.Context) error {
	return errors.Join(lapse.Settle(ctx, p.Gate, p.Acts, p.Accounts), change.Of(p.Gate).Reproject(ctx))
}

// Unsettled says in sentences what SettlePack still has to do, and where the pack leads to what has ended.
func (p *Program) Unsettled(ctx context.Context) ([]string, error) {
	return lapse.Left(ctx, p.Gate, p.Accounts)
}

// keepSettled settles the pack in the background when the program begins to serve.
func (p *Program) keepSettled(ctx context.Context) {
	if err := p.SettlePack(ctx); err != nil && ctx.Err() == nil {
		p.Config.Log.Error("bring the records to what the pack says now", "error", err)
	}
}
