// Command copy compares the import of a table of police data with PostgreSQL's COPY of the same file into a bare table, in
// turn, on the same machine, and then asks the imported facts what screens ask: counts and hot spots.
//
//	go run ./tools/bench/copy -bin bin/wardmote [-london wards.geojson] london.csv.gz
//
// Both read the same plain file, warm in the memory of the system; and, where the file given is compressed, both read that:
// COPY from gzip -dc, the import by itself. The import is the whole process, which also checks, places, finds duplicates,
// reports and syncs. Beside the seconds stand those that the cores were busy, which other work on the machine stretches less.
//
// The server is private: started for the run in a new folder, on a Unix socket, as a user without rights where this runs as
// root, with the settings that Debian ships.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

func main() {
	bin := flag.String("bin", "bin/wardmote", "the program")
	london := flag.String("london", "", "GeoJSON of the wards of London; a rectangle round it where left out")
	runs := flag.Int("runs", 5, "runs of each")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := compare(*bin, flag.Arg(0), *london, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "copy:", err)
		os.Exit(1)
	}
}

func compare(bin, file, london string, runs int) (err error) {
	dir, err := os.MkdirTemp("", "wardmote-bench")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := start()
	if err != nil {
		return err
	}
	defer s.stop()
	header, err := expand(file, s.csv)
	if err != nil {
		return err
	}
	day := time.Now().Format(time.DateOnly)
	inputs := []input{{"import", s.csv, "COPY bare FROM '" + s.csv + "' WITH (FORMAT csv, HEADER)"}}
	if packed, err := s.takeIn(file); err != nil {
		return err
	} else if packed != "" {
		inputs = append(inputs, input{"import-gz", packed, "COPY bare FROM PROGRAM 'gzip -dc " + packed + "' WITH (FORMAT csv, HEADER)"})
	}
	for _, in := range inputs {
		if err := s.both(in, header, bin, dir, runs, day); err != nil {
			return err
		}
	}
	return ask(filepath.Join(dir, "import"), london, day)
}

// input is a file for both programs, with the statement by which the server reads it.
type input struct{ id, file, sql string }

// both times the two programs in turn. What ours stored in the last run stays.
func (s *server) both(in input, header []string, bin, dir string, runs int, day string) error {
	var theirs, ours, theirBusy, ourBusy, peaks []float64
	var sum summary
	data := filepath.Join(dir, in.id)
	for range runs {
		if err := os.RemoveAll(data); err != nil {
			return err
		}
		t, busy, err := s.copy(header, in.sql)
		if err != nil {
			return err
		}
		o, err := ourImport(bin, data, in.file)
		if err != nil {
			return err
		}
		theirs, ours, peaks, sum = append(theirs, t), append(ours, o.seconds), append(peaks, o.peakMiB), o.summary
		theirBusy, ourBusy = append(theirBusy, busy), append(ourBusy, o.busy)
	}
	spread := func(v []float64) string {
		return fmt.Sprintf("from %.2f to %.2f s", figures.Quantile(v, 0), figures.Quantile(v, 1))
	}
	note := fmt.Sprintf("%d rows accepted, %d duplicate, %d rejected; %s", sum.Accepted, sum.Duplicate, sum.Rejected, spread(ours))
	return figures.Add("import",
		figures.Figure{ID: in.id, Value: figures.Median(ours), Unit: "s", CPU: figures.Quantile(ourBusy, 0), PeakMiB: figures.Quantile(peaks, 1), Runs: runs, Note: note, Date: day},
		figures.Figure{ID: in.id, Program: "PostgreSQL COPY", Value: figures.Median(theirs), Unit: "s", CPU: figures.Quantile(theirBusy, 0), Runs: runs, Note: spread(theirs), Date: day})
}

// expand writes the plain text of a file, without ever holding it whole, and gives its columns.
func expand(file, to string) (columns []string, err error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close() //nolint:errcheck // only read
	buffered := bufio.NewReader(in)
	var text io.Reader = buffered
	if magic, err := buffered.Peek(2); err == nil && bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		if text, err = gzip.NewReader(buffered); err != nil {
			return nil, err
		}
	}
	lines := bufio.NewReader(text)
	first, err := lines.ReadString('\n')
	if err != nil {
		return nil, err
	}
	out, err := os.Create(to)
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(out, first)
	if err == nil {
		_, err = io.Copy(out, lines)
	}
	return strings.Split(strings.TrimSpace(first), ","), errors.Join(err, out.Close())
}

type summary struct{ Accepted, Duplicate, Rejected int }

type imported struct {
	summary
	seconds, busy, peakMiB float64
}

// ourImport runs the program on a new folder. Its peak is the kernel's own count, which begins with the memory of this
// process: that is why this process stays small.
func ourImport(bin, data, file string) (o imported, err error) {
	cmd := exec.Command(bin, "import", "--data", data, "--json", file)
	var out, failure bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &failure
	begin := time.Now()
	if err := cmd.Run(); err != nil {
		return o, fmt.Errorf("import: %w: %s", err, failure.Bytes())
	}
	o.seconds = time.Since(begin).Seconds()
	o.busy = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		o.peakMiB = float64(usage.Maxrss) / 1024
	}
	return o, json.Unmarshal(out.Bytes(), &o.summary)
}
