// Package power is what can be done about anti-social behaviour by law: by whom and by what authority, what is weighed before, what a notice
// must say, how it is served, and what follows by itself. The law of it stands in law/powers and law/rules; what a partnership keeps of each
// power is a kind of its pack; here are the rules between the two.
package power

import (
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

// Use is a power used by somebody on a day at a place.
type Use struct {
	Power string
	Day   when.Date
	Area  string // code of the ward; empty where it is not known
}

// Unauthorised says why somebody has no authority for a power.
type Unauthorised struct{ Why string }

func (e *Unauthorised) Error() string { return e.Why }

// Authority is by what somebody may use a power, of all that was ever given to them. Nothing of today counts: only what stood on the day of the
// use, for that power, at that place, from a source that could give it under the law of that day. The second value is false where the power
// needs none. The error is an *Unauthorised that says what is missing, of the authority that came nearest.
func Authority(table *law.Table, held []access.Authority, use Use) (by access.Authority, needed bool, err error) {
	p, ok := law.PowerOf(use.Power)
	if !ok {
		return by, false, fmt.Errorf("there is no power %q", use.Power)
	}
	if !table.Stands(p, use.Day) {
		return by, true, &Unauthorised{fmt.Sprintf("%s: it is not confirmed that this power was in force on %s", p.Name, use.Day.Words())}
	}
	if p.Free() {
		return by, false, nil
	}
	nearest, why := 0, fmt.Sprintf("%s: nobody has given you authority for it. It can come from %s", p.Name, sources(p))
	for _, a := range held {
		short, words := lacks(table, p, a, use)
		if words == "" {
			return a, true, nil
		}
		if short > nearest {
			nearest, why = short, p.Name+": "+words
		}
	}
	return by, true, &Unauthorised{why}
}

// lacks is what an authority lacks for a use, and how near it came; no words where it is enough.
func lacks(table *law.Table, p *law.Power, a access.Authority, use Use) (near int, words string) {
	source := law.Source(a.Source)
	switch {
	case !a.Names(p.ID) && source == law.CSAS:
		return 1, fmt.Sprintf("your accreditation (%s) does not name it", a.Reference)
	case !a.Names(p.ID):
		return 0, "another power"
	case !a.On(use.Day):
		return 2, fmt.Sprintf("your authority (%s, %s) %s", source.Words(), a.Reference, days(a, use.Day))
	case !table.GivenBy(p, source, use.Day):
		if source == law.CSAS {
			return 4, fmt.Sprintf("your accreditation (%s) names it, and whether an accreditation can give it is not confirmed as law on %s", a.Reference, use.Day.Words())
		}
		return 3, fmt.Sprintf("it cannot come from what you hold (%s)", source.Words())
	case !a.Holds(use.Area):
		return 5, fmt.Sprintf("your authority (%s, %s) does not reach this place", source.Words(), a.Reference)
	}
	return 9, ""
}

func days(a access.Authority, day when.Date) string {
	if day.Before(a.From) {
		return fmt.Sprintf("began on %s, after %s", a.From.Words(), day.Words())
	}
	return fmt.Sprintf("ended on %s, before %s", a.Until.Words(), day.Words())
}

func sources(p *law.Power) string {
	var names []string
	for _, s := range p.Sources {
		names = append(names, strings.ToLower(s.Words()[:1])+s.Words()[1:])
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}
