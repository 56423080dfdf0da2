// Command load measures the running program on a large store: 300,000 reports and 60,000 cases made through the gate, then
// the real server on a loopback address, with readers of its pages and residents who send reports.
//
//	go run ./tools/bench/load -bin bin/wardmote -dir FOLDER [-facts FILE.csv.gz] [-keep] [-parts start,read,submit]
//
// The store is made in FOLDER where there is none yet, and removed at the end unless -keep is given. Every load is bounded
// by a number of requests, and goes to 127.0.0.0/8 alone.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/wardmote/wardmote/tools/bench/bare"
	"github.com/wardmote/wardmote/tools/bench/figures"
)

type bench struct {
	ctx            context.Context
	bin, dir       string
	facts          string
	reports, cases int
	readers, each  int // concurrent readers, and requests a page
	pause          time.Duration
	forms          int
	pages          *regexp.Regexp
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b := &bench{ctx: ctx}
	flag.StringVar(&b.bin, "bin", "bin/wardmote", "the program")
	flag.StringVar(&b.dir, "dir", "", "folder of the store")
	flag.StringVar(&b.facts, "facts", "internal/demo/police/tower-hamlets-12types_2018-02_2021-01.csv.gz", "police data to import first")
	flag.IntVar(&b.reports, "reports", 300_000, "reports in the store")
	flag.IntVar(&b.cases, "cases", 60_000, "cases in the store")
	flag.IntVar(&b.readers, "readers", 20, "concurrent readers")
	flag.IntVar(&b.each, "each", 200, "requests of each page")
	flag.DurationVar(&b.pause, "pause", 500*time.Millisecond, "mean pause of a reader between two pages, in the second round")
	flag.IntVar(&b.forms, "forms", 6000, "reports to send, in all rounds")
	only := flag.String("pages", "", "read only pages whose name fits this expression")
	keep := flag.Bool("keep", false, "keep the store for the next run")
	parts := flag.String("parts", "size,start,read,submit", "what to measure")
	flag.Parse()
	b.pages = regexp.MustCompile(*only)
	err := b.run(strings.Split(*parts, ","))
	if !*keep {
		err = errors.Join(err, os.RemoveAll(b.dir))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func (b *bench) run(parts []string) error {
	if b.dir == "" {
		return errors.New("name the folder of the store with -dir")
	}
	if err := b.fill(); err != nil {
		return fmt.Errorf("make the store: %w", err)
	}
	for _, part := range parts {
		do, ok := map[string]func() error{"size": b.size, "start": b.start, "read": b.read, "submit": b.submit}[part]
		if !ok {
			return fmt.Errorf("there is no part %q", part)
		}
		if err := do(); err != nil {
			return fmt.Errorf("%s: %w", part, err)
		}
	}
	return nil
}

// add keeps a figure of this part of the benchmark.
func add(f figures.Figure) error {
	f.Date = time.Now().Format(time.DateOnly)
	return figures.Add("app", f)
}

func (b *bench) size() error {
	info, err := os.Stat(b.bin)
	if err != nil {
		return err
	}
	return add(figures.Figure{ID: "binary", Value: float64(info.Size()) / 1e6, Unit: "MB"})
}

// start is the time from the start of the process to the first page that it answers.
func (b *bench) start() error {
	var seconds []float64
	for range 5 {
		s, took, err := b.serve()
		if err != nil {
			return err
		}
		seconds = append(seconds, took.Seconds())
		if err := s.stop(); err != nil {
			return err
		}
	}
	return add(figures.Figure{ID: "start", Value: figures.Median(seconds), Unit: "s", Runs: len(seconds), Note: fmt.Sprintf("slowest %.2f s", figures.Quantile(seconds, 1))})
}

// importFacts gives the store the police data that it shows on maps and learns streets from.
func (b *bench) importFacts() error {
	out, err := exec.CommandContext(b.ctx, b.bin, "import", "--data", b.dir, "--json", b.facts).CombinedOutput()
	if err != nil {
		return fmt.Errorf("import: %w: %s", err, out)
	}
	return nil
}

// bareRate is the rate of a bare loop of all rows of a report on the store's own disk.
func (b *bench) bareRate() (float64, error) {
	return b.beside(func(dir string) (float64, error) {
		return bare.PerSecond(dir, filepath.Join(b.dir, "wardmote.db"), 1500)
	})
}

// beside runs a loop in a new folder beside the store.
func (b *bench) beside(loop func(dir string) (float64, error)) (float64, error) {
	dir, err := os.MkdirTemp(filepath.Dir(b.dir), "bare-")
	if err != nil {
		return 0, err
	}
	rate, err := loop(dir)
	return rate, errors.Join(err, os.RemoveAll(dir))
}
