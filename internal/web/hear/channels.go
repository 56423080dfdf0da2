package hear

import (
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

type channelsPage struct {
	page.Page
	Period  string
	Total   int
	Chart   *chart.Drawing
	Barrier *chart.Drawing
	Said    bool // somebody said what made it hard
	Months  govuk.Select
}

// periods are how far back the counts may go: the page's work is bounded by the longest.
var periods = []struct {
	value  string
	months int
	text   string
}{{"1", 1, "The last month"}, {"3", 3, "The last 3 months"}, {"12", 12, "The last 12 months"}}

// channels counts reports by how they reached the partnership (ledger 12) and why people found it hard to report (13).
func (s *screens) channels(w http.ResponseWriter, r *http.Request) error {
	who := desk.Who(r)
	verb := pack.Count
	if !s.desk.Gate.Rules().Anywhere(who, verb, s.pack().Partnership.Report) {
		verb = pack.View
	}
	if !s.desk.Gate.Rules().Anywhere(who, verb, s.pack().Partnership.Report) {
		return page.Fail(page.Forbidden, "Your post does not let you count reports.")
	}
	chosen := periods[1]
	if i := slices.IndexFunc(periods, func(p struct {
		value  string
		months int
		text   string
	}) bool {
		return p.value == r.URL.Query().Get("months")
	}); i >= 0 {
		chosen = periods[i]
	}
	today := s.desk.Gate.Now().Date()
	from := today.AddMonths(-chosen.months)
	q := gate.Query{Verb: verb, Kinds: []string{s.pack().Partnership.Report}, From: from.Start(), Until: today.End()}
	screen := &channelsPage{Page: page.Page{Title: "How reports reach us", Wide: true}, Period: from.Words() + " to " + today.Words()}
	err := s.desk.Gate.Read(r.Context(), who, func(v *gate.View) error {
		counts, err := v.Tally(q, "channel")
		if err != nil {
			return err
		}
		screen.Chart = s.bars("channels", "channel", "Reports by channel, "+screen.Period, counts)
		for _, n := range counts {
			screen.Total += n
		}
		barriers, err := s.barriers(v, q)
		for _, n := range barriers {
			screen.Said = screen.Said || n > 0
		}
		screen.Barrier = s.bars("barriers", "barrier", "What made it hard to report, "+screen.Period, barriers)
		return err
	})
	if err != nil {
		return err
	}
	screen.Months = govuk.Select{Name: "months", Label: journey.Label("Period"), Value: chosen.value}
	for _, p := range periods {
		screen.Months.Items = append(screen.Months.Items, govuk.Option{Value: p.value, Text: p.text})
	}
	return s.pages.Write(w, r, "channels.html", screen)
}

// barriers counts each barrier that the pack names, up to the gate's own bound of a count.
func (s *screens) barriers(v *gate.View, q gate.Query) (map[string]int, error) {
	out := map[string]int{}
	for _, id := range s.offered("barrier") {
		q.Fields = map[string]string{"barrier": id}
		n, err := v.Count(q)
		if err != nil {
			return nil, err
		}
		out[id] = n
	}
	return out, nil
}

// bars are the counts of the options of a field, the most frequent first; options without a report are shown too.
func (s *screens) bars(id, field, title string, counts map[string]int) *chart.Drawing {
	options := slices.Clone(s.options(field))
	slices.SortStableFunc(options, func(a, b pack.Option) int { return counts[b.ID] - counts[a.ID] })
	bar := &figure.Chart{Form: figure.Bar, Title: title, First: "How", Series: []figure.Series{{Name: "Reports"}}}
	for _, o := range options {
		bar.Labels = append(bar.Labels, o.Name)
		bar.Series[0].Values = append(bar.Series[0].Values, figure.Of(counts[o.ID]))
	}
	return &chart.Drawing{Chart: bar, ID: id, OpenTable: true}
}
