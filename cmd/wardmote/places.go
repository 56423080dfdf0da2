package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/places"
)

type placesCommand struct {
	ofCrimes
	BackTest bool `help:"Print how each way of choosing did on months that it had not seen, in place of the squares that the best proposes."`
	Capacity int  `help:"Squares that can be covered." default:"20"`
}

// Run tries the ways of choosing places on unseen months, and prints how they did, or the places of the best.
func (c *placesCommand) Run(ctx context.Context) error {
	chosen, areas, err := c.chosen(ctx)
	if err != nil {
		return err
	}
	footprint, err := areas.Outline(c.Area)
	if err != nil {
		return err
	}
	r, err := places.Run(ctx, places.Params{Choice: chosen, Footprint: footprint, Capacity: c.Capacity, Cell: c.Cell, Seed: c.Seed})
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(r)
	}
	f := r.Finding()
	var shown []finding.Section
	for _, s := range f.Sections {
		if (s.ID == "places") != c.BackTest {
			shown = append(shown, s)
		}
	}
	f.Sections = shown
	return printFinding(f, false)
}
