package publish

import (
	"math"
	"slices"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/suppress"
)

// Activity is one kind of thing that the partnership does, with how often it was done and what was counted.
type Activity struct {
	Kind    string
	Name    string
	Plural  string
	Times   []int // by ward
	Results []Counted
}

// Counted is one counted result of an activity.
type Counted struct {
	Name  string
	Cells []figure.Figure // by ward
	Total figure.Figure
}

// doing is an activity as it was counted.
type doing struct {
	Kind, Name, Plural string
	Times              []int
	Results            []result
}

type result struct {
	Name   string
	Counts []int // by ward
}

// done counts each kind of activity that the pack makes public by giving it a public result.
func (q *quarter) done() ([]doing, error) {
	var out []doing
	for i := range q.pack.Kinds {
		kind := &q.pack.Kinds[i]
		results := publicResults(kind)
		if kind.Archetype != pack.Activity || kind.Sensitive || len(results) == 0 {
			continue
		}
		a, err := q.activity(kind, results)
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

func publicResults(k *pack.Kind) []pack.Field {
	var out []pack.Field
	for _, f := range k.Fields {
		if f.Public && f.Measure != "" && f.Type == pack.Number && f.Compartment == "" {
			out = append(out, f)
		}
	}
	return out
}

func (q *quarter) activity(kind *pack.Kind, results []pack.Field) (a doing, err error) {
	a = doing{Kind: kind.ID, Name: kind.Name, Plural: kind.Plural, Times: make([]int, len(q.Wards))}
	by, err := q.view.Tally(gate.Query{Verb: pack.Count, Kinds: []string{kind.ID}, States: happened(kind), Date: "occurred",
		From: q.period.From.Start(), Until: q.period.Until.Start()}, "area")
	if err != nil {
		return a, err
	}
	for code, n := range by {
		q.some = q.some || n > 0
		if i, ok := q.row[code]; ok {
			a.Times[i] = n
		}
	}
	for _, f := range results {
		counts, err := q.sums(kind, f)
		if err != nil {
			return a, err
		}
		a.Results = append(a.Results, result{f.Name, counts})
	}
	return a, nil
}

// notDone are the states of an activity that did not take place, or not yet, under the names that packs give them.
var notDone = []string{"planned", "cancelled", "withdrawn"}

// happened are the states of an activity that took place.
func happened(k *pack.Kind) []string {
	var out []string
	for _, s := range k.States {
		if !slices.Contains(notDone, s.ID) {
			out = append(out, s.ID)
		}
	}
	return out
}

func (q *quarter) sums(kind *pack.Kind, f pack.Field) ([]int, error) {
	sums, err := q.view.Sum(f.Measure, []string{kind.ID}, q.period.From, q.period.Until)
	counts := make([]int, len(q.Wards))
	for code, n := range sums {
		if i, ok := q.row[code]; ok && n > 0 {
			counts[i] = int(math.Round(n))
		}
	}
	return counts, err
}

// publishDone gives the activities of a quarter, and of its year, that took place. How often they did is no person's and is shown;
// what was counted at them is published as every other table is.
func (c *counted) publishDone(past []earlier) (own, year []Activity, err error) {
	for _, d := range c.Done {
		mine := Activity{Kind: d.Kind, Name: d.Name, Plural: d.Plural, Times: d.Times}
		whole := mine
		whole.Times = slices.Clone(d.Times)
		for _, x := range past {
			before, _ := x.counts.doing(d.Kind)
			for i, n := range before.Times {
				whole.Times[i] += n
			}
		}
		for _, r := range d.Results {
			a, b, err := r.publish(past, d.Kind)
			if err != nil {
				return nil, nil, err
			}
			mine.Results, whole.Results = append(mine.Results, a), append(whole.Results, b)
		}
		if took(mine.Times) {
			own = append(own, mine)
		}
		if took(whole.Times) {
			year = append(year, whole)
		}
	}
	return own, year, nil
}

func took(times []int) bool { return slices.ContainsFunc(times, func(n int) bool { return n > 0 }) }

func (c *counted) doing(kind string) (doing, bool) {
	i := slices.IndexFunc(c.Done, func(d doing) bool { return d.Kind == kind })
	if i < 0 {
		return doing{}, false
	}
	return c.Done[i], true
}

// publish hides what is small of one result, in the quarter and in the year.
func (r result) publish(past []earlier, kind string) (own, year Counted, err error) {
	own.Name, year.Name = r.Name, r.Name
	if past == nil {
		own.Cells, own.Total, err = suppress.List(r.Counts, true, suppress.Options{})
		return own, year, err
	}
	var parts []suppress.Part
	for _, x := range past {
		part, err := x.part(kind, r)
		if err != nil {
			return own, year, err
		}
		parts = append(parts, part)
	}
	last, whole, err := suppress.Close(parts, suppress.Column(r.Counts), suppress.Options{})
	own.Cells, own.Total = last.List()
	year.Cells, year.Total = whole.List()
	return own, year, err
}

// part is a result of an earlier quarter as it was published; where the activity did not take place in it, nothing was.
func (x earlier) part(kind string, r result) (suppress.Part, error) {
	counts := make([]int, len(r.Counts))
	if d, ok := x.counts.doing(kind); ok {
		for _, was := range d.Results {
			if was.Name == r.Name {
				counts = was.Counts
			}
		}
	}
	table := suppress.Column(counts)
	for _, a := range x.Done {
		for _, shown := range a.Results {
			if a.Kind == kind && shown.Name == r.Name {
				return suppress.Part{Counts: table.Counts, Published: suppress.Listed(shown.Cells, shown.Total)}, nil
			}
		}
	}
	p, err := suppress.Apply(table, suppress.Options{})
	return suppress.Part{Counts: table.Counts, Published: p}, err
}
