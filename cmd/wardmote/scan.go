package main

import (
	"context"

	"github.com/wardmote/wardmote/internal/understand/scan"
)

type scanCommand struct {
	ofCrimes
	Radius float64 `help:"Largest circle, metres." default:"1000"`
	Draws  int     `help:"Replications." default:"999"`
}

// Run prints the clusters in space and time that reach the last month.
func (c *scanCommand) Run(ctx context.Context) error {
	chosen, _, err := c.chosen(ctx)
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
