package places

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
)

func (r *Result) tooLittle(t *table) string {
	p := r.params
	if len(t.cells) <= p.Capacity {
		return fmt.Sprintf("%s has %d squares of %g m, so there is nothing to choose.", p.Area.Name, len(t.cells), p.Cell)
	}
	return fmt.Sprintf("%d %s with a point are held for %s, %s, in %d months. To try the ways of choosing places at least %d months are needed, so none is proposed.", t.total, p.What(), p.Area.Name, p.Period(), len(t.months), fewestHeld)
}

func share(v float64) string { return figure.Of(v).In(figure.Share) }

// sentence says which way found most, and which others cannot be told from it.
func (r *Result) sentence() string {
	p, best := r.params, r.Methods[0]
	text := fmt.Sprintf("On %d months that it had not seen, %d squares of %g m chosen by %q held %s of %s %s in %s (95%% interval %s to %s), on %s of the ground.",
		len(r.Months), r.Capacity, p.Cell, best.Words, share(best.HitRate), figure.Of(r.Events).In(figure.Count), p.What(), p.Area.Name, share(best.HitRateLow), share(best.HitRateHigh), share(float64(r.Capacity)/float64(r.Squares)))
	var same, worse int
	for _, m := range r.Methods[1:] {
		if m.BehindLow > 0 {
			worse++
		} else {
			same++
		}
	}
	return text + fmt.Sprintf(" Of the other %d ways %d found less by more than chance would bring; %d cannot be told from it.", len(r.Methods)-1, worse, same)
}

func (p Params) caveats() []string {
	return []string{
		"Every way saw only the months before the one that it was tried on. A place where more is recorded is a place where more is reported and looked for; sending people there records more.",
		"This is about places: it says nothing of who. Ask what would change the place before asking who can stand there.",
	}
}

// Finding is the answer as a page, a document or a command shows it.
func (r *Result) Finding() *finding.Finding {
	p := r.params
	f := &finding.Finding{Analysis: "places", Title: "Where to go next: " + p.What() + ", " + p.Area.Name, Summary: r.Summary, Source: p.Source(), Events: r.Events,
		Caveats: append(append([]string(nil), r.Caveats...), p.Caveats(r.Events)...)}
	if r.Best == "" {
		return f
	}
	f.Sections = []finding.Section{r.proposed(), r.compared(), r.shares()}
	layer := finding.Layer{ID: "squares", Text: "The squares that are proposed", Levels: []finding.Level{{Value: "3", Text: "Proposed"}}}
	for _, at := range r.Places {
		layer.Features = append(layer.Features, finding.Feature{Level: "3", Square: &finding.Square{X: at.x, Y: at.y, Half: p.Cell / 2},
			Label: fmt.Sprintf("%d: %s. %d recorded in the last year", at.Rank, choice.Around(at.Street, at.Name), at.Year), Properties: map[string]any{"rank": at.Rank, "count": at.Year}})
	}
	f.Map = &finding.Map{Title: "Where to go next, " + p.Area.Name, Beside: "places", Layers: []finding.Layer{layer}}
	return f
}

// proposed are the squares, each of which can be made a tasking.
func (r *Result) proposed() finding.Section {
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Rank", Format: figure.Count}, {Name: "Ward"}, {Name: "Street"}, {Name: "Recorded in the last year", Format: figure.Count}}}}
	for _, at := range r.Places {
		t.Rows = append(t.Rows, figure.Row{figure.N(at.Rank), figure.T(at.Name), figure.T(at.Street), figure.N(at.Year)})
		t.Targets = append(t.Targets, finding.Target{Lon: at.Lon, Lat: at.Lat, Area: at.Ward, Place: choice.Around(at.Street, at.Name), Ground: fmt.Sprintf("a square of %g m, in the last year,", r.Square), Observed: float64(at.Year)})
	}
	return finding.Section{ID: "places", Heading: "The places to go to", Table: t, Words: fmt.Sprintf("The %d squares of %g m that are chosen from all months that are held, by the way that found most: %s.", len(r.Places), r.Square, r.Methods[0].Words)}
}

// compared is how each way did on the months that it had not seen.
func (r *Result) compared() finding.Section {
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Way of choosing"}, {Name: "Hit rate", Format: figure.Share}, {Name: "95% interval"}, {Name: "PAI", Format: figure.Ratio}, {Name: "PAI, 95% interval"},
		{Name: "PEI", Format: figure.Ratio}, {Name: "PEI, 95% interval"}, {Name: "Against the best"}}}}
	for i, m := range r.Methods {
		against := fmt.Sprintf("less by %s to %s of all events", share(m.BehindLow), share(m.BehindHigh))
		switch {
		case i == 0:
			against = "the best"
		case m.BehindLow <= 0:
			against = "cannot be told from it"
		}
		t.Rows = append(t.Rows, figure.Row{figure.T(m.Words), figure.N(m.HitRate), figure.T(share(m.HitRateLow) + " to " + share(m.HitRateHigh)), figure.N(m.PAI), figure.T(fmt.Sprintf("%.1f to %.1f", m.PAILow, m.PAIHigh)),
			figure.N(m.PEI), figure.T(fmt.Sprintf("%.2f to %.2f", m.PEILow, m.PEIHigh)), figure.T(against)})
	}
	return finding.Section{ID: "ways", Heading: "Which way of choosing found most", Table: t,
		Words: fmt.Sprintf("%d squares for each of %d months from %s to %s. Intervals are of months drawn again 1,999 times.", r.Capacity, len(r.Months), r.Months[0], r.Months[len(r.Months)-1])}
}

// shares is the hit rate at other numbers of squares.
func (r *Result) shares() finding.Section {
	capacities := r.params.capacities()
	slices.Sort(capacities)
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Way of choosing"}}}}
	for _, n := range capacities {
		t.Columns = append(t.Columns, figure.Column{Name: fmt.Sprintf("%d squares", n), Key: fmt.Sprintf("hit_rate_%d", n), Format: figure.Share})
	}
	for _, m := range r.Methods {
		row := figure.Row{figure.T(m.Words)}
		for _, n := range capacities {
			row = append(row, figure.N(m.Beside[n]))
		}
		t.Rows = append(t.Rows, row)
	}
	return finding.Section{ID: "capacities", Heading: "With fewer squares, or more", Words: "Hit rate on the same months.", Table: t}
}
