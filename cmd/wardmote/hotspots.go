package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/wardmote/wardmote/internal/understand/hotspot"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

type hotspotsCommand struct {
	factsFrom
	asked
	Stops bool    `help:"Stops and searches in place of crimes."`
	Cell  float64 `help:"Side of a square, metres." default:"150"`
	Level float64 `help:"False-discovery rate." default:"0.05"`
	Null  string  `help:"What chance is taken to be: total (the whole block is dealt) conditional (each square keeps its own count) or residents (a rate)." default:"total"`
	Limit int     `help:"Most places to list." default:"15"`
}

// Run prints the places that are more than chance.
func (c *hotspotsCommand) Run(ctx context.Context) error {
	kind := incident.Crime
	if c.Stops {
		kind = incident.Stop
	}
	chosen, areas, err := c.choose(ctx, c.factsFrom, kind)
	if err != nil {
		return err
	}
	footprint, err := areas.Outline(c.Area)
	if err != nil {
		return err
	}
	r, err := hotspot.Run(ctx, hotspot.Params{Choice: chosen, Footprint: footprint, Cell: c.Cell, Level: c.Level, Null: hotspot.Null(c.Null), Limit: c.Limit, People: areas.People()})
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(r)
	}
	return printPlaces(r)
}

func printPlaces(r *hotspot.Result) error {
	fmt.Printf("%s\n\n", r.Summary)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\tWARD\tSTREET\tSQUARE\tBLOCK\tEXPECTED\tP\tQ\t")
	for _, p := range r.Places {
		mark := ""
		if p.Significant {
			mark = "more than chance"
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%d\t%.1f\t%.3g\t%.3g\t%s\n", p.Rank, p.WardName, p.Street, p.Own, p.Count, p.Expected, p.P, p.Q, mark)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Printf("\nTrend by month: %s\n\n", r.Trend.Words())
	for _, c := range r.Caveats {
		fmt.Println("- " + c)
	}
	fmt.Println("\n" + hotspot.Attribution)
	return nil
}
