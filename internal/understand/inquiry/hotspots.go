package inquiry

import (
	"context"
	"fmt"
	"math"
	"sort"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/hotspot"
)

func runHotspots(ctx context.Context, g *ground) (*finding.Finding, error) {
	var err error
	if g.Choice, err = g.Settle(); err != nil {
		return nil, err
	}
	footprint, err := g.areas.Outline(g.area.Code)
	if err != nil {
		return nil, err
	}
	if g.ask.Null == string(hotspot.Residents) && g.areas.People() == nil {
		return nil, fault.Invalid{"null": "It is not known where people live, so choose another"}
	}
	r, err := hotspot.Run(ctx, hotspot.Params{Choice: g.Choice, Footprint: footprint, Cell: g.ask.Cell, Null: hotspot.Null(g.ask.Null), People: g.areas.People()})
	if err != nil {
		return nil, err
	}
	f := &finding.Finding{Title: "Hot spots of " + g.What() + ", " + g.area.Name, Summary: r.Summary, Caveats: r.Caveats, Source: g.Source(), Events: r.Events, Trend: &r.Trend.Trend}
	if left := g.LeftOut(); left != "" {
		f.Caveats = append(f.Caveats, left)
	}
	if g.area.Why != "" {
		f.Caveats = append(f.Caveats, "Why this area was drawn: "+g.area.Why)
	}
	if r.Events == 0 {
		return f, nil
	}
	f.Sections = append(f.Sections, strongest(r))
	if g.area.Group && g.Noun == "" {
		f.Sections = append(f.Sections, share(g, r))
	}
	f.Sections = append(f.Sections, months(g, r), year(r))
	f.Map = hotMap(g, r)
	return f, nil
}

func strongest(r *hotspot.Result) finding.Section {
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Rank", Format: figure.Count}, {Name: "Ward"}, {Name: "Street or place"}, {Name: "In the square", Format: figure.Count},
		{Name: "In the block", Key: "recorded", Format: figure.Count}, {Name: "Expected in the block by chance", Key: "expected", Format: figure.Decimal}, {Name: "p", Format: figure.Chance}, {Name: "q", Format: figure.Chance},
		{Name: "More than chance?", Key: "significant"}, {Name: "Longitude", Key: "longitude", Format: figure.Hidden}, {Name: "Latitude", Key: "latitude", Format: figure.Hidden}}}}
	side := 3 * r.Params.Cell
	ground := fmt.Sprintf("a block of %g m by %g m", side, side)
	for _, p := range r.Places {
		sure := "No"
		if p.Significant {
			sure = "Yes"
		}
		t.Rows = append(t.Rows, figure.Row{figure.N(p.Rank), figure.T(p.WardName), figure.T(p.Street), figure.N(p.Own), figure.N(p.Count), figure.N(p.Expected),
			figure.N(p.P), figure.N(p.Q), figure.T(sure), figure.N(p.Lon), figure.N(p.Lat)})
		t.Targets = append(t.Targets, finding.Target{Lon: p.Lon, Lat: p.Lat, Area: p.Ward, Place: p.Words(), Ground: ground, Observed: float64(p.Count), Expected: math.Round(p.Expected*10) / 10})
	}
	return finding.Section{ID: "places", Heading: "The strongest places", Words: fmt.Sprintf("Each is a square of %g m and the block of %g m by %g m that it makes with the squares next to it; blocks do not overlap. "+
		"p is the chance of so many in the block if nothing set the place apart; q is p adjusted for the number of squares looked at.", r.Params.Cell, side, side), Table: t}
}

// share shows why a group of wards was drawn: what part of the whole falls in it (ledger 42).
func share(g *ground, r *hotspot.Result) finding.Section {
	whole := g.Choice
	whole.Area = g.areas.Whole()
	wards, total := map[string]int{}, 0
	e := whole.Events()
	whole.Each(func(row int) {
		total++
		wards[g.Facts.Wards[e.Ward[row]].String()]++
	})
	inside := 0
	type ward struct {
		name string
		n    int
		in   bool
	}
	var list []ward
	for _, w := range whole.Area.Wards {
		one := ward{g.Name(w), wards[w.String()], false}
		for _, in := range g.area.Wards {
			one.in = one.in || in == w
		}
		if one.in {
			inside += one.n
		}
		list = append(list, one)
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].n > list[j].n })
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Ward"}, {Name: "In this area"}, {Name: "Recorded", Format: figure.Count}, {Name: "Share of the whole", Format: figure.Share}}}}
	for _, w := range list {
		in := ""
		if w.in {
			in = "Yes"
		}
		t.Rows = append(t.Rows, figure.Row{figure.T(w.name), figure.T(in), figure.N(w.n), figure.N(float64(w.n) / math.Max(1, float64(total)))})
	}
	return finding.Section{ID: "share", Heading: "Its share of the whole", Table: t, Words: fmt.Sprintf("%s of %s (%s) fall in the %d wards of %s.",
		figure.Of(inside).In(figure.Count), figure.Of(total).In(figure.Count), figure.Of(float64(inside)/math.Max(1, float64(total))).In(figure.Share), len(g.area.Wards), g.area.Name)}
}

func months(g *ground, r *hotspot.Result) finding.Section {
	c := &figure.Chart{Form: figure.Line, Title: g.What() + " by month, " + g.area.Name, Series: []figure.Series{{Name: "Recorded", Values: r.Trend.Counts}}}
	for _, m := range r.Trend.Months {
		c.Labels = append(c.Labels, choice.Short(m))
	}
	words := "The trend over these months: " + r.Trend.Words() + "."
	return finding.Section{ID: "months", Heading: "Month by month", Words: words, Chart: c}
}

func year(r *hotspot.Result) finding.Section {
	size, _ := r.Season[0].Mean.Value()
	c := &figure.Chart{Form: figure.Bar, Title: "Mean by month of the year, " + r.Params.Area.Name, Places: figure.PlacesOf(size), Series: []figure.Series{{Name: "Mean"}}}
	for _, s := range r.Season {
		c.Labels, c.Series[0].Values = append(c.Labels, time.Month(s.Month).String()), append(c.Series[0].Values, s.Mean)
	}
	return finding.Section{ID: "season", Heading: "Time of year", Chart: c}
}

// short is a probability to three figures, as the file of a map gives it.
func short(p float64) float64 {
	if !(p > 0) {
		return p
	}
	scale := math.Pow(10, 2-math.Floor(math.Log10(p)))
	return math.Round(p*scale) / scale
}

// largestDot is the size of the dot of the place with most, in the unit of the map's "count".
const largestDot = 30

// hotMap shows the density in three classes, the squares that are more than chance, and the listed places.
func hotMap(g *ground, r *hotspot.Result) *finding.Map {
	density := finding.Layer{ID: "density", Text: "Density", Label: "{count} recorded in this square; about {density} a square kilometre", Levels: []finding.Level{{Value: "3", Text: "Densest tenth of squares"}, {Value: "2", Text: "Next fifth"}, {Value: "1", Text: "The fifth after that"}}}
	var dense []int
	for c, v := range r.Density {
		if v > 0 && r.Inside[c] {
			dense = append(dense, c)
		}
	}
	sort.Slice(dense, func(i, j int) bool {
		a, b := dense[i], dense[j]
		return r.Density[a] > r.Density[b] || r.Density[a] == r.Density[b] && a < b
	})
	for rank, c := range dense {
		part, level := float64(rank)/float64(len(dense)), ""
		switch {
		case part < 0.1:
			level = "3"
		case part < 0.3:
			level = "2"
		case part < 0.5:
			level = "1"
		}
		if level == "" {
			break
		}
		x, y := r.Grid.Centre(c)
		density.Features = append(density.Features, finding.Feature{Level: level, Square: &finding.Square{X: x, Y: y, Half: r.Grid.Cell / 2},
			Properties: map[string]any{"count": r.Counts[c], "density": math.Round(r.Density[c]), "q": short(r.Q[c])}})
	}
	spots := finding.Layer{ID: "places", Text: "The strongest places, larger for more events", Points: true}
	most := 1
	for _, p := range r.Places {
		most = max(most, p.Count)
	}
	for _, p := range r.Places {
		if p.Significant || r.Hot == 0 {
			spots.Features = append(spots.Features, finding.Feature{Point: &[2]float64{p.Lon, p.Lat}, Label: fmt.Sprintf("%d: %s. %d recorded in the block of nine squares, %.1f expected by chance", p.Rank, p.Words(), p.Count, p.Expected),
				Properties: map[string]any{"rank": p.Rank, "count": p.Count, "size": largestDot * float64(p.Count) / float64(most), "expected": p.Expected, "p": p.P, "q": p.Q, "ward": p.Ward, "street": p.Street}})
		}
	}
	return &finding.Map{Title: "Hot spots, " + g.area.Name, Beside: "places", Layers: []finding.Layer{density, spots},
		Words: "Shading is the density of events; dots are the places of the list that are more than chance (all of them where none is)."}
}
