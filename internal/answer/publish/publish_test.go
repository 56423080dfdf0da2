package publish_test

import (
	"context"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/publish"
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

// each runs a test with the reference partnership on both databases; the clock stands at 2 November 2026.
func each(t *testing.T, test func(t *testing.T, g *gate.Gate)) {
	t.Helper()
	p, problems := pack.Load(packs.TowerHamlets())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	now := when.At(time.Date(2026, 11, 2, 9, 0, 0, 0, when.London))
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		test(t, gate.New(gate.Config{DB: db, Pack: p, Now: func() when.Instant { return now }}))
	})
}

// truth is what was really reported and may be published, by quarter, ward and group.
type truth map[string]map[string]map[string]int

// reports makes a few hundred reports a year, unevenly, so that many counts are small.
func reports(t *testing.T, g *gate.Gate, n int, seed uint64) truth {
	t.Helper()
	return reportsSince(t, g, n, seed, when.Day(2025, 10, 1))
}

func reportsSince(t *testing.T, g *gate.Gate, n int, seed uint64, first when.Date) truth {
	t.Helper()
	out := truth{}
	random := rand.New(rand.NewPCG(seed, 7))
	wards := g.Pack().Wards()
	err := change.Of(g).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for range n {
			ward := wards[int(float64(len(wards))*random.Float64()*random.Float64())]
			c := g.Pack().Categories[random.IntN(len(g.Pack().Categories))]
			at := first.AddDays(random.IntN(365)).Start().Add(12 * time.Hour)
			u.Backdate(at)
			if _, err := u.Create(record.Draft{Kind: "report", Title: "test", OwnerBody: "council", Opened: at, Area: ward.Code, Category: c.ID,
				Fields: record.Fields{"category": c.ID, "what": "test"}}); err != nil {
				return err
			}
			if c.Sensitive || c.Group == "Worried about somebody" {
				continue
			}
			q := indicator.PeriodOf(pack.Quarterly, at.Date()).ID
			if out[q] == nil {
				out[q] = map[string]map[string]int{}
			}
			if out[q][ward.Code] == nil {
				out[q][ward.Code] = map[string]int{}
			}
			out[q][ward.Code][c.Group]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func made(t *testing.T, g *gate.Gate) *publish.Tables {
	t.Helper()
	x, err := publish.Make(t.Context(), g, nil)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestNoCountOfReportsUnderFiveIsPublishedNorCanBeWorkedOut(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		real := reports(t, g, 400, 7)
		x := made(t, g)
		if len(x.Editions) != 4 || x.Editions[3].Period.ID != "2026-Q3" {
			t.Fatalf("%d editions, want the four quarters with reports", len(x.Editions))
		}
		hidden := 0
		for _, e := range x.Editions {
			table, counts := e.Reported, real[e.Period.ID]
			for i, code := range e.Wards {
				sum := 0
				for j, column := range table.Columns {
					n, cell := counts[code][column], table.Cells[i][j]
					sum += n
					check(t, e.Period.ID+" "+code+" "+column, cell, n)
					if cell.Hidden() {
						hidden++
					}
				}
				check(t, e.Period.ID+" "+code, table.RowTotals[i], sum)
				alone(t, e.Period.ID+" "+code, append(append([]figure.Figure{}, table.Cells[i]...), table.RowTotals[i]))
			}
			for j, column := range table.Columns {
				cells := []figure.Figure{table.ColumnTotals[j]}
				for i := range e.Wards {
					cells = append(cells, table.Cells[i][j])
				}
				alone(t, e.Period.ID+" "+column, cells)
			}
		}
		if hidden == 0 {
			t.Error("nothing was small: the test shows nothing")
		}
	})
}

func TestWhatIsRecordedLaterChangesNoPublishedQuarterSoNothingCanBeHadBySubtracting(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		reports(t, g, 250, 7)
		before := made(t, g)
		reports(t, g, 1, 99) // one report, of one person, recorded late
		reports(t, g, 20, 5)
		after := made(t, g)
		if len(before.Editions) != len(after.Editions) {
			t.Fatalf("%d editions became %d", len(before.Editions), len(after.Editions))
		}
		for i := range before.Editions {
			if !reflect.DeepEqual(before.Editions[i], after.Editions[i]) {
				t.Errorf("the edition of %s changed after it was published", before.Editions[i].Period)
			}
		}
	})
}

func TestATotalOverQuartersIsHiddenWhereOnePartOfItIs(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		reports(t, g, 400, 7)
		x := made(t, g)
		some := false
		for _, code := range x.Editions[0].Wards {
			for _, l := range publish.Reported(x.Latest(4), code) {
				sum, hidden := 0.0, false
				for _, c := range l.Cells {
					v, _ := c.Value()
					sum, hidden = sum+v, hidden || c.Hidden()
				}
				some = some || hidden
				if l.Sum.Hidden() != hidden || !hidden && !l.Sum.Is(sum) {
					t.Errorf("%s, %s: the parts are %+v and the total is %+v", code, l.Name, l.Cells, l.Sum)
				}
			}
		}
		if !some {
			t.Error("nothing was hidden: the test shows nothing")
		}
	})
}

func TestAQuarterIsPublishedTwoWeeksAfterItHasEndedAndPeriodsDoNotOverlap(t *testing.T) {
	p, problems := pack.Load(packs.TowerHamlets())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		now := when.Day(2026, 10, 14).Start()
		g := gate.New(gate.Config{DB: db, Pack: p, Now: func() when.Instant { return now }})
		reports(t, g, 60, 3)
		if x := made(t, g); x.Editions[len(x.Editions)-1].Period.ID != "2026-Q2" {
			t.Errorf("thirteen days after its end the third quarter is published")
		}
		now = when.Day(2026, 10, 15).Start()
		x := made(t, g)
		if x.Editions[len(x.Editions)-1].Period.ID != "2026-Q3" {
			t.Errorf("two weeks after its end the third quarter is not published")
		}
		for i := 1; i < len(x.Editions); i++ {
			if x.Editions[i].Period.From != x.Editions[i-1].Period.Until {
				t.Errorf("%s and %s overlap or leave a gap", x.Editions[i-1].Period, x.Editions[i].Period)
			}
		}
	})
}

func TestHateByStrandIsPublishedByYearWithItsSmallCountsHidden(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		err := change.Of(g).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
			at := when.Day(2025, 9, 1).Start()
			u.Backdate(at)
			for strand, n := range map[string]int{"race": 21, "homophobic": 9, "disability": 2, "islamophobic": 6} {
				for range n {
					if _, err := u.Create(record.Draft{Kind: "hate-incident", Title: "test", OwnerBody: "council", Opened: at,
						Fields: record.Fields{"strands": []string{strand}, "what": "test"}}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		b := made(t, g).Breakdowns["hate-strands"]
		if b == nil || len(b.Columns) != 1 || b.Columns[0].Period.ID != "2025-26" || !b.Many {
			t.Fatalf("%+v", b)
		}
		got := map[string]figure.Figure{}
		for _, l := range b.Lines() {
			got[l.Name] = l.Cells[0]
		}
		if c := got["Disability"]; !c.Hidden() {
			t.Errorf("two incidents are published: %+v", c)
		}
		if !got["Faith (islamophobic)"].Hidden() || !got["Race or nationality"].Is(21) || !got["Sexual orientation"].Is(9) || !got[""].Is(38) {
			t.Errorf("%+v: want the six hidden with the two, and the others", got)
		}
	})
}

func number(f figure.Figure) float64 {
	v, _ := f.Value()
	return v
}

// check says that a published count is right, and not small.
func check(t *testing.T, where string, c figure.Figure, n int) {
	t.Helper()
	switch {
	case !c.Hidden() && !c.Is(float64(n)):
		t.Errorf("%s: %s is shown, %d were reported", where, c.Text(), n)
	case !c.Hidden() && n > 0 && n < 5:
		t.Errorf("%s: %d is shown", where, n)
	}
}

// alone says that no count is the only hidden one of a sum, which would be a subtraction away.
func alone(t *testing.T, where string, cells []figure.Figure) {
	t.Helper()
	n := 0
	for _, c := range cells {
		if c.Hidden() {
			n++
		}
	}
	if n == 1 {
		t.Errorf("%s: one hidden count among shown ones can be worked out", where)
	}
}

func TestReportsOfHateAndWorriesAreInNoPublicTable(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		ward := g.Pack().Wards()[0].Code
		err := change.Of(g).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
			for _, c := range g.Pack().Categories {
				if !c.Sensitive {
					continue
				}
				for range 6 {
					u.Backdate(when.Day(2026, 8, 1).Start())
					if _, err := u.Create(record.Draft{Kind: "report", Title: "test", OwnerBody: "council", Opened: when.Day(2026, 8, 1).Start(), Area: ward,
						Category: c.ID, Fields: record.Fields{"category": c.ID, "what": "test"}}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		reports(t, g, 100, 7)
		x := made(t, g)
		for _, e := range x.Editions {
			for _, group := range e.Reported.Columns {
				if group == "Hate" || group == "Worried about somebody" {
					t.Errorf("the group %q is published", group)
				}
			}
		}
		// The ward's six of each are in no total: none is so large without them.
		if l := publish.Reported(x.Latest(1), ward); number(l[len(l)-1].Sum) > 40 {
			t.Errorf("reports of hate are in a ward's total: %+v", l[len(l)-1])
		}
	})
}

func TestWhatWasDoneIsCountedByWardAndItsSmallResultsAreHidden(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		wards := g.Pack().Wards()
		err := change.Of(g).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
			for i, engaged := range []float64{2, 30, 9} {
				at := when.Day(2026, 9, 1+i).Start().Add(20 * time.Hour)
				u.Backdate(at)
				if _, err := u.Create(record.Draft{Kind: "patrol", Title: "test", OwnerBody: "council", Opened: at, Occurred: at, Area: wards[i].Code,
					Fields: record.Fields{"team": "theos", "engaged": engaged}}); err != nil {
					return err
				}
			}
			at := when.Day(2026, 9, 9).Start().Add(12 * time.Hour)
			_, err := u.Create(record.Draft{Kind: "walkabout", Title: "only planned", State: "planned", OwnerBody: "council", Opened: at, Occurred: at, Area: wards[0].Code, Fields: record.Fields{"lead": "theos"}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		x := made(t, g)
		doings := publish.Doings(x.Latest(1), wards[0].Code)
		if len(doings) != 1 || doings[0].Kind != "patrol" || !doings[0].Times.Sum.Is(1) {
			t.Fatalf("done: %+v", doings)
		}
		cells := map[int]figure.Figure{}
		for i := range 3 {
			for _, l := range publish.Doings(x.Latest(1), wards[i].Code)[0].Results {
				if l.Name == "People engaged" {
					cells[i] = l.Sum
				}
			}
		}
		if !cells[0].Hidden() || cells[1].Hidden() || !cells[1].Is(30) || !cells[2].Hidden() {
			t.Errorf("people engaged: %+v; want the 2 hidden and the 9 with it", cells)
		}
	})
}
