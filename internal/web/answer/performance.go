package answer

import (
	"net/http"
	"slices"
	"time"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/plan"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type performancePage struct {
	page.Page
	Plan     *pack.Plan
	Count    rated
	Below    govuk.Table // indicators that miss their aim or need more work
	Changed  govuk.Table
	Overdue  []owed
	Channels govuk.Table
	From, To when.Date // of the channels
	At       when.Instant
	MayEnter bool
	MayCount bool // reports
	Compute  govuk.Button
}

// owed is an indicator that waits for somebody to enter its value.
type owed struct {
	standing
	Period string
	Kept   string
	Href   string
}

// performance is the desk of who keeps the plan: what misses its aim, what changed, and what nobody has entered yet.
func (s *screens) performance(w http.ResponseWriter, r *http.Request) error {
	if !s.mayWatch(r) {
		return &page.Error{Kind: page.Forbidden, Message: "This page is for those who keep the plan and for members of its boards.", Link: govuk.Link{Text: "Read the plan", Href: "/plan"}}
	}
	x, ok := plan.InForce(s.desk.Pack(), s.today())
	if !ok {
		return page.Fail(page.NotFound, "There is no plan yet. It comes with the partnership’s pack.")
	}
	var inds []*pack.Indicator
	for i := range s.desk.Pack().Indicators {
		if ind := &s.desk.Pack().Indicators[i]; ind.Plan == x.ID {
			inds = append(inds, ind)
		}
	}
	list, err := s.standings(r, inds)
	if err != nil {
		return err
	}
	screen := &performancePage{Page: page.Page{Title: "This quarter’s performance", Wide: true}, Plan: x, Count: countRatings(list), MayEnter: s.mayEnter(r), MayCount: s.mayCount(r),
		Compute: govuk.Button{Text: "Compute the indicators again now", Classes: "govuk-button--secondary", PreventDoubleClick: govuk.On}}
	var below []standing
	for _, x := range list {
		screen.At = x.At
		if slices.Contains([]pack.Rating{pack.NotAchieved, pack.NeedsMoreWork}, pack.Rating(x.Latest.Rating())) {
			below = append(below, x)
		}
		if o, ok := s.owed(x); ok {
			screen.Overdue = append(screen.Overdue, o)
		}
	}
	tables, err := s.Wards.Get(r.Context())
	if err != nil {
		return err
	}
	came := tables.Value.Channels
	screen.From, screen.To, screen.Channels = came.From, came.Until.AddDays(-1), chart.Table(page.Words(r), came.Table())
	screen.Channels.Caption, screen.Channels.CaptionClasses = "Reports by channel", "govuk-visually-hidden"
	screen.Below, screen.Changed = s.table(page.Words(r), "Indicators below their aim", below), s.changed(list)
	return s.pages.Write(w, r, "performance.html", screen)
}

// compute works the indicators and the public tables out again, for who will not wait for the next round.
func (s *screens) compute(w http.ResponseWriter, r *http.Request) error {
	if !s.mayEnter(r) {
		return page.Fail(page.Forbidden, "The indicators are computed every few minutes. Your post does not let you ask for it now.")
	}
	if _, err := s.Indicators.Refresh(r.Context()); err != nil {
		return err
	}
	if _, err := s.Wards.Refresh(r.Context()); err != nil {
		return err
	}
	return page.Redirect(w, r, "/performance", "The indicators have been computed again.")
}

// graceDays is how long after the end of its period a value may take to be entered before it is overdue: a partnership's
// figures come from others' systems.
const graceDays = 31

// owed says that an indicator without a formula has no value for the last period that ended long enough ago.
func (s *screens) owed(x standing) (owed, bool) {
	if x.Formula != nil || x.Every == pack.PlanLong {
		return owed{}, false
	}
	p := indicator.PeriodOf(x.Every, indicator.PeriodOf(x.Every, s.today().AddDays(-graceDays)).From.AddDays(-1))
	for _, e := range x.Entered {
		if e.At != nil && !e.At.From.Before(p.From) {
			return owed{}, false
		}
	}
	o := owed{standing: x, Period: p.Words(x.say), Href: "/indicators/" + x.ID + "/enter"}
	if b, ok := s.desk.Pack().Body(x.Owner); ok {
		o.Kept = b.Name
	}
	return o, true
}

// changed compares the last whole period of each computed indicator with the one before and with the year before.
func (s *screens) changed(list []standing) govuk.Table {
	t := govuk.Table{Caption: "What changed", CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true, Classes: "wm-stack",
		Head: []govuk.Cell{{Text: "Indicator"}, {Text: "Period"}, chart.Column("Value"), chart.Column("Period before"), chart.Column("Year before"), {Text: "Better or worse"}}}
	for _, x := range list {
		i := indicator.LastWhole(x.Computed)
		if i < 0 {
			continue
		}
		p := x.Computed[i]
		before, year := indicator.Point{}, indicator.Point{}
		if i > 0 {
			before = x.Computed[i-1]
		}
		for _, c := range x.Computed {
			if c.At.ID == p.At.YearBefore(x.Every).ID {
				year = c
			}
		}
		t.Rows = append(t.Rows, []govuk.Cell{{HTML: link("/indicators/"+x.ID, x.Name)}, {Text: p.Period()}, chart.Cell(x.say, p.Figure, figure.Amounts),
			chart.Cell(x.say, before.Figure, figure.Amounts), chart.Cell(x.say, year.Figure, figure.Amounts), {Text: betterOrWorse(x.Good, p, before)}})
	}
	return t
}

// betterOrWorse compares a value with the period before by the indicator's own direction of good.
func betterOrWorse(good pack.Good, now, before indicator.Point) string {
	from, ok := before.Value()
	to, also := now.Value()
	switch {
	case !ok || !also || before.Note != "":
		return "Cannot be compared"
	case to == from:
		return "The same"
	case good == pack.Neither || good == "":
		if to > from {
			return "Up; neither better nor worse"
		}
		return "Down; neither better nor worse"
	case (to > from) == (good == pack.Up):
		return "▲ Better"
	}
	return "▼ Worse"
}

// RefreshEvery is how often the background worker works the figures out again.
const RefreshEvery = 5 * time.Minute
