package records

import (
	"cmp"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// added is what a whole list counted, added up, a line for each sort of thing; nil where nothing was counted.
func (s *screens) added(k *pack.Kind, sums gate.Added) *govuk.Table {
	var measures []pack.Field
	for _, f := range k.Fields {
		for _, of := range sums {
			if _, ok := of[f.Measure]; ok && !f.Personal {
				measures = append(measures, f)
				break
			}
		}
	}
	if len(measures) == 0 {
		return nil
	}
	sort, sorted := gate.SortOf(k)
	head := cmp.Or(sort.Name, "All")
	t := &govuk.Table{Caption: "Added up, over the whole list", CaptionClasses: "govuk-table__caption--s", FirstCellIsHeader: true, Classes: "wm-stack wm-dense", Head: []govuk.Cell{{Text: head}}}
	for _, f := range measures {
		t.Head = append(t.Head, govuk.Cell{Text: f.Name, Format: "numeric"})
	}
	values := []pack.Option{{ID: "", Name: k.Plural}}
	if sorted {
		values = sort.Options
	}
	for _, o := range values {
		if sums[o.ID] == nil {
			continue
		}
		row := []govuk.Cell{{Text: o.Name}}
		for _, f := range measures {
			row = append(row, govuk.Cell{Text: amount(f, sums[o.ID]), Format: "numeric"})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// amount is a sum in words; empty where nothing of the sort was counted.
func amount(f pack.Field, sums map[string]float64) string {
	sum, ok := sums[f.Measure]
	if !ok {
		return ""
	}
	if f.Type == pack.Money {
		return page.Money(int64(sum))
	}
	text, _ := page.Number(sum)
	return text
}
