// Command load measures the running program on a large store: 300,000 reports and 60,000 cases made through the gate, then
// the real server on a loopback address. Pages are opened, and reports sent, so many a second whether or not those before were answered
// (github.com/tsenart/vegeta): a server that falls behind is met by more and more, as a real one is.
//
//	go run ./tools/bench/load -bin bin/wardmote -dir FOLDER [-database URL] [-facts FILE.csv.gz] [-keep] [-parts start,pages,reports]
//
// The store is made in FOLDER where there is none yet, and removed at the end unless -keep is given. All goes to 127.0.0.1 alone.
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
	"strings"
	"time"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

type bench struct {
	ctx            context.Context
	bin, dir       string
	database       string // of PostgreSQL; SQLite where it is empty
	facts          string
	reports, cases int
	pages, forms   int // opened a second, and sent a second
	minute         time.Duration
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
	flag.StringVar(&b.database, "database", "", "address of a PostgreSQL database, in place of SQLite")
	flag.IntVar(&b.pages, "pages", 200, "pages opened a second")
	flag.IntVar(&b.forms, "forms", 50, "reports sent a second")
	flag.DurationVar(&b.minute, "for", time.Minute, "how long")
	keep := flag.Bool("keep", false, "keep the store for the next run")
	parts := flag.String("parts", "size,start,pages,reports", "what to measure")
	flag.Parse()
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
		do, ok := map[string]func() error{"size": b.size, "start": b.start, "pages": b.read, "costs": b.costs, "reports": b.submit}[part]
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
	if err := add(figures.Figure{ID: "binary", Value: float64(info.Size()) / 1e6, Unit: "MB"}); err != nil || b.database != "" {
		return err
	}
	if info, err = os.Stat(filepath.Join(b.dir, "wardmote.db")); err != nil {
		return err
	}
	return add(figures.Figure{ID: "store", Value: float64(info.Size()) / 1e6, Unit: "MB", Note: fmt.Sprintf("%d reports, %d cases", b.reports, b.cases)})
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
	return add(figures.Figure{ID: b.named("start"), Value: figures.Median(seconds), Unit: "s", Runs: len(seconds), Note: fmt.Sprintf("slowest %.2f s", figures.Quantile(seconds, 1))})
}

// importFacts gives the store the police data that it shows on maps and learns streets from.
func (b *bench) importFacts() error {
	out, err := exec.CommandContext(b.ctx, b.bin, append([]string{"import", "--data", b.dir, "--json", b.facts}, b.where()...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("import: %w: %s", err, out)
	}
	return nil
}

// where says to the program in which database the store is.
func (b *bench) where() []string {
	if b.database == "" {
		return nil
	}
	return []string{"--database", b.database}
}

// named is the row of a figure, for each database its own.
func (b *bench) named(row string) string {
	if b.database == "" {
		return row
	}
	return row + "-postgres"
}
