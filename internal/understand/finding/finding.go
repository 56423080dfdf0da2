// Package finding is the shape in which every analysis says what it found: a sentence in plain English, the caveats that
// must stand beside it, and sections that each hold a chart, a table or both. A page, a printed document, a CSV, a kept run
// and a command all read the same finding, so none of them can say something else than another.
//
// A finding is plain data and survives JSON without loss.
package finding

import (
	"fmt"
	"io"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
)

// Attribution must stand wherever police data is shown or given out.
const Attribution = "Contains public sector information licensed under the Open Government Licence v3.0 (data.police.uk). " +
	"Contains OS data © Crown copyright and database right."

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
	ID      string        `json:"id"` // in addresses: places
	Heading string        `json:"heading"`
	Words   string        `json:"words,omitempty"` // what to see in it
	Chart   *figure.Chart `json:"chart,omitempty"`
	Table   *Table        `json:"table,omitempty"`
}

// Table is rows of texts and figures, and the places that the rows stand for, parallel to them where there are any: what can be
// acted on.
type Table struct {
	figure.Table
	Targets []Target `json:"targets,omitempty"`
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

// Section is the section of that id, and false where there is none.
func (f *Finding) Section(id string) (*Section, bool) {
	for i := range f.Sections {
		if f.Sections[i].ID == id {
			return &f.Sections[i], true
		}
	}
	return nil, false
}

// Figures are what a section shows as a table, in a language: its own, or its chart's.
func (s *Section) Figures(say *catalogue.Catalogue) *figure.Table {
	if s.Table != nil {
		return &s.Table.Table
	}
	return s.Chart.Table(say)
}

// WriteCSV writes a section's figures, with the source in the last column of each row.
func (f *Finding) WriteCSV(w io.Writer, say *catalogue.Catalogue, s *Section) error {
	if err := s.Figures(say).WriteCSV(w, say, f.Source); err != nil {
		return fmt.Errorf("write %s: %w", s.ID, err)
	}
	return nil
}
