package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program"
)

// password is every invented account's. The store is thrown away.
const password = "only for the benchmark 4711"

const (
	together  = 400 // records in one transaction
	yearsBack = 3
	filled    = "bench.filled"
)

// spot is a place at which something is reported.
type spot struct {
	street, ward string
	at           record.Point
}

// filler invents casework: reports evenly over three years, most of them closed long ago, and a case for every fifth.
type filler struct {
	pack   *pack.Pack
	random *rand.Rand
	spots  []spot
	hands  map[string]string // team to account
	begin  when.Instant
	step   time.Duration
	now    when.Instant
	cases  float64 // a report
}

// fill makes the store, unless one with as many records is there.
func (b *bench) fill() (err error) {
	mark, want := filepath.Join(b.dir, filled), fmt.Sprintf("%d reports, %d cases", b.reports, b.cases)
	is, err := os.ReadFile(mark)
	if err == nil && string(is) == want {
		return nil
	}
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, fmt.Errorf("the folder holds another store (%s): remove it first", is))
	}
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return err
	}
	if err := b.importFacts(); err != nil {
		return err
	}
	p, err := program.Open(b.ctx, program.Config{Data: b.dir, Database: b.database, Pack: program.BuiltIn, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	begin := time.Now()
	f, err := newFiller(b.ctx, p, b.reports, b.cases)
	if err != nil {
		return err
	}
	if err := change.Of(p.Gate).Reproject(b.ctx); err != nil { // nothing is there yet, so nothing that is made is looked at again
		return err
	}
	if err := p.Store.Hurry(b.ctx, func() error { return f.all(b.ctx, p.Gate, b.reports) }); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "made %s in %.0f s\n", want, time.Since(begin).Seconds())
	return os.WriteFile(mark, []byte(want), 0o600)
}

func newFiller(ctx context.Context, p *program.Program, reports, cases int) (*filler, error) {
	f := &filler{pack: p.Pack, random: rand.New(rand.NewPCG(7, 7)), hands: map[string]string{}, now: when.At(time.Now()), cases: float64(cases) / float64(reports)}
	span := yearsBack * 365 * 24 * time.Hour
	f.begin, f.step = f.now.Add(-span), span/time.Duration(reports+1)
	if err := f.users(ctx, p); err != nil {
		return nil, err
	}
	facts, err := p.Facts.Facts(ctx)
	if err != nil {
		return nil, err
	}
	for i, street := range facts.Places.Street {
		lon, lat := facts.Places.Lon[i], facts.Places.Lat[i]
		if facts.Places.Ward[i] == 0 || math.IsNaN(lon) {
			continue
		}
		f.spots = append(f.spots, spot{facts.Streets[street], facts.Wards[facts.Places.Ward[i]].String(), record.Point{Lon: lon, Lat: lat}})
	}
	if len(f.spots) == 0 {
		return nil, errors.New("the police data has no places in the partnership's wards")
	}
	return f, nil
}

// users are the pack's invented people, as accounts that can sign in, and an officer for each team that none of them works in,
// so that everything has somebody.
func (f *filler) users(ctx context.Context, p *program.Program) error {
	hasher, err := credential.NewHasher(credential.DefaultParams, 1)
	if err != nil {
		return err
	}
	hash, err := hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	people := p.Pack.Users
	for _, t := range p.Pack.Teams {
		if !slices.ContainsFunc(people, func(u pack.DemoUser) bool { return u.Team == t.ID }) {
			people = append(slices.Clip(people), pack.DemoUser{ID: "team." + t.ID, Name: "Officer of " + t.Name, Role: "partner-officer", Body: t.Body, Team: t.ID})
		}
	}
	for _, u := range people {
		post := access.Post{Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas, Since: f.begin.Date()}
		id, err := p.Accounts.Add(ctx, access.System("benchmark"), account.Account{Username: u.ID, Name: u.Name, Email: u.Email, Password: hash}, []access.Post{post})
		if err != nil {
			return err
		}
		if u.Team != "" {
			f.hands[u.Team] = id
		}
	}
	return nil
}

func (f *filler) all(ctx context.Context, g *gate.Gate, reports int) error {
	for from := 0; from < reports; from += together {
		err := change.Of(g).Write(ctx, access.System("benchmark"), func(u *change.Unit) error {
			for i := from; i < min(from+together, reports); i++ {
				if err := f.report(u, i); err != nil {
					return fmt.Errorf("report %d: %w", i, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if from%(together*50) == 0 {
			fmt.Fprintf(os.Stderr, "\r%d of %d reports", from, reports)
		}
	}
	fmt.Fprint(os.Stderr, "\r")
	return nil
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func (f *filler) chance(p float64) bool { return f.random.Float64() < p }

// later is a moment so many days on, or now where that is not yet.
func (f *filler) later(from when.Instant, days int) when.Instant {
	at := from.Add(time.Duration(days)*24*time.Hour + time.Duration(f.random.IntN(6*3600))*time.Second)
	if at.After(f.now) {
		return f.now
	}
	return at
}
