package program

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

// Law is the table of rules as the partnership of a store counts by it, with the signatures that it has; a running server may serve it.
func Law(ctx context.Context, cfg Config) (table *law.Table, signed []law.Signature, err error) {
	err = beside(ctx, cfg, func(db *store.DB) error {
		signed, err = gate.Signatures(ctx, db)
		return err
	})
	return law.EnglandAndWales.With(signed), signed, err
}

// Approving is what somebody of a partnership says of a rule of law that is not confirmed.
type Approving struct {
	Rule     law.Rule
	Username string
	From     when.Date // first day of the rule
	Words    string    // what they looked at, or why they take their signature back
	Withdraw bool
}

// Approve keeps a signature of a rule, or takes it back, beside a running server, which counts by it from its next start.
func Approve(ctx context.Context, cfg Config, a Approving) error {
	return beside(ctx, cfg, func(db *store.DB) error {
		p, err := ownPack(ctx, cfg, db)
		if err != nil {
			return err
		}
		now := func() when.Instant { return when.At(time.Now()) }
		g, accounts := gate.New(gate.Config{DB: db, Pack: p, Now: now}), account.New(db, p, now)
		signer, err := accounts.ByUsername(ctx, a.Username)
		if err != nil {
			return fmt.Errorf("%s: %w", a.Username, err)
		}
		who, err := accounts.Principal(ctx, signer.ID)
		if err != nil {
			return err
		}
		if a.Withdraw {
			return g.WithdrawLaw(ctx, who, a.Rule, a.Words)
		}
		return g.SignLaw(ctx, who, a.Rule, a.From, a.Words)
	})
}

// beside opens a store as it is, whoever serves it.
func beside(ctx context.Context, cfg Config, do func(*store.DB) error) error {
	db, err := store.Open(ctx, store.Config{Dir: cfg.Data, URL: cfg.Database, AsIs: true})
	if err != nil {
		return err
	}
	return errors.Join(do(db), db.Close())
}

// ownPack is the pack of a store's partnership.
func ownPack(ctx context.Context, cfg Config, db *store.DB) (*pack.Pack, error) {
	p, err := LoadPack(cfg.Pack)
	if err != nil {
		return nil, err
	}
	bound, err := db.Setting(ctx, partnershipSetting)
	if err == nil && bound != p.Partnership.ID {
		err = (&Program{Config: cfg, Pack: p}).elsewhere(bound)
	}
	return p, err
}
