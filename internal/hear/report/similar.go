package report

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/duplicate"
)

// Similar is an open report that a new one may be about. To the public it tells a band of distance and of days and the
// category, and nothing else: the id never leaves the program and the reference is empty.
type Similar struct {
	duplicate.Match
	Category  string // name
	Reference string // for staff alone
	Title     string // for staff alone
}

// similarDays is how long ago a report may be and still be about the same thing, similarMetres how far away, and similarMost
// how many of the newest there are compared: anybody may ask, so what they ask is small.
const (
	similarDays   = 14
	similarMetres = 150
	similarMost   = 30
)

// Similar finds the open reports that the form may be about. Staff see only what they may open. For the public the program
// looks on their behalf, gives bands, and asks nothing of the store but where the pack says that everybody may know (same):
// whoever deals drugs or beats somebody must not learn at this door that they were reported, and so no row of a report that
// has a perpetrator, is sensitive, or is of high risk is ever read for a stranger.
func (d *Desk) Similar(ctx context.Context, who access.Principal, f *Filled) ([]Similar, error) {
	p := d.Gate.Pack()
	category, ok := p.Category(f.Category)
	if !ok || category.Sensitive {
		return nil, nil
	}
	public := len(who.Posts) == 0
	if public && (!category.Same || f.Sensitive(p)) {
		return nil, nil
	}
	now, open := d.Gate.Now(), true
	q := gate.Query{Kinds: []string{p.Partnership.Report}, Open: &open, From: now.Date().AddDays(-similarDays).Start(), Category: ofGroup(p, category.Group),
		Around: gate.Near(cmp.Or(f.PlaceName, f.PlaceWords), f.Area, f.Point, similarMetres), Bare: true, Limit: similarMost}
	if public {
		who, q.Category = access.System("look for duplicates"), askedOf(p, q.Category)
		q.Markings, q.Risks = []string{pack.Markings[0]}, []string{"", "low", "medium"}
	}
	var out []Similar
	err := d.Gate.Read(ctx, who, func(v *gate.View) error {
		list, err := v.List(q)
		if err != nil {
			return err
		}
		out = match(p, f, list.Records, now, public)
		return nil
	})
	return out, err
}

func match(p *pack.Pack, f *Filled, records []record.Record, now when.Instant, public bool) []Similar {
	byID := map[string]*record.Record{}
	var recent []duplicate.Report
	for i := range records {
		r := &records[i]
		byID[r.ID] = r
		recent = append(recent, candidate(p, r))
	}
	mine := duplicate.Report{Category: f.Category, Street: street(cmp.Or(f.PlaceName, f.PlaceWords)), Area: f.Area, At: now}
	if c, ok := p.Category(f.Category); ok {
		mine.Group, mine.Sensitive = c.Group, c.Sensitive
	}
	if f.Point != nil {
		mine.Point = place.Point{Lon: f.Point.Lon, Lat: f.Point.Lat}
	}
	var out []Similar
	for _, m := range duplicate.Find(mine, recent, duplicate.Options{Within: similarMetres, Window: similarDays * 24 * time.Hour, Public: public}) {
		r := byID[m.ID]
		s := Similar{Match: m}
		if c, ok := p.Category(r.Category); ok {
			s.Category = c.Name
		}
		if !public {
			s.Reference, s.Title = r.Reference, r.Title
		}
		out = append(out, s)
	}
	return out
}

// candidate is a report as the engine compares it. It is of the day on which it was sent: that is when somebody else would
// have reported the same.
func candidate(p *pack.Pack, r *record.Record) duplicate.Report {
	out := duplicate.Report{ID: r.ID, Category: r.Category, Street: street(r.Place), Area: r.Area, At: r.Opened, Closed: !r.Open}
	if c, ok := p.Category(r.Category); ok {
		out.Group, out.Sensitive = c.Group, c.Sensitive
	}
	if r.Point != nil {
		out.Point = place.Point{Lon: r.Point.Lon, Lat: r.Point.Lat}
	}
	return out
}

// askedOf are those of the categories of which strangers are asked.
func askedOf(p *pack.Pack, categories []string) []string {
	return slices.DeleteFunc(categories, func(id string) bool {
		c, ok := p.Category(id)
		return !ok || !c.Same || c.Sensitive
	})
}

func street(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

func ofGroup(p *pack.Pack, group string) []string {
	var ids []string
	for _, c := range p.Categories {
		if c.Group == group && !c.Sensitive {
			ids = append(ids, c.ID)
		}
	}
	return ids
}
