// Command analysis times the analysis library on the invented events of tools/bench/synthetic, with the parameters at which
// the reference programs were measured. Each row runs in a process of its own, which reads the events, runs the estimator
// once to warm up where that is short, and then several times: the median counts, and the most memory that the process held,
// events included.
//
//	go run ./tools/bench/analysis -points FOLDER [-run REGEXP] [-list]
//
// FOLDER holds points-N.csv. Figures go to the folder that WARDMOTE_BENCH_OUT names.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"github.com/wardmote/wardmote/tools/bench/figures"
	"github.com/wardmote/wardmote/tools/bench/synthetic"
)

func main() {
	folder := flag.String("points", "", "folder of points-N.csv")
	which := flag.String("run", "", "only rows whose id matches")
	one := flag.String("row", "", "run this one row in this process and print its figure")
	list := flag.Bool("list", false, "list the rows and how many events each reads")
	flag.Parse()
	var err error
	switch {
	case *list:
		for _, r := range rows() {
			fmt.Println(r.id, r.events)
		}
	case *one != "":
		err = runOne(*folder, *one)
	default:
		err = runAll(*folder, *which)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "analysis:", err)
		os.Exit(1)
	}
}

// row is one line of the document: prepare makes ready what is not timed and gives what is, which says what came out.
type row struct {
	id      string
	events  int
	prepare func(synthetic.Events) (work, error)
}

type work func(context.Context) (note string, err error)

// Several runs, at most so many and for at most so long.
const (
	runsMost = 15
	timeMost = 6 * time.Second
)

func runAll(folder, which string) error {
	wanted, err := regexp.Compile(which)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	for _, r := range rows() {
		if !wanted.MatchString(r.id) {
			continue
		}
		cmd := exec.Command(self, "-points", folder, "-row", r.id)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("%s: %w", r.id, err)
		}
		var f figures.Figure
		if err := json.Unmarshal(out, &f); err != nil {
			return fmt.Errorf("%s: %w", r.id, err)
		}
		if err := figures.Add("analysis", f); err != nil {
			return err
		}
	}
	return nil
}

func runOne(folder, id string) error {
	for _, r := range rows() {
		if r.id != id {
			continue
		}
		f, err := r.measure(folder)
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(f)
	}
	return fmt.Errorf("there is no row %q", id)
}

func (r row) measure(folder string) (figures.Figure, error) {
	f := figures.Figure{ID: r.id, Unit: "s", Date: time.Now().Format(time.DateOnly)}
	events, err := synthetic.Read(filepath.Join(folder, "points-"+strconv.Itoa(r.events)+".csv"), r.events)
	if err != nil {
		return f, err
	}
	run, err := r.prepare(events)
	if err != nil {
		return f, err
	}
	var seconds []float64
	f.CPU = math.Inf(1)
	for begin := time.Now(); len(seconds) < runsMost && (len(seconds) == 0 || time.Since(begin) < timeMost); {
		start, busy := time.Now(), figures.Busy()
		if f.Note, err = run(context.Background()); err != nil {
			return f, err
		}
		seconds, f.CPU = append(seconds, time.Since(start).Seconds()), min(f.CPU, figures.Busy()-busy)
	}
	if len(seconds) > 2 {
		seconds = seconds[1:] // the first warms up
	}
	f.Value, f.Runs, f.PeakMiB = figures.Median(seconds), len(seconds), figures.PeakMiB("self")
	return f, nil
}
