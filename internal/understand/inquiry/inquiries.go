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
	Capacity   Field = "capacity"
	Null       Field = "null"
	Rules      Field = "rules"
	Comparison Field = "comparison"
	Place      Field = "place" // a circle in place of a ward
	Change     Field = "change"
	Chosen     Field = "chosen"
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
	Long     bool   // takes so long that it runs as a job
	Area     string // label of the area, where it is not "Area"
	own      bool   // looks at the partnership's reports beside the police's data
	run      func(context.Context, *ground) (*finding.Finding, error)
}

// Takes says that the question can be put to a source of events.
func (q *Inquiry) Takes(source string) bool {
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
	{ID: "profile", Title: "Problem profile", Question: "What is the problem here, where exactly, when, and how much of it falls on few places?",
		Tells:   "A document to print: types, wards, places, time of year, concentration, and what residents reported.",
		Sources: []string{Crimes, Records}, Fields: []Field{Source, Types, Period, Where}, own: true, run: runProfile},
	{ID: "hour-week", Title: "Hours of the week", Question: "At what hour and on what day does it happen?",
		Tells:   "A grid of hours by weekdays, for what has a time: stops and searches and our own records.",
		Sources: []string{Stops, Records}, Fields: []Field{Source, Period, Where}, run: runHourWeek},
	{ID: "near-repeat", Title: "Near repeats", Question: "After one, is the next one near and soon?",
		Tells:   "Pairs of events by distance and delay, against chance, for what has a day.",
		Sources: []string{Records, Stops}, Fields: []Field{Source, Period, Where, Bands}, Long: true, run: runNearRepeat},
	{ID: "places", Title: "Where to go next", Question: "Where will it happen next, and which way of choosing places would have found most of it?",
		Tells:   "The ways of choosing places, each tried on months that it had not seen, and the squares that the best proposes. Places, never people.",
		Sources: []string{Crimes, Records}, Fields: []Field{Source, Types, Period, Where, Cell, Capacity}, run: runPlaces},
	{ID: "emerging", Title: "Emerging hot spots", Question: "Which hot spots are new, which last, and which fade?",
		Tells:   "Squares of the map classed by when they were more than chance, quarter by quarter.",
		Sources: []string{Crimes, Stops, Records}, Fields: []Field{Source, Types, Period, Where, Cell}, Long: true, run: runEmerging},
	{ID: "scan", Title: "What is going on now", Question: "Is something going on now that was not there before?",
		Tells:   "Clusters in space and time that reach the last month, against all the clusters that chance could make.",
		Sources: []string{Crimes, Stops, Records}, Fields: []Field{Source, Types, Period, Where, Cell}, Long: true, run: runScan},
	{ID: "effect", Title: "Effect of an operation", Question: "Did what we did work, and did it only move?",
		Tells:   "Before and after, beside how other places as high went on by themselves, an area that was left alone, and the surroundings. Without these no effect is claimed.",
		Sources: []string{Crimes, Records}, Fields: []Field{Source, Types, Where, Place, Chosen, Comparison, Change}, Area: "Where the operation was", run: runEffect},
	{ID: "fairness", Title: "Stop and search", Question: "Who is stopped and searched, for what, and what is found?",
		Tells:   "For those who watch stop and search for the community: rates by ethnicity against a stated benchmark, outcomes, objects, and months.",
		Sources: []string{Stops}, Fields: []Field{Period, Where, Group, People}, run: runFairness},
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
