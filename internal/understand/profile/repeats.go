package profile

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/trend"
)

// wholeYear is the months without which a time of year or a trend says nothing.
const wholeYear = 12

// trend is the months with their control chart, and what the direction is, as the analysis of trends says it. Where too few
// months are held it says so among the caveats.
func (t *tally) trend(ctx context.Context, f *finding.Finding, c choice.Choice) error {
	found, err := trend.Run(ctx, trend.Params{Choice: c})
	if err != nil {
		return fmt.Errorf("profile: %w", err)
	}
	f.Trend = found.Trend
	months, ok := found.Section("months")
	if !ok {
		f.Caveats = append(f.Caveats, fmt.Sprintf("Whether it is getting worse is not known: a trend needs %d months, and of this choice there are %d.", wholeYear, held(c)))
		return nil
	}
	s := *months
	s.Heading, s.Words = "Is it getting worse", found.Summary+" "+s.Words
	f.Sections = append(f.Sections, s)
	if held(c) >= wholeYear {
		f.Sections = append(f.Sections, t.year(c))
	}
	return nil
}

// held is how many months of the choice are held.
func held(c choice.Choice) (n int) {
	for _, h := range c.HeldMonths() {
		if h {
			n++
		}
	}
	return n
}

// often are the classes of how often something was recorded at a place, by the share of the months that are held.
var often = []struct {
	name  string
	least float64
}{{"In three months of four or more", 0.75}, {"In half of the months or more", 0.5}, {"In a quarter of the months or more", 0.25}, {"In fewer, and more than once", 0}}

// repeats say at how many places it keeps happening, and how much of it that is: a place that has few in every month is another
// problem than one that had many in one.
func (t *tally) repeats(c choice.Choice) finding.Section {
	months := held(c)
	places, events := make([]int, len(often)+1), make([]int, len(often)+1)
	for _, s := range t.byPlace {
		at := len(often)
		if s.n > 1 {
			for i, class := range often {
				if float64(s.months()) >= class.least*float64(max(1, months)) {
					at = i
					break
				}
			}
		}
		places[at]++
		events[at] += s.n
	}
	table := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Recorded at a place"}, {Name: "Places", Format: figure.Count}, {Name: "Recorded", Format: figure.Count}, {Name: "Share", Format: figure.Share}}}}
	for i := range places {
		name := "Once"
		if i < len(often) {
			name = often[i].name
		}
		table.Rows = append(table.Rows, figure.Row{figure.T(name), figure.N(places[i]), figure.N(events[i]), figure.N(float64(events[i]) / float64(max(1, t.total)))})
	}
	return finding.Section{ID: "repeats", Heading: "Where it keeps happening", Table: table,
		Words: fmt.Sprintf("Places by in how many of the %d months that are held something was recorded there. Where it is most months, somebody who owns the place can change it; what was once cannot be planned for.", months)}
}
