// Package work is the queue of whoever does the work: every report, case and action that waits for them or their team, in one order. It
// says what belongs in which list and what is more urgent than what; who may see it is the gate's.
package work

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Most bounds what is put in order of each of the lists that a queue is made of, each of which is read by its nearest day: what is left out
// is the least urgent.
const Most = 200

// Filter narrows a queue. Empty parts do not filter.
type Filter struct {
	Kind     string
	Area     string
	Risk     string
	Category string
}

// Queue reads the queue of one principal.
type Queue struct {
	View  *gate.View
	Pack  *pack.Pack
	Rules *access.Rules
	Today when.Date
}

// Waiting is what waits in a list, in order; More says that a part of it was longer than Most.
type Waiting struct {
	Items []Item
	More  bool
}

// source is one question to the gate whose answers belong in a list.
type source struct {
	records *gate.Query
	actions *gate.ActionQuery
	asks    bool // closings that wait for the reader
}

// Kinds are the kinds of record that somebody works on: what is reported, cases, alerts, taskings and whatever comes to a team of its own.
func Kinds(p *pack.Pack, rules *access.Rules, who access.Principal) (ids []string) {
	for i := range p.Kinds {
		k := &p.Kinds[i]
		worked := k.Archetype == pack.Case || k.ID == p.Partnership.Alert || len(k.Owners) > 0 || k.ID == tasking.Kind
		if worked && rules.Anywhere(who, pack.Edit, k.ID) {
			ids = append(ids, k.ID)
		}
	}
	return ids
}

// Kinds are those that the principal works on.
func (q *Queue) Kinds() []string { return Kinds(q.Pack, q.Rules, q.View.Who()) }

// In is what waits in a list, narrowed by a filter, the most urgent first. Something is in it once, whyever it waits.
func (q *Queue) In(list List, f Filter) (Waiting, error) {
	out, at := Waiting{}, map[string]bool{}
	add := func(i Item) {
		if ref := i.Ref(); !at[ref] {
			at[ref] = true
			i.judge(q.Today)
			out.Items = append(out.Items, i)
		}
	}
	for _, s := range list.sources(q) {
		more, err := q.read(s, f, add)
		if err != nil {
			return Waiting{}, fmt.Errorf("the list %q: %w", list.Name, err)
		}
		out.More = out.More || more
	}
	if list.keeps != nil {
		out.Items = slices.DeleteFunc(out.Items, func(i Item) bool { return !list.keeps(&i) })
	}
	Rank(out.Items)
	return out, nil
}

func (q *Queue) read(s source, f Filter, add func(Item)) (more bool, err error) {
	if s.actions != nil {
		return q.readActions(*s.actions, f, add)
	}
	ask, ok := f.narrow(*s.records)
	if !ok {
		return false, nil
	}
	all, more, err := q.View.Waits(ask, Most)
	for _, r := range all {
		add(q.item(r, s.asks))
	}
	return more, err
}

// narrow is a question with a filter on it; false where nothing can be in both.
func (f Filter) narrow(ask gate.Query) (gate.Query, bool) {
	if f.Kind != "" {
		if len(ask.Kinds) > 0 && !slices.Contains(ask.Kinds, f.Kind) {
			return ask, false
		}
		ask.Kinds = []string{f.Kind}
	}
	if f.Risk != "" {
		if ask.Risk != "" && ask.Risk != f.Risk {
			return ask, false
		}
		ask.Risk = f.Risk
	}
	if f.Area != "" {
		ask.Areas = []string{f.Area}
	}
	if f.Category != "" {
		ask.Category = []string{f.Category}
	}
	return ask, len(ask.Kinds) > 0
}

func (q *Queue) item(r gate.Wait, asks bool) Item {
	i := Item{Wait: r, asks: asks, risk: slices.IndexFunc(q.Pack.Risks, func(b pack.Risk) bool { return b.ID == r.Risk }) + 1, alert: r.Kind == q.Pack.Partnership.Alert}
	if k, ok := q.Pack.Kind(r.Kind); ok && r.Assignee == "" {
		i.fresh = k.Initial().ID == r.State
	}
	return i
}

// readActions finds actions that wait, each with where its record stands.
func (q *Queue) readActions(ask gate.ActionQuery, f Filter, add func(Item)) (more bool, err error) {
	ask.Limit = Most
	due, err := q.View.OpenActions(ask)
	if err != nil || len(due) == 0 {
		return false, err
	}
	ids := make([]string, len(due))
	for i, a := range due {
		ids[i] = a.Record
	}
	on, err := q.View.WaitsOf(ids)
	if err != nil {
		return false, err
	}
	for i := range due {
		if r, ok := on[due[i].Record]; ok && f.passes(r) {
			item := q.item(r, false)
			item.Action, item.fresh = &due[i].Action, false
			add(item)
		}
	}
	return len(due) == Most, nil
}

// passes says that a record is one of those that are asked for.
func (f Filter) passes(r gate.Wait) bool {
	is := func(asked, has string) bool { return asked == "" || asked == has }
	return is(f.Kind, r.Kind) && is(f.Area, r.Area) && is(f.Risk, r.Risk) && is(f.Category, r.Category)
}
