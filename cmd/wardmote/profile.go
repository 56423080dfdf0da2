package main

import (
	"context"

	"github.com/wardmote/wardmote/internal/understand/choice"
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
	chosen, err := c.asked.choose(ctx, c.factsFrom)
	if err != nil {
		return err
	}
	f, err := profile.Run(ctx, profile.Params{Choice: chosen, Seed: c.Seed})
	if err != nil {
		return err
	}
	return printFinding(f, c.JSON)
}

// choose is the crimes that were asked for.
func (a asked) choose(ctx context.Context, from factsFrom) (choice.Choice, error) {
	types, err := a.types()
	if err != nil {
		return choice.Choice{}, err
	}
	facts, areas, err := from.load(ctx)
	if err != nil {
		return choice.Choice{}, err
	}
	c := choice.Choice{Facts: facts, Kind: incident.Crime, Types: types, NameWard: areas.NameWard}
	if c.Area, err = areas.Find(a.Area); err != nil {
		return c, err
	}
	if c.From, c.To, err = a.period(facts, incident.Crime); err != nil {
		return c, err
	}
	return c.Settle()
}
