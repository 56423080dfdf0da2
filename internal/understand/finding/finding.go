// Package finding is the shape in which every analysis says what it found: a sentence in plain English, the caveats that
// must stand beside it, and sections that each hold a chart, a table or both. A page, a printed document, a CSV, a kept run
// and a command all read the same finding, so none of them can say something else than another.
//
// A finding is plain data and survives JSON without loss; what is not known is NaN here and null there.
package finding

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/sheet"
)

// Attribution must stand wherever police data is shown or given out.
const Attribution = "Contains public sector information licensed under the Open Government Licence v3.0 (data.police.uk). " +
	"Contains OS data © Crown copyright and database right."

// Number is a figure; NaN is one that is not known.
type Number float64

// Unknown is the figure that is not known.
func Unknown() Number { return Number(math.NaN()) }

// MarshalJSON writes null for what is not known.
func (n Number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) || math.IsInf(float64(n), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// UnmarshalJSON reads null as not known.
func (n *Number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = Unknown()
		return nil
	}
	return json.Unmarshal(b, (*float64)(n))
}

// Numbers makes figures of counts.
func Numbers[T int | float64 | uint32](values []T) []Number {
	out := make([]Number, len(values))
	for i, v := range values {
		out[i] = Number(v)
	}
	return out
}

// Finding is the answer of one analysis.
type Finding struct {
	Analysis string    `json:"analysis"`
	Title    string    `json:"title"`
	Summary  string    `json:"summary"`
	Caveats  []string  `json:"caveats"`
	Source   string    `json:"source"`
	Sections []Section `json:"sections"`
	Map      *Map      `json:"map,omitempty"`
	Trend    *Trend    `json:"trend,omitempty"` // of the events by month, where the analysis says it
	Events   int       `json:"events"`          // that it rests on
}

// Section is one part, such as "Which places".
type Section struct {
	ID      string `json:"id"` // in addresses: places
	Heading string `json:"heading"`
	Words   string `json:"words,omitempty"` // what to see in it
	Chart   *Chart `json:"chart,omitempty"`
	Table   *Table `json:"table,omitempty"`
}

// Table is rows of texts and figures. A cell is a string or a Number.
type Table struct {
	Columns []Column `json:"columns"`
	Rows    []Row    `json:"rows"`
	// Targets are the places that the rows stand for, parallel to them where there are any: what can be acted on.
	Targets []Target `json:"targets,omitempty"`
}

// Column is a column of a table.
type Column struct {
	Name   string `json:"name"`
	Key    string `json:"key,omitempty"` // in a CSV; the name where empty
	Format Format `json:"format,omitempty"`
}

// Format is how a column's figures are written.
type Format string

// Formats of a column.
const (
	Words   Format = ""        // a text
	Count   Format = "count"   // 1,234
	Decimal Format = "decimal" // 12.3
	Ratio   Format = "ratio"   // 1.23
	Share   Format = "share"   // 0.123 as 12.3%
	Chance  Format = "p"       // a probability
	Hidden  Format = "hidden"  // in files only
)

// Row is one row: a text or a figure for each column.
type Row []Value

// Value is a text or a figure.
type Value struct {
	Text   string
	Number Number
	Figure bool
}

// T is a text of a row.
func T(s string) Value { return Value{Text: s} }

// N is a figure of a row.
func N[F int | int64 | float64 | Number](n F) Value { return Value{Number: Number(n), Figure: true} }

// MarshalJSON writes a string, a number or null.
func (v Value) MarshalJSON() ([]byte, error) {
	if v.Figure {
		return json.Marshal(v.Number)
	}
	return json.Marshal(v.Text)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Value) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &v.Text)
	}
	v.Figure = true
	return json.Unmarshal(b, &v.Number)
}

// Target is a place that somebody may be sent to.
type Target struct {
	Lon      float64 `json:"lon"`
	Lat      float64 `json:"lat"`
	Area     string  `json:"area"` // code of the ward
	Place    string  `json:"place"`
	Ground   string  `json:"ground,omitempty"` // on which Observed and Expected were counted: "a block of 450 m by 450 m"
	Observed float64 `json:"observed"`
	Expected float64 `json:"expected"`
}

// In writes a value as the format has it; a dash for what is not known.
func (f Format) In(v Value) string {
	if !v.Figure {
		return v.Text
	}
	n := float64(v.Number)
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return "–"
	}
	switch f {
	case Decimal:
		return grouped(n, 1)
	case Ratio:
		return grouped(n, 2)
	case Share:
		return grouped(100*n, 1) + "%"
	case Chance:
		if n < 0.001 {
			return "<0.001"
		}
		return strconv.FormatFloat(n, 'f', 3, 64)
	}
	return grouped(n, 0)
}

// grouped writes a figure with its thousands marked.
func grouped(n float64, places int) string {
	text := strconv.FormatFloat(math.Abs(n), 'f', places, 64)
	whole, rest, _ := strings.Cut(text, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if rest != "" {
		whole += "." + rest
	}
	if n < 0 && strings.Trim(text, "0.") != "" {
		return "-" + whole
	}
	return whole
}

// Section is the section of that id, and false where there is none.
func (f *Finding) Section(id string) (*Section, bool) {
	for i := range f.Sections {
		if f.Sections[i].ID == id {
			return &f.Sections[i], true
		}
	}
	return nil, false
}

// WriteCSV writes a section's table, or its chart's figures, with the source in the last column of each row.
func (f *Finding) WriteCSV(w io.Writer, s *Section) error {
	table := s.Table
	if table == nil {
		table = s.Chart.Table()
	}
	var head []string
	for _, c := range table.Columns {
		head = append(head, c.key())
	}
	out := sheet.New(w)
	out.Row(append(head, "source")...)
	for _, r := range table.Rows {
		var cells []string
		for _, v := range r {
			cells = append(cells, v.csv())
		}
		out.Row(append(cells, f.Source)...)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write %s: %w", s.ID, err)
	}
	return nil
}

func (c Column) key() string {
	if c.Key != "" {
		return c.Key
	}
	return strings.ReplaceAll(strings.ToLower(c.Name), " ", "_")
}

// csv is the value in full.
func (v Value) csv() string {
	if v.Figure {
		if n := float64(v.Number); !math.IsNaN(n) && !math.IsInf(n, 0) {
			return strconv.FormatFloat(n, 'g', -1, 64)
		}
		return ""
	}
	return v.Text
}
