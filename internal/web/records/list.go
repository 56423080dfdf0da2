package records

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type listPage struct {
	page.Page
	Purpose  string
	Count    string
	Filter   govuk.Filter
	Narrowed bool
	Unread   bool   // the filter could not be read, and nothing was listed
	Asked    string // what the list was asked for, where that is said
	Table    govuk.SortableTable
	Ticked   govuk.BulkTable // the same rows, where the reader may change several at once
	Bulk     []option        // what may be done with them
	Path     string
	Here     string
	Next     string
	Short    bool // what the next page leads to was not looked through yet
	First    string
	New      string
	One      string
	Map      string
	Ranked   *page.Link // the values of a field that were recorded most often
	Export   *exportForm
	Added    *govuk.Table // what the whole list counted, added up by sort of thing
	ByDue    bool
	Clear    string
}

const listRows = 25

// list is the records of a kind that the reader may see, page by page.
func (s *screens) list(w http.ResponseWriter, r *http.Request) error {
	k, err := s.kind(r, pack.View)
	if err != nil {
		return err
	}
	f, err := s.newFilter(r, k)
	if err != nil {
		return err
	}
	q := f.asked
	q.Limit, q.Bare = listRows, k.Archetype == pack.Case // whose columns are those that every record has
	if len(f.wrong) > 0 {
		return s.pages.Write(w, r, "list.html", s.listPage(r, f, gate.List{}, gate.Total{}, nil))
	}
	var found gate.List
	var total gate.Total
	var sums gate.Added
	err = s.read(r, func(v *gate.View) (err error) {
		if found, err = v.List(q); err != nil {
			return err
		}
		if total, err = v.Total(q); err != nil || len(s.counted(k)) == 0 {
			return err
		}
		sums, _, err = v.Added(q)
		return err
	})
	if err != nil {
		return err
	}
	names, err := s.names(r, assignees(found.Records))
	if err != nil {
		return err
	}
	screen := s.listPage(r, f, found, total, names)
	screen.Added = s.added(k, sums)
	return s.pages.Write(w, r, "list.html", screen)
}

func assignees(records []record.Record) []string {
	var ids []string
	for _, r := range records {
		ids = append(ids, r.Assignee)
	}
	return ids
}

func (s *screens) listPage(r *http.Request, f *filter, found gate.List, total gate.Total, names map[string]string) *listPage {
	k, path := f.kind, "/records/"+f.kind.ID
	screen := &listPage{Page: page.Page{Title: k.Plural, Wide: true, Exit: k.Sensitive, Breadcrumbs: []govuk.Link{{Text: "Records", Href: "/records"}, {Text: k.Plural}}},
		Purpose: k.Purpose, Unread: len(f.wrong) > 0, Filter: f.panel(path), One: words.Article(k.Name), ByDue: f.get("sort") == "due", Clear: path}
	screen.Narrowed, screen.Asked = len(screen.Filter.Selected) > 0, f.inWords(screen.Filter.Selected)
	screen.Errors = f.wrong
	screen.Count = totalled(len(found.Records), total, words.Lower(k.Name), words.Lower(k.Plural))
	screen.Short = found.Short
	screen.Table = s.table(f, found.Records, names)
	if screen.Bulk = s.bulkDeeds(r, k); len(screen.Bulk) > 0 {
		screen.Ticked, screen.Path, screen.Here = ticked(screen.Table, found.Records), path, r.URL.RequestURI()
	}
	if found.Next != "" {
		screen.Next = path + f.with("after", found.Next)
	}
	if f.get("after") != "" {
		screen.First = path + f.with("after", "")
	}
	who := desk.Who(r)
	if s.may(who, pack.Create, k.ID) {
		screen.New = path + "/new"
	}
	if field, ok := s.rankedField(r, k); ok {
		screen.Ranked = &page.Link{Text: field.Name + ": most often", Href: path + "/ranked" + f.with("after", "")}
	}
	if k.Map {
		screen.Map = path + "/map" + f.with("after", "")
	}
	if s.may(who, pack.Export, k.ID) {
		screen.Export = f.exportForm(path)
	}
	return screen
}

// totalled is how many stand on a page of a list, and how many the list has.
func totalled(shown int, total gate.Total, one, many string) string {
	switch {
	case total.Over && total.N >= gate.CountMost:
		return fmt.Sprintf("%d on this page, of over %s", shown, page.Count(total.N, one, many))
	case total.Over:
		return fmt.Sprintf("%d on this page, of %d or more %s", shown, total.N, many)
	case total.N > shown:
		return fmt.Sprintf("%d on this page, of %s", shown, page.Count(total.N, one, many))
	}
	return page.Count(shown, one, many)
}

// column is one column of a list, by what the archetype is read for.
type column struct {
	head, format string
	cell         func(*record.Record) govuk.Cell
}

func text(fn func(*record.Record) string) func(*record.Record) govuk.Cell {
	return func(r *record.Record) govuk.Cell { return govuk.Cell{Text: fn(r)} }
}

// table is the list: who is at risk and what is late for cases, when, where and how much for activities, what is next to
// be reviewed for registers.
func (s *screens) table(f *filter, records []record.Record, names map[string]string) govuk.SortableTable {
	columns := s.columns(f, names)
	t := govuk.SortableTable{ID: "records", Caption: f.kind.Plural, CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true}
	for _, c := range columns {
		head := govuk.SortHead{Text: c.head, Format: c.format}
		switch c.head {
		case "Due", "Review due":
			head.Href = "/records/" + f.kind.ID + f.with("sort", "due")
			if f.get("sort") == "due" {
				head.Direction = "ascending"
			}
		case "Recorded":
			head.Href = "/records/" + f.kind.ID + f.with("sort", "")
			if f.get("sort") != "due" {
				head.Direction = "descending"
			}
		}
		t.Head = append(t.Head, head)
	}
	for i := range records {
		var cells []govuk.Cell
		for _, c := range columns {
			cell := c.cell(&records[i])
			cell.Format = c.format
			cells = append(cells, cell)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func (s *screens) columns(f *filter, names map[string]string) []column {
	w, k := s.words, f.kind
	cal, today := s.desk.Gate.Calendar(), s.desk.Gate.Now().Date()
	ref := column{head: "Record", cell: func(r *record.Record) govuk.Cell {
		return govuk.Cell{HTML: `<span class="wm-nowrap">` + words.Link("/record/"+r.Reference, r.Reference) + `</span><br><span class="govuk-!-font-weight-regular">` + words.Prose(r.Title) + `</span>`}
	}}
	state := column{head: "State", cell: func(r *record.Record) govuk.Cell { return govuk.Cell{HTML: w.State(k.ID, r.State)} }}
	recorded := column{head: "Recorded", cell: text(func(r *record.Record) string { d, _ := page.ShortDate(r.Opened); return d })}
	dueOn := column{head: "Due", cell: func(r *record.Record) govuk.Cell {
		if !r.Open {
			return govuk.Cell{}
		}
		return govuk.Cell{HTML: words.DueDay(cal, r.Due, today) + words.Asked(r)}
	}}
	ward := column{head: "Ward", cell: text(func(r *record.Record) string { return w.Area(r.Area) })}
	with := column{head: "With", cell: text(func(r *record.Record) string {
		return cmp.Or(names[r.Assignee], w.Team(r.Team), w.Body(r.OwnerBody))
	})}
	switch k.Archetype {
	case pack.Case:
		risk := column{head: "Risk", cell: func(r *record.Record) govuk.Cell { return govuk.Cell{HTML: w.RiskOf(r, today)} }}
		return []column{ref, state, risk, ward, with, dueOn, recorded}
	case pack.Activity:
		day := column{head: "Day", cell: text(func(r *record.Record) string { d, _ := page.ShortDate(dayOf(r)); return d })}
		return append([]column{ref, day, ward, with}, append(s.counted(k), state)...)
	}
	review := dueOn
	review.head = "Review due"
	return append([]column{ref, state}, append(s.shortFields(k), review, recorded)...)
}

// dayOf is when it was, or when it was recorded where that is not known.
func dayOf(r *record.Record) (day any) {
	if !r.Occurred.IsZero() {
		return r.Occurred
	}
	return r.Opened
}

// counted are the first results that the kind counts.
func (s *screens) counted(k *pack.Kind) []column {
	var out []column
	for _, f := range k.Fields {
		if f.Measure == "" || f.Compartment != "" || f.Personal || len(out) == 3 {
			continue
		}
		out = append(out, column{head: f.Name, format: "numeric", cell: text(func(r *record.Record) string { return s.words.Value(f, r.Fields[f.ID]) })})
	}
	return out
}

// shortText is the longest text that fits a column.
const shortText = 200

// shortFields are the first fields of a register entry that fit a column; the title stands in the first column already.
func (s *screens) shortFields(k *pack.Kind) []column {
	var out []column
	for _, f := range k.Fields {
		short := f.Type == pack.Choice || f.Type == pack.BodyRef || f.Type == pack.Money || f.Type == pack.Date ||
			f.Type == pack.Text && f.Max > 0 && f.Max <= shortText && f.ID != "title"
		if !short || f.Compartment != "" || f.Personal || len(out) == 4 {
			continue
		}
		c := column{head: f.Name, cell: text(func(r *record.Record) string { return s.words.Value(f, r.Fields[f.ID]) })}
		if f.Type == pack.Money {
			c.format = "numeric"
		}
		out = append(out, c)
	}
	return out
}

// exportForm takes a list out of the system.
type exportForm struct {
	CSV, GeoJSON string
	Hidden       map[string][]string
	Personal     bool   // the kind has personal fields, which need a purpose
	Withheld     string // what must be declared before they leave at all
}

func (f *filter) exportForm(path string) *exportForm {
	e := &exportForm{CSV: path + "/export.csv", Hidden: map[string][]string{}}
	if f.kind.Map {
		e.GeoJSON = path + "/export.geojson"
	}
	for name, values := range f.query {
		if name != "after" && name != "purpose" && len(values) > 0 && values[0] != "" {
			e.Hidden[name] = values
		}
	}
	e.Personal, e.Withheld = f.kind.Personal(), strings.Join(f.kind.Withheld(), ", ")
	return e
}
