package main

import (
	"context"
	"fmt"
	"os"

	"github.com/wardmote/wardmote/internal/demo"
	"github.com/wardmote/wardmote/internal/program"
)

type demoCommand struct {
	place
	front
}

// Run serves the demonstration.
func (c *demoCommand) Run(ctx context.Context) error {
	cfg, err := c.before(c.config(true))
	if err != nil {
		return err
	}
	making, err := demo.Begin(c.Data)
	if err != nil {
		return err
	}
	say := func(what string) { fmt.Fprintln(os.Stderr, what+" …") }
	return serve(ctx, cfg, c.Addr, func(p *program.Program) error {
		if err := making.Load(ctx, p, say); err != nil {
			return err
		}
		return demo.Tell(ctx, p, os.Stdout)
	})
}
