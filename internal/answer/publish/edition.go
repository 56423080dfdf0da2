package publish

import (
	"context"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/kept"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// editionName is where the editions of the wards are kept, and countsName what they were made from.
const (
	editionName = "public tables of the wards"
	countsName  = "counts behind the public tables of the wards"
)

// Edition is the tables of the wards for one quarter. It holds what is published and nothing else: a hidden count is not
// in it.
type Edition struct {
	Period   indicator.Period
	Made     when.Instant
	Wards    []string // codes: the rows of every table
	Reported Table    // reports by group of categories
	Came     Table    // what came of the reports that were closed
	Done     []Activity
	Year     *Year `json:",omitempty"` // of the quarter that ends a financial year all of which was published
}

// Year is the tables of a financial year, published with its last quarter and never again: years that overlap could be subtracted
// from each other.
type Year struct {
	Period         indicator.Period
	Reported, Came Table
	Done           []Activity
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
		made, err := kept.Once(ctx, m.gate, editionName, p.ID, e, func() (bool, error) { return m.edition(ctx, p, e, out.Editions) })
		if err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
		if made {
			out.Editions = append(out.Editions, e)
		}
	}
	return nil
}

// edition makes the tables of one quarter, and those of the year that it ends.
func (m *maker) edition(ctx context.Context, p indicator.Period, e *Edition, before []*Edition) (bool, error) {
	c := &counted{}
	some, err := kept.Once(ctx, m.gate, countsName, p.ID, c, func() (bool, error) { return m.count(ctx, p, c) })
	if err != nil || !some {
		return false, err
	}
	e.Period, e.Made, e.Wards = p, m.gate.Now(), c.Wards
	past, err := m.past(ctx, p, c, before)
	if err != nil {
		return false, err
	}
	return true, e.fill(c, past)
}

// counted is what a quarter's edition is made from: every count, also those that it hides. It stays in the store, for the year.
type counted struct {
	Wards          []string
	Reported, Came tally
	Done           []doing
}

// tally is a table of counts by ward and column.
type tally struct {
	Columns []string
	Counts  [][]int
}

// count counts one quarter.
func (m *maker) count(ctx context.Context, p indicator.Period, c *counted) (bool, error) {
	row := map[string]int{}
	for i, w := range m.pack.Wards() {
		c.Wards, row[w.Code] = append(c.Wards, w.Code), i
	}
	some := false
	err := m.read(ctx, func(v *gate.View) (err error) {
		q := &quarter{maker: m, counted: c, period: p, view: v, row: row}
		if c.Reported, err = q.reported(); err != nil {
			return err
		}
		if c.Came, err = q.came(); err != nil {
			return err
		}
		c.Done, err = q.done()
		some = q.some
		return err
	})
	return some, err
}

// quarter counts into an edition.
type quarter struct {
	*maker
	*counted
	period indicator.Period
	view   *gate.View
	row    map[string]int
	some   bool // something was counted
}

// table counts by ward and column.
func (q *quarter) table(columns []string, query gate.Query, what string, column map[string]int) (tally, error) {
	t := tally{columns, make([][]int, len(q.Wards))}
	for i := range t.Counts {
		t.Counts[i] = make([]int, len(columns))
	}
	by, err := q.view.Cross(query, "area", what)
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
	return t, err
}

// reports asks for the reports that may be published at all.
func (q *quarter) reports(categories []string, date string) gate.Query {
	return gate.Query{Verb: pack.Count, Kinds: []string{q.pack.Partnership.Report}, Category: categories, Date: date, From: q.period.From.Start(), Until: q.period.Until.Start()}
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

func (q *quarter) reported() (tally, error) {
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
func (q *quarter) came() (tally, error) {
	field, ok := q.pack.ReportKind().Field("outcome")
	if !ok || !field.Public || !field.Filter {
		return tally{}, nil
	}
	all, _, _ := open(q.pack)
	options := q.pack.OptionsOf(field)
	names, column := make([]string, len(options)), map[string]int{}
	for j, o := range options {
		names[j], column[o.ID] = o.Name, j
	}
	return q.table(names, q.reports(all, "closed"), field.ID, column)
}
