// Package publish makes the public tables of the wards: what was reported, what came of it, what was done, and what the
// police recorded, over the last twelve whole months.
//
// What is counted from reports leaves the package only through core/suppress: counts from 1 to 4 are hidden, and as many
// others as are needed so that no hidden one can be worked out from the totals. The tables of all wards are made together,
// because a ward's page and the list of wards publish the same margins. Reports in sensitive categories (hate, worries about
// a person) are in none of them, by whatever count. No table has a cell smaller than a ward and a month, none has a point.
//
// What the partnership did (patrols, sweeps, walkabouts) is shown as it is, for it is about the partnership; what was
// counted on the way (people spoken with, warnings) is suppressed like the rest. Police figures are open data.
package publish

import (
	"context"
	"fmt"
	"sort"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/kept"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/suppress"
	"github.com/wardmote/wardmote/internal/core/when"
)

// monthsShown is how many whole months the tables cover.
const monthsShown = 12

// Wards are the public tables. Rows of every table are the wards in the order of Codes; nothing in it may change.
type Wards struct {
	Codes    []string
	From     when.Date // first day counted
	Until    when.Date // first day not counted
	Reported Table     // reports by group of categories
	Months   Table     // reports by month, oldest first
	Came     Table     // what came of reports closed
	Done     []Activity
	Police   Police
	Channels []Channel // of all reports, for staff: whether people find the right door

	row map[string]int
}

// Table is one published table, its columns named.
type Table struct {
	Columns []string
	suppress.Published
}

// Channel is how many reports came one way.
type Channel struct {
	Name  string
	Count int
}

// Row is a ward's place in the tables, and false where there is no such ward.
func (w *Wards) Row(code string) (int, bool) {
	i, ok := w.row[code]
	return i, ok
}

// Activity is one kind of thing that the partnership does, with how often it was done and what was counted.
type Activity struct {
	Kind    string
	Name    string
	Plural  string
	Times   []int // by ward
	Total   int   // in all wards
	Results []Counted
}

// Counted is one counted result of an activity.
type Counted struct {
	Name  string
	Cells []suppress.Cell // by ward
	Total suppress.Cell
}

// New keeps the public tables of a gate's wards.
func New(g *gate.Gate, facts indicator.Facts) *kept.Kept[*Wards] {
	return &kept.Kept[*Wards]{Name: "the public tables of the wards", Now: g.Now, Make: func(ctx context.Context) (*Wards, error) {
		return Make(ctx, g, facts)
	}}
}

// Make makes the tables as of the gate's clock.
func Make(ctx context.Context, g *gate.Gate, facts indicator.Facts) (*Wards, error) {
	until := indicator.PeriodOf(pack.Monthly, g.Now().Date()).From
	w := &Wards{From: until.AddMonths(-monthsShown), Until: until, row: map[string]int{}}
	for i, ward := range g.Pack().Wards() {
		w.Codes = append(w.Codes, ward.Code)
		w.row[ward.Code] = i
	}
	err := g.Read(ctx, access.System("public tables"), func(v *gate.View) error {
		m := &maker{Wards: w, view: v, pack: g.Pack()}
		for _, step := range []func() error{m.reported, m.months, m.came, m.done, m.channels} {
			if err := step(); err != nil {
				return fmt.Errorf("make the public tables: %w", err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	w.Police, err = police(ctx, g.Pack(), facts)
	return w, err
}

type maker struct {
	*Wards
	view *gate.View
	pack *pack.Pack
}

// table counts each column over the wards and hides what is small. Every total is taken to be known: the list of wards
// publishes those of rows, and the borough's own figures those of columns.
func (m *maker) table(columns []string, query func(column int) gate.Query) (Table, error) {
	t := suppress.Table{RowTotals: true, ColumnTotals: true, GrandTotal: true, Counts: make([][]int, len(m.Codes))}
	for i := range t.Counts {
		t.Counts[i] = make([]int, len(columns))
	}
	for j := range columns {
		by, err := m.view.Tally(query(j), "area")
		if err != nil {
			return Table{}, err
		}
		for code, n := range by {
			if i, ok := m.row[code]; ok {
				t.Counts[i][j] = n
			}
		}
	}
	p, err := suppress.Apply(t, suppress.Options{})
	return Table{Columns: columns, Published: p}, err
}

// reports asks for the reports that may be published at all.
func (m *maker) reports(categories []string, date string) gate.Query {
	return gate.Query{Verb: pack.Count, Kinds: []string{m.pack.Partnership.Report}, Category: categories, Date: date, From: m.From.Start(), Until: m.Until.Start()}
}

// open are the categories that may be published, all of them and by group: those that are not sensitive, of groups that are
// not mostly sensitive, for the name of such a group already tells what a report was about.
func (m *maker) open() (all []string, groups []string, by map[string][]string) {
	by = map[string][]string{}
	sensitive, size := map[string]int{}, map[string]int{}
	for _, c := range m.pack.Categories {
		size[c.Group]++
		if c.Sensitive {
			sensitive[c.Group]++
		}
	}
	for _, c := range m.pack.Categories {
		if c.Sensitive || 2*sensitive[c.Group] > size[c.Group] {
			continue
		}
		if len(by[c.Group]) == 0 {
			groups = append(groups, c.Group)
		}
		all, by[c.Group] = append(all, c.ID), append(by[c.Group], c.ID)
	}
	return all, groups, by
}

func (m *maker) reported() (err error) {
	_, groups, by := m.open()
	m.Reported, err = m.table(groups, func(j int) gate.Query { return m.reports(by[groups[j]], "opened") })
	return err
}

func (m *maker) months() (err error) {
	all, _, _ := m.open()
	periods := indicator.Recent(pack.Monthly, m.Until.AddDays(-1), monthsShown)
	names := make([]string, len(periods))
	for i, p := range periods {
		names[i] = p.Name
	}
	m.Months, err = m.table(names, func(j int) gate.Query {
		q := m.reports(all, "opened")
		q.From, q.Until = periods[j].From.Start(), periods[j].Until.Start()
		return q
	})
	if err == nil {
		m.agree()
	}
	return err
}

// agree hides a ward's total in the one table where the other hides it: two tables that share a margin show the same of it.
// A ward whose total is hidden shows nothing by month either.
func (m *maker) agree() {
	for i := range m.Codes {
		if !m.Reported.RowTotals[i].Hidden && !m.Months.RowTotals[i].Hidden {
			continue
		}
		m.Reported.RowTotals[i], m.Months.RowTotals[i] = suppress.Cell{Hidden: true}, suppress.Cell{Hidden: true}
		for _, cells := range [][]suppress.Cell{m.Reported.Cells[i], m.Months.Cells[i]} {
			for j := range cells {
				cells[j] = suppress.Cell{Hidden: true}
			}
		}
	}
}

// came counts what came of the reports that were closed, where the pack lets that be public.
func (m *maker) came() (err error) {
	field, ok := m.pack.ReportKind().Field("outcome")
	if !ok || !field.Public || !field.Filter {
		return nil
	}
	all, _, _ := m.open()
	options := m.pack.OptionsOf(field)
	names := make([]string, len(options))
	for i, o := range options {
		names[i] = o.Name
	}
	m.Came, err = m.table(names, func(j int) gate.Query {
		q := m.reports(all, "closed")
		q.Fields = map[string]string{field.ID: options[j].ID}
		return q
	})
	return err
}

// channels counts all reports by the way they came, most first. It is not for public pages.
func (m *maker) channels() error {
	by, err := m.view.Tally(m.reports(nil, "opened"), "channel")
	if err != nil {
		return err
	}
	names := map[string]string{"": "Not recorded"}
	if field, ok := m.pack.ReportKind().Field("channel"); ok {
		for _, o := range m.pack.OptionsOf(field) {
			names[o.ID] = o.Name
		}
	}
	for id, n := range by {
		name, ok := names[id]
		if !ok {
			name = id
		}
		m.Channels = append(m.Channels, Channel{name, n})
	}
	sort.Slice(m.Channels, func(i, j int) bool {
		a, b := m.Channels[i], m.Channels[j]
		return a.Count > b.Count || a.Count == b.Count && a.Name < b.Name
	})
	return nil
}
