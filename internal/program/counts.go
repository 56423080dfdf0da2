package program

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// factCounts answers the indicators' questions from imported facts: those that are held, or those that would be.
type factCounts struct {
	facts func(ctx context.Context) (*incident.Facts, error)
}

func newFactCounts(library *incident.Library) factCounts { return factCounts{library.Facts} }

// supposed answers from facts that somebody only thinks of.
func supposed(facts *incident.Facts) factCounts {
	return factCounts{func(context.Context) (*incident.Facts, error) { return facts, nil }}
}

// Held answers from the facts that are held now, whatever is imported meanwhile.
func (c factCounts) Held(ctx context.Context) (indicator.Facts, error) {
	facts, err := c.facts(ctx)
	if err != nil {
		return nil, err
	}
	return supposed(facts), nil
}

// Version names the facts that are held, so that what was counted from them is counted again after an import.
func (c factCounts) Version(ctx context.Context) (string, error) {
	facts, err := c.facts(ctx)
	if err != nil {
		return "", err
	}
	return facts.Version, nil
}

// Last is the last day of the newest month that is covered of all of the types, and false where none is: a type that another
// file brought later says nothing of these.
func (c factCounts) Last(ctx context.Context, dataset string, names []string) (when.Date, bool, error) {
	facts, err := c.facts(ctx)
	if err != nil {
		return when.Date{}, false, err
	}
	kind := kindOf(dataset)
	codes, err := typesOf(kind, names)
	if err != nil {
		return when.Date{}, false, err
	}
	cover := facts.Coverage(kind)
	for _, m := range slices.Backward(cover.Months(codes...)) {
		if !slices.ContainsFunc(codes, func(t uint8) bool { return !cover.Covers(t, m, nil) }) {
			return when.Day(m.Year(), time.Month(m.OfYear()), 1).AddMonths(1).AddDays(-1), true, nil
		}
	}
	return when.Date{}, false, nil
}

// Count counts facts. A period is covered where every type asked for is covered in every month of it and in every ward asked for:
// a month that was not published, or a type that was not imported, is then never read as a fall in crime.
func (c factCounts) Count(ctx context.Context, q indicator.FactsQuery) (int, bool, error) {
	facts, err := c.facts(ctx)
	if err != nil {
		return 0, false, err
	}
	f := incident.Filter{Kind: kindOf(q.Dataset), From: monthOf(q.From), To: monthOf(q.Until.AddDays(-1))}
	if len(q.Types) > 0 {
		if f.Types, err = typesOf(f.Kind, q.Types); err != nil {
			return 0, false, err
		}
	}
	for _, area := range q.Areas {
		code, ok := incident.ParseCode(area)
		if !ok {
			return 0, false, fmt.Errorf("%q is not the code of an area", area)
		}
		f.Wards = append(f.Wards, code)
	}
	if covered, err := covered(facts, f); err != nil || !covered {
		return 0, false, err
	}
	v, err := facts.Select(f)
	return v.Len(), err == nil, err
}

func kindOf(dataset string) incident.Kind {
	if dataset == "stops" {
		return incident.Stop
	}
	return incident.Crime
}

// typesOf are the codes of types; all that are published where none is named.
func typesOf(kind incident.Kind, names []string) (out []uint8, err error) {
	if kind != incident.Crime {
		return []uint8{0}, nil
	}
	for _, name := range names {
		code, err := incident.ParseType(name)
		if err != nil {
			return nil, err
		}
		out = append(out, code)
	}
	for t := 0; len(names) == 0 && t < incident.Published; t++ {
		out = append(out, uint8(t))
	}
	return out, nil
}

func covered(facts *incident.Facts, f incident.Filter) (bool, error) {
	types := f.Types
	if len(types) == 0 {
		var err error
		if types, err = typesOf(f.Kind, nil); err != nil {
			return false, err
		}
	}
	c := facts.Coverage(f.Kind)
	for m := f.From; m <= f.To; m++ {
		for _, t := range types {
			if !c.Covers(t, m, f.Wards) {
				return false, nil
			}
		}
	}
	return f.From <= f.To, nil
}

// monthOf is the month of a day, as facts count months.
func monthOf(d when.Date) incident.Month {
	return incident.Month(max(0, (d.Year()-2000)*12+int(d.Month())-1))
}
