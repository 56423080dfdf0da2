package records

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/chart"
)

// weekdays begin with Monday, as the week does.
var weekdays = []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// hours is when in the week the incidents began, by the hour where there is room for it and by three hours in the margin, and how many of them
// fall in the eight hours that hold most: a shift. Nothing is drawn of fewer than two of which the hour is known.
func (x *view) hours(wide bool) (*chart.Drawing, string) {
	week, known := weekOf(x.whole.Incidents)
	if known < 2 {
		return nil, ""
	}
	step := 3
	if wide {
		step = 1
	}
	c := &figure.Chart{Form: figure.Heat, Title: "Incidents by day and hour", First: "Day"}
	for h := 0; h < 24; h += step {
		c.Labels = append(c.Labels, fmt.Sprintf("%02d", h))
	}
	for d, name := range weekdays {
		s := figure.Series{Name: name}
		for h := 0; h < 24; h += step {
			sum := 0
			for k := range step {
				sum += week[d][h+k]
			}
			s.Values = append(s.Values, figure.Of(float64(sum)))
		}
		c.Series = append(c.Series, s)
	}
	return &chart.Drawing{Chart: c, ID: "hours"}, shift(week, known)
}

func weekOf(all []record.Incident) (week [7][24]int, known int) {
	for _, i := range all {
		if i.Timed {
			at := i.Began.London()
			week[(int(at.Weekday())+6)%7][at.Hour()]++
			known++
		}
	}
	return week, known
}

func shift(week [7][24]int, known int) string {
	best, most := 0, 0
	for h := range 24 {
		sum := 0
		for d := range week {
			for k := range 8 {
				sum += week[d][(h+k)%24]
			}
		}
		if sum > most {
			best, most = h, sum
		}
	}
	return fmt.Sprintf("%d incidents of which the hour is known, %d of them from %02d:00 to %02d:00", known, most, best, (best+8)%24)
}
