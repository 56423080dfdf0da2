package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime/debug"

	"github.com/wardmote/wardmote/internal/program"
)

// place is where a partnership's data is, shared by the commands that open it.
type place struct {
	Data     string `help:"Folder of the data." default:"data" type:"path"`
	Database string `help:"PostgreSQL address (postgres://…) in place of SQLite in the data folder." env:"WARDMOTE_DATABASE"`
	Pack     string `help:"Folder of the pack, in place of Tower Hamlets." type:"existingdir" env:"WARDMOTE_PACK"`
}

func (p place) config(demo bool) program.Config {
	return program.Config{Data: p.Data, Database: p.Database, Pack: p.Pack, Demo: demo}
}

type serveCommand struct {
	place
	Addr string `help:"Address to answer on." default:"127.0.0.1:8080"`
}

// Run serves until the process is told to stop.
func (c *serveCommand) Run(ctx context.Context) error {
	return serve(ctx, c.config(false), c.Addr, nil)
}

// heapGrowth is how far the heap may grow, in hundredths of what is in use, before it is cleared: a server holds the pack and
// the facts for good, and to look through them for every page or two was a sixth of the work. GOGC says otherwise.
const heapGrowth = 300

func serve(ctx context.Context, cfg program.Config, addr string, prepare func(*program.Program) error) (err error) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	l, err := net.Listen("tcp", addr) // first: to find it taken after a minute of making data helps nobody
	if err != nil {
		return fmt.Errorf("cannot answer on %s: %w; choose another with --addr", addr, err)
	}
	defer l.Close() //nolint:errcheck // closed by the server, but for the case that none was started
	p, err := program.Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if prepare != nil {
		if err := prepare(p); err != nil {
			return err
		}
	}
	return p.Serve(ctx, l)
}
