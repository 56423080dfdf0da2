package pack

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
)

// figureColumns are the columns of the CSV of figures; those marked true must hold a value in every row.
var figureColumns = map[string]bool{
	"id": true, "name": true, "definition": true, "base": true, "value": true, "unit": false, "change": false, "period": true, "baseline": false,
	"geography": false, "priority": false, "rating": false, "type": false, "source": true, "gist": false,
}

// table is a CSV of the pack: its header must hold known columns only, and every row as many cells as the header.
type table struct {
	name   string
	header map[string]int
	rows   [][]string
	lines  []int // of each row
}

func (t *table) get(row int, column string) string {
	i, ok := t.header[column]
	if !ok {
		return ""
	}
	return t.rows[row][i]
}

// readTable reads a CSV of the pack. by says who asked for it.
func (l *loader) readTable(name string, by spot) *table {
	data, ok := l.files[name]
	if !ok {
		l.add(by, nearest(name, l.names), "there is no file %q in the pack", name)
		return nil
	}
	r := csv.NewReader(bytes.NewReader(data))
	t := &table{name: name, header: map[string]int{}}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			l.add(spot{file: name, line: bad.Line, column: bad.Column}, "", "is not CSV: %v", bad.Err)
			return nil
		} else if err != nil {
			l.add(spot{file: name}, "", "is not CSV: %v", err)
			return nil
		}
		line, _ := r.FieldPos(0)
		if len(t.header) == 0 {
			for i, column := range row {
				t.header[column] = i
			}
			continue
		}
		t.rows, t.lines = append(t.rows, row), append(t.lines, line)
	}
	return t
}

// readFigures reads the CSV of figures: each must say where it comes from and for which period it holds.
func (l *loader) readFigures(name string, by spot) {
	t := l.readTable(name, by)
	if t == nil {
		return
	}
	for column := range t.header {
		if _, known := figureColumns[column]; !known {
			l.add(spot{file: name, line: 1}, nearest(column, keysOf(figureColumns)), "unknown column %q", column)
		}
	}
	for _, column := range keysOf(figureColumns) {
		if _, there := t.header[column]; !there && figureColumns[column] {
			l.add(spot{file: name, line: 1}, "", "there is no column %q", column)
			return
		}
	}
	for i := range t.rows {
		l.readFigure(t, i)
	}
}

func (l *loader) readFigure(t *table, row int) {
	at := spot{file: t.name, line: t.lines[row]}
	for _, column := range keysOf(figureColumns) {
		if figureColumns[column] && t.get(row, column) == "" {
			l.add(at, "", "figure %q has no %s", t.get(row, "id"), column)
		}
	}
	f := Figure{
		ID: t.get(row, "id"), Name: t.get(row, "name"), Definition: t.get(row, "definition"), Base: t.get(row, "base"), Text: t.get(row, "value"), Unit: t.get(row, "unit"),
		Change: t.get(row, "change"), Period: t.get(row, "period"), Baseline: t.get(row, "baseline"),
		Geography: t.get(row, "geography"), Priority: t.get(row, "priority"), Type: t.get(row, "type"),
		Source: t.get(row, "source"), Gist: t.get(row, "gist"), Rating: Rating(t.get(row, "rating")),
	}
	if n, err := strconv.ParseFloat(f.Text, 64); err == nil {
		f.Number = &n
	}
	if ratings := []string{string(Achieved), string(NeedsMoreWork), string(NotAchieved)}; f.Rating != "" && !has(ratings, string(f.Rating)) {
		l.add(at, nearest(string(f.Rating), ratings), "figure %q: rating %q is none of %s", f.ID, f.Rating, listed(ratings))
	}
	l.at["figures."+strconv.Itoa(len(l.pack.Figures))] = at
	l.pack.Figures = append(l.pack.Figures, f)
}
