package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// factsFrom is where a command takes its facts and its areas from: the data folder of a partnership, or files alone, which
// leave nothing behind; areas of the pack, or of a GeoJSON file of boundaries.
type factsFrom struct {
	place
	Boundaries string   `help:"GeoJSON of areas in degrees, in place of the pack's wards." type:"existingfile"`
	JSON       bool     `name:"json" help:"Print the result as one JSON object."`
	Files      []string `arg:"" optional:"" name:"file" help:"Files to analyse in place of what was imported into --data." type:"existingfile"`
}

// asked is the choice of events that most analyses take.
type asked struct {
	Crime []string `help:"Crime type by name or slug, such as burglary; repeat for several. All types where left out." sep:","`
	From  string   `help:"First month, such as 2018-02."`
	To    string   `help:"Last month."`
	Area  string   `help:"Code or name of a ward, id of a group such as pilot, or the code of the borough." default:"all"`
}

// ofCrimes asks about crimes, with chance in the answer.
type ofCrimes struct {
	factsFrom
	asked
	Cell float64 `help:"Side of a square, metres." default:"150"`
	Seed uint64  `help:"Seed of the draws: the same seed gives the same result."`
}

func (c ofCrimes) chosen(ctx context.Context) (choice.Choice, *studyarea.Register, error) {
	return c.choose(ctx, c.factsFrom, incident.Crime)
}

func (f factsFrom) load(ctx context.Context) (_ *incident.Facts, _ *studyarea.Register, err error) {
	register, geography, err := f.areas()
	if err != nil {
		return nil, nil, err
	}
	depot, done, err := f.depot(ctx, geography)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, done()) }()
	facts, err := incident.NewLibrary(depot).Facts(ctx)
	if err == nil && len(facts.Sources) == 0 {
		err = fmt.Errorf("nothing has been imported into %s; run: wardmote import --data %[1]s FILE", f.Data)
	}
	if f.Boundaries != "" && err == nil {
		facts = facts.Placed(geography.Wards)
	}
	if err == nil {
		facts = facts.Of(register.Whole().Wards)
	}
	return facts, register, err
}

func (f factsFrom) areas() (*studyarea.Register, incident.Geography, error) {
	if f.Boundaries != "" {
		geojson, err := os.ReadFile(f.Boundaries)
		if err != nil {
			return nil, incident.Geography{}, err
		}
		index, err := incident.NewAreaIndex(geojson)
		if err != nil {
			return nil, incident.Geography{}, fmt.Errorf("%s: %w", f.Boundaries, err)
		}
		return studyarea.OfBoundaries(filepath.Base(f.Boundaries), index), incident.Geography{Wards: index}, nil
	}
	p, err := program.LoadPack(f.Pack)
	if err != nil {
		return nil, incident.Geography{}, err
	}
	return program.AreasOf(p)
}

// depot opens the data folder, or reads the files into a folder that is gone when the command ends.
func (f factsFrom) depot(ctx context.Context, geography incident.Geography) (segment.Depot, func() error, error) {
	if len(f.Files) == 0 {
		return program.OpenDepot(ctx, f.config(false))
	}
	dir, err := os.MkdirTemp("", "wardmote-facts-")
	if err != nil {
		return nil, nil, err
	}
	done := func() error { return os.RemoveAll(dir) }
	depot, err := segment.OpenDir(dir)
	if err == nil {
		_, err = incident.Import(ctx, depot, incident.Files(f.Files...), incident.Options{By: "wardmote", Now: when.At(time.Now()), Geography: geography})
	}
	if err != nil {
		return nil, nil, errors.Join(err, done())
	}
	return depot, done, nil
}

// types are the codes of the crime types that were asked for.
func (a asked) types() ([]uint8, error) {
	var out []uint8
	for _, word := range a.Crime {
		code, err := incident.ParseType(word)
		if err != nil {
			return nil, err
		}
		out = append(out, code)
	}
	return out, nil
}

// period is the months asked for, and those that are covered where none were.
func (a asked) period(facts *incident.Facts, kind incident.Kind) (from, to incident.Month, err error) {
	types, err := a.types()
	if err != nil {
		return 0, 0, err
	}
	if kind != incident.Crime {
		types = nil
	}
	if from, to, err = facts.Coverage(kind).Period(types...); err != nil {
		from, to, err = facts.Span(kind)
	}
	if a.From != "" && err == nil {
		from, err = incident.ParseMonth(a.From)
	}
	if a.To != "" && err == nil {
		to, err = incident.ParseMonth(a.To)
	}
	return from, to, err
}

// choose is the events that were asked for, with the areas of whoever asks.
func (a asked) choose(ctx context.Context, from factsFrom, kind incident.Kind) (c choice.Choice, areas *studyarea.Register, err error) {
	c.Kind = kind
	if c.Types, err = a.types(); err != nil {
		return c, nil, err
	}
	if c.Facts, areas, err = from.load(ctx); err != nil {
		return c, nil, err
	}
	c.NameWard, c.Ground, c.People = areas.NameWard, areas.Streets, areas.Residents
	if c.Area, err = areas.Find(a.Area); err != nil {
		return c, nil, err
	}
	if c.From, c.To, err = a.period(c.Facts, kind); err != nil {
		return c, nil, err
	}
	c, err = c.Settle()
	return c, areas, err
}
