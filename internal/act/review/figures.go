package review

import (
	"context"
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Year is what is published of a reporting year (s.104(9)): the four numbers that the statute asks for. They are of the whole partnership's
// area and say nothing of anybody, so none is hidden because it is small.
type Year struct {
	From, Until         when.Date // the first and the last day
	Applications        int       // for case reviews
	NotMet              int       // times it was decided that the threshold was not met
	Reviews             int       // case reviews carried out
	WithRecommendations int       // of those that ended in recommendations
}

// Years counts reviews by the reporting years of the partnership, the year of today first. The years go back to that of the first application.
func Years(p *pack.Pack, today when.Date, records []record.Record) []Year {
	var out []Year
	at := func(day when.Date) *Year {
		for i := range out {
			if !day.Before(out[i].From) && !day.After(out[i].Until) {
				return &out[i]
			}
		}
		return &Year{}
	}
	first := today
	for i := range records {
		if opened := records[i].Opened.Date(); opened.Before(first) {
			first = opened
		}
	}
	for from := beginning(p, today); ; from = from.AddMonths(-12) {
		out = append(out, Year{From: from, Until: from.AddMonths(12).AddDays(-1)})
		if !first.Before(from) {
			break
		}
	}
	for i := range records {
		r := &records[i]
		at(r.Opened.Date()).Applications++
		if day, err := when.ParseDate(r.Fields.Text("declined_day")); err == nil {
			at(day).NotMet++
		}
		if day, err := when.ParseDate(r.Fields.Text("reviewed_day")); err == nil {
			y := at(day)
			if y.Reviews++; r.Fields.Number("recommendations") > 0 {
				y.WithRecommendations++
			}
		}
	}
	return out
}

// beginning is the first day of the reporting year of a day.
func beginning(p *pack.Pack, day when.Date) when.Date {
	from := when.Day(day.Year(), time.Month(p.CaseReview.FirstMonth()), 1)
	if from.After(day) {
		return from.AddMonths(-12)
	}
	return from
}

// pageOf is how many reviews are read at a time.
const pageOf = 100

// Published are the years of a partnership, counted from its records. They are the same for everybody who asks.
func Published(ctx context.Context, g *gate.Gate) ([]Year, error) {
	var all []record.Record
	err := g.Read(ctx, access.System("the yearly figures of case reviews"), func(v *gate.View) error {
		all = nil
		for after := ""; ; {
			list, err := v.List(gate.Query{Kinds: []string{Kind}, After: after, Limit: pageOf})
			if err != nil {
				return err
			}
			all = append(all, list.Records...)
			if after = list.Next; after == "" {
				return nil
			}
		}
	})
	if err != nil {
		return nil, fmt.Errorf("count the case reviews: %w", err)
	}
	return Years(g.Pack(), g.Now().Date(), all), nil
}

// Table is the years as a table, in a language.
func Table(say *catalogue.Catalogue, years []Year) *figure.Table {
	t := &figure.Table{Columns: []figure.Column{{Name: say.Say("reviews.year"), Key: "year"}, {Name: say.Say("reviews.applications"), Key: "applications", Format: figure.Count},
		{Name: say.Say("reviews.notMet"), Key: "threshold_not_met", Format: figure.Count}, {Name: say.Say("reviews.done"), Key: "reviews", Format: figure.Count},
		{Name: say.Say("reviews.recommended"), Key: "reviews_with_recommendations", Format: figure.Count}}}
	for _, y := range years {
		t.Rows = append(t.Rows, figure.Row{figure.T(say.Say("reviews.span", "from", y.From, "to", y.Until)), figure.N(y.Applications), figure.N(y.NotMet), figure.N(y.Reviews), figure.N(y.WithRecommendations)})
	}
	return t
}
