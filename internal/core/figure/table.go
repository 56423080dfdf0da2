package figure

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/sheet"
)

// Table is rows of texts and figures. Screens, papers, files and commands draw it, each in its own way.
type Table struct {
	Columns []Column `json:"columns"`
	Rows    []Row    `json:"rows"`
}

// Column is a column of a table.
type Column struct {
	Name   string `json:"name"`
	Key    string `json:"key,omitempty"` // in a CSV; the name where empty
	Format Format `json:"format,omitempty"`
}

// Row is one row: a text or a figure for each column.
type Row []Cell

// Cell is a text or a figure.
type Cell struct {
	text   string
	figure Figure
	is     bool // a figure
}

// T is a text of a row.
func T(s string) Cell { return Cell{text: s} }

// F is a figure of a row.
func F(f Figure) Cell { return Cell{figure: f, is: true} }

// N is a number of a row.
func N[V Numeric](n V) Cell { return F(Of(n)) }

// Text is the cell's text; empty where it is a figure.
func (c Cell) Text() string { return c.text }

// Figure is the cell's figure, and false where it is a text.
func (c Cell) Figure() (Figure, bool) { return c.figure, c.is }

// Is says that the cell is that number.
func (c Cell) Is(n float64) bool { return c.figure.Is(n) }

// Value is the cell's number, and false where it has none.
func (c Cell) Value() (float64, bool) { return c.figure.Value() }

// In writes a cell as its column has it, in English.
func (c Cell) In(format Format) string {
	if c.is {
		return c.figure.In(format)
	}
	return c.text
}

func (c Cell) csv(say *catalogue.Catalogue) string {
	if c.is {
		return c.figure.csv(say)
	}
	return c.text
}

// MarshalJSON writes a string, or a figure as it is written.
func (c Cell) MarshalJSON() ([]byte, error) {
	if c.is {
		return json.Marshal(c.figure)
	}
	return json.Marshal(c.text)
}

// UnmarshalJSON reads what MarshalJSON writes. A mark that stands for a suppressed figure comes back as the words that it is.
func (c *Cell) UnmarshalJSON(raw []byte) error {
	*c = Cell{}
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, &c.text)
	}
	c.is = true
	return json.Unmarshal(raw, &c.figure)
}

// WriteCSV writes the table as a file in a language, with its source in the last column of each row.
func (t *Table) WriteCSV(w io.Writer, say *catalogue.Catalogue, source string) error {
	var head []string
	for _, c := range t.Columns {
		if _, ends := c.Format.ends(); ends {
			head = append(head, say.Say("file.low"), say.Say("file.high"))
			continue
		}
		head = append(head, c.key())
	}
	out := sheet.New(w)
	out.Row(append(head, say.Say("file.source"))...)
	for _, r := range t.Rows {
		var cells []string
		for i, c := range r {
			if _, ends := t.Columns[i].Format.ends(); !ends {
				cells = append(cells, c.csv(say))
				continue
			}
			low, high := c.figure.ends()
			cells = append(cells, low.csv(say), high.csv(say))
		}
		out.Row(append(cells, source)...)
	}
	return out.Flush()
}

func (c Column) key() string {
	if c.Key != "" {
		return c.Key
	}
	return strings.ReplaceAll(strings.ToLower(c.Name), " ", "_")
}

// ends are the ends of the interval, not known where there is none.
func (f Figure) ends() (low, high Figure) {
	if f.high > f.low {
		return Of(f.low), Of(f.high)
	}
	return low, high
}
