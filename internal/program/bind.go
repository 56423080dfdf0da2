package program

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/store"
)

// Names of settings by which a store is bound.
const (
	purposeSetting     = "purpose"
	partnershipSetting = "partnership"
)

// bind ties a store to one partnership and to live or demonstration use at its first opening. Under another place's pack officers
// would sign in with that place's roles, and wards show as codes; a demonstration never writes into a live store, and a live
// service never shows invented people.
func (p *Program) bind(ctx context.Context) error {
	purpose, err := p.Store.Setting(ctx, purposeSetting)
	if err != nil {
		return err
	}
	bound, err := p.Store.Setting(ctx, partnershipSetting)
	if err != nil {
		return err
	}
	id := p.Pack.Partnership.ID
	switch {
	case bound == "" && purpose == "" && p.Config.Pack == "" && !p.Config.Demo:
		return p.unnamed()
	case bound == "" && purpose != "":
		if err := p.fits(ctx); err != nil {
			return err
		}
	case bound != "" && bound != id:
		return p.elsewhere(bound)
	}
	if err := p.markPurpose(ctx); err != nil {
		return err
	}
	if bound, err = p.Store.Settle(ctx, partnershipSetting, id); err == nil && bound != id {
		err = p.elsewhere(bound)
	}
	return err
}

func (p *Program) unnamed() error {
	return fmt.Errorf("the store in %s is new: name the partnership that it is for with --pack DIR, or --pack %s for the pack within the program; "+
		"it cannot be changed later", p.Config.where(), BuiltIn)
}

// madeFor refuses to make a store of which nobody said whose it is.
func (p *Program) madeFor() error {
	if p.Config.Demo || p.Config.Pack != "" || p.Config.Database != "" || storeThere(p.Config.Data) {
		return nil
	}
	return p.unnamed()
}

func (p *Program) elsewhere(bound string) error {
	given := "this pack"
	if p.Config.Pack == "" {
		given = "the pack within the program, which is used where --pack names none,"
	}
	return fmt.Errorf("the store in %s belongs to the partnership %q, and %s is of %q: name its own pack with --pack", p.Config.where(), bound, given, p.Pack.Partnership.ID)
}

// where is the store, without the password of an address.
func (cfg Config) where() string {
	if cfg.Database != "" {
		return "the database"
	}
	return cfg.Data
}

// fits holds a store from before partnerships were bound to the pack: it must have most of the roles and bodies of the store's
// accounts. Some may have gone with an earlier version of the pack.
func (p *Program) fits(ctx context.Context) error {
	posts, err := p.Store.Posts(ctx)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, post := range posts {
		_, role := p.Pack.Role(post.Role)
		_, body := p.Pack.Body(post.Body)
		known["the role "+post.Role], known["the body "+post.Body] = role, body
	}
	var strange []string
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if !known[name] {
			strange = append(strange, name)
		}
	}
	if 2*len(strange) > len(known) {
		return fmt.Errorf("the pack of %q does not fit the store in %s, whose accounts have %s: name its own pack with --pack",
			p.Pack.Partnership.ID, p.Config.where(), strings.Join(strange[:min(len(strange), 4)], ", "))
	}
	return nil
}

// markPurpose binds the store to live or demonstration use.
func (p *Program) markPurpose(ctx context.Context) error {
	want := "live"
	if p.Config.Demo {
		want = "demonstration"
	}
	is, err := p.Store.Settle(ctx, purposeSetting, want)
	if err == nil && is != want {
		err = fmt.Errorf("the store in %s is a %s store: run it with \"wardmote %s\", or choose another folder with --data", p.Config.where(), is,
			map[string]string{"live": "serve", "demonstration": "demo"}[is])
	}
	return err
}

// markVersion writes down which program holds the store, for another version that meets it.
func (p *Program) markVersion(ctx context.Context) error {
	if !p.Store.Held() {
		return nil
	}
	is, err := p.Store.Setting(ctx, store.VersionSetting)
	if err == nil && is != Version() {
		err = p.Store.KeepSetting(ctx, store.VersionSetting, Version())
	}
	return err
}
