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
// with its last twelve months, the twelve before and a line of all of them. Nil where none of them is monthly.
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
		if row, ok := volumeRow(x); ok {
			t.Rows = append(t.Rows, row)
		}
	}
	return t, err
}

func volumeRow(x standing) ([]govuk.Cell, bool) {
	at := lastWhole(x.Computed)
	if at < 2*months-1 {
		return nil, false
	}
	last, before := x.Computed[at-months+1:at+1], x.Computed[at-2*months+1:at-months+1]
	now, then := total(last), total(before)
	if math.IsNaN(now) || math.IsNaN(then) {
		return nil, false
	}
	change := "–"
	if then > 0 {
		change = indicator.Amount(100*(now-then)/then, "% change")
	}
	var values []float64
	for _, p := range x.Computed[:at+1] {
		values = append(values, number(x, p))
	}
	spark := chart.Spark{Values: values, Words: fmt.Sprintf("%s by month: %s in the newest twelve months held, %s in the twelve before", x.Name, indicator.Number(now, 0), indicator.Number(then, 0))}
	name := link("/indicators/"+x.ID, x.Name) + ` <span class="govuk-hint govuk-!-margin-bottom-0">` + esc(x.Definition) + `</span>`
	return []govuk.Cell{{HTML: name}, {Text: indicator.Number(now, 0), Format: "numeric"}, {Text: indicator.Number(then, 0), Format: "numeric"}, {Text: change, Format: "numeric"},
		{HTML: spark.HTML()}, {Text: last[0].Period + " to " + last[months-1].Period}, {Text: indicator.Origin(x.Indicator)}}, true
}

// total adds up points; not a number where one of them is not known.
func total(points []indicator.Point) float64 {
	sum := 0.0
	for _, p := range points {
		if !p.Known {
			return math.NaN()
		}
		sum += p.Value
	}
	return sum
}
