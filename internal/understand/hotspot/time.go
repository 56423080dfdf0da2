package hotspot

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/trend"
)

// Trend is the events of the area month by month, placed or not.
type Trend struct {
	finding.Trend
	Months []incident.Month
	Counts []figure.Figure // not known where not all of this choice is held for the month
}

// Seasonal is one month of the year.
type Seasonal struct {
	Month int           `json:"month"` // 1 to 12
	Years int           `json:"years"` // how many such months hold data
	Mean  figure.Figure `json:"mean"`  // events a month
	Index figure.Figure `json:"index"` // mean over the mean of all such means: 1 is an ordinary month
}

func trendOf(c choice.Choice) (t Trend, err error) {
	t.Months = c.Months()
	t.Counts = c.Monthly()
	if t.Trend, err = trend.Of(c); err != nil {
		return t, fmt.Errorf("hot spots: %w", err)
	}
	return t, nil
}

// gaps are the months that are not held.
func (t Trend) gaps() (n int) {
	for _, f := range t.Counts {
		if !f.Known() {
			n++
		}
	}
	return n
}

// season averages the same months of different years, so that a period of fourteen months does not make January and
// February look busy.
func season(t Trend) []Seasonal {
	out := make([]Seasonal, 12)
	var of [12][]figure.Figure
	for i, m := range t.Months {
		if at := m.OfYear() - 1; t.Counts[i].Known() {
			of[at] = append(of[at], t.Counts[i])
		}
	}
	var means []figure.Figure
	for i := range out {
		out[i] = Seasonal{Month: i + 1, Years: len(of[i]), Mean: figure.Quotient(1, figure.Sum(of[i]...), figure.Of(len(of[i])))}
		if out[i].Mean.Known() {
			means = append(means, out[i].Mean)
		}
	}
	mean := figure.Quotient(1, figure.Sum(means...), figure.Of(len(means)))
	for i := range out {
		out[i].Index = figure.Quotient(1, out[i].Mean, mean)
	}
	return out
}
