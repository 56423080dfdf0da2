package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/internal/web/page"
)

// place is where a partnership's data is, shared by the commands that open it.
type place struct {
	Data     string `help:"Folder of the data." default:"data" type:"path"`
	Database string `help:"PostgreSQL address (postgres://…) in place of SQLite in the data folder." env:"WARDMOTE_DATABASE"`
	Pack     string `help:"Folder of the pack, or towerhamlets for the one within the program. A new store asks for it." env:"WARDMOTE_PACK"`
}

func (p place) config(demo bool) program.Config {
	return program.Config{Data: p.Data, Database: p.Database, Pack: p.Pack, Demo: demo}
}

// front is where a server answers and what stands before it, shared by the commands that serve.
type front struct {
	Addr           string        `help:"Address to answer on." default:"127.0.0.1:8080"`
	TrustedProxies []string      `help:"Addresses and networks of the proxies in front, such as 127.0.0.1 or 10.0.0.0/8: where they say a request came from, by X-Forwarded-For and X-Forwarded-Proto, is believed." env:"WARDMOTE_TRUSTED_PROXIES"`
	HSTS           time.Duration `name:"hsts" help:"Tell browsers that come through TLS to come no other way for so long, such as 8760h." env:"WARDMOTE_HSTS"`
	telling
}

// before puts what stands in front into a configuration.
func (f front) before(cfg program.Config) (_ program.Config, err error) {
	cfg.HSTS = f.HSTS
	if f.HSTS < 0 {
		return cfg, fmt.Errorf("--hsts %s: say for how long from now, such as 8760h", f.HSTS)
	}
	if cfg.Proxies, err = page.ParseProxies(f.TrustedProxies); err != nil {
		return cfg, fmt.Errorf("--trusted-proxies: %w", err)
	}
	return f.telling.into(cfg)
}

type serveCommand struct {
	place
	front
}

// Run serves until the process is told to stop.
func (c *serveCommand) Run(ctx context.Context) error {
	cfg, err := c.before(c.config(false))
	if err != nil {
		return err
	}
	return serve(ctx, cfg, c.Addr, nil)
}

// heapGrowth is how far the heap may grow, in hundredths of what is in use, before it is cleared: a server holds the pack and
// the facts for good, and to look through them for every page or two was a sixth of the work. GOGC says otherwise.
const heapGrowth = 300

func serve(ctx context.Context, cfg program.Config, addr string, prepare func(*program.Program) error) (err error) {
	signal.Ignore(syscall.SIGHUP) // a terminal that closes, or whoever turns logs over, ends no service
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	l, err := net.Listen("tcp", addr) // first: to find it taken after a minute of making data helps nobody
	if err != nil {
		return fmt.Errorf("cannot answer on %s: %w; choose another with --addr", addr, err)
	}
	defer l.Close() //nolint:errcheck // closed by the server, but for the case that none was started
	if cfg.Address == "" {
		cfg.Address = "http://" + l.Addr().String()
		if len(cfg.Carriers) > 0 {
			slog.Warn("links in messages lead to " + cfg.Address + ", which others may not reach: say with --url where people find the program")
		}
	}
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
