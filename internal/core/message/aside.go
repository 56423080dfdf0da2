package message

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
)

// PutAside takes a message to the principal, their team or their body out of the new ones, or back among them.
func PutAside(ctx context.Context, g *gate.Gate, who access.Principal, id string, aside bool) error {
	return change.Of(g).Write(ctx, who, func(u *change.Unit) error { return u.PutAside(id, aside) })
}

// CameBack keeps that a message was returned to the address that it was from, with what the return says: it came to nobody, and whoever
// has its record is told.
func CameBack(ctx context.Context, g *gate.Gate, who access.Principal, id, why string) error {
	return change.Of(g).Write(ctx, who, func(u *change.Unit) error { return u.Returned(id, why) })
}
