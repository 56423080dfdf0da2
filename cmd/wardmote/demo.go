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
	Addr string `help:"Address to answer on." default:"127.0.0.1:8080"`
}

// Run serves the demonstration.
func (c *demoCommand) Run(ctx context.Context) error {
	making, err := demo.Begin(c.Data)
	if err != nil {
		return err
	}
	say := func(what string) { fmt.Fprintln(os.Stderr, what+" …") }
	return serve(ctx, c.config(true), c.Addr, func(p *program.Program) error { return making.Load(ctx, p, say) })
}
