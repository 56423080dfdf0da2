package records

import (
	"cmp"
	"math"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
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
	t := &figure.Table{Columns: []figure.Column{{Name: head}}}
	for _, f := range measures {
		t.Columns = append(t.Columns, figure.Column{Name: f.Name, Format: figure.Amounts})
	}
	values := []pack.Option{{ID: "", Name: k.Plural}}
	if sorted {
		values = sort.Options
	}
	for _, o := range values {
		if sums[o.ID] == nil {
			continue
		}
		row := figure.Row{figure.T(o.Name)}
		for _, f := range measures {
			row = append(row, figure.F(amount(f, sums[o.ID])))
		}
		t.Rows = append(t.Rows, row)
	}
	out := chart.Table(catalogue.English(), t)
	out.Caption, out.CaptionClasses, out.Classes = "Added up, over the whole list", "govuk-table__caption--s", "wm-stack wm-dense"
	return &out
}

// amount is a sum; not known where nothing of the sort was counted.
func amount(f pack.Field, sums map[string]float64) figure.Figure {
	sum, ok := sums[f.Measure]
	switch {
	case !ok:
		return figure.Unknown("nothing of the sort was counted")
	case f.Type == pack.Money:
		return figure.Of(sum).With(&figure.About{Unit: "pence"})
	}
	return figure.Of(math.Round(sum))
}
