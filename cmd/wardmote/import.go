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

// The heap may grow to a few times what is held before it is searched, because what an import holds is small and ends with
// it; up to a bound, beyond which it is searched as often as it must.
const (
	collectLater  = 400
	collectBefore = 768 << 20 // bytes
)

type importCommand struct {
	Files  importFiles  `cmd:"" default:"withargs" help:"Import files as one step."`
	Accept importAccept `cmd:"" help:"Bring an import that waits into force."`
	Back   importBack   `cmd:"" help:"Take an import back, with a reason; nothing that another import holds too is lost."`
}

// claimed is what an import is said to cover, where the files do not show it.
type claimed struct {
	Covers string   `help:"What the files hold whole: proposed (types and months whose counts are plausible beside their neighbours), all (of the types and months that they have rows of), none." enum:"proposed,all,none" default:"proposed"`
	Wards  []string `help:"Codes of the wards that the files cover, where that is not all in which they have rows." sep:","`
}

func (c claimed) claim() (incident.Claim, error) {
	out := incident.Claim{Whole: c.Covers == "all", Nothing: c.Covers == "none"}
	for _, w := range c.Wards {
		code, ok := incident.ParseCode(w)
		if !ok {
			return out, fmt.Errorf("%q is not the code of a ward, such as E05009317", w)
		}
		out.Wards = append(out.Wards, code)
	}
	return out, nil
}

type importFiles struct {
	place
	claimed
	JSON  bool     `name:"json" help:"Print the result as one JSON object."`
	Stage bool     `help:"Leave the import waiting, to be accepted on the import page or by: import accept ID. Prints JSON."`
	Files []string `arg:"" name:"file" help:"Files to import: CSV of data.police.uk, plain, .gz or the publisher's .zip." type:"path"`
}

// Run imports all files as one step: either all of them are stored or nothing is.
func (c *importFiles) Run(ctx context.Context) error {
	opt, err := importing(c.place, c.claimed)
	if err != nil {
		return err
	}
	opt.Stage = c.Stage
	if !c.JSON {
		opt.After = func(f incident.FileSummary) { fmt.Fprintln(os.Stderr, fileWords(f)) }
	}
	defer debug.SetGCPercent(debug.SetGCPercent(collectLater))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(collectBefore))
	return withDepot(ctx, c.place, func(depot segment.Depot) error {
		sum, err := importAgain(ctx, depot, incident.Files(c.Files...), opt)
		switch {
		case err != nil:
			return fmt.Errorf("%w; nothing was imported", err)
		case c.Stage:
			return printStaged(sum)
		case c.JSON:
			return json.NewEncoder(os.Stdout).Encode(sum)
		}
		printSummary(sum)
		return nil
	})
}

type importAccept struct {
	place
	claimed
	JSON bool `name:"json" help:"Print the result as one JSON object."`
	ID   int  `arg:"" name:"id" help:"Number of the import that waits."`
}

// Run brings what waits into force.
func (c *importAccept) Run(ctx context.Context) error {
	opt, err := importing(c.place, c.claimed)
	if err != nil {
		return err
	}
	return withDepot(ctx, c.place, func(depot segment.Depot) error {
		sum, err := incident.Accept(ctx, depot, c.ID, opt)
		if err != nil {
			return err
		}
		if c.JSON {
			return json.NewEncoder(os.Stdout).Encode(sum)
		}
		printSummary(sum)
		return nil
	})
}

type importBack struct {
	place
	Reason string `required:"" help:"Why it is taken back; kept with the import."`
	JSON   bool   `name:"json" help:"Print the result as one JSON object."`
	ID     int    `arg:"" name:"id" help:"Number of the import, as the import page and import --json say it."`
}

// Run takes an import back.
func (c *importBack) Run(ctx context.Context) error {
	return withDepot(ctx, c.place, func(depot segment.Depot) error {
		if err := incident.TakeBack(ctx, depot, c.ID, c.Reason, incident.Options{By: importer, Now: when.At(time.Now())}); err != nil {
			return err
		}
		if c.JSON {
			return json.NewEncoder(os.Stdout).Encode(map[string]any{"back": c.ID, "reason": c.Reason})
		}
		fmt.Printf("Import %d was taken back. What another import holds too still counts.\n", c.ID)
		return nil
	})
}

// importer is who imports at the command line.
const importer = "wardmote import"

func importing(p place, c claimed) (incident.Options, error) {
	opt, err := program.LoadImporting(p.Pack)
	if err != nil {
		return opt, err
	}
	opt.By, opt.Now = importer, when.At(time.Now())
	opt.Claim, err = c.claim()
	return opt, err
}

func withDepot(ctx context.Context, p place, fn func(segment.Depot) error) error {
	depot, done, err := program.OpenDepot(ctx, p.config(false))
	if err != nil {
		return err
	}
	return errors.Join(fn(depot), done())
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

// printStaged prints the number of what waits first; it is null where nothing of the files is left to accept.
func printStaged(sum incident.Summary) error {
	var id *int
	if sum.Staged > 0 {
		id = &sum.Staged
	}
	return json.NewEncoder(os.Stdout).Encode(struct {
		Staged *int `json:"staged"`
		incident.Summary
	}{id, sum})
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
		if f.Outside > 0 {
			fmt.Printf("  %s: %d rows lie outside the partnership's wards\n", f.Name, f.Outside)
		}
	}
	for _, c := range sum.Covers {
		fmt.Printf("covers %s %s to %s%s\n", coverName(c.Kind, c.Type), c.From, c.To, wardsWords(c.Areas))
	}
	for _, d := range sum.Doubts {
		if d.From == "" {
			fmt.Printf("not taken for whole: %s%s, %d rows: %s\n", coverName(string(d.Kind), d.Type), ofFile(d.File), d.Rows, d.Why)
			continue
		}
		fmt.Printf("not taken for whole: %s %s to %s, %d rows: %s (say --covers all if they are)\n", coverName(string(d.Kind), d.Type), d.From, d.To, d.Rows, d.Why)
	}
	if sum.Import > 0 {
		fmt.Printf("import %d; to take it back: wardmote import back %[1]d --reason WHY\n", sum.Import)
	}
}

func coverName(kind, typ string) string {
	if typ != "" {
		return typ
	}
	return kind
}

func ofFile(name string) string {
	if name == "" {
		return ""
	}
	return " of " + name
}

func wardsWords(areas []string) string {
	if len(areas) == 0 {
		return ""
	}
	return fmt.Sprintf(" in %d wards", len(areas))
}
