// Command report writes docs/BENCHMARKS.md from what was measured last: go run ./tools/bench/report > docs/BENCHMARKS.md
//
// A reference's figure is the one measured here where there is one, else the published one, which is marked. Nothing in the
// document names a host or a folder.
package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

func main() {
	all, err := figures.Load(figures.Folder())
	if err == nil {
		w := bufio.NewWriter(os.Stdout)
		d := &document{w, all}
		d.write()
		err = w.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
}

type document struct {
	*bufio.Writer
	figures map[string][]figures.Figure
}

func (d *document) say(format string, a ...any) { fmt.Fprintf(d, format+"\n", a...) }

func (d *document) write() {
	d.say("# Benchmarks\n")
	d.say("`make bench` writes this page. Measured on %s.", figures.Here())
	if points := d.of("points", ""); points != nil {
		d.say("Events: %s.", points.Note)
	}
	d.say("\nParts run on their own: `tools/bench/run.sh analysis`, `references`, `import`, `app`, `report`. Times marked † are published " +
		"figures of the reference program for the same work, compute only, on two shared cores of another machine; all others were taken here, in turn with " +
		"ours, on the same files. Ours is the median of several runs.\n")
	for _, s := range append([]section{analysis, imports}, applications...) {
		d.section(s)
	}
	d.growth()
	d.pages()
}

// of is the figure of a row by a program, ours where that is empty.
func (d *document) of(id, program string) *figures.Figure {
	i := slices.IndexFunc(d.figures[id], func(f figures.Figure) bool { return f.Program == program })
	if i < 0 {
		return nil
	}
	return &d.figures[id][i]
}

func (d *document) section(s section) {
	d.say("## %s\n\n%s\n", s.name, s.says)
	d.say("| work | parameters | reference | its figure | its MiB | ours | MiB | ratio | goal | |")
	d.say("|---|---|---|---:|---:|---:|---:|---:|---|---|")
	for _, l := range s.lines {
		d.line(l)
	}
	d.say("")
	for _, l := range s.lines {
		if f := d.of(l.id, ""); f != nil && f.Note != "" {
			d.say("- %s, %s: %s.", l.work, l.parameters, f.Note)
		}
	}
	d.say("")
}

// line writes one row a reference; ours, the goal and the verdict stand in the first.
func (d *document) line(l line) {
	ours, refs := d.of(l.id, ""), d.references(l)
	value, memory, verdict := "not measured", "", ""
	if ours != nil {
		value, memory = measured(ours.Value, ours.Unit), mib(ours.PeakMiB)
		verdict = d.verdict(l, ours, refs)
	}
	if len(refs) == 0 {
		d.say("| %s | %s | none | | | %s | %s | | %s | %s |", l.work, l.parameters, value, memory, l.goal.text(unitOf(ours)), verdict)
		return
	}
	for i, r := range refs {
		ratio := ""
		if ours != nil {
			ratio = times(ratioOf(ours, r.value))
		}
		theirs := measured(r.value, unitOf(ours)) + r.note
		if i == 0 {
			d.say("| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |", l.work, l.parameters, r.program, theirs, mib(r.peakMiB), value, memory, ratio, l.goal.text(unitOf(ours)), verdict)
			continue
		}
		d.say("| | | %s | %s | %s | | | %s | | |", r.program, theirs, mib(r.peakMiB), ratio)
	}
}

// references are the published ones, replaced by what was measured here, and then those that were only measured here.
func (d *document) references(l line) []reference {
	var out []reference
	for _, p := range l.references {
		p.note = " †"
		out = append(out, p)
	}
	for _, f := range d.figures[l.id] {
		if f.Program == "" {
			continue
		}
		here := reference{f.Program, f.Value, f.PeakMiB, ""}
		same := func(r reference) bool { return r.program == f.Program || family(r.program) == family(f.Program) }
		if i := slices.IndexFunc(out, same); i >= 0 {
			here.program = out[i].program
			out[i] = here
			if f.Note != "" {
				out[i].program += " (here: " + f.Note + ")"
			}
			continue
		}
		out = append(out, here)
	}
	return out
}

// family is a program's name without its version, which is another one where it is measured here: its first two words at
// most, and none from a number on.
func family(program string) string {
	words := strings.FieldsFunc(program, func(c rune) bool { return c == ' ' || c == ',' })
	if i := slices.IndexFunc(words, func(w string) bool { return w[0] >= '0' && w[0] <= '9' }); i >= 0 {
		words = words[:i]
	}
	return strings.Join(words[:min(2, len(words))], " ")
}

func (d *document) verdict(l line, ours *figures.Figure, refs []reference) string {
	g := l.goal
	if g.times == 0 && g.most == 0 && g.peakMiB == 0 {
		return ""
	}
	met := (g.most == 0 || ours.Value <= g.most) && (g.peakMiB == 0 || ours.PeakMiB <= g.peakMiB)
	if g.times > 0 {
		i := slices.IndexFunc(refs, func(r reference) bool { return strings.HasPrefix(r.program, g.against) })
		if i < 0 {
			return "not measured"
		}
		met = met && ratioOf(ours, refs[i].value) >= g.times
	}
	if met {
		return "met"
	}
	return "**not met**"
}

// ratioOf is how many times as fast ours is.
func ratioOf(ours *figures.Figure, theirs float64) float64 {
	if ours.Unit == "per s" {
		return ours.Value / theirs
	}
	return theirs / ours.Value
}
