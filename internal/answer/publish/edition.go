package publish

import (
	"context"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/kept"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/suppress"
	"github.com/wardmote/wardmote/internal/core/when"
)

// editionName is where the editions of the wards are kept.
const editionName = "public tables of the wards"

// Edition is the tables of the wards for one quarter. It holds what is published and nothing else: a hidden count is not
// in it.
type Edition struct {
	Period   indicator.Period
	Made     when.Instant
	Wards    []string // codes: the rows of every table
	Reported Table    // reports by group of categories
	Came     Table    // what came of the reports that were closed
	Done     []Activity
}

// Row is a ward's place in the tables, and false where there is no such ward.
func (e *Edition) Row(code string) (int, bool) {
	i := slices.Index(e.Wards, code)
	return i, i >= 0
}

// editions takes the editions that are kept and makes those that are due.
func (m *maker) editions(ctx context.Context, out *Tables) error {
	for _, p := range m.due(pack.Quarterly, quarters) {
		e := &Edition{}
		// A quarter of which nothing is recorded yet is published when something is: a partnership may bring its past along.
		made, err := kept.Once(ctx, m.gate, editionName, p.ID, e, func() (bool, error) { return m.edition(ctx, p, e) })
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
		if made {
			out.Editions = append(out.Editions, e)
		}
	}
	return nil
}

// edition counts one quarter.
func (m *maker) edition(ctx context.Context, p indicator.Period, e *Edition) (bool, error) {
	e.Period, e.Made = p, m.gate.Now()
	row := map[string]int{}
	for i, w := range m.pack.Wards() {
		e.Wards, row[w.Code] = append(e.Wards, w.Code), i
	}
	some := false
	err := m.read(ctx, func(v *gate.View) (err error) {
		q := &quarter{maker: m, Edition: e, view: v, row: row}
		if e.Reported, err = q.reported(); err != nil {
			return err
		}
		if e.Came, err = q.came(); err != nil {
			return err
		}
		e.Done, err = q.done()
		some = q.some
		return err
	})
	return some, err
}

// quarter is the counting of one edition.
type quarter struct {
	*maker
	*Edition
	view *gate.View
	row  map[string]int
	some bool // something was counted
}

// table counts the reports of a query over the wards, in one pass, each value of what in the column that it belongs to, and
// hides what is small. Every total is published with it.
func (q *quarter) table(columns []string, query gate.Query, what string, column map[string]int) (Table, error) {
	t := suppress.Table{RowTotals: true, ColumnTotals: true, GrandTotal: true, Counts: make([][]int, len(q.Wards))}
	for i := range t.Counts {
		t.Counts[i] = make([]int, len(columns))
	}
	by, err := q.view.Cross(query, "area", what)
	if err != nil {
		return Table{}, err
	}
	for code, values := range by {
		i, ok := q.row[code]
		if !ok {
			continue
		}
		for value, n := range values {
			if j, ok := column[value]; ok {
				t.Counts[i][j] += n
				q.some = q.some || n > 0
			}
		}
	}
	p, err := suppress.Apply(t, suppress.Options{})
	return Table{Columns: columns, Published: p}, err
}

// reports asks for the reports that may be published at all.
func (q *quarter) reports(categories []string, date string) gate.Query {
	return gate.Query{Verb: pack.Count, Kinds: []string{q.pack.Partnership.Report}, Category: categories, Date: date, From: q.Period.From.Start(), Until: q.Period.Until.Start()}
}

// open are the categories that may be published, all of them and by group: those that are not sensitive, of groups that are
// not mostly sensitive, for the name of such a group already tells what a report was about.
func open(p *pack.Pack) (all []string, groups []string, by map[string][]string) {
	by = map[string][]string{}
	sensitive, size := map[string]int{}, map[string]int{}
	for _, c := range p.Categories {
		size[c.Group]++
		if c.Sensitive {
			sensitive[c.Group]++
		}
	}
	for _, c := range p.Categories {
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

func (q *quarter) reported() (Table, error) {
	all, groups, by := open(q.pack)
	column := map[string]int{}
	for j, group := range groups {
		for _, category := range by[group] {
			column[category] = j
		}
	}
	return q.table(groups, q.reports(all, "opened"), "category", column)
}

// came counts what came of the reports that were closed, where the pack lets that be public.
func (q *quarter) came() (Table, error) {
	field, ok := q.pack.ReportKind().Field("outcome")
	if !ok || !field.Public || !field.Filter {
		return Table{}, nil
	}
	all, _, _ := open(q.pack)
	options := q.pack.OptionsOf(field)
	names, column := make([]string, len(options)), map[string]int{}
	for j, o := range options {
		names[j], column[o.ID] = o.Name, j
	}
	return q.table(names, q.reports(all, "closed"), field.ID, column)
}
