package indicator

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/answer/kept"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Book is the computed values of every indicator of a pack over the recent periods, by indicator, oldest period first, and
// the counts that the pack breaks down.
type Book struct {
	Values     map[string][]Value
	Published  map[string][]Value // of public indicators, as the public sees them
	Breakdowns map[string]Breakdown
}

// History is how many periods of an indicator are computed: three years of months, or of quarters, or ten years.
var History = map[pack.Every]int{pack.Monthly: 36, pack.Quarterly: 13, pack.Yearly: 6, pack.PlanLong: 1, pack.ToDate: 24}

// NewBook keeps the computed values of a gate's pack. They are counted by the program itself, because an indicator is a
// figure about the whole partnership and shows no record; who may see the rows behind it is decided when they are opened.
// Where the newest imported facts are older than today, facts are counted up to them (see Extent).
func NewBook(g *gate.Gate, facts Facts) *kept.Kept[Book] {
	return &kept.Kept[Book]{Name: "indicators", Now: g.Now, Gate: g, Basis: Basis(g, facts), Make: func(ctx context.Context) (Book, error) {
		facts, err := asHeld(ctx, facts)
		if err != nil {
			return Book{}, err
		}
		c := &Computer{Pack: g.Pack(), Facts: facts}
		book := Book{Values: map[string][]Value{}, Published: map[string][]Value{}, Breakdowns: map[string]Breakdown{}}
		err = g.Read(ctx, access.System("indicators"), func(v *gate.View) error {
			return c.fill(ctx, v, g.Now().Date(), book)
		})
		for i := range c.Pack.Indicators {
			if ind := &c.Pack.Indicators[i]; err == nil && ind.Public && ind.Formula != nil {
				book.Published[ind.ID], err = c.published(ctx, g, ind, book.Values[ind.ID])
			}
		}
		return book, err
	}}
}

// Held is what a Facts may say as well: itself as it is now. Facts may lie in the database that records lie in, and what is counted
// within one reading must not ask for a second.
type Held interface {
	Held(ctx context.Context) (Facts, error)
}

func asHeld(ctx context.Context, facts Facts) (Facts, error) {
	if h, ok := facts.(Held); ok {
		return h.Held(ctx)
	}
	return facts, nil
}

// FromFactsAlone are the values of the indicators that are computed from imported facts, for a comparison of what is held with
// what would be.
func FromFactsAlone(ctx context.Context, g *gate.Gate, facts Facts) (map[string][]Value, error) {
	facts, err := asHeld(ctx, facts)
	if err != nil {
		return nil, err
	}
	c, out := &Computer{Pack: g.Pack(), Facts: facts}, map[string][]Value{}
	err = g.Read(ctx, access.System("indicators"), func(v *gate.View) error {
		today := g.Now().Date()
		s := c.Session(ctx, v, nil, today)
		for i := range c.Pack.Indicators {
			ind := &c.Pack.Indicators[i]
			if !FromFacts(ind) {
				continue
			}
			end, err := c.end(ctx, ind, today)
			if err != nil {
				return err
			}
			if out[ind.ID], err = s.Values(ind, Recent(ind.Every, end, max(1, History[ind.Every]))); err != nil {
				return fmt.Errorf("compute the indicator %s: %w", ind.ID, err)
			}
		}
		return nil
	})
	return out, err
}

// Extent is what a Facts may say as well: the last day that its data covers of all of some types (all types where none is named),
// so that indicators from data that comes late end where it ends and not in a row of unknowns.
type Extent interface {
	Last(ctx context.Context, dataset string, types []string) (when.Date, bool, error)
}

func (c *Computer) fill(ctx context.Context, v *gate.View, today when.Date, book Book) error {
	s := c.Session(ctx, v, nil, today)
	periodsOf := map[string][]Period{}
	var parts []part
	for i := range c.Pack.Indicators {
		ind := &c.Pack.Indicators[i]
		if ind.Formula == nil {
			continue
		}
		end, err := c.end(ctx, ind, today)
		if err != nil {
			return err
		}
		periodsOf[ind.ID] = Recent(ind.Every, end, max(1, History[ind.Every]))
		parts = append(parts, s.parts(ind, periodsOf[ind.ID])...)
	}
	if err := s.readParts(parts); err != nil { // of all indicators together, so that no record is read for each of them
		return err
	}
	for i := range c.Pack.Indicators {
		ind := &c.Pack.Indicators[i]
		if ind.Formula == nil {
			continue
		}
		periods, err := periodsOf[ind.ID], error(nil)
		if book.Values[ind.ID], err = s.Values(ind, periods); err != nil {
			return fmt.Errorf("compute the indicator %s: %w", ind.ID, err)
		}
		if ind.By == "" {
			continue
		}
		if book.Breakdowns[ind.ID], err = c.breakdown(v, ind, book.Values[ind.ID]); err != nil {
			return err
		}
	}
	return nil
}

// end is the day up to which an indicator is computed.
func (c *Computer) end(ctx context.Context, ind *pack.Indicator, today when.Date) (when.Date, error) {
	dataset, types := datasetOf(ind.Formula), []string(nil)
	extent, ok := c.Facts.(Extent)
	if dataset == "" || !ok {
		return today, nil
	}
	if named, all := typesOf(ind.Formula); !all {
		types = named
	}
	last, known, err := extent.Last(ctx, dataset, types)
	if err != nil || !known || last.After(today) {
		return today, err
	}
	return last, nil
}

// FromFacts says that the indicator is computed from imported facts, which the police publish, and not from records.
func FromFacts(ind *pack.Indicator) bool { return ind.Formula != nil && datasetOf(ind.Formula) != "" }

// datasetOf is the dataset that a formula counts; empty where it counts records.
func datasetOf(f *pack.Formula) string {
	if f == nil {
		return ""
	}
	if f.Facts != "" {
		return f.Facts
	}
	for _, inner := range within(f) {
		if d := datasetOf(inner); d != "" {
			return d
		}
	}
	return ""
}

// typesOf are the types of crime that a formula counts; all says that a part of it counts every type.
func typesOf(f *pack.Formula) (types []string, all bool) {
	if f == nil {
		return nil, false
	}
	if f.Facts != "" {
		return f.Types, len(f.Types) == 0
	}
	for _, inner := range within(f) {
		named, every := typesOf(inner)
		types, all = append(types, named...), all || every
	}
	return types, all
}

func within(f *pack.Formula) []*pack.Formula {
	return []*pack.Formula{f.Share, f.Ratio, f.Rate, f.Change, f.Of}
}
