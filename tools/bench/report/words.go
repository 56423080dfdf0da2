package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

func unitOf(f *figures.Figure) string {
	if f == nil {
		return "s"
	}
	return f.Unit
}

func measured(v float64, unit string) string { return figures.Number(v) + " " + unit }

func mib(v float64) string {
	if v == 0 {
		return ""
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}

func times(v float64) string {
	if v >= 10 {
		return fmt.Sprintf("%.0f ×", v)
	}
	return fmt.Sprintf("%.1f ×", v)
}

// text is the goal in words.
func (g goal) text(unit string) string {
	var parts []string
	if g.times > 0 {
		name, _, _ := strings.Cut(g.against, " (")
		parts = append(parts, fmt.Sprintf("%g × %s", g.times, name))
	}
	if g.most > 0 {
		parts = append(parts, fmt.Sprintf("%g %s or less", g.most, unit))
	}
	if g.peakMiB > 0 {
		parts = append(parts, fmt.Sprintf("%g MiB", g.peakMiB))
	}
	return strings.Join(parts, ", ")
}

var sizes = []int{10_000, 100_000, 1_000_000, 10_000_000}

// growth is how time and memory grow with the events.
func (d *document) growth() {
	d.say("## Growth\n\nSeconds, and MiB of the whole process with its events, as the events grow tenfold.\n")
	d.say("| work | 10,000 | 100,000 | 1,000,000 | 10,000,000 |")
	d.say("|---|---:|---:|---:|---:|")
	for _, w := range [][2]string{{"density", "Quartic density, 50 m, radius 300 m"}, {"dbscan", "DBSCAN, 50 m and 10"}, {"gi", "Gi* with exact p, 271,400 cells"}} {
		row := "| " + w[1]
		for _, n := range sizes {
			row += " | "
			if f := d.of("grow-"+w[0]+"-"+strconv.Itoa(n), ""); f != nil {
				row += measured(f.Value, f.Unit) + ", " + mib(f.PeakMiB) + " MiB"
			}
		}
		d.say("%s |", row)
	}
	d.say("")
}

// pages is each page of the running program on its own.
func (d *document) pages() {
	d.say("## Pages\n\nMilliseconds at the 95th percentile, while pages are opened as above.\n")
	d.say("| page | SQLite | | PostgreSQL | |")
	d.say("|---|---:|---|---:|---|")
	var names []string
	for id := range d.figures {
		if name, ok := strings.CutPrefix(id, "pages: "); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		row := "| " + name
		for _, id := range []string{"pages: ", "pages-postgres: "} {
			if f := d.of(id+name, ""); f != nil {
				row += fmt.Sprintf(" | %.1f | %s", f.Value, f.Note)
			} else {
				row += " | not measured |"
			}
		}
		d.say("%s |", row)
	}
}
