// Package demo makes the Tower Hamlets demonstration: one invented user for each role, real open police data, and a
// marked, deterministic year of invented casework. Nobody in it is a real person.
package demo

import (
	"context"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/internal/web/signin"
)

// Load makes what a demonstration store does not hold yet. It may run again after it was cut off.
func Load(ctx context.Context, p *program.Program) error {
	return users(ctx, p)
}

// users adds one account for each role that the pack gives a demonstration.
func users(ctx context.Context, p *program.Program) error {
	var hash string
	for _, u := range p.Pack.Users {
		_, err := p.Accounts.ByUsername(ctx, u.ID)
		if err == nil {
			continue
		}
		if !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		if hash == "" {
			if hash, err = demoHash(ctx); err != nil {
				return err
			}
		}
		_, err = p.Accounts.Add(ctx, access.System("demonstration"), account.Account{Username: u.ID, Name: u.Name, Email: u.Email, Password: hash, Demo: true},
			[]access.Post{{Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas}})
		if err != nil {
			return fmt.Errorf("add the demonstration user %s: %w", u.ID, err)
		}
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
