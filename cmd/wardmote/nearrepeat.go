package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/wardmote/wardmote/internal/understand/nearrepeat"
)

type nearRepeatCommand struct {
	JSON   bool    `name:"json" help:"Print the result as one JSON object."`
	Metres float64 `help:"Width of a band of distance, metres." default:"100"`
	Days   int     `help:"Width of a band of days." default:"7"`
	Draws  int     `help:"Permutations." default:"999"`
	Seed   uint64  `help:"Seed of the permutations: the same seed gives the same result."`
	File   string  `arg:"" name:"file" help:"CSV with a place (easting, northing or longitude, latitude) and a day (date)." type:"existingfile"`
}

// Run prints the near-repeat table of a file of points with dates; no partnership and no server is needed.
func (c *nearRepeatCommand) Run(ctx context.Context) (err error) {
	file, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	name := filepath.Base(c.File)
	events, without, err := nearrepeat.ReadCSV(file)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	f, err := nearrepeat.Run(ctx, nearrepeat.Params{What: "events of " + name, Title: "Near repeats: " + name, Source: name, Events: events, Metres: c.Metres, Days: c.Days, Draws: c.Draws, Seed: c.Seed})
	if err != nil {
		return err
	}
	if without > 0 {
		f.Caveats = append(f.Caveats, fmt.Sprintf("%d rows have no place and are left out.", without))
	}
	return printFinding(f, c.JSON)
}
