// Package publish makes the public tables: for each ward what was reported, what came of it, what was done and what the
// police recorded, and for the borough the counts that the pack breaks down, such as hate incidents by strand.
//
// What is counted from records leaves the package only through core/suppress: counts from 1 to 4 are hidden, and as many
// others as are needed so that no hidden one can be worked out from the totals. Against subtracting one publication from
// another there are three rules, and together they leave nothing to subtract:
//
//   - Tables are published for calendar quarters (financial years for breakdowns), which do not overlap, once the period
//     has settled. There is no table of the last twelve months that moves on by one.
//   - An edition is made once and kept (gate.Figures). What is recorded late, corrected or withdrawn changes no published
//     table, so two readings of the same period are the same.
//   - A financial year is published once, with its last quarter, and so that nothing can be worked out from it and its quarters
//     together (suppress.Close): where one quarter alone would be hidden, the last is hidden with it and the year stays. Totals
//     over any other quarters are added up from what was published alone, and hidden where one part of them is.
//
// One table is published of each population: reports by ward and group, reports closed by ward and outcome. Reports in
// sensitive categories (hate, worries about a person) are in no ward's table, by whatever count. No cell is smaller than a
// ward and a quarter, none has a point.
//
// What the partnership did (patrols, sweeps, walkabouts) is shown as it is, for it is about the partnership; what was
// counted on the way (people spoken with, warnings) is suppressed like the rest. Police figures are open data.
//
// Practice: ONS, Policy on protecting confidentiality in tables of birth and death statistics, on differencing; Government
// Statistical Service, Guidance for tables from administrative sources (2014), on linked tables and revisions.
package publish

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/kept"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/suppress"
	"github.com/wardmote/wardmote/internal/core/when"
)

// quarters is how many quarters are published at first.
const quarters = 8

// Tables are what is public. Nothing in it may be changed.
type Tables struct {
	Editions   []*Edition // oldest first
	Breakdowns map[string]*Breakdown
	Police     Police
	Channels   Channels // of all reports, for staff: whether people find the right door
}

// Table is one published table of an edition: rows are the edition's wards.
type Table struct {
	Columns []string
	suppress.Published
}

// Channels are how reports came in the last twelve whole months. They are for staff.
type Channels struct {
	From  when.Date
	Until when.Date
	List  []Channel
}

// Channel is how many reports came one way.
type Channel struct {
	Name  string
	Count figure.Figure
}

// New keeps the public tables of a gate's partnership.
func New(g *gate.Gate, facts indicator.Facts) *kept.Kept[*Tables] {
	return &kept.Kept[*Tables]{Name: "public tables", Now: g.Now, Gate: g, Basis: indicator.Basis(g, facts), Make: func(ctx context.Context) (*Tables, error) {
		return Make(ctx, g, facts)
	}}
}

// Make makes the tables as of the gate's clock: the editions that were made before as they are, and those that are due.
func Make(ctx context.Context, g *gate.Gate, facts indicator.Facts) (*Tables, error) {
	out := &Tables{Breakdowns: map[string]*Breakdown{}}
	m := &maker{gate: g, pack: g.Pack(), today: g.Now().Date()}
	for _, step := range []func(context.Context, *Tables) error{m.editions, m.breakdowns, m.channels} {
		if err := step(ctx, out); err != nil {
			return nil, fmt.Errorf("make the public tables: %w", err)
		}
	}
	var err error
	out.Police, err = police(ctx, g.Pack(), facts)
	return out, err
}

type maker struct {
	gate  *gate.Gate
	pack  *pack.Pack
	today when.Date
}

func (m *maker) read(ctx context.Context, fn func(*gate.View) error) error {
	return m.gate.Read(ctx, access.System("public tables"), fn)
}

// due are the last n periods that have settled, oldest first.
func (m *maker) due(every pack.Every, n int) []indicator.Period {
	var out []indicator.Period
	for _, p := range indicator.Recent(every, m.today, n+2) {
		if !m.today.Before(p.Until.AddDays(indicator.SettleDays)) {
			out = append(out, p)
		}
	}
	return out[max(0, len(out)-n):]
}

// channels counts all reports by the way they came, most first. It is not for public pages.
func (m *maker) channels(ctx context.Context, out *Tables) error {
	until := indicator.PeriodOf(pack.Monthly, m.today).From
	out.Channels = Channels{From: until.AddMonths(-12), Until: until}
	names := map[string]string{"": "Not recorded"}
	if field, ok := m.pack.ReportKind().Field("channel"); ok {
		for _, o := range m.pack.OptionsOf(field) {
			names[o.ID] = o.Name
		}
	}
	return m.read(ctx, func(v *gate.View) error {
		by, err := v.Tally(gate.Query{Verb: pack.Count, Kinds: []string{m.pack.Partnership.Report}, From: out.Channels.From.Start(), Until: until.Start()}, "channel")
		for id, n := range by {
			name, ok := names[id]
			if !ok {
				name = id
			}
			out.Channels.List = append(out.Channels.List, Channel{name, figure.Of(n)})
		}
		slices.SortFunc(out.Channels.List, func(a, b Channel) int {
			x, _ := a.Count.Value()
			y, _ := b.Count.Value()
			return cmp.Or(cmp.Compare(y, x), cmp.Compare(a.Name, b.Name))
		})
		return err
	})
}
