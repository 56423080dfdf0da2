// Package program assembles Wardmote: store, pack, gate, atlas, facts, queue and screens, in the order in which they stand
// on each other, and serves them until it is told to stop. Tests start the real program through it.
package program

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/understand/intake"
	"github.com/wardmote/wardmote/internal/web/answer"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Config says what to run. The zero values run the Tower Hamlets pack on SQLite.
type Config struct {
	Data     string // folder of the store, the segments and the secrets
	Database string // PostgreSQL address; SQLite in Data where empty
	Pack     string // folder of a pack, or BuiltIn; where empty that of the store, which must be the embedded one
	Demo     bool
	Proxies  page.Proxies  // in front of the program, whose word on where a request came from is taken
	HSTS     time.Duration // for how long browsers shall ask through TLS alone; 0 says nothing
	Probe    time.Duration // for how long an answer about readiness stands; five seconds where 0
	Grace    time.Duration // for requests under way at the end; the constant Grace where 0
	Log      *slog.Logger
	Now      func() when.Instant // the real clock where nil
	Address  string              // where the program is found from outside, for links in messages
	Carriers []message.Carrier   // what takes messages to people; they are kept and not sent where there is none
}

// step tells whoever started the program how far an older store is brought up to date.
func (c Config) step(nth, of int) {
	c.Log.Info("the store is of an older version and is brought up to date; stopping now undoes no more than this step", "step", nth, "of", of)
}

// Program is everything, opened.
type Program struct {
	Config   Config
	Store    *store.DB
	Pack     *pack.Pack
	Gate     *gate.Gate
	Acts     *act.Acts
	Accounts *account.Register
	Depot    segment.Depot
	Facts    *incident.Library
	Reports  *report.Desk
	Queue    *queue.Queue
	Post     *message.Post   // writes what people are told
	Sender   *message.Sender // and sends it
	Answers  answer.Parts
	Inquiry  *inquiry.Desk
	Intake   *intake.Desk

	atlas    atomic.Pointer[place.Atlas]
	learning sync.Mutex
	learned  string                   // version of the facts whose streets the atlas holds
	turn     sync.Mutex               // held while figures are worked out
	fresh    chan struct{}            // somebody here changed which facts are in force
	routes   atomic.Pointer[[]string] // patterns of what is served
	workers  sync.WaitGroup
	stop     context.CancelFunc
	probe    probe
}

// Open opens everything below the screens. Close it when done.
func Open(ctx context.Context, cfg Config) (*Program, error) {
	if cfg.Now == nil {
		cfg.Now = func() when.Instant { return when.At(time.Now()) }
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Probe == 0 {
		cfg.Probe = 5 * time.Second
	}
	p := &Program{Config: cfg, fresh: make(chan struct{}, 1)}
	var err error
	if p.Pack, err = LoadPack(cfg.Pack); err != nil {
		return nil, err
	}
	if err := errors.Join(p.storeLost(), p.madeFor()); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder cannot be made: %w", err)
	}
	if p.Store, err = store.Open(ctx, store.Config{Dir: cfg.Data, URL: cfg.Database, Step: cfg.step}); err != nil {
		return nil, err
	}
	if err := p.openRest(ctx); err != nil {
		return nil, errors.Join(err, p.Store.Close())
	}
	return p, nil
}

func (p *Program) openRest(ctx context.Context) error {
	if err := p.bind(ctx); err != nil {
		return err
	}
	if err := p.markVersion(ctx); err != nil {
		return err
	}
	var err error
	if p.Depot, err = p.openDepot(); err != nil {
		return err
	}
	atlas, err := buildAtlas(p.Pack, nil)
	if err != nil {
		return err
	}
	p.atlas.Store(atlas)
	pins, err := p.openPINs(ctx)
	if err != nil {
		return err
	}
	holidays, err := gate.Holidays(ctx, p.Store)
	if err != nil {
		return err
	}
	p.Post = message.New(p.Pack, p.Config.Address)
	p.Gate = gate.New(gate.Config{DB: p.Store, Pack: p.Pack, Now: p.Config.Now, Demo: p.Config.Demo, Holidays: holidays})
	change.Of(p.Gate).TellBy(p.Post)
	if err := p.Gate.LearnLaw(ctx); err != nil {
		return err
	}
	if err := p.endPromises(ctx); err != nil {
		return err
	}
	if err := p.moveClocks(ctx); err != nil {
		return err
	}
	p.Accounts = account.New(p.Store, p.Pack, p.Config.Now)
	p.Acts = NewActs(p.Gate, p.Accounts)
	p.Queue = queue.New(p.Store, p.Config.Now)
	p.Sender = message.NewSender(p.Post, p.Gate, p.Queue)
	p.Facts = incident.NewLibrary(p.Depot, wardsOf(p.Pack)...)
	p.Reports = &report.Desk{Gate: p.Gate, PINs: pins, Acts: p.Acts}
	p.openAnswers(newFactCounts(p.Facts))
	return p.openUnderstanding()
}

// endPromises makes records of what an earlier version had taken in and not recorded yet, before anything is served.
func (p *Program) endPromises(ctx context.Context) error {
	if !p.Store.Held() {
		return nil // who serves the store has done so
	}
	left, err := change.Of(p.Gate).MakePromised(ctx)
	if err != nil || left > 0 {
		return err
	}
	return p.Store.EndPromises(ctx)
}

// AddHoliday keeps a day that clocks do not count, from the next start on.
func (p *Program) AddHoliday(ctx context.Context, h clock.Holiday, now when.Instant) error {
	return gate.AddHoliday(ctx, p.Store, h, now)
}

// moveClocks sets the days of running clocks anew where a bank holiday was added, before anything is served.
func (p *Program) moveClocks(ctx context.Context) error {
	if !p.Store.Held() {
		return nil
	}
	n, err := change.Of(p.Gate).MoveClocks(ctx)
	if n > 0 {
		p.Config.Log.Info("the days of running clocks were moved: the bank holidays changed", "records", n)
	}
	return err
}

// openDepot keeps facts beside the SQLite file, or in the database where several processes share one PostgreSQL.
func (p *Program) openDepot() (segment.Depot, error) {
	if p.Store.Engine() == store.Postgres {
		return segment.InStore(p.Store), nil
	}
	return segment.OpenDir(SegmentsFolder(p.Config.Data))
}

// commandsTake is how long a server waits for a command that holds its folder, such as one that adds an account.
const commandsTake = 2 * time.Second

// serveAlone keeps a second server from the same folder: on SQLite a server keeps in memory what only it changes. Commands that
// import or add an account work beside it.
func (p *Program) serveAlone(ctx context.Context) error {
	held, err := p.Store.Hold(ctx, commandsTake)
	if err == nil && !held {
		err = fmt.Errorf("another wardmote serves the data in %s; stop it first, or use PostgreSQL, which several may share", p.Config.Data)
	}
	return err
}

// Close ends the workers and closes the store.
func (p *Program) Close() error {
	if p.stop != nil {
		p.stop()
	}
	p.workers.Wait()
	return p.Store.Close()
}

// Serve answers on the listener until ctx ends, then lets requests under way finish.
func (p *Program) Serve(ctx context.Context, l net.Listener) (err error) {
	if err := p.serveAlone(ctx); err != nil {
		return err
	}
	handler, err := p.Handler()
	if err != nil {
		return err
	}
	work, stop := context.WithCancel(ctx)
	p.stop = stop
	p.startWorkers(work)
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute,
		WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	p.Config.Log.Info("serving", "address", "http://"+l.Addr().String(), "partnership", p.Pack.Partnership.Name, "database", string(p.Store.Engine()))
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	return p.end(ctx, server)
}

// Grace is how long requests under way are given when the server is told to stop.
const Grace = 15 * time.Second

// end lets requests under way finish, and cuts off those that do not: a reader who does not read is no failure of the server.
func (p *Program) end(ctx context.Context, server *http.Server) error {
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.grace())
	defer cancel()
	err := server.Shutdown(grace)
	if errors.Is(err, context.DeadlineExceeded) {
		p.Config.Log.Warn("requests that did not end were cut off", "after", p.grace().String())
		return server.Close()
	}
	return err
}

func (p *Program) grace() time.Duration {
	if p.Config.Grace > 0 {
		return p.Config.Grace
	}
	return Grace
}
