package main

import (
	"context"

	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/trend"
)

type trendCommand struct {
	factsFrom
	asked
	Stops bool   `help:"Stops and searches in place of crimes."`
	Rules string `help:"Rules of the control chart: nhs, shewhart, western-electric or wheeler." default:"nhs"`
}

// Run prints the months with their control chart, and which way they have gone.
func (c *trendCommand) Run(ctx context.Context) error {
	kind := incident.Crime
	if c.Stops {
		kind = incident.Stop
	}
	chosen, _, err := c.choose(ctx, c.factsFrom, kind)
	if err != nil {
		return err
	}
	f, err := trend.Run(ctx, trend.Params{Choice: chosen, Rules: c.Rules})
	if err != nil {
		return err
	}
	return printFinding(f, c.JSON)
}
