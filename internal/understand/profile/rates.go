package profile

import (
	"fmt"
	"sort"

	"github.com/wardmote/wardmote/analysis/rate"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// fewestShrunk is the fewest wards whose rates are drawn towards one another: fewer do not show how wards differ.
const fewestShrunk = 3

// rates adds to the table of wards how much is recorded for each 1,000 residents in a year, with its interval and with the rate
// that is left when chance is taken out of the differences (empirical Bayes): of a ward with few residents a few events make a
// high rate. Nothing is added where the residents of a ward are not known.
func rates(table *finding.Table, c choice.Choice, counts map[incident.Code]int) (words string, err error) {
	months := held(c)
	if c.People == nil || months == 0 || len(c.Area.Wards) == 0 {
		return "", nil
	}
	wards := append([]incident.Code{}, c.Area.Wards...)
	sort.Slice(wards, func(i, j int) bool {
		a, b := counts[wards[i]], counts[wards[j]]
		return a > b || a == b && c.Name(wards[i]) < c.Name(wards[j])
	})
	var events, people []float64
	for _, w := range wards {
		if c.People[w] <= 0 {
			return "", nil
		}
		events, people = append(events, float64(counts[w])), append(people, float64(c.People[w])*float64(months)/12)
	}
	shrunk, err := rate.Global(events, people)
	if err != nil {
		return "", fmt.Errorf("profile: %w", err)
	}
	table.Columns = append(table.Columns, figure.Column{Name: "A year for 1,000 residents", Format: figure.Decimal}, figure.Column{Name: "95% interval"})
	if len(wards) >= fewestShrunk {
		table.Columns = append(table.Columns, figure.Column{Name: "With chance taken out", Format: figure.Decimal})
	}
	table.Rows = nil
	total := 0.0
	for _, n := range events {
		total += n
	}
	for i, w := range wards {
		at, err := rate.ExactInterval(counts[w], people[i], 0.95)
		if err != nil {
			return "", fmt.Errorf("profile: %w", err)
		}
		row := figure.Row{figure.T(c.Name(w)), figure.N(counts[w]), figure.N(events[i] / total), figure.N(1000 * at.Rate), figure.T(fmt.Sprintf("%.1f to %.1f", 1000*at.Low, 1000*at.High))}
		if len(wards) >= fewestShrunk {
			row = append(row, figure.N(1000*shrunk.Rate[i]))
		}
		table.Rows = append(table.Rows, row)
	}
	return "Rates are for each 1,000 residents in a year of the months that are held, with the exact interval of a Poisson count (Garwood 1936). Where many come who do not live there, as to a market or a station, residents are not those who could be harmed. The last column draws each rate towards that of all the wards by as much as chance alone would make them differ (Marshall 1991).", nil
}
