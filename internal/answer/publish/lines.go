package publish

import "github.com/wardmote/wardmote/internal/core/suppress"

// Line is a row of a ward's public table: one count for each edition, and what they add up to where none is hidden.
type Line struct {
	Name  string
	Cells []suppress.Cell
	Sum   suppress.Cell
}

func (l *Line) add(c suppress.Cell) {
	l.Cells = append(l.Cells, c)
	if c.Hidden || l.Sum.Hidden {
		l.Sum = suppress.Cell{Hidden: true} // what is hidden in one part may not be got from the whole
		return
	}
	l.Sum.Value += c.Value
}

// Latest are the last n editions, oldest first; fewer where there are no more.
func (t *Tables) Latest(n int) []*Edition { return t.Editions[max(0, len(t.Editions)-n):] }

// inAll is the name of the line of totals.
const inAll = "In all"

// Reported are a ward's lines by what reports were about, with the total last.
func Reported(editions []*Edition, code string) []Line {
	return lines(editions, code, func(e *Edition) *Table { return &e.Reported })
}

// Came are a ward's lines by what came of reports, with the total last.
func Came(editions []*Edition, code string) []Line {
	return lines(editions, code, func(e *Edition) *Table { return &e.Came })
}

// lines puts a ward's rows of several editions side by side. A column that one of them does not have, because the pack has
// changed, is nothing there.
func lines(editions []*Edition, code string, of func(*Edition) *Table) []Line {
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
	out = append(out, Line{Name: inAll})
	for _, e := range editions {
		t := of(e)
		row, ok := e.Row(code)
		cells := make([]suppress.Cell, len(out))
		if ok && len(t.Columns) > 0 {
			for j, name := range t.Columns {
				cells[at[name]] = t.Cells[row][j]
			}
			cells[len(out)-1] = t.RowTotals[row]
		}
		for i := range out {
			out[i].add(cells[i])
		}
	}
	return out
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
		times, results := suppress.Cell{}, map[string]suppress.Cell{}
		if row, ok := e.Row(code); ok {
			for _, a := range e.Done {
				if a.Kind != d.Kind {
					continue
				}
				times.Value = a.Times[row]
				for _, r := range a.Results {
					results[r.Name] = r.Cells[row]
					d.result(r.Name, len(d.Times.Cells))
				}
			}
		}
		d.Times.add(times)
		for i := range d.Results {
			d.Results[i].add(results[d.Results[i].Name])
		}
	}
}

// result adds the line of a result that no edition before had.
func (d *Doing) result(name string, before int) {
	for _, l := range d.Results {
		if l.Name == name {
			return
		}
	}
	d.Results = append(d.Results, Line{Name: name, Cells: make([]suppress.Cell, before)})
}
