// Command copy compares the import of a table of police data (parsing, geography, duplicates, report, durable segment) with
// PostgreSQL's COPY of the same file into a bare table, in turn, on the same machine, and prints one row for docs/BENCHMARKS.md.
//
//	go run ./tools/bench/copy -wards wards.geojson.gz london.csv.gz
//
// The server is private: started for the run in a new folder, on a Unix socket, as a user without rights where this runs as
// root, with the settings that Debian ships. COPY reads a plain copy of the file, which spares it the decompression that
// the import does.
package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

func main() {
	wards := flag.String("wards", "", "GeoJSON of wards, plain or gzipped, that points are placed in")
	runs := flag.Int("runs", 5, "runs of each")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := compare(flag.Arg(0), *wards, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "copy:", err)
		os.Exit(1)
	}
}

func compare(file, wards string, runs int) error {
	plain, err := expanded(file)
	if err != nil {
		return err
	}
	header, _, _ := bytes.Cut(plain, []byte("\n"))
	server, err := start(plain)
	if err != nil {
		return err
	}
	defer server.stop()
	plain = nil
	var geo incident.Geography
	if wards != "" {
		raw, err := expanded(wards)
		if err != nil {
			return err
		}
		index, err := incident.NewAreaIndex(raw)
		if err != nil {
			return err
		}
		geo.Wards = index
	}
	var theirs, ours []float64
	rows := 0
	for range runs {
		t, err := server.copy(strings.Split(strings.TrimSpace(string(header)), ","))
		if err != nil {
			return err
		}
		theirs = append(theirs, t)
		o, n, err := ourImport(file, geo)
		if err != nil {
			return err
		}
		ours, rows = append(ours, o), n
	}
	fmt.Println("| file | rows | COPY, s | import, s | ratio | peak memory |")
	fmt.Println("|---|---|---|---|---|---|")
	fmt.Printf("| %s | %d | %.2f | %.2f | %.1f | %s |\n", filepath.Base(file), rows, median(theirs), median(ours), median(theirs)/median(ours), peak())
	fmt.Printf("\nCOPY %.2f\nimport %.2f\n", theirs, ours)
	return nil
}

func expanded(file string) ([]byte, error) {
	raw, err := os.ReadFile(file)
	if err != nil || !bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		return raw, err
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func ourImport(file string, geo incident.Geography) (seconds float64, rows int, err error) {
	dir, err := os.MkdirTemp("", "wardmote-bench")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a folder of the temporary directory
	begin := time.Now()
	depot, err := segment.OpenDir(dir)
	if err != nil {
		return 0, 0, err
	}
	sum, err := incident.Import(context.Background(), depot, incident.Files(file), incident.Options{Now: when.At(begin), By: "bench", Geography: geo})
	return time.Since(begin).Seconds(), sum.Accepted + sum.Duplicate + sum.Rejected, err
}

func median(v []float64) float64 {
	s := slices.Clone(v)
	slices.Sort(s)
	return s[len(s)/2]
}

// peak is the most memory that this process ever held, the server not included.
func peak() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return "unknown"
}
