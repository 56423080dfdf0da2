package inquiry

import (
	"context"
	"slices"

	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/trend"
)

// Records stands for any kind of record in the sources of an inquiry.
const Records = "records"

// Field is one thing that a form asks.
type Field string

// The fields of the forms.
const (
	Source     Field = "source"
	Types      Field = "types"
	Period     Field = "period"
	Where      Field = "area"
	Cell       Field = "cell"
	Null       Field = "null"
	Rules      Field = "rules"
	Comparison Field = "comparison"
	Place      Field = "place" // a circle in place of a ward
	Change     Field = "change"
	Group      Field = "group"
	People     Field = "people"
	Bands      Field = "bands"
)

// Inquiry is one question that can be put.
type Inquiry struct {
	ID       string
	Title    string
	Question string   // as an analyst would ask it
	Tells    string   // what the answer is and is not
	Sources  []string // the default first
	Fields   []Field
	Long     bool // takes so long that it runs as a job
	Area     string
	run      func(context.Context, *ground) (*finding.Finding, error)
}

func (q *Inquiry) takes(source string) bool {
	return slices.Contains(q.Sources, source) || source != Crimes && source != Stops && slices.Contains(q.Sources, Records)
}

// Has says that the form asks a field.
func (q *Inquiry) Has(f Field) bool { return slices.Contains(q.Fields, f) }

var all = []Inquiry{
	{ID: "hotspots", Title: "Hot spots", Question: "Where does it keep happening, and is that more than chance?",
		Tells:   "The places with more events than chance would put there, as a list and a map, with their trend and time of year.",
		Sources: []string{Crimes, Stops, Records}, Fields: []Field{Source, Types, Period, Where, Cell, Null}, run: runHotspots},
	{ID: "trend", Title: "Trend and control chart", Question: "Is it getting worse, and is this month unusual?",
		Tells:   "Month by month with the limits of usual variation, the trend, the time of year, and the last year against the one before, by ward and type.",
		Sources: []string{Crimes, Stops, Records}, Fields: []Field{Source, Types, Period, Where, Rules}, run: func(ctx context.Context, g *ground) (*finding.Finding, error) {
			return trend.Run(ctx, trend.Params{Choice: g.Choice, Rules: g.ask.Rules})
		}},
}

// All are the inquiries in the order of the index.
func All() []Inquiry { return all }

// Find is the inquiry of that id.
func Find(id string) (*Inquiry, bool) {
	for i := range all {
		if all[i].ID == id {
			return &all[i], true
		}
	}
	return nil, false
}
