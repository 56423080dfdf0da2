package indicator_test

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/packs"
)

const (
	whitechapel = "E05009336"
	weavers     = "E05009335"
)

func towerHamlets(t testing.TB) *pack.Pack {
	t.Helper()
	p, problems := pack.Load(packs.TowerHamlets())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return p
}

// each runs a test with the reference partnership on both databases; the clock stands at 2 November 2026.
func each(t *testing.T, test func(t *testing.T, g *gate.Gate)) {
	t.Helper()
	p := towerHamlets(t)
	now := when.At(time.Date(2026, 11, 2, 9, 0, 0, 0, when.London))
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		test(t, gate.New(gate.Config{DB: db, Pack: p, Now: func() when.Instant { return now }}))
	})
}

// keep makes records that happened and were opened at noon of their day.
func keep(t *testing.T, g *gate.Gate, drafts ...record.Draft) {
	t.Helper()
	err := change.Of(g).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for _, d := range drafts {
			d.Title, d.OwnerBody = "made by a test", "council"
			u.Backdate(d.Opened)
			if _, err := u.Create(d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func noon(year int, month time.Month, day int) when.Instant {
	return when.At(time.Date(year, month, day, 12, 0, 0, 0, when.London))
}

func happened(kind string, at when.Instant, area string, f record.Fields) record.Draft {
	return record.Draft{Kind: kind, Opened: at, Occurred: at, Area: area, Fields: f}
}

// values computes an indicator of the pack over the quarters of 2026.
func values(t *testing.T, g *gate.Gate, facts indicator.Facts, id string, areas ...string) map[string]indicator.Value {
	t.Helper()
	ind, ok := g.Pack().Indicator(id)
	if !ok {
		t.Fatalf("the pack has no indicator %q", id)
	}
	c := &indicator.Computer{Pack: g.Pack(), Facts: facts}
	out := map[string]indicator.Value{}
	err := g.Read(context.Background(), access.System("test"), func(v *gate.View) error {
		list, err := c.Session(context.Background(), v, areas, g.Now().Date()).Values(ind, indicator.Recent(ind.Every, g.Now().Date(), 5))
		for _, x := range list {
			out[x.Period.ID] = x
		}
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return out
}

func want(t *testing.T, got indicator.Value, value float64) {
	t.Helper()
	if v, ok := got.Figure.Value(); !ok || math.Abs(v-value) > 1e-9 {
		t.Errorf("%s: %s (%s), want %v", got.Period, got.Figure.Text(), got.Figure.Why(), value)
	}
}

func cctv(at when.Instant, sort string, arrests float64) record.Draft {
	return happened("cctv-detection", at, whitechapel, record.Fields{"sort": sort, "arrests": arrests})
}

func TestCCTVIncidentsWantedVehiclesAndTheirArrestsAreCountedApart(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		keep(t, g, cctv(noon(2026, 4, 1), "incident", 0), cctv(noon(2026, 6, 30), "incident", 2), cctv(noon(2026, 7, 1), "incident", 1),
			cctv(noon(2026, 5, 9), "wanted-vehicle", 3), cctv(noon(2026, 5, 10), "wanted-vehicle", 0), cctv(noon(2026, 5, 11), "wanted-vehicle", 0))
		want(t, values(t, g, nil, "cctv-incidents")["2026-Q2"], 2)
		want(t, values(t, g, nil, "cctv-arrests")["2026-Q2"], 2)
		want(t, values(t, g, nil, "wanted-vehicles")["2026-Q2"], 3)
		want(t, values(t, g, nil, "wanted-arrests")["2026-Q2"], 3)
		third := values(t, g, nil, "cctv-incidents")
		want(t, third["2026-Q3"], 1)
		if v := third["2026-Q1"]; v.Figure.Known() || v.Figure.Reason() == figure.NotKnown {
			t.Errorf("a quarter before the first record is %+v, want unknown with a reason", v)
		}
		if v := third["2026-Q4"]; !v.Figure.Is(0) || v.Whole() {
			t.Errorf("the quarter that still runs is %+v, want nought so far", v)
		}
	})
}

func TestASumIsOfTheWardsAndKindsThatTheFormulaNames(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		patrol := func(day int, area string, engaged, warnings float64) record.Draft {
			return happened("patrol", noon(2026, 8, day), area, record.Fields{"team": "theos", "engaged": engaged, "warnings": warnings})
		}
		keep(t, g, patrol(1, whitechapel, 12, 3), patrol(2, weavers, 30, 0), patrol(3, "", 1, 1),
			record.Draft{Kind: "asb-case", Opened: noon(2026, 9, 1), Area: whitechapel, Category: "noise", Fields: record.Fields{"summary": "test", "warnings": 2.0}})
		want(t, values(t, g, nil, "people-engaged")["2026-Q3"], 43)
		want(t, values(t, g, nil, "people-engaged", whitechapel)["2026-Q3"], 12)
		want(t, values(t, g, nil, "asb-warnings")["2026-Q3"], 6)
		v := values(t, g, nil, "asb-warnings", whitechapel)["2026-Q3"]
		want(t, v, 5)
		if v.Note == "" || v.Whole() {
			t.Errorf("recording began on 1 August, within the quarter, and the value says %q", v.Note)
		}
	})
}

func TestAShareIsUnknownWhereThereIsNothingToDivideBy(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		report := func(month time.Month, channel string) record.Draft {
			return record.Draft{Kind: "report", Opened: noon(2026, month, 5), Fields: record.Fields{"what": "noise", "category": "noise", "channel": channel}}
		}
		keep(t, g, report(1, "online"), report(2, "phone"), report(2, "online"), report(3, "email"), report(9, "walk-in"))
		got := values(t, g, nil, "reports-online")
		want(t, got["2026-Q1"], 50)
		want(t, got["2026-Q3"], 0)
		if v := got["2026-Q2"]; v.Figure.Known() {
			t.Errorf("a share of no reports is %+v", v)
		}
		if parts := got["2026-Q1"].Parts; len(parts) != 2 || !parts[0].Count.Is(2) || !parts[1].Count.Is(4) || parts[0].Kind != "report" {
			t.Errorf("the parts of the share are %+v", parts)
		}
	})
}

// months is a Facts that covers 2025 and 2026 up to September with a hundred burglaries a month, and half as many in 2025.
type months struct{}

func (months) Count(_ context.Context, q indicator.FactsQuery) (int, bool, error) {
	n := 0
	for day := q.From; day.Before(q.Until); day = day.AddMonths(1) {
		if day.Year() < 2025 || !day.Before(when.Day(2026, 10, 1)) {
			return 0, false, nil
		}
		n += 50 * (day.Year() - 2024)
	}
	return n, true, nil
}

func (months) Last(context.Context, string, []string) (when.Date, bool, error) {
	return when.Day(2026, 9, 30), true, nil
}

func TestFactsGiveRatesAndChangesAndAMissingMonthIsNotAFall(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		change := values(t, g, months{}, "burglary-change")
		want(t, change["2026-Q3"], 100)
		if v := change["2026-Q4"]; v.Figure.Known() {
			t.Errorf("a quarter that the import does not cover is %+v", v)
		}
		residents := 0
		for _, w := range g.Pack().Wards() {
			residents += w.Residents
		}
		want(t, values(t, g, months{}, "asb-police-rate")["2026-Q3"], 1000*300/float64(residents))
		if v := values(t, g, nil, "burglary")["2026-09"]; v.Figure.Known() {
			t.Errorf("without any import a count of facts is %+v", v)
		}
		book, err := indicator.NewBook(g, months{}).Get(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if list := book.Value.Values["burglary"]; list[len(list)-1].Period.ID != "2026-09" || !list[len(list)-1].Whole() {
			t.Errorf("indicators from facts end at %+v, want the last covered month", list[len(list)-1])
		}
	})
}
