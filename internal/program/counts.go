package program

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// factCounts answers the indicators' questions from the imported facts.
type factCounts struct {
	library *incident.Library
	known   *heldFacts
}

func newFactCounts(library *incident.Library) factCounts {
	return factCounts{library: library, known: &heldFacts{}}
}

// heldFacts remembers what is held of one version of the facts: hundreds of indicator values ask for it in a row, and
// finding it reads every fact.
type heldFacts struct {
	mu      sync.Mutex
	version string
	kinds   map[incident.Kind]map[incident.Month][]int
}

func (h *heldFacts) of(facts *incident.Facts, kind incident.Kind) map[incident.Month][]int {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.kinds == nil || h.version != facts.Version {
		h.version, h.kinds = facts.Version, map[incident.Kind]map[incident.Month][]int{}
	}
	held, ok := h.kinds[kind]
	if !ok {
		held = facts.Held(kind)
		h.kinds[kind] = held
	}
	return held
}

// Version names the facts that are held, so that what was counted from them is counted again after an import.
func (c factCounts) Version(ctx context.Context) (string, error) {
	facts, err := c.library.Facts(ctx)
	if err != nil {
		return "", err
	}
	return facts.Version, nil
}

// Last is the last day of the newest month that is held of a dataset, and false where nothing is.
func (c factCounts) Last(ctx context.Context, dataset string) (when.Date, bool, error) {
	facts, err := c.library.Facts(ctx)
	if err != nil {
		return when.Date{}, false, err
	}
	kind := incident.Crime
	if dataset == "stops" {
		kind = incident.Stop
	}
	newest, found := incident.Month(0), false
	for m := range c.known.of(facts, kind) {
		newest, found = max(newest, m), true
	}
	return when.Day(newest.Year(), time.Month(newest.OfYear()), 1).AddMonths(1).AddDays(-1), found, nil
}

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
	if !covered(c.known.of(facts, f.Kind), f) {
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
