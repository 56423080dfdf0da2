package profile

import (
	"fmt"
	"sort"
	"time"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/suppress"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// fewest is the least count of our own records that the document shows.
const fewest = 5

// Own are the partnership's own records beside the police's, as counts.
type Own struct {
	Plural     string // "reports"
	Total      int
	Repeat     int            // with a victim who had suffered before
	Categories map[string]int // name → records
	Wards      map[incident.Code]int
	Hours      *[24]float64 // where times are known
	Days       *[7]float64  // Monday first
	Timed      int
}

// Affected is who is affected, as counts of our own records under a heading.
type Affected struct {
	Heading string // "Whom reports say is affected"
	First   string // head of the first column
	Of      string // what is counted: "reports", "cases"
	Total   int    // records of the kind in the area and the months
	Names   []string
	Counts  []int
	Many    bool // a record may be counted under several, so the rows are not parts of the total
}

// ours are the sections on the partnership's own records.
func ours(c choice.Choice, o Own) ([]finding.Section, error) {
	if o.Total == 0 {
		return nil, nil
	}
	types, err := counted("Category", o.Categories)
	if err != nil {
		return nil, err
	}
	out := []finding.Section{{ID: "own-types", Heading: "What residents and staff reported", Table: types,
		Words: fmt.Sprintf("%s %s of our own in the same months.", figure.Of(o.Total).In(figure.Count), o.Plural)}}
	if o.Repeat >= fewest && (o.Total-o.Repeat == 0 || o.Total-o.Repeat >= fewest) {
		out[0].Words += fmt.Sprintf(" In %s of them the victim had suffered before (%s).", figure.Of(o.Repeat).In(figure.Count), figure.Of(float64(o.Repeat)/float64(o.Total)).In(figure.Share))
	}
	wards := map[string]int{}
	for code, n := range o.Wards {
		if code != 0 {
			wards[c.Name(code)] = n
		}
	}
	table, err := counted("Ward", wards)
	if err != nil {
		return nil, err
	}
	out = append(out, finding.Section{ID: "own-wards", Heading: "Where they were reported from", Table: table})
	return append(out, times(c, o)...), nil
}

// times are the hours of the day and the days of the week of our own records.
func times(c choice.Choice, o Own) []finding.Section {
	if o.Hours == nil || o.Timed < fewest {
		return nil
	}
	hours := &figure.Chart{Form: figure.Line, Title: "Reported by hour of the day, " + c.Area.Name, First: "Hour", Places: 1, Series: []figure.Series{{Name: "Reports", Values: figure.List(o.Hours[:])}}}
	for h := range 24 {
		hours.Labels = append(hours.Labels, fmt.Sprintf("%02d:00", h))
	}
	out := []finding.Section{{ID: "own-hours", Heading: "At what hours", Chart: hours,
		Words: fmt.Sprintf("%s %s have a time; each is spread over the hours in which it can have happened. The police publish no hour.", figure.Of(o.Timed).In(figure.Count), o.Plural)}}
	if o.Days == nil {
		return out
	}
	days := &figure.Chart{Form: figure.Bar, Title: "Reported by day of the week, " + c.Area.Name, First: "Day", Places: 1, Series: []figure.Series{{Name: "Reports", Values: figure.List(o.Days[:])}}}
	for d := range 7 {
		days.Labels = append(days.Labels, time.Weekday((d+1)%7).String())
	}
	return append(out, finding.Section{ID: "own-days", Heading: "On what days", Chart: days})
}

// affected is one section for each way of looking at who is affected.
func affected(list []Affected) ([]finding.Section, error) {
	var out []finding.Section
	for i, a := range list {
		if a.Total == 0 {
			continue
		}
		cells, err := a.cells()
		if err != nil {
			return nil, err
		}
		t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: a.First}, {Name: "Number", Format: figure.Count}, {Name: "Share of " + a.Of, Format: figure.Share}}}}
		for j, name := range a.Names {
			t.Rows = append(t.Rows, row(name, cells[j], a.Total))
		}
		words := fmt.Sprintf("Of %s %s in the same months.", figure.Of(a.Total).In(figure.Count), a.Of)
		if a.Many {
			words += " One may be counted in several rows."
		}
		out = append(out, finding.Section{ID: fmt.Sprintf("affected-%d", i+1), Heading: a.Heading, Words: words, Table: t})
	}
	return out, nil
}

// cells hides what is small. Rows that are parts of the total protect each other; where a record may be in several rows each
// stands against those that are not in it.
func (a Affected) cells() ([]figure.Figure, error) {
	if !a.Many {
		cells, _, err := suppress.List(a.Counts, true, suppress.Options{})
		return cells, err
	}
	var out []figure.Figure
	for _, n := range a.Counts {
		pair, _, err := suppress.List([]int{n, max(0, a.Total-n)}, true, suppress.Options{})
		if err != nil {
			return nil, err
		}
		out = append(out, pair[0])
	}
	return out, nil
}

// counted is a table of parts of one total, most first. What is small is hidden, and as much more as protects it.
func counted(first string, by map[string]int) (*finding.Table, error) {
	names, counts, total := make([]string, 0, len(by)), make([]int, 0, len(by)), 0
	for name, n := range by {
		names, total = append(names, name), total+n
	}
	sort.Slice(names, func(i, j int) bool {
		return by[names[i]] > by[names[j]] || by[names[i]] == by[names[j]] && names[i] < names[j]
	})
	for _, name := range names {
		counts = append(counts, by[name])
	}
	cells, _, err := suppress.List(counts, true, suppress.Options{})
	if err != nil {
		return nil, err
	}
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: first}, {Name: "Reports", Format: figure.Count}, {Name: "Share", Format: figure.Share}}}}
	for i, name := range names {
		t.Rows = append(t.Rows, row(name, cells[i], total))
	}
	return t, nil
}

func row(name string, n figure.Figure, total int) figure.Row {
	return figure.Row{figure.T(name), figure.F(n), figure.F(figure.Quotient(1, n, figure.Of(total)))}
}

// WardOf is the code of a ward's text, 0 where it is none.
func WardOf(text string) incident.Code {
	code, _ := incident.ParseCode(text)
	return code
}
