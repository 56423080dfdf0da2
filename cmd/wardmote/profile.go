package main

import (
	"context"

	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/profile"
)

type profileCommand struct {
	factsFrom
	asked
	Seed uint64 `help:"Seed of the comparison with chance."`
}

// Run prints the profile of a problem: types, places, times, repeats and concentration.
func (c *profileCommand) Run(ctx context.Context) error {
	chosen, _, err := c.choose(ctx, c.factsFrom, incident.Crime)
	if err != nil {
		return err
	}
	f, err := profile.Run(ctx, profile.Params{Choice: chosen, Seed: c.Seed})
	if err != nil {
		return err
	}
	return printFinding(f, c.JSON)
}
