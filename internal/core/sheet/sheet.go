// Package sheet writes every table that leaves the program as a file, so that a spreadsheet opens it as it is meant: UTF-8 with
// the mark by which Excel knows it, commas, no cell that a spreadsheet would run as a formula (OWASP, CSV injection), and a last
// row that says so where rows were left out. The mark is U+FEFF at the start; RFC 4180 does not forbid it, and readers of CSV for
// programs pass over it (encoding/csv does not: see Mark).
package sheet

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Media is the type of content of a file of this package.
const Media = "text/csv; charset=utf-8"

// Mark is what a file begins with.
const Mark = "\ufeff"

// Writer writes rows. The first error stays and is given by Flush.
type Writer struct {
	to    io.Writer
	csv   *csv.Writer
	begun bool
	width int
	err   error
}

// New is a writer of one file.
func New(to io.Writer) *Writer { return &Writer{to: to, csv: csv.NewWriter(to)} }

// Row writes a row; the first names the columns.
func (w *Writer) Row(cells ...string) {
	if w.err != nil {
		return
	}
	if !w.begun {
		w.begun, w.width = true, len(cells)
		if _, w.err = io.WriteString(w.to, Mark); w.err != nil {
			return
		}
	}
	safe := make([]string, len(cells))
	for i, c := range cells {
		safe[i] = harmless(c)
	}
	w.err = w.csv.Write(safe)
}

// Left says in a last row that rows are missing and why: "Left out: 41 rows beyond the first 2,000".
func (w *Writer) Left(what string) {
	cells := make([]string, max(w.width, 1))
	cells[0] = "Left out: " + what
	w.Row(cells...)
}

// Flush sends what was written, and gives the first error.
func (w *Writer) Flush() error {
	w.csv.Flush()
	if w.err != nil {
		return w.err
	}
	return w.csv.Error()
}

// formula are the first characters at which a spreadsheet begins to calculate. The wide forms are those of an East Asian
// keyboard, which Excel reads as the narrow ones there (OWASP, CSV injection).
const formula = "=+-@\t\r\n＝＋－＠"

// harmless keeps a spreadsheet from taking a text for a formula. Numbers stay numbers.
func harmless(cell string) string {
	first, _ := utf8.DecodeRuneInString(cell)
	if cell == "" || !strings.ContainsRune(formula, first) || number(cell) {
		return cell
	}
	return "'" + cell
}

func number(cell string) bool {
	_, err := strconv.ParseFloat(cell, 64)
	return err == nil && strings.ContainsAny(cell, "0123456789")
}
