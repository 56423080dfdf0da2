package hotspot

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/series"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Direction is which way a series of months has gone.
type Direction string

// Directions of a trend.
const (
	Rising  Direction = "rising"
	Falling Direction = "falling"
	Unclear Direction = "no clear trend"
)

// minTrend is the fewest months with data that a trend is looked for in.
const minTrend = 12

// Trend is the events of the area month by month.
type Trend struct {
	Months    []incident.Month
	Counts    []int
	Held      []bool    // whether anything of this choice is held for the month; a count of 0 means nothing otherwise
	Direction Direction // by the Mann-Kendall test with allowance for months that resemble the month before, at 5 %
	P         float64   // of that test; 1 where there are fewer than twelve months with data
}

// Seasonal is one month of the year.
type Seasonal struct {
	Month int     `json:"month"` // 1 to 12
	Years int     `json:"years"` // how many such months hold data
	Mean  float64 `json:"mean"`  // events a month; 0 where Years is 0
	Index float64 `json:"index"` // mean over the mean of all such means: 1 is an ordinary month
}

func trendOf(counts []int, from incident.Month, empty []incident.Month) (Trend, error) {
	t := Trend{Counts: counts, Direction: Unclear, P: 1, Held: make([]bool, len(counts))}
	missing := map[incident.Month]bool{}
	for _, m := range empty {
		missing[m] = true
	}
	var values []float64
	for i, n := range counts {
		m := from + incident.Month(i)
		t.Months = append(t.Months, m)
		if t.Held[i] = !missing[m]; t.Held[i] {
			values = append(values, float64(n))
		}
	}
	if len(values) < minTrend {
		return t, nil
	}
	k, err := series.MannKendallHamedRao(values, 0.05)
	if err != nil {
		return t, fmt.Errorf("hot spots: trend: %w", err)
	}
	t.P = k.P
	if k.P <= 0.05 && k.S > 0 {
		t.Direction = Rising
	} else if k.P <= 0.05 && k.S < 0 {
		t.Direction = Falling
	}
	return t, nil
}

// season averages the same months of different years, so that a period of fourteen months does not make January and
// February look busy.
func season(t Trend) []Seasonal {
	out := make([]Seasonal, 12)
	for i, m := range t.Months {
		s := &out[m.OfYear()-1]
		if t.Held[i] {
			s.Years++
			s.Mean += float64(t.Counts[i])
		}
	}
	mean, n := 0.0, 0.0
	for i := range out {
		s := &out[i]
		s.Month = i + 1
		if s.Years > 0 {
			s.Mean /= float64(s.Years)
			mean, n = mean+s.Mean, n+1
		}
	}
	for i := range out {
		if mean > 0 && out[i].Years > 0 {
			out[i].Index = out[i].Mean / (mean / n)
		}
	}
	return out
}
