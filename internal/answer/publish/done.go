package publish

import (
	"math"
	"slices"

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
	Cells []suppress.Cell // by ward
	Total suppress.Cell
}

// done counts each kind of activity that the pack makes public by giving it a public result.
func (q *quarter) done() ([]Activity, error) {
	var out []Activity
	for i := range q.pack.Kinds {
		kind := &q.pack.Kinds[i]
		results := publicResults(kind)
		if kind.Archetype != pack.Activity || kind.Sensitive || len(results) == 0 {
			continue
		}
		a, some, err := q.activity(kind, results)
		if err != nil {
			return nil, err
		}
		if some {
			q.some, out = true, append(out, a)
		}
	}
	return out, nil
}

func publicResults(k *pack.Kind) []pack.Field {
	var out []pack.Field
	for _, f := range k.Fields {
		if f.Public && f.Measure != "" && f.Type == pack.Number && !f.Police {
			out = append(out, f)
		}
	}
	return out
}

func (q *quarter) activity(kind *pack.Kind, results []pack.Field) (a Activity, some bool, err error) {
	a = Activity{Kind: kind.ID, Name: kind.Name, Plural: kind.Plural, Times: make([]int, len(q.Wards))}
	by, err := q.view.Tally(gate.Query{Verb: pack.Count, Kinds: []string{kind.ID}, States: happened(kind), Date: "occurred",
		From: q.Period.From.Start(), Until: q.Period.Until.Start()}, "area")
	if err != nil {
		return a, false, err
	}
	for code, n := range by {
		some = some || n > 0
		if i, ok := q.row[code]; ok {
			a.Times[i] = n
		}
	}
	for _, f := range results {
		c, err := q.counted(kind, f)
		if err != nil {
			return a, false, err
		}
		a.Results = append(a.Results, c)
	}
	return a, some, nil
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

func (q *quarter) counted(kind *pack.Kind, f pack.Field) (Counted, error) {
	sums, err := q.view.Sum(f.Measure, []string{kind.ID}, q.Period.From, q.Period.Until)
	if err != nil {
		return Counted{}, err
	}
	counts := make([]int, len(q.Wards))
	for code, n := range sums {
		if i, ok := q.row[code]; ok && n > 0 {
			counts[i] = int(math.Round(n))
		}
	}
	cells, total, err := suppress.List(counts, true, suppress.Options{})
	return Counted{Name: f.Name, Cells: cells, Total: total}, err
}
