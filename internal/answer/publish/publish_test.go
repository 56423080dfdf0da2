package publish_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/publish"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/suppress"
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

// truth is what was really reported, by ward and column.
type truth struct {
	group, month map[string]map[string]int
}

// reports makes a few hundred reports, unevenly, so that many counts are small.
func reports(t *testing.T, g *gate.Gate) truth {
	t.Helper()
	out := truth{map[string]map[string]int{}, map[string]map[string]int{}}
	random := rand.New(rand.NewPCG(7, 7))
	wards := g.Pack().Wards()
	err := g.Write(context.Background(), access.System("test"), func(u *gate.Unit) error {
		for range 500 {
			ward := wards[int(float64(len(wards))*random.Float64()*random.Float64())]
			c := g.Pack().Categories[random.IntN(len(g.Pack().Categories))]
			at := when.Day(2025, 11, 1).AddDays(random.IntN(365)).Start().Add(12 * time.Hour)
			u.Backdate(at)
			if _, err := u.Create(record.Draft{Kind: "report", Title: "test", OwnerBody: "council", Opened: at, Area: ward.Code, Category: c.ID,
				Fields: record.Fields{"category": c.ID, "what": "test"}}); err != nil {
				return err
			}
			if c.Sensitive || c.Group == "Worried about somebody" {
				continue
			}
			add(out.group, ward.Code, c.Group)
			add(out.month, ward.Code, indicator.PeriodOf(pack.Monthly, at.Date()).Name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func add(to map[string]map[string]int, ward, column string) {
	if to[ward] == nil {
		to[ward] = map[string]int{}
	}
	to[ward][column]++
}

func TestNoCountOfReportsUnderFiveIsPublishedNorCanBeWorkedOut(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		real := reports(t, g)
		w, err := publish.Make(t.Context(), g, nil)
		if err != nil {
			t.Fatal(err)
		}
		hidden := 0
		for name, x := range map[string]struct {
			table publish.Table
			real  map[string]map[string]int
		}{"groups": {w.Reported, real.group}, "months": {w.Months, real.month}} {
			for i, code := range w.Codes {
				sum := 0
				for j, column := range x.table.Columns {
					n, cell := x.real[code][column], x.table.Cells[i][j]
					sum += n
					check(t, name+" "+code+" "+column, cell, n)
					if cell.Hidden {
						hidden++
					}
				}
				check(t, name+" "+code, x.table.RowTotals[i], sum)
				alone(t, name+" "+code, append(append([]suppress.Cell{}, x.table.Cells[i]...), x.table.RowTotals[i]))
			}
			for j, column := range x.table.Columns {
				cells := []suppress.Cell{x.table.ColumnTotals[j]}
				for i := range w.Codes {
					cells = append(cells, x.table.Cells[i][j])
				}
				alone(t, name+" "+column, cells)
			}
		}
		if hidden == 0 {
			t.Error("nothing was small: the test shows nothing")
		}
		for i := range w.Codes {
			if w.Reported.RowTotals[i] != w.Months.RowTotals[i] {
				t.Errorf("two tables publish different totals of a ward: %+v, %+v", w.Reported.RowTotals[i], w.Months.RowTotals[i])
			}
		}
	})
}

// check says that a published count is right, and not small.
func check(t *testing.T, where string, c suppress.Cell, n int) {
	t.Helper()
	switch {
	case c.Hidden && c.Value != 0:
		t.Errorf("%s: a hidden count leaves with its value", where)
	case !c.Hidden && c.Value != n:
		t.Errorf("%s: %d is shown, %d were reported", where, c.Value, n)
	case !c.Hidden && n > 0 && n < 5:
		t.Errorf("%s: %d is shown", where, n)
	}
}

// alone says that no count is the only hidden one of a sum, which would be a subtraction away.
func alone(t *testing.T, where string, cells []suppress.Cell) {
	t.Helper()
	n := 0
	for _, c := range cells {
		if c.Hidden {
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
		err := g.Write(context.Background(), access.System("test"), func(u *gate.Unit) error {
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
		w, err := publish.Make(t.Context(), g, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.Reported.RowTotals[0]; got.Hidden || got.Value != 0 {
			t.Errorf("reports of hate are in a ward's total: %+v", got)
		}
		for _, group := range w.Reported.Columns {
			if group == "Hate" || group == "Worried about somebody" {
				t.Errorf("the group %q is published", group)
			}
		}
	})
}

func TestWhatWasDoneIsCountedByWardAndItsSmallResultsAreHidden(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		wards := g.Pack().Wards()
		err := g.Write(context.Background(), access.System("test"), func(u *gate.Unit) error {
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
		w, err := publish.Make(t.Context(), g, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(w.Done) != 1 || w.Done[0].Kind != "patrol" || w.Done[0].Total != 3 || w.Done[0].Times[0] != 1 {
			t.Fatalf("done: %+v", w.Done)
		}
		for _, c := range w.Done[0].Results {
			if c.Name != "People engaged" {
				continue
			}
			if !c.Cells[0].Hidden || c.Cells[1].Hidden || c.Cells[1].Value != 30 || !c.Cells[2].Hidden || c.Total.Value != 41 {
				t.Errorf("people engaged: %+v, total %+v; want the 2 hidden and the 9 with it", c.Cells[:3], c.Total)
			}
		}
	})
}
