package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// licence is what data.police.uk publishes under; it is kept with every segment.
const licence = "Open Government Licence v3.0, data.police.uk"

// The heap may grow to a few times what is held before it is searched, because what an import holds is small and ends with
// it; up to a bound, beyond which it is searched as often as it must.
const (
	collectLater  = 400
	collectBefore = 768 << 20 // bytes
)

type importCommand struct {
	place
	JSON  bool     `name:"json" help:"Print the result as one JSON object."`
	Files []string `arg:"" name:"file" help:"Files to import: CSV of data.police.uk, plain, .gz or the publisher's .zip." type:"path"`
}

// Run imports all files as one step: either all of them are stored or nothing is.
func (c *importCommand) Run(ctx context.Context) (err error) {
	depot, done, err := program.OpenDepot(ctx, c.config(false))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	geography, err := program.LoadGeography(c.Pack)
	if err != nil {
		return err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(collectLater))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(collectBefore))
	opt := incident.Options{By: "wardmote import", Now: when.At(time.Now()), Geography: geography, Note: map[string]string{"licence": licence}}
	if !c.JSON {
		opt.After = func(f incident.FileSummary) { fmt.Fprintln(os.Stderr, fileWords(f)) }
	}
	sum, err := importAgain(ctx, depot, incident.Files(c.Files...), opt)
	if err != nil {
		return fmt.Errorf("%w; nothing was imported", err)
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(sum)
	}
	printSummary(sum)
	return nil
}

// importAgain runs an import once more where another process finished its own meanwhile.
func importAgain(ctx context.Context, depot segment.Depot, files []incident.File, opt incident.Options) (incident.Summary, error) {
	for try := 1; ; try++ {
		sum, err := incident.Import(ctx, depot, files, opt)
		if try == 5 || !errors.Is(err, segment.ErrOvertaken) {
			return sum, err
		}
	}
}

func fileWords(f incident.FileSummary) string {
	name := f.Name
	if f.Member != "" {
		name += " " + f.Member
	}
	if f.Known {
		return fmt.Sprintf("%s: imported before, nothing new", name)
	}
	return fmt.Sprintf("%s: %s; %d accepted, %d duplicate, %d rejected", name, f.Schema, f.Accepted, f.Duplicate, f.Rejected)
}

// printSummary says in words what an import did, with the first lines of each file that were not taken.
func printSummary(sum incident.Summary) {
	fmt.Printf("%d rows accepted, %d duplicate, %d rejected; %d segments stored\n", sum.Accepted, sum.Duplicate, sum.Rejected, sum.Segments)
	for _, f := range sum.Files {
		for _, r := range f.Reasons {
			fmt.Printf("  %s: %d rows: %s\n", f.Name, r.Rows, r.Why)
		}
		for i, l := range f.Lines {
			if i == 10 {
				fmt.Println("  … (--json prints more)")
				break
			}
			fmt.Printf("  %s:%d: %s %s\n", f.Name, l.Line, l.Why, l.What)
		}
	}
}
