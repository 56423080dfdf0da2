package profile

import (
	"fmt"
	"sort"

	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// fewest is the least count of our own records that the document shows.
const fewest = 5

// ours are the sections on the partnership's own records.
func ours(c choice.Choice, o Own) []finding.Section {
	if o.Total == 0 {
		return nil
	}
	out := []finding.Section{{ID: "own-types", Heading: "What residents and staff reported", Table: counted("Category", o.Categories, o.Total),
		Words: fmt.Sprintf("%s %s of our own in the same months.", finding.Count.In(finding.N(o.Total)), o.Plural)}}
	if o.Repeat >= fewest {
		out[0].Words += fmt.Sprintf(" In %s of them the victim had suffered before (%s).", finding.Count.In(finding.N(o.Repeat)), finding.Share.In(finding.N(float64(o.Repeat)/float64(o.Total))))
	}
	wards := map[string]int{}
	for code, n := range o.Wards {
		if code != 0 {
			wards[c.Name(code)] = n
		}
	}
	out = append(out, finding.Section{ID: "own-wards", Heading: "Where they were reported from", Table: counted("Ward", wards, o.Total)})
	if o.Hours != nil && o.Timed >= fewest {
		chart := &finding.Chart{Form: finding.Line, Title: "Reported by hour of the day, " + c.Area.Name, First: "Hour", Places: 1, Series: []finding.Series{{Name: "Reports", Values: finding.Numbers(o.Hours[:])}}}
		for h := range 24 {
			chart.Labels = append(chart.Labels, fmt.Sprintf("%02d:00", h))
		}
		out = append(out, finding.Section{ID: "own-hours", Heading: "At what hours", Chart: chart, Words: fmt.Sprintf("%s %s have a time; each is spread over the hours in which it can have happened.", finding.Count.In(finding.N(o.Timed)), o.Plural)})
	}
	return out
}

func counted(first string, by map[string]int, total int) *finding.Table {
	var names []string
	for name := range by {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		return by[names[i]] > by[names[j]] || by[names[i]] == by[names[j]] && names[i] < names[j]
	})
	t := &finding.Table{Columns: []finding.Column{{Name: first}, {Name: "Reports", Format: finding.Count}, {Name: "Share", Format: finding.Share}}}
	for _, name := range names {
		n := by[name]
		if n < fewest {
			t.Rows = append(t.Rows, finding.Row{finding.T(name), finding.T(fmt.Sprintf("fewer than %d", fewest)), finding.T("")})
			continue
		}
		t.Rows = append(t.Rows, finding.Row{finding.T(name), finding.N(n), finding.N(float64(n) / float64(total))})
	}
	return t
}

// WardOf is the code of a ward's text, 0 where it is none.
func WardOf(text string) incident.Code {
	code, _ := incident.ParseCode(text)
	return code
}
