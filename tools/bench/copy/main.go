// Command copy compares the import of a table of police data with PostgreSQL's COPY of the same file into a bare table, in
// turn, on the same machine, and then asks the imported facts what screens ask: counts and hot spots.
//
//	go run ./tools/bench/copy -bin bin/wardmote [-london wards.geojson] london.csv.gz
//
// The server is private: started for the run in a new folder, on a Unix socket, as a user without rights where this runs as
// root, with the settings that Debian ships. COPY reads a plain copy of the file, which spares it the decompression that
// the import does; the import is the whole process, which also parses, places, finds duplicates, reports and syncs.
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
	var theirs, ours, peaks []float64
	var sum summary
	for i := range runs {
		t, err := s.copy(header)
		if err != nil {
			return err
		}
		data := filepath.Join(dir, fmt.Sprint(i))
		o, err := ourImport(bin, data, file)
		if err != nil {
			return err
		}
		theirs, ours, peaks, sum = append(theirs, t), append(ours, o.seconds), append(peaks, o.peakMiB), o.summary
		if i > 0 {
			if err := os.RemoveAll(filepath.Join(dir, fmt.Sprint(i-1))); err != nil {
				return err
			}
		}
	}
	day := time.Now().Format(time.DateOnly)
	note := fmt.Sprintf("%d rows accepted, %d duplicate, %d rejected; from %.2f to %.2f s", sum.Accepted, sum.Duplicate, sum.Rejected, figures.Quantile(ours, 0), figures.Quantile(ours, 1))
	if err := figures.Add("import", figures.Figure{ID: "import", Value: figures.Median(ours), Unit: "s", PeakMiB: figures.Quantile(peaks, 1), Runs: runs, Note: note, Date: day},
		figures.Figure{ID: "import", Program: "PostgreSQL COPY", Value: figures.Median(theirs), Unit: "s", Runs: runs, Date: day}); err != nil {
		return err
	}
	return ask(filepath.Join(dir, fmt.Sprint(runs-1)), london, day)
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
	seconds, peakMiB float64
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
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		o.peakMiB = float64(usage.Maxrss) / 1024
	}
	return o, json.Unmarshal(out.Bytes(), &o.summary)
}
