package hotspot

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/understand/incident"
)

// smallBase is the number of events below which the answer warns of chance; there the exact test has little power.
const smallBase = 100

// sentence is the answer in plain English.
func (r *Result) sentence() string {
	p := r.Params
	what := r.what()
	if r.Events == 0 {
		return fmt.Sprintf("For %s, %s, we hold no %s with a place.", p.Area.Name, r.period(), what)
	}
	first := fmt.Sprintf("%s %s were recorded in %s, %s.", number(r.Events), what, p.Area.Name, r.period())
	if r.Hot == 0 || len(r.Places) == 0 {
		return first + fmt.Sprintf(" None of %s squares of %g m stands out beyond what chance would give (false-discovery rate %g %%).",
			number(r.Tested), p.Cell, 100*p.Level)
	}
	top := r.Places[0]
	return first + fmt.Sprintf(" %s of %s squares of %g m stand out beyond what chance would give (false-discovery rate %g %%). "+
		"The strongest place is %s: %s where about %s would be expected if they fell %s.",
		number(r.Hot), number(r.Tested), p.Cell, 100*p.Level, top.Words(), number(top.Count), number(int(top.Expected+0.5)), r.evenly())
}

// evenly says how events fall where the null hypothesis holds.
func (r *Result) evenly() string {
	if r.Params.Null == Residents {
		return "where people live"
	}
	return "evenly at random"
}

// Words names a place: its commonest street and its ward.
func (p Place) Words() string {
	switch {
	case p.Street != "" && p.WardName != "":
		return "around " + p.Street + " in " + p.WardName
	case p.Street != "":
		return "around " + p.Street
	case p.WardName != "":
		return fmt.Sprintf("in %s, near %.4f, %.4f", p.WardName, p.Lat, p.Lon)
	default:
		return fmt.Sprintf("near %.4f, %.4f", p.Lat, p.Lon)
	}
}

func (r *Result) what() string {
	p := r.Params
	if p.Noun != "" {
		return p.Noun
	}
	if p.Kind == incident.Stop {
		return "stops and searches"
	}
	names := incident.Types()
	switch len(p.Types) {
	case 0:
		return "crimes and anti-social behaviour incidents of all types held"
	case 1:
		return "incidents of " + strings.ToLower(names[p.Types[0]])
	default:
		return fmt.Sprintf("incidents of %d types", len(p.Types))
	}
}

func (r *Result) period() string {
	from, to := monthWords(r.Params.From), monthWords(r.Params.To)
	if from == to {
		return "in " + from
	}
	return from + " to " + to
}

func monthWords(m incident.Month) string {
	return time.Month(m.OfYear()).String() + " " + strconv.Itoa(m.Year())
}

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
		out = append(out, fmt.Sprintf("%s events of this choice have no point in the published data and are on no map; they may be in or outside the area.", number(r.Unplaced)))
	}
	if n := len(r.Empty); n > 0 {
		out = append(out, fmt.Sprintf("Nothing of this choice is held for %d of the %d months; they are left out of the trend and the time of year.", n, len(r.Trend.Months)))
	}
	if len(r.Trend.Months)-len(r.Empty) < minTrend {
		out = append(out, "A trend is not tested on fewer than twelve months of data.")
	}
	return out
}

// number writes thousands with commas.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
