package publish

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/figure"
)

// Line is a row of a ward's public table: one count for each edition, and one for the year that Closed finds among them. Where
// it finds none it is what the editions add up to, where no part of it is hidden.
type Line struct {
	Name  string
	All   bool // the line of totals, which has no name of its own
	Cells []figure.Figure
	Sum   figure.Figure
}

func (l *Line) add(c figure.Figure) {
	l.Cells = append(l.Cells, c)
	l.Sum = figure.Sum(l.Cells...)
}

// Latest are the last n editions, oldest first; fewer where there are no more.
func (t *Tables) Latest(n int) []*Edition { return t.Editions[max(0, len(t.Editions)-n):] }

// Closed is the place of the newest edition that ends a year all of whose quarters are among the editions; false where none is.
func Closed(editions []*Edition) (int, bool) {
	for i := len(editions) - 1; i >= quartersBefore; i-- {
		if editions[i].Year != nil {
			return i, true
		}
	}
	return 0, false
}

// Shown are the quarters that stand side by side: those of the newest year and what followed it, else the newest four.
func (t *Tables) Shown() []*Edition {
	if i, ok := Closed(t.Editions); ok {
		return t.Editions[i-quartersBefore:]
	}
	return t.Latest(quartersBefore + 1)
}

// Summed are those of some editions that a line's sum is about.
func Summed(editions []*Edition) []*Edition {
	if i, ok := Closed(editions); ok {
		return editions[i-quartersBefore : i+1]
	}
	return editions
}

// Reported are a ward's lines by what reports were about, with the total last.
func Reported(editions []*Edition, code string) []Line {
	return lines(editions, code, func(e *Edition) *Table { return &e.Reported }, func(y *Year) *Table { return &y.Reported })
}

// Came are a ward's lines by what came of reports, with the total last.
func Came(editions []*Edition, code string) []Line {
	return lines(editions, code, func(e *Edition) *Table { return &e.Came }, func(y *Year) *Table { return &y.Came })
}

// lines puts a ward's rows of several editions side by side. A column that one of them does not have, because the pack has
// changed, is not known there.
func lines(editions []*Edition, code string, of func(*Edition) *Table, whole func(*Year) *Table) []Line {
	var out []Line
	at := map[string]int{}
	for _, e := range editions {
		for _, name := range of(e).Columns {
			if _, ok := at[name]; !ok {
				at[name] = len(out)
				out = append(out, Line{Name: name})
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	out = append(out, Line{All: true})
	cells := func(e *Edition, t *Table) []figure.Figure {
		row, ok := e.Row(code)
		cells := make([]figure.Figure, len(out))
		if ok && len(t.Columns) > 0 {
			for j, name := range t.Columns {
				cells[at[name]] = t.Cells[row][j]
			}
			cells[len(out)-1] = t.RowTotals[row]
		}
		return cells
	}
	for _, e := range editions {
		for i, c := range cells(e, of(e)) {
			out[i].add(c)
		}
	}
	if i, ok := Closed(editions); ok {
		for j, c := range cells(editions[i], whole(editions[i].Year)) {
			out[j].Sum = c
		}
	}
	return out
}

// Some says that a line has anything: a count that is not nought, or one that is hidden.
func (l Line) Some() bool {
	return slices.ContainsFunc(l.Cells, func(c figure.Figure) bool { return c.Hidden() || c.Known() && !c.Is(0) })
}

// Doing is one kind of thing that the partnership does, as it was done in a ward.
type Doing struct {
	Kind, Name, Plural string
	Times              Line
	Results            []Line
}

// Doings are what was done in a ward over some editions.
func Doings(editions []*Edition, code string) []Doing {
	var out []Doing
	at := map[string]int{}
	for _, e := range editions {
		for _, a := range e.Done {
			if _, ok := at[a.Kind]; !ok {
				at[a.Kind] = len(out)
				out = append(out, Doing{Kind: a.Kind, Name: a.Name, Plural: a.Plural, Times: Line{Name: a.Plural}})
			}
		}
	}
	for i := range out {
		out[i].fill(editions, code)
	}
	return out
}

func (d *Doing) fill(editions []*Edition, code string) {
	for _, e := range editions {
		for _, a := range e.Done {
			if a.Kind == d.Kind {
				d.name(a.Results)
			}
		}
	}
	for _, e := range editions {
		times, result := d.at(e, e.Done, code)
		d.Times.add(times)
		for i := range d.Results {
			d.Results[i].add(result(d.Results[i].Name))
		}
	}
	if i, ok := Closed(editions); ok {
		times, result := d.at(editions[i], editions[i].Year.Done, code)
		d.Times.Sum = times
		for i := range d.Results {
			d.Results[i].Sum = result(d.Results[i].Name)
		}
	}
}

// name adds the lines of results that none has yet.
func (d *Doing) name(results []Counted) {
	for _, r := range results {
		if !slices.ContainsFunc(d.Results, func(l Line) bool { return l.Name == r.Name }) {
			d.Results = append(d.Results, Line{Name: r.Name})
		}
	}
}

// at are the counts of a ward among what was done. What is not among it did not take place, so nothing was counted at it; a result
// that was not asked for at the time is not known.
func (d *Doing) at(e *Edition, done []Activity, code string) (times figure.Figure, result func(name string) figure.Figure) {
	row, ok := e.Row(code)
	if !ok {
		return times, func(string) figure.Figure { return figure.Figure{} }
	}
	i := slices.IndexFunc(done, func(a Activity) bool { return a.Kind == d.Kind })
	if i < 0 {
		return figure.Of(0), func(string) figure.Figure { return figure.Of(0) }
	}
	return figure.Of(done[i].Times[row]), func(name string) (f figure.Figure) {
		for _, r := range done[i].Results {
			if r.Name == name {
				f = r.Cells[row]
			}
		}
		return f
	}
}
