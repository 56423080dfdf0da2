// Package figures keeps what a benchmark measured: one line of JSON a figure, in a file a part, so that parts can be run on
// their own and the document is drawn from whatever was measured last.
package figures

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Figure is one measurement. Program is empty for Wardmote's own.
type Figure struct {
	ID      string  `json:"id"` // the row of the document
	Program string  `json:"program,omitempty"`
	Value   float64 `json:"value"`
	Unit    string  `json:"unit"`            // s, ms, per s, MB
	CPU     float64 `json:"cpu_s,omitempty"` // seconds that the cores were busy with one run: the least of several
	PeakMiB float64 `json:"peak_mib,omitempty"`
	Runs    int     `json:"runs,omitempty"`
	Note    string  `json:"note,omitempty"`
	Date    string  `json:"date,omitempty"`
}

// Add appends figures to the file of a part, in the folder that WARDMOTE_BENCH_OUT names, and prints them.
func Add(part string, all ...Figure) error {
	dir := Folder()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(dir, part+".jsonl"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(f)
	for _, x := range all {
		if err := enc.Encode(x); err != nil {
			return errors.Join(err, f.Close())
		}
		fmt.Println(x.Line())
	}
	return f.Close()
}

// Busy is how many seconds the cores have worked for this process; 0 where the system does not tell.
func Busy() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// Folder is where figures are kept.
func Folder() string {
	if dir := os.Getenv("WARDMOTE_BENCH_OUT"); dir != "" {
		return dir
	}
	return filepath.Join("data", "bench")
}

// Line is the figure as it is printed while a benchmark runs.
func (f Figure) Line() string {
	text := fmt.Sprintf("%-28s %-22s %12s %s", f.ID, f.Program, Number(f.Value), f.Unit)
	if f.CPU > 0 {
		text += fmt.Sprintf("  %s s busy", Number(f.CPU))
	}
	if f.PeakMiB > 0 {
		text += fmt.Sprintf("  %.0f MiB", f.PeakMiB)
	}
	if f.Note != "" {
		text += "  (" + f.Note + ")"
	}
	return text
}

// Load reads every part; of two figures of one row and program the later one counts.
func Load(dir string) (map[string][]Figure, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	out := map[string][]Figure{}
	for _, name := range names {
		if err := read(name, out); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
	}
	return out, nil
}

func read(name string, out map[string][]Figure) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	for d := json.NewDecoder(f); d.More(); {
		var x Figure
		if err := d.Decode(&x); err != nil {
			return err
		}
		same := func(y Figure) bool { return y.Program == x.Program }
		out[x.ID] = append(slices.DeleteFunc(out[x.ID], same), x)
	}
	return nil
}

// Number writes three significant figures, and whole numbers from 100 on.
func Number(v float64) string {
	switch {
	case v >= 100:
		return group(strconv.FormatFloat(v, 'f', 0, 64))
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	case v >= 1:
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// group puts a comma between thousands.
func group(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Median is the middle of the values, the upper one of two.
func Median(v []float64) float64 { return Quantile(v, 0.5) }

// Quantile is the value below which the share q of the values lies, from 0 to 1; 0 where there are none.
func Quantile(v []float64, q float64) float64 {
	if len(v) == 0 {
		return 0
	}
	s := slices.Clone(v)
	slices.Sort(s)
	return s[min(len(s)-1, int(q*float64(len(s))))]
}

// PeakMiB is the most memory that a process held at once, by its number or "self"; 0 where the system does not tell.
func PeakMiB(process string) float64 {
	status, err := os.ReadFile(filepath.Join("/proc", process, "status"))
	if errors.Is(err, fs.ErrNotExist) || err != nil {
		return 0
	}
	return fieldKiB(string(status), "VmHWM:") / 1024
}

// ticksPerSecond is in which part of a second Linux counts the time of processes for programs, on every architecture.
const ticksPerSecond = 100

// CPUSeconds is how long a process, by its number or "self", has kept cores busy; 0 where the system does not tell.
func CPUSeconds(process string) float64 {
	stat, err := os.ReadFile(filepath.Join("/proc", process, "stat"))
	if err != nil {
		return 0
	}
	// The name of the program, in brackets, may hold anything; user and system time are the 12th and 13th fields behind it.
	fields := strings.Fields(string(stat[strings.LastIndex(string(stat), ")")+1:]))
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / ticksPerSecond
}

func fieldKiB(text, name string) float64 {
	s := bufio.NewScanner(strings.NewReader(text))
	for s.Scan() {
		if rest, ok := strings.CutPrefix(s.Text(), name); ok {
			v, _ := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 64)
			return v
		}
	}
	return 0
}
