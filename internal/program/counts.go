package program

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// factCounts answers the indicators' questions from the imported facts.
type factCounts struct{ library *incident.Library }

// publishedTypes is how many crime types the publisher has had since May 2013; a month of all types holds each of them.
const publishedTypes = 14

// Count counts facts. A period is covered where every month of it, and every type asked for, is held somewhere: a month that
// was not published, or a type that was not imported, is then never read as a fall in crime.
func (c factCounts) Count(ctx context.Context, q indicator.FactsQuery) (int, bool, error) {
	facts, err := c.library.Facts(ctx)
	if err != nil {
		return 0, false, err
	}
	f := incident.Filter{Kind: incident.Crime, From: monthOf(q.From), To: monthOf(q.Until.AddDays(-1))}
	if q.Dataset == "stops" {
		f.Kind = incident.Stop
	}
	for _, name := range q.Types {
		code, err := incident.ParseType(name)
		if err != nil {
			return 0, false, err
		}
		f.Types = append(f.Types, code)
	}
	for _, area := range q.Areas {
		code, ok := incident.ParseCode(area)
		if !ok {
			return 0, false, fmt.Errorf("%q is not the code of an area", area)
		}
		f.Wards = append(f.Wards, code)
	}
	if !covered(facts.Held(f.Kind), f) {
		return 0, false, nil
	}
	v, err := facts.Select(f)
	return v.Len(), err == nil, err
}

func covered(held map[incident.Month][]int, f incident.Filter) bool {
	for m := f.From; m <= f.To; m++ {
		counts, ok := held[m]
		if !ok {
			return false
		}
		for _, t := range f.Types {
			if counts[t] == 0 {
				return false
			}
		}
		if f.Kind == incident.Crime && len(f.Types) == 0 {
			for t := range publishedTypes {
				if counts[t] == 0 {
					return false
				}
			}
		}
	}
	return f.From <= f.To
}

// monthOf is the month of a day, as facts count months.
func monthOf(d when.Date) incident.Month {
	return incident.Month(max(0, (d.Year()-2000)*12+int(d.Month())-1))
}
