package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program"
)

type backupCommand struct {
	place
	To string `arg:"" help:"New folder for the backup." type:"path"`
}

// Run writes a backup while the store is served.
func (c *backupCommand) Run(ctx context.Context) error {
	b, err := program.MakeBackup(ctx, c.config(false), c.To)
	if err != nil {
		return err
	}
	rows := int64(0)
	for _, t := range b.Store.Tables {
		rows += t.Rows
	}
	fmt.Printf("backed up to %s: %d tables with %d rows, %d files\n", c.To, len(b.Store.Tables), rows, len(b.Files))
	if b.Canary != nil {
		fmt.Printf("The keys of reporters' PINs are in %s. Move that file to another place than the backup: who has both can open every report.\n", filepath.Join(c.To, "pin.key"))
	}
	return nil
}

type restoreCommand struct {
	place
	Keys string `help:"File of the keys for PINs, where it does not lie with the backup." type:"existingfile"`
	From string `arg:"" help:"Folder of the backup." type:"existingdir"`
}

// Run makes a new data folder of a backup, and proves it.
func (c *restoreCommand) Run(ctx context.Context) error {
	r, err := program.Restore(ctx, c.config(false), c.From, c.Keys)
	if err != nil {
		return err
	}
	fmt.Printf("restored to %s what was backed up on %s; every file, every table and every segment is what it was\n", c.Data, r.Backup.Made)
	fmt.Printf("References go on %d further than the backup had come, so that none that was given out after it is given twice. Everybody signs in again.\n", r.Gap)
	switch {
	case r.Backup.Canary == nil:
	case r.Keys:
		fmt.Println("The keys are those of the backup: reporters' PINs open their reports.")
	default:
		fmt.Fprintln(os.Stderr, "There were no keys: reporters' PINs will not open their reports. A new key was made for reports from now on. "+
			"Where the keys are found, stop the server and put them behind the new one in pin.key, a line each.")
	}
	return nil
}

type checkCommand struct {
	place
}

// Run looks through a store, beside its server too.
func (c *checkCommand) Run(ctx context.Context) error {
	wrong, err := program.Check(ctx, c.config(false), func() when.Instant { return when.At(time.Now()) })
	if err != nil {
		return err
	}
	for _, line := range wrong {
		fmt.Println(line)
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%d things are wrong with the data in %s", len(wrong), c.Data)
	}
	fmt.Println("nothing is wrong")
	return nil
}

type versionCommand struct{}

// Run prints the program's version, its commit and the step of its schema.
func (versionCommand) Run() error {
	fmt.Println(program.Version())
	return nil
}
