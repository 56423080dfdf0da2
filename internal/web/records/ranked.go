package records

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// How many values a ranking shows, and of how many records, newest first.
const (
	rankedShown = 10
	rankedRows  = 1000
)

type rankedPage struct {
	page.Page
	List   string
	Filter govuk.Filter
	Table  govuk.Table
	Full   bool
}

// rankedField is the field of a kind whose values are ranked, where the reader may read it.
func (s *screens) rankedField(r *http.Request, k *pack.Kind) (pack.Field, bool) {
	for _, f := range k.Fields {
		if f.Ranked != "" && s.desk.Gate.Rules().Keeps(desk.Who(r), f) {
			return f, true
		}
	}
	return pack.Field{}, false
}

// ranked is the ten values of a field that were recorded most often, such as the vehicles linked with dealing, and what followed (ledger
// row 49).
func (s *screens) ranked(w http.ResponseWriter, r *http.Request) error {
	k, err := s.kind(r, pack.View)
	if err != nil {
		return err
	}
	field, ok := s.rankedField(r, k)
	if !ok {
		return page.Fail(page.NotFound, "There is no such page.")
	}
	f, err := s.readable(r, k)
	if err != nil {
		return err
	}
	q := f.asked
	q.Limit, q.After = rankedRows, ""
	var found gate.List
	err = s.read(r, func(v *gate.View) (err error) {
		found, err = v.List(q)
		return err
	})
	if err != nil {
		return err
	}
	path := "/records/" + k.ID
	title := field.Name + ": recorded most often"
	screen := &rankedPage{Page: page.Page{Title: title, Wide: true, Exit: k.Sensitive, Breadcrumbs: s.crumbs(r, k, govuk.Link{Text: "Most often"})}, List: path + f.with("after", ""),
		Filter: f.panel(path + "/ranked"), Full: found.Next != ""}
	screen.Table = ranking(k, field, found.Records)
	return s.pages.Write(w, r, "ranked.html", screen)
}

// standing is how often a value was recorded, and what followed.
type standing struct {
	value    string
	times    int
	followed int
	last     when.Instant
}

func ranking(k *pack.Kind, field pack.Field, records []record.Record) govuk.Table {
	found := map[string]*standing{}
	for i := range records {
		rec := &records[i]
		value := rec.Fields.Text(field.ID)
		if value == "" {
			continue
		}
		if found[value] == nil {
			found[value] = &standing{value: value}
		}
		x := found[value]
		x.times++
		if rec.Fields.Yes(field.Ranked) {
			x.followed++
		}
		at := rec.Occurred
		if at.IsZero() {
			at = rec.Opened
		}
		if at.After(x.last) {
			x.last = at
		}
	}
	all := make([]*standing, 0, len(found))
	for _, x := range found {
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b *standing) int {
		return cmp.Or(cmp.Compare(b.times, a.times), cmp.Compare(b.followed, a.followed), cmp.Compare(a.value, b.value))
	})
	beside, _ := k.Field(field.Ranked)
	t := govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack wm-dense", Head: []govuk.Cell{{Text: field.Name}, chart.Column("Times recorded"), chart.Column(beside.Name), {Text: "Last"}}}
	for _, x := range all[:min(rankedShown, len(all))] {
		t.Rows = append(t.Rows, []govuk.Cell{{Text: x.value}, chart.Count(x.times), chart.Count(x.followed), {HTML: words.Prose(page.DateTime(x.last))}})
	}
	return t
}
