package hotspot

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/trend"
)

// Trend is the events of the area month by month, placed or not.
type Trend struct {
	finding.Trend
	Months []incident.Month
	Counts []int
	Held   []bool // whether all of this choice is held for the month; a count of 0 means nothing otherwise
}

// Seasonal is one month of the year.
type Seasonal struct {
	Month int     `json:"month"` // 1 to 12
	Years int     `json:"years"` // how many such months hold data
	Mean  float64 `json:"mean"`  // events a month; 0 where Years is 0
	Index float64 `json:"index"` // mean over the mean of all such means: 1 is an ordinary month
}

func trendOf(c choice.Choice) (t Trend, err error) {
	t.Months = c.Months()
	t.Counts, t.Held = c.Monthly()
	if t.Trend, err = trend.Of(c); err != nil {
		return t, fmt.Errorf("hot spots: %w", err)
	}
	return t, nil
}

// gaps are the months that are not held.
func (t Trend) gaps() (n int) {
	for _, held := range t.Held {
		if !held {
			n++
		}
	}
	return n
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
