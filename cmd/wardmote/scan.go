package main

import (
	"context"

	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/scan"
)

type scanCommand struct {
	factsFrom
	asked
	Cell   float64 `help:"Points are put together in squares of this side, metres." default:"150"`
	Radius float64 `help:"Largest circle, metres." default:"1000"`
	Draws  int     `help:"Replications." default:"999"`
	Seed   uint64  `help:"Seed of the replications: the same seed gives the same result."`
}

// Run prints the clusters in space and time that reach the last month.
func (c *scanCommand) Run(ctx context.Context) error {
	chosen, _, err := c.choose(ctx, c.factsFrom, incident.Crime)
	if err != nil {
		return err
	}
	p := scan.Params{Cell: c.Cell, Radius: c.Radius, Draws: c.Draws, Seed: c.Seed}
	p.Take(chosen)
	f, err := scan.Run(ctx, p)
	if err != nil {
		return err
	}
	f.Caveats = append(f.Caveats, chosen.Caveats(f.Events)...)
	return printFinding(f, c.JSON)
}
