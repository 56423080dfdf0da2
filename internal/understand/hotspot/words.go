package hotspot

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// smallBase is the number of events below which the answer warns of chance; there the exact test has little power.
const smallBase = 100

// sentence is the answer in plain English. A count is never said without the ground that it was counted on.
func (r *Result) sentence() string {
	p := r.Params
	what := p.What()
	if r.Events == 0 {
		return fmt.Sprintf("For %s, %s, we hold no %s.", p.Footprint.Name, r.period(), what)
	}
	first := fmt.Sprintf("%s %s were recorded in %s, %s.", figure.Of(r.Events).In(figure.Count), what, p.Footprint.Name, r.period())
	if r.Events == r.Unplaced {
		return first + " None of them has a point, so that nothing can be said of places."
	}
	if r.Hot == 0 || len(r.Places) == 0 {
		return first + fmt.Sprintf(" None of %s squares of %g m stands out beyond what chance would give (false-discovery rate %g %%).",
			figure.Of(r.Tested).In(figure.Count), p.Cell, 100*p.Level)
	}
	top := r.Places[0]
	stand := "squares of %g m stand out"
	if r.Hot == 1 {
		stand = "squares of %g m stands out"
	}
	return first + fmt.Sprintf(" %s of %s "+stand+" beyond what chance would give (false-discovery rate %g %%). "+
		"The strongest is %s: the square itself has %s, and with the squares next to it (a block of %g m by %g m) %s, where about %s would be expected if they fell %s.",
		figure.Of(r.Hot).In(figure.Count), figure.Of(r.Tested).In(figure.Count), p.Cell, 100*p.Level, top.Words(), figure.Of(top.Own).In(figure.Count), 3*p.Cell, 3*p.Cell, figure.Of(top.Count).In(figure.Count), figure.Of(top.Expected).In(figure.Count), r.evenly())
}

// period is the months as they stand in a sentence.
func (r *Result) period() string {
	if r.Params.From == r.Params.To {
		return "in " + r.Params.Period()
	}
	return r.Params.Period()
}

// evenly says how events fall where the null hypothesis holds.
func (r *Result) evenly() string {
	if r.Params.Null == Residents {
		return "where people live"
	}
	return "evenly at random"
}

// Words names a place: its street and its ward.
func (p Place) Words() string { return choice.Around(p.Street, p.WardName) }

// caveats are what a reader must know before acting on the answer.
func (r *Result) caveats() []string {
	out := []string{
		"Points are the publisher's anonymised points: each stands for a street or place and its surroundings, not for an address.",
		r.nullWords(),
	}
	if r.Params.Noun != "" {
		out[0] = "These are the partnership's own records: they show where somebody looked and reported. Points are moved to the middle of a square of 25 m."
	} else if r.Params.Kind == incident.Crime {
		out = append(out, "The publisher gives the month only, so nothing is said of days or hours. Only recorded crime is counted.")
	}
	if r.Events > 0 && r.Events < smallBase {
		out = append(out, fmt.Sprintf("Small base: %d events are few, and a real pattern may not show.", r.Events))
	}
	if r.Unplaced > 0 {
		out = append(out, fmt.Sprintf("%s of these have no point in the published data: they are in the count and the trend and in no square.", figure.Of(r.Unplaced).In(figure.Count)))
	}
	if r.Nowhere > 0 {
		out = append(out, fmt.Sprintf("%s events of this choice have neither a point nor a ward in the published data; they may be in the area or outside.", figure.Of(r.Nowhere).In(figure.Count)))
	}
	if n := r.Trend.gaps(); n > 0 {
		out = append(out, fmt.Sprintf("Nothing of this choice is held for %d of the %d months; they are left out of the trend and the time of year.", n, len(r.Trend.Months)))
	}
	if !r.Trend.P.Known() {
		out = append(out, "A trend is not tested on fewer than twelve months of data.")
	}
	return out
}
