package program

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Check looks through everything that a server rests on, beside a running one too, and says what is wrong in words of which each
// tells what to do; nothing is wrong where the list is empty.
func Check(ctx context.Context, cfg Config, now func() when.Instant) (wrong []string, err error) {
	db, err := store.Open(ctx, store.Config{Dir: cfg.Data, URL: cfg.Database, AsIs: true})
	if err != nil {
		return []string{err.Error()}, nil //nolint:nilerr // it is what is wrong
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	p := &Program{Config: cfg, Store: db}
	if p.Depot, err = p.openDepot(); err != nil {
		return []string{err.Error()}, nil
	}
	for _, look := range []func(context.Context) ([]string, error){
		db.Check,
		func(ctx context.Context) ([]string, error) { return segment.Damaged(ctx, p.Depot) },
		p.checkKeys,
		func(ctx context.Context) ([]string, error) { return p.checkPack(ctx, now) },
		func(ctx context.Context) ([]string, error) { return words(queue.New(db, now).Moving(ctx)), nil },
	} {
		found, err := look(ctx)
		wrong = append(wrong, found...)
		if err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	return slices.Compact(wrong), ctx.Err()
}

// words are those of an error, as a list.
func words(err error) []string {
	if err == nil {
		return nil
	}
	return []string{err.Error()}
}

// checkKeys says that the key for PINs is not there or not one that the store was used with.
func (p *Program) checkKeys(ctx context.Context) ([]string, error) {
	used, err := p.Store.Setting(ctx, secretSetting)
	if err != nil || used == "" {
		return nil, err
	}
	keys, err := p.secrets(true)
	if err != nil {
		return words(err), nil
	}
	pins, err := credential.NewPINs(keys...)
	if err != nil {
		return words(err), nil
	}
	for _, name := range pins.Keys() {
		if slices.Contains(strings.Fields(used), name) {
			return nil, nil
		}
	}
	return []string{"the key for PINs is not one that this store was used with, so that no reporter's PIN opens anything: put " + secretFile + " of the backup back"}, nil
}

// checkPack says that the pack does not load or is another place's, or that what is recorded has not yet been brought to what it
// says.
func (p *Program) checkPack(ctx context.Context, now func() when.Instant) (wrong []string, err error) {
	bound, err := p.Store.Setting(ctx, partnershipSetting)
	if err != nil || bound == "" {
		return nil, err
	}
	if p.Pack, err = LoadPack(p.Config.Pack); err != nil {
		return words(err), nil
	}
	switch {
	case p.Pack.Partnership.ID == bound:
		p.Gate, p.Accounts = gate.New(gate.Config{DB: p.Store, Pack: p.Pack, Now: now}), account.New(p.Store, p.Pack, now)
		return p.Unsettled(ctx)
	case p.Config.Pack == "":
		return nil, nil // it was not said which
	}
	return words(p.elsewhere(bound)), nil
}
