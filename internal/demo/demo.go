// Package demo makes the Tower Hamlets demonstration: one invented user for each role, real open police data, and a
// marked, deterministic year of invented casework. Nobody in it is a real person.
//
// The casework is told through the program's own engines, each act by the user whose post it is, on a clock that runs
// through the year: what a demonstration shows is what the rules allow.
package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/filelock"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/internal/web/signin"
)

// loading marks a data folder whose demonstration is not whole; making is held by the process at work on it.
const (
	loading = "demo.loading"
	making  = "demo.lock"
)

// Making is the right to make the demonstration of one data folder.
type Making struct {
	mark string
	held *filelock.Lock
}

// Begin waits for nobody: it is refused while another process makes the demonstration of this folder. Where the making was
// cut off it clears what that left, and touches nothing but what a demonstration made.
func Begin(dir string) (*Making, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder cannot be made: %w", err)
	}
	held, err := filelock.Try(filepath.Join(dir, making))
	if err != nil {
		return nil, err
	}
	if held == nil {
		return nil, fmt.Errorf("another process is making the demonstration in %s: wait until it serves, or name another folder with --data", dir)
	}
	m := &Making{mark: filepath.Join(dir, loading), held: held}
	if _, err := os.Stat(m.mark); err == nil {
		return m, clearUnfinished(dir)
	}
	return m, nil
}

func clearUnfinished(dir string) error {
	for _, name := range []string{"pin.key", "wardmote.db", "wardmote.db-wal", "wardmote.db-shm", "segments"} { // the key first: it stands for a store
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("clear the unfinished demonstration: %w", err)
		}
	}
	return nil
}

// Load makes the demonstration's data where the store does not hold it yet, and ends the making. say is told what is going
// on.
func (m *Making) Load(ctx context.Context, p *program.Program, say func(string)) error {
	err := p.Store.Once(ctx, "demonstration", func() error {
		if err := os.WriteFile(m.mark, nil, 0o600); err != nil {
			return err
		}
		return p.Store.Hurry(ctx, func() error { return load(ctx, p, say) })
	})
	if err != nil {
		return errors.Join(fmt.Errorf("make the demonstration: %w", err), m.held.Release())
	}
	return errors.Join(os.RemoveAll(m.mark), m.held.Release())
}

func load(ctx context.Context, p *program.Program, say func(string)) error {
	say("adding the demonstration's users")
	if err := users(ctx, p); err != nil {
		return err
	}
	say("importing three years of real police data")
	if err := Facts(ctx, p); err != nil {
		return err
	}
	say("telling a year of invented casework")
	if err := year(ctx, p); err != nil {
		return err
	}
	return leave(ctx, p)
}

// users adds one account for each role that the pack gives a demonstration, and for each team that nobody of them works in
// one officer, who cannot sign in, so that every team's work has hands.
func users(ctx context.Context, p *program.Program) error {
	hash, err := demoHash(ctx)
	if err != nil {
		return err
	}
	covered := map[string]bool{}
	for _, u := range p.Pack.Users {
		covered[u.Team] = true
		if err := add(ctx, p, account.Account{Username: u.ID, Name: u.Name, Email: u.Email, Password: hash, Demo: true},
			access.Post{Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas}); err != nil {
			return err
		}
	}
	for _, u := range p.Pack.Leavers { // who cannot sign in once the year has been told
		if err := add(ctx, p, account.Account{Username: u.ID, Name: u.Name, Email: u.Email, Password: "no password opens this"},
			access.Post{Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas}); err != nil {
			return err
		}
	}
	for _, t := range p.Pack.Teams {
		if covered[t.ID] {
			continue
		}
		if err := add(ctx, p, account.Account{Username: "team." + t.ID, Name: "Officer of " + t.Name, Password: "no password opens this"},
			access.Post{Role: roleFor(p.Pack, t), Body: t.Body, Team: t.ID}); err != nil {
			return err
		}
	}
	return nil
}

// roleFor is the role of a team's invented officer: that of a demonstration user at the same body, else a partner's.
func roleFor(p *pack.Pack, t pack.Team) string {
	switch {
	case p.IsPolice(t.Body):
		return "police-officer"
	case strings.HasPrefix(t.ID, "asb-"):
		return "asb-officer"
	case t.Tasked:
		return "enforcement-officer"
	case t.Body == "council":
		return "safeguarding-officer" // sees its own team's records and no other's
	}
	return "partner-officer"
}

func add(ctx context.Context, p *program.Program, a account.Account, post access.Post) error {
	_, err := p.Accounts.ByUsername(ctx, a.Username)
	if err == nil {
		return nil
	}
	if !errors.Is(err, fault.ErrNotFound) {
		return err
	}
	post.Since = p.Config.Now().Date().AddDays(-400)
	if _, err := p.Accounts.Add(ctx, access.System("demonstration"), a, []access.Post{post}); err != nil {
		return fmt.Errorf("add the demonstration user %s: %w", a.Username, err)
	}
	return nil
}

func demoHash(ctx context.Context) (string, error) {
	hasher, err := credential.NewHasher(credential.DefaultParams, 1)
	if err != nil {
		return "", err
	}
	return hasher.Hash(ctx, signin.DemoPassword)
}
