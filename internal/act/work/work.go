// Package work is the queue of whoever does the work: every report, case and action that waits for them or their team, in one order. It
// says what belongs in which list and what is more urgent than what; who may see it is the gate's.
package work

import (
	"cmp"
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

// Queue reads the queue of one principal. What its lists are made of is read once, however many of them are asked for.
type Queue struct {
	View  *gate.View
	Pack  *pack.Pack
	Rules *access.Rules
	Today when.Date
	Bound int // of each base; Most where it is 0

	read map[base]*standing
}

// Waiting is what waits in a list, in order; More says that a part of it was longer than Most.
type Waiting struct {
	Items []Item
	More  bool
}

// base is one of the few questions to the gate that lists are made of.
type base int

const (
	own     base = iota // open and assigned to the principal
	teams               // open and with the principal's teams
	toDo                // open actions of the principal
	forTeam             // open actions of the principal's teams
	closing             // closings that the principal may agree
)

// standing is what a base found, as far as Most.
type standing struct {
	items []Item
	more  bool
}

// source is what a list takes of a base. Where the base is longer than Most, what the list takes is asked for by itself.
type source struct {
	of    base
	takes func(*Item) bool               // all where it is nil
	asks  func(*Queue, *gate.Query) bool // narrows the question of the base to what is taken; false where that has to be asked kind by kind (fresh)
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
			out.Items = append(out.Items, i)
		}
	}
	for _, s := range list.sources {
		of, err := q.take(s, f)
		if err != nil {
			return Waiting{}, fmt.Errorf("the list %q: %w", list.Name, err)
		}
		for _, i := range of.items {
			if s.takes == nil || s.takes(&i) {
				add(i)
			}
		}
		out.More = out.More || of.more
	}
	if list.keeps != nil {
		out.Items = slices.DeleteFunc(out.Items, func(i Item) bool { return !list.keeps(&i) })
	}
	Rank(out.Items)
	return out, nil
}

// take reads what a list takes of a base: the base, once for all lists, or the part of it alone where there is more than Most of all.
func (q *Queue) take(s source, f Filter) (*standing, error) {
	if f == (Filter{}) && q.read[s.of] != nil {
		return q.part(q.read[s.of], s, f)
	}
	of, err := q.base(s.of, f, nil)
	if err != nil {
		return nil, err
	}
	if f == (Filter{}) {
		if q.read == nil {
			q.read = map[base]*standing{}
		}
		q.read[s.of] = of
	}
	return q.part(of, s, f)
}

func (q *Queue) part(of *standing, s source, f Filter) (*standing, error) {
	if !of.more || s.asks == nil {
		return of, nil
	}
	return q.base(s.of, f, s.asks)
}

// base asks the gate for a base, narrowed where a list takes a part of it.
func (q *Queue) base(of base, f Filter, narrow func(*Queue, *gate.Query) bool) (*standing, error) {
	who := q.View.Who()
	switch {
	case of == toDo:
		return q.actions(gate.ActionQuery{Owner: who.Account}, f)
	case (of == teams || of == forTeam) && len(who.Teams()) == 0:
		return &standing{}, nil
	case of == forTeam:
		return q.actions(gate.ActionQuery{For: who.Teams()}, f)
	case of == closing:
		return q.records(gate.Query{Kinds: q.Pack.AgreedBy(who.HasRole), Agrees: who.Account, Verb: pack.Close, ByDue: true}, f, true)
	}
	ask := gate.Query{Kinds: q.Kinds(), Open: new(true), ByDue: true}
	if ask.Assignee = who.Account; of == teams {
		ask.Assignee, ask.Teams = "", who.Teams()
	}
	if narrow == nil || narrow(q, &ask) {
		return q.records(ask, f, false)
	}
	all := &standing{} // of each kind by itself, for their first states have names of their own
	for _, id := range q.Kinds() {
		k, _ := q.Pack.Kind(id)
		each := ask
		each.Kinds, each.States, each.Unowned = []string{id}, []string{k.Initial().ID}, true
		part, err := q.records(each, f, false)
		if err != nil {
			return nil, err
		}
		all.items, all.more = append(all.items, part.items...), all.more || part.more
	}
	return all, nil
}

func (q *Queue) records(ask gate.Query, f Filter, agrees bool) (*standing, error) {
	ask, ok := f.narrow(ask)
	if !ok {
		return &standing{}, nil
	}
	all, more, err := q.View.Waits(ask, cmp.Or(q.Bound, Most))
	out := &standing{more: more}
	for _, r := range all {
		i := q.item(r, agrees)
		i.judge(q.Today)
		out.items = append(out.items, i)
	}
	return out, err
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
	i.highest = i.risk > 0 && i.risk == len(q.Pack.Risks)
	return i
}

// actions finds actions that wait, each with where its record stands.
func (q *Queue) actions(ask gate.ActionQuery, f Filter) (*standing, error) {
	ask.Limit = Most
	due, err := q.View.OpenActions(ask)
	out := &standing{more: len(due) == Most}
	if err != nil || len(due) == 0 {
		return out, err
	}
	ids := make([]string, len(due))
	for i, a := range due {
		ids[i] = a.Record
	}
	on, err := q.View.WaitsOf(ids)
	if err != nil {
		return nil, err
	}
	for i := range due {
		if r, ok := on[due[i].Record]; ok && f.passes(r) {
			item := q.item(r, false)
			item.Action, item.fresh = &due[i].Action, false
			item.judge(q.Today)
			out.items = append(out.items, item)
		}
	}
	return out, nil
}

// passes says that a record is one of those that are asked for.
func (f Filter) passes(r gate.Wait) bool {
	is := func(asked, has string) bool { return asked == "" || asked == has }
	return is(f.Kind, r.Kind) && is(f.Area, r.Area) && is(f.Risk, r.Risk) && is(f.Category, r.Category)
}
