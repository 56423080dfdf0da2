// Package plan reads the partnership's plan: which one is in force, when the next is due, what stands under each priority,
// and which indicators share a name without being the same. It is pure: the pack and a day are all it needs.
//
// The cycle: the Crime and Disorder Act 1998 s.6 has the responsible authorities formulate and implement a strategy, and the
// Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2007 have them keep a partnership plan of
// three years, revised each year, and a strategic assessment each year.
package plan

import (
	"sort"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// InForce is the plan whose period holds the day, else the newest that has begun, and false where there is none.
func InForce(p *pack.Pack, day when.Date) (*pack.Plan, bool) {
	for _, x := range Versions(p) {
		if !x.From.After(day) {
			return x, true
		}
	}
	return nil, false
}

// Versions are the plans, newest first.
func Versions(p *pack.Pack) []*pack.Plan {
	out := make([]*pack.Plan, len(p.Plans))
	for i := range p.Plans {
		out[i] = &p.Plans[i]
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].From.After(out[j].From) })
	return out
}

// Cycle is where a plan stands in its cycle on a day.
type Cycle struct {
	Months  int       // length of the cycle
	NextDue when.Date // first day that needs another plan
	Ended   bool
	Day     int       // of the plan's days; 0 before it begins
	Days    int       // in all
	Reviews []Review  // the yearly strategic assessments within the plan
	Next    when.Date // the next of them; zero where none is left
}

// Review is a strategic assessment that the plan owes.
type Review struct {
	By   when.Date
	Past bool
}

// CycleOf is a plan's cycle as it stands on a day. A plan follows the one before without a gap: the next is due on the day
// after its last.
func CycleOf(x *pack.Plan, today when.Date) Cycle {
	c := Cycle{Months: x.CycleMonths, NextDue: x.To.AddDays(1), Days: x.To.Sub(x.From) + 1}
	c.Ended = !today.Before(c.NextDue)
	c.Day = min(max(0, today.Sub(x.From)+1), c.Days)
	if x.NextAssessment <= 0 {
		return c
	}
	for by := x.From.AddMonths(x.NextAssessment); !by.After(c.NextDue); by = by.AddMonths(x.NextAssessment) {
		r := Review{By: by.AddDays(-1), Past: !today.Before(by)}
		c.Reviews = append(c.Reviews, r)
		if !r.Past && c.Next.IsZero() {
			c.Next = r.By
		}
	}
	return c
}

// Under are the plan's indicators of a priority, or under a heading of their own where they have no priority, in the order
// of the pack.
func Under(p *pack.Pack, plan, priority string) []*pack.Indicator {
	var out []*pack.Indicator
	for i := range p.Indicators {
		if x := &p.Indicators[i]; x.Plan == plan && x.Priority == priority {
			out = append(out, x)
		}
	}
	return out
}

// Namesakes are the other indicators with the same name. They stay apart because their definitions, periods or bases
// differ: two figures of one name are not one figure.
func Namesakes(p *pack.Pack, x *pack.Indicator) []*pack.Indicator {
	var out []*pack.Indicator
	for i := range p.Indicators {
		if other := &p.Indicators[i]; other.Name == x.Name && other.ID != x.ID {
			out = append(out, other)
		}
	}
	return out
}

// Themes are the themes, principles and drivers that cut across the plan's priorities, by id.
func Themes(x *pack.Plan) map[string]pack.Statement {
	out := map[string]pack.Statement{}
	for _, list := range [][]pack.Statement{x.Themes, x.Principles, x.Drivers} {
		for _, s := range list {
			out[s.ID] = s
		}
	}
	return out
}

// Marked are the statements of a plan's priorities that carry a theme, with the priority they stand under.
func Marked(x *pack.Plan, theme string) []Placed {
	var out []Placed
	for i := range x.Priorities {
		p := &x.Priorities[i]
		for _, list := range [][]pack.Statement{p.Approach, p.Focus, p.Why, p.Aims, p.Outcomes, p.Activities} {
			out = append(out, marked(p, list, theme)...)
		}
	}
	return out
}

// Placed is a statement with its priority.
type Placed struct {
	Priority  *pack.Priority
	Statement pack.Statement
}

func marked(p *pack.Priority, list []pack.Statement, theme string) []Placed {
	var out []Placed
	for _, s := range list {
		for _, t := range s.Themes {
			if t == theme {
				out = append(out, Placed{p, s})
			}
		}
		out = append(out, marked(p, s.Children, theme)...)
	}
	return out
}
