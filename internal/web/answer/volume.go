package answer

import (
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// volume is the figures behind statements, such as the local priorities of the police: each monthly indicator that they name
// with its last twelve months, the twelve before and a line of all of them. One of which too few months are held says so. Nil
// where none of them is monthly.
func (s *screens) volume(r *http.Request, caption string, list []pack.Statement) (govuk.Table, error) {
	var inds []*pack.Indicator
	for _, st := range list {
		for _, id := range st.Indicators {
			if ind, ok := s.desk.Pack().Indicator(id); ok && ind.Every == pack.Monthly {
				inds = append(inds, ind)
			}
		}
	}
	found, err := s.standings(r, inds)
	t := govuk.Table{Caption: caption, CaptionClasses: "govuk-table__caption--m", FirstCellIsHeader: true, Classes: "govuk-table--small-text-until-tablet",
		Head: []govuk.Cell{{Text: page.Say(r, "volume.what")}, chart.Column(page.Say(r, "volume.newest")), chart.Column(page.Say(r, "volume.before")), chart.Column(page.Say(r, "volume.change")), {Text: page.Say(r, "volume.months")}, {Text: page.Say(r, "indicator.period")}, {Text: page.Say(r, "figures.source")}}}
	for _, x := range found {
		t.Rows = append(t.Rows, volumeRow(page.Words(r), x))
	}
	return t, err
}

func volumeRow(say *catalogue.Catalogue, x standing) []govuk.Cell {
	v := indicator.VolumeOf(say, x.Indicator, x.Computed)
	line := template.HTML(figure.Gap)
	if len(v.Months) > 1 {
		line = chart.Spark{Values: v.Months, Words: v.Words}.HTML()
	}
	name := link("/indicators/"+x.ID, x.Name) + ` <span class="govuk-hint govuk-!-margin-bottom-0">` + esc(x.Definition) + `</span>`
	return []govuk.Cell{{HTML: name}, chart.Cell(say, v.Now, figure.Count), chart.Cell(say, v.Before, figure.Count), chart.Cell(say, v.Change, figure.Amounts),
		{HTML: line}, {Text: v.Held}, {Text: indicator.Origin(say, x.Indicator)}}
}
