package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/program"
)

type replayCommand struct {
	place
	Demo bool   `help:"The store is a demonstration's."`
	Kept string `arg:"" name:"run" help:"Id of the kept answer, as it stands in its address."`
}

// Run runs a kept analysis again and says whether the same data still gives the same answer.
func (c *replayCommand) Run(ctx context.Context) (err error) {
	p, err := program.Open(ctx, c.config(c.Demo))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	who := access.System("wardmote replay")
	kept, err := p.Inquiry.Run(ctx, who, c.Kept)
	if err != nil {
		return err
	}
	again, err := p.Inquiry.Replay(ctx, who, kept)
	if err != nil {
		return err
	}
	fmt.Printf("%s\nkept:  %s\nagain: %s\n", kept.Finding.Title, kept.Finding.Summary, again.Answer.Finding.Summary)
	switch {
	case again.SameAnswer:
		fmt.Println("the same answer, figure for figure")
		return nil
	case again.SameFacts:
		return errors.New("the same data gives another answer: the program has changed since this was kept")
	}
	return errors.New("another answer: data has come in since this was kept")
}
