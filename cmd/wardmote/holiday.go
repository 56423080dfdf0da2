package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program"
)

type holidayCommand struct {
	Add holidayAddCommand `cmd:"" help:"Add a bank holiday, or a day on which the offices are shut, that this version does not know."`
}

type holidayAddCommand struct {
	place
	Demo   bool   `help:"The store is a demonstration's."`
	Day    string `arg:"" help:"The day, such as 2027-05-10."`
	Name   string `arg:"" help:"What it is called."`
	Source string `required:"" help:"Where it was published, such as gov.uk/bank-holidays."`
}

// Run keeps the day; running clocks are moved at the next start.
func (c *holidayAddCommand) Run(ctx context.Context) (err error) {
	day, err := when.ParseDate(c.Day)
	if err != nil {
		return fmt.Errorf("the day is written such as 2027-05-10: %w", err)
	}
	p, err := program.Open(ctx, c.config(c.Demo))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if err := p.AddHoliday(ctx, clock.Holiday{Day: day, Name: c.Name, Source: c.Source}, when.At(time.Now())); err != nil {
		return err
	}
	fmt.Printf("%s is a holiday from the next start of the server, which moves the clocks that run over it\n", day)
	return nil
}
