package plan_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/answer/plan"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/packs"
)

func load(t testing.TB) *pack.Pack {
	t.Helper()
	p, problems := pack.Load(packs.TowerHamlets())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return p
}

func TestThePlanRunsThreeYearsAndSaysWhenTheNextIsDue(t *testing.T) {
	p := load(t)
	x, ok := plan.InForce(p, when.Day(2022, 6, 1))
	if !ok || x.ID != "plan-2021" {
		t.Fatalf("in force in 2022: %v", x)
	}
	c := plan.CycleOf(x, when.Day(2022, 6, 1))
	if c.Months != 36 || c.NextDue != when.Day(2024, 4, 1) || c.Ended || c.Next != when.Day(2023, 3, 31) || len(c.Reviews) != 3 {
		t.Errorf("cycle in 2022: %+v", c)
	}
	if c := plan.CycleOf(x, when.Day(2024, 3, 31)); c.Ended || c.Day != c.Days {
		t.Errorf("on its last day: %+v", c)
	}
	if c := plan.CycleOf(x, when.Day(2024, 4, 1)); !c.Ended || !c.Next.IsZero() {
		t.Errorf("on the day after: %+v", c)
	}
	if x, _ := plan.InForce(p, when.Day(2020, 1, 1)); x.ID != "plan-2017" {
		t.Errorf("in force in 2020: %s", x.ID)
	}
	if _, ok := plan.InForce(p, when.Day(2010, 1, 1)); ok {
		t.Error("a plan is in force before the first one")
	}
}

func TestThePreviousPlanHasFourteenRatedIndicators(t *testing.T) {
	p := load(t)
	ratings := map[pack.Rating]int{}
	for _, priority := range p.Plans[1].Priorities {
		for _, ind := range plan.Under(p, "plan-2017", priority.ID) {
			if len(ind.Values) != 1 {
				t.Errorf("%s has %d values", ind.ID, len(ind.Values))
				continue
			}
			ratings[ind.Values[0].Rating]++
		}
	}
	if ratings[pack.Achieved] != 12 || ratings[pack.NeedsMoreWork] != 1 || ratings[pack.NotAchieved] != 1 {
		t.Errorf("ratings of the previous plan: %v", ratings)
	}
}

func TestIndicatorsOfOneNameStayApart(t *testing.T) {
	p := load(t)
	for a, b := range map[string]string{"fte-2017": "fte-2020", "sexual-offences-2017": "sexual-offences-2020"} {
		x, _ := p.Indicator(a)
		twins := plan.Namesakes(p, x)
		if len(twins) != 1 || twins[0].ID != b || twins[0].Definition == x.Definition || *twins[0].Values[0].Value == *x.Values[0].Value {
			t.Errorf("%s has the namesakes %v", a, twins)
		}
	}
}

func TestEveryMarkOfAThemeIsFoundWithItsPriority(t *testing.T) {
	p := load(t)
	x := &p.Plans[0]
	drugs := plan.Marked(x, "driver-drugs")
	if len(drugs) < 5 {
		t.Fatalf("statements marked with drugs: %d", len(drugs))
	}
	nested := plan.Marked(x, "driver-mental-health")
	found := false
	for _, m := range nested {
		found = found || m.Statement.ID == "P4-aim-1-7" && m.Priority.ID == "P4"
	}
	if !found {
		t.Error("a mark on a statement under another is not found")
	}
	if len(plan.Themes(x)) != len(x.Themes)+len(x.Principles)+len(x.Drivers) {
		t.Error("two themes share an id")
	}
}
