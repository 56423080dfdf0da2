package answer

import (
	"fmt"
	"math"
	"net/http"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// months is a year of monthly values.
const months = 12

// volume is the figures behind statements, such as the local priorities of the police: each monthly indicator that they name
// with its last twelve months, the twelve before and a line of all of them. One of which too few months are held says so. Nil
// where none of them is monthly.
func (s *screens) volume(r *http.Request, caption string, list []pack.Statement) (govuk.Table, error) {
	var inds []*pack.Indicator
	for _, st := range list {
		for _, id := range st.Indicators {
			if ind, ok := s.desk.Pack().Indicator(id); ok && ind.Every == pack.Monthly {
				inds = append(inds, ind)
			}
		}
	}
	found, err := s.standings(r, inds)
	t := govuk.Table{Caption: caption, CaptionClasses: "govuk-table__caption--m", FirstCellIsHeader: true, Classes: "govuk-table--small-text-until-tablet",
		Head: []govuk.Cell{{Text: "What is counted"}, {Text: "Newest twelve months held", Format: "numeric"}, {Text: "Twelve before", Format: "numeric"}, {Text: "Change", Format: "numeric"}, {Text: "Month by month"}, {Text: "Period"}, {Text: "Source"}}}
	for _, x := range found {
		t.Rows = append(t.Rows, volumeRow(x))
	}
	return t, err
}

func volumeRow(x standing) []govuk.Cell {
	at := lastWhole(x.Computed)
	now, then := total(year(x.Computed, at)), total(year(x.Computed, at-months))
	change := "–"
	if then > 0 && !math.IsNaN(now) {
		change = indicator.Amount(100*(now-then)/then, "% change")
	}
	var values []float64
	for _, p := range x.Computed[:at+1] {
		values = append(values, number(x, p))
	}
	line := chart.Spark{Values: values, Words: fmt.Sprintf("%s by month: %s in the newest twelve months held, %s in the twelve before", x.Name, amount(now), amount(then))}.HTML()
	if at < 1 {
		line = "–"
	}
	name := link("/indicators/"+x.ID, x.Name) + ` <span class="govuk-hint govuk-!-margin-bottom-0">` + esc(x.Definition) + `</span>`
	return []govuk.Cell{{HTML: name}, {Text: amount(now), Format: "numeric"}, {Text: amount(then), Format: "numeric"}, {Text: change, Format: "numeric"},
		{HTML: line}, {Text: held(x.Computed, at, !math.IsNaN(now) && !math.IsNaN(then))}, {Text: indicator.Origin(x.Indicator)}}
}

// year is the twelve months up to one; nil where there are not so many.
func year(points []indicator.Point, at int) []indicator.Point {
	if at < months-1 {
		return nil
	}
	return points[at-months+1 : at+1]
}

func amount(n float64) string {
	if math.IsNaN(n) {
		return "not held"
	}
	return indicator.Number(n, 0)
}

// held says in words for which months there are values.
func held(points []indicator.Point, at int, whole bool) string {
	if whole {
		return points[at-months+1].Period + " to " + points[at].Period
	}
	known, first := 0, ""
	for _, p := range points[:at+1] {
		if p.Known && p.Note == "" {
			if known++; first == "" {
				first = p.Period
			}
		}
	}
	switch known {
	case 0:
		return "No month is held"
	case 1:
		return "Only " + first + " is held"
	}
	return fmt.Sprintf("%d months are held between %s and %s, not two years on end", known, first, points[at].Period)
}

// total adds up points; not a number where there are none, or one of them is not known.
func total(points []indicator.Point) float64 {
	if len(points) == 0 {
		return math.NaN()
	}
	sum := 0.0
	for _, p := range points {
		if !p.Known {
			return math.NaN()
		}
		sum += p.Value
	}
	return sum
}
