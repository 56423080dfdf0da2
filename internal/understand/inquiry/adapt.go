package inquiry

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/analysis/aoristic"
	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/effect"
	"github.com/wardmote/wardmote/internal/understand/emerging"
	"github.com/wardmote/wardmote/internal/understand/fairness"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/hourweek"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/nearrepeat"
	"github.com/wardmote/wardmote/internal/understand/places"
	"github.com/wardmote/wardmote/internal/understand/scan"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

func runEmerging(ctx context.Context, g *ground) (*finding.Finding, error) {
	return emerging.Run(ctx, emerging.Params{Choice: g.Choice, Areas: g.areas, Cell: g.ask.Cell})
}

func runPlaces(ctx context.Context, g *ground) (*finding.Finding, error) {
	footprint, err := g.areas.Outline(g.area.Code)
	if err != nil {
		return nil, err
	}
	r, err := places.Run(ctx, places.Params{Choice: g.Choice, Footprint: footprint, Cell: g.ask.Cell, Capacity: g.ask.Capacity, Seed: g.ask.Seed})
	if err != nil {
		return nil, err
	}
	return r.Finding(), nil
}

// coarse are the metres within which points are not told apart: the publisher's, and the gate's.
func (g *ground) coarse() float64 {
	if g.Noun != "" {
		return 25
	}
	return 115
}

func (g *ground) words() string { return g.What() + " in " + g.area.Name + ", " + g.Period() }

func runHourWeek(ctx context.Context, g *ground) (*finding.Finding, error) {
	p := hourweek.Params{Choice: g.Choice}
	if g.Noun != "" {
		p.Times = make([]aoristic.Interval, len(g.points))
		for i, at := range g.points {
			if at.Exact {
				p.Times[i] = aoristic.Interval{From: at.From.London(), To: at.To.London()}
			}
		}
	}
	return hourweek.Run(ctx, p)
}

// mostNear bounds the events of one near-repeat table.
const mostNear = 200_000

func runNearRepeat(ctx context.Context, g *ground) (*finding.Finding, error) {
	c, err := g.Settle()
	if err != nil {
		return nil, err
	}
	p := nearrepeat.Params{What: g.words(), Title: "Near repeats: " + g.What() + ", " + g.area.Name, Source: g.Source(), Metres: g.ask.Metres, Days: g.ask.Days, Draws: g.ask.Draws,
		Seed: g.ask.Seed, Coarse: g.coarse()}
	e, at := c.Events(), &g.Facts.Places
	c.Each(func(row int) {
		day, ok := g.day(row)
		if x, y := at.Easting[e.Place[row]], at.Northing[e.Place[row]]; ok && !math.IsNaN(x) {
			p.Events.Points.X, p.Events.Points.Y = append(p.Events.Points.X, x), append(p.Events.Points.Y, y)
			p.Events.Days = append(p.Events.Days, day)
		}
	})
	if len(p.Events.Days) > mostNear {
		return nil, fault.Invalid{"from": fmt.Sprintf("These are more than %d events; choose a shorter time or a smaller area", mostNear)}
	}
	f, err := nearrepeat.Run(ctx, p)
	if f != nil {
		f.Caveats = append(f.Caveats, g.Caveats(len(p.Events.Days))...)
	}
	return f, err
}

// day is the London day of an event, counted from 1970; false where it has none.
func (g *ground) day(row int) (float64, bool) {
	var t time.Time
	switch {
	case g.Noun != "":
		if p := g.points[row]; p.Exact {
			t = p.From.London()
		}
	case g.Kind == incident.Stop:
		t = incident.MomentOf(g.Facts.Stops.Minute[row])
	}
	if t.IsZero() {
		return 0, false
	}
	y, m, d := t.Date()
	return float64(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400), true
}

// runScan looks by month, which is the finest time of street crime.
func runScan(ctx context.Context, g *ground) (*finding.Finding, error) {
	c, err := g.Settle()
	if err != nil {
		return nil, err
	}
	p := scan.Params{Cell: g.ask.Cell, Radius: g.ask.Radius, Draws: g.ask.Draws, Seed: g.ask.Seed}
	p.Take(c)
	named := g.Streets()
	p.Name = func(x, y float64) (string, string) {
		lon, lat := bng.ToWGS84(x, y)
		if ward := g.areas.Ward(lon, lat); ward != 0 {
			return ward.String(), choice.Around(named.Near(x, y), g.Name(ward))
		}
		return "", choice.Around(named.Near(x, y), "")
	}
	f, err := scan.Run(ctx, p)
	if f != nil {
		f.Caveats = append(f.Caveats, c.Caveats(len(p.Period))...)
	}
	return f, err
}

func runEffect(ctx context.Context, g *ground) (*finding.Finding, error) {
	p := effect.Params{Choice: g.Choice, Span: g.ask.Span, Chosen: g.ask.Chosen, Others: g.areas.Whole().Wards}
	bad := fault.Invalid{}
	if p.Chosen != "" && p.Chosen != effect.High && p.Chosen != effect.Otherwise {
		bad.Add("chosen", "Say how the place was chosen")
	}
	month, err := incident.ParseMonth(g.ask.Change)
	if err != nil {
		bad.Add("change", "Choose the month in which the operation began")
	}
	p.Change = month
	area := func(field, code string) *studyarea.Area {
		if code == "" {
			return nil
		}
		a, err := g.areas.Find(code)
		if err != nil {
			bad.Add(field, "Choose an area of the list")
			return nil
		}
		return &a
	}
	p.Comparison, p.Buffer = area("comparison", g.ask.Comparison), area("buffer", g.ask.Buffer)
	if g.ask.Lon != 0 && g.ask.Lat != 0 {
		p.Circle = &effect.Circle{Lon: g.ask.Lon, Lat: g.ask.Lat, Radius: g.ask.Radius, Ring: g.ask.Ring}
		if p.Circle.Radius == 0 {
			p.Circle.Radius = 250
		}
		p.Area = g.areas.Whole()
	}
	if err := bad.OrNil(); err != nil {
		return nil, err
	}
	return effect.Run(ctx, p)
}

func runFairness(ctx context.Context, g *ground) (*finding.Finding, error) {
	p := fairness.Params{Choice: g.Choice, By: g.ask.Group}
	b, err := g.benchmark()
	if err != nil {
		return nil, err
	}
	p.Benchmark = b
	f, err := fairness.Run(ctx, p)
	if err == nil && b == nil && !g.area.Whole {
		f.Caveats = append(f.Caveats, "The benchmark that the partnership keeps is of the whole borough, so it is not used for a part of it.")
	}
	return f, err
}

// benchmark is what the asker gave, else what the pack has for the whole of the partnership.
func (g *ground) benchmark() (*fairness.Benchmark, error) {
	given := strings.Join(g.ask.People, "") != ""
	if !given {
		if g.area.Whole && g.residents != nil {
			return g.residents, nil
		}
		return nil, nil
	}
	bad := fault.Invalid{}
	b := &fairness.Benchmark{Words: g.ask.PeopleFrom}
	for i, name := range fairness.Groups() {
		text := ""
		if i < len(g.ask.People) {
			text = strings.ReplaceAll(g.ask.People[i], ",", "")
		}
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || !(n > 0) || n > 1e9 {
			bad.Add("people-"+strconv.Itoa(i), "Enter how many people of the group %s there are", name)
		}
		b.People = append(b.People, n)
	}
	if strings.TrimSpace(b.Words) == "" {
		bad.Add("people-from", "Enter where these numbers come from, with the year")
	}
	return b, bad.OrNil()
}

// Benchmark is the pack's residents by group: the figures benchmark-asian, benchmark-black and so on; nil where it has none.
func Benchmark(p *pack.Pack) *fairness.Benchmark {
	b := &fairness.Benchmark{}
	for _, name := range fairness.Groups() {
		f, ok := p.Figure("benchmark-" + strings.ReplaceAll(strings.ToLower(name), " ", "-"))
		if !ok {
			return nil
		}
		if f.Number == nil || !(*f.Number > 0) {
			return nil
		}
		b.People = append(b.People, *f.Number)
		b.Words = fmt.Sprintf("residents, %s (%s)", f.Period, f.Source)
	}
	return b
}
