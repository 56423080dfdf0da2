package chart

import (
	"html/template"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// Table draws a table of figures in a language; columns that are for files alone are left out.
func Table(say *catalogue.Catalogue, t *figure.Table) govuk.Table {
	out := govuk.Table{FirstCellIsHeader: true, Classes: "govuk-table--small-text-until-tablet"}
	for _, c := range t.Columns {
		if c.Format != figure.Hidden {
			out.Head = append(out.Head, govuk.Cell{Text: c.Name, Format: format(c.Format)})
		}
	}
	for _, r := range t.Rows {
		var cells []govuk.Cell
		for j, c := range r {
			if f := t.Columns[j].Format; f != figure.Hidden {
				cells = append(cells, cell(say, c, f))
			}
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func cell(say *catalogue.Catalogue, c figure.Cell, as figure.Format) govuk.Cell {
	if f, ok := c.Figure(); ok {
		return Cell(say, f, as)
	}
	return govuk.Cell{Text: c.Text(), Format: format(as)}
}

// Column is the head of a column of figures.
func Column(name string) govuk.Cell { return govuk.Cell{Text: name, Format: format(figure.Count)} }

// Count draws a count in a table that is for staff alone.
func Count[N figure.Numeric](n N) govuk.Cell {
	return Cell(catalogue.English(), figure.Of(n), figure.Count)
}

// Cell draws a figure in a table in a language. What stands for a number that is not there says why to whoever asks, and to a screen reader.
func Cell(say *catalogue.Catalogue, f figure.Figure, as figure.Format) govuk.Cell {
	out := govuk.Cell{Text: f.WrittenIn(say, as), Format: format(as)}
	if why := f.WhyIn(say); why != "" && as != figure.Words {
		esc := template.HTMLEscapeString
		out.Text, out.HTML = "", template.HTML(`<abbr title="`+esc(why)+`">`+esc(out.Text)+`</abbr>`) //nolint:gosec // escaped
	}
	return out
}

func format(f figure.Format) string {
	if f.Numeric() {
		return "numeric"
	}
	return ""
}
