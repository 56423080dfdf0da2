package act

import (
	"context"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Posts tells who holds a post today, for acts that name somebody. Where a program has none, nobody can be named.
type Posts interface {
	Holders(ctx context.Context) ([]account.Holder, error)
}

// Movement says which acts a kind has whose rules are its own, given those that every kind of its shape has. It gives nil for kinds that
// are not its own.
type Movement func(p *pack.Pack, k *pack.Kind, generic []Act) []Act

// Acts are all acts of a partnership.
type Acts struct {
	gate   *gate.Gate
	posts  Posts
	of     map[string][]Act
	settle Settling
}

// New are the acts of every kind of the gate's pack. Two movements with rules for one kind are a fault of the program.
func New(g *gate.Gate, posts Posts, movements ...Movement) *Acts {
	a := &Acts{gate: g, posts: posts, of: map[string][]Act{}}
	a.settle = func(_ *change.Unit, e *change.Edit, _ *record.Record, to change.Relocation, _ string) error {
		return e.Relocate(to)
	}
	p := g.Pack()
	for i := range p.Kinds {
		k := &p.Kinds[i]
		generic, ruled := Generic(p, k), false
		a.of[k.ID] = generic
		for _, m := range movements {
			own := m(p, k, Generic(p, k))
			if own == nil {
				continue
			}
			if ruled {
				panic("two movements have rules of their own for the kind " + k.ID)
			}
			a.of[k.ID], ruled = own, true
		}
	}
	return a
}

// Beside gives kinds acts beside those of their archetype and their movement: what a package of its own does to records of others. Two acts
// of one name are a fault of the program.
func (a *Acts) Beside(of func(*pack.Pack, *pack.Kind) []Act) {
	p := a.gate.Pack()
	for i := range p.Kinds {
		id := p.Kinds[i].ID
		for _, x := range of(p, &p.Kinds[i]) {
			if slices.ContainsFunc(a.of[id], func(y Act) bool { return y.Name() == x.Name() }) {
				panic("two acts of the kind " + id + " are called " + x.Name())
			}
			a.of[id] = append(a.of[id], x)
		}
	}
}

// Settles ends corrections by the rules of a movement, where its records are sent on by what they tell.
func (a *Acts) Settles(by Settling) { a.settle = by }

// Of are the acts of a kind, in the order in which they are offered.
func (a *Acts) Of(kind string) []Act { return a.of[kind] }

// Find is the act of a kind by the words of its address: its id, or the part and what of it, and nil where there is none.
func (a *Acts) Find(kind, word, part string) *Act {
	of := a.of[kind]
	i := slices.IndexFunc(of, func(x Act) bool {
		switch {
		case part == "":
			return x.Part == Whole && x.ID == word
		case x.Part == NewState:
			return word == NewState && x.ID == part
		}
		return x.Part == word && x.Part != Whole && x.Part != NewRecord
	})
	if i < 0 {
		return nil
	}
	return &of[i]
}

// Keep are those of the acts that have one of the names. A movement says with it what it leaves as every kind has it.
func Keep(acts []Act, names ...string) []Act {
	return slices.DeleteFunc(slices.Clone(acts), func(x Act) bool { return !slices.Contains(names, x.Name()) })
}

// Held reads who holds a post today. It is read before a view is opened, for it is a reading of its own.
func (a *Acts) Held(ctx context.Context) ([]account.Holder, error) {
	if a.posts == nil {
		return nil, nil
	}
	return a.posts.Holders(ctx)
}

// Scene is a record as a principal finds it.
func (a *Acts) Scene(who access.Principal, w *record.Whole, part string, holders []account.Holder) *Scene {
	k, _ := a.gate.Pack().Kind(w.Kind)
	return &Scene{Pack: a.gate.Pack(), Rules: a.gate.Rules(), Who: who, Today: a.gate.Now().Date(), Calendar: a.gate.Calendar(), Kind: k, Record: w, Part: part, Holders: holders, gate: a.gate, acts: a}
}

// Offered are the acts that are possible in a scene, for the buttons of its page: those done to the whole record, and its moves.
func (a *Acts) Offered(s *Scene) []*Act {
	var out []*Act
	of := a.of[s.Kind.ID]
	for i := range of {
		if of[i].Part != Whole && of[i].Part != NewState {
			continue
		}
		if of[i].Possible(s) == nil {
			out = append(out, &of[i])
		}
	}
	return out
}

// Call asks for an act.
type Call struct {
	Record  string // reference or id
	Kind    string // of the record that it makes, where there is none yet
	Version int64  // that the doer saw; whatever is current where it is 0
	Act     string // the word in its address
	Part    string // what of the record it is done to: the id of a party, action or link, or a state
	Answers Answers
	Key     string // of the form that it was asked with: a second sending does nothing more
}

// Outcome is what an act came to.
type Outcome struct {
	Record record.Record
	Made   string   // reference of the record that it made, if it made one
	With   []string // references of others that it was done to with the record
	Says   string   // what was done, in a sentence
	Again  bool     // the form had been sent before, and nothing more was done
}

// Run does an act, or nothing: the record is opened at the version that the doer saw, the act is possible as the record then stands, its
// questions are answered, and all that it changes holds what its kind promises.
//
// The error is a *gate.Conflict where somebody changed the record first, fault.Invalid by question where an answer is wrong, by "" where
// the act is not possible as the record stands, fault.ErrForbidden where the post does not allow it and fault.ErrNotFound where the
// principal knows of no such record or the kind of no such act.
func (a *Acts) Run(ctx context.Context, who access.Principal, c Call) (out Outcome, err error) {
	outs, err := a.Together(ctx, who, c)
	if err != nil {
		return out, err
	}
	return outs[0], nil
}

// Together does several acts in one unit: all of them, or none.
func (a *Acts) Together(ctx context.Context, who access.Principal, calls ...Call) (outs []Outcome, err error) {
	holders, err := a.Held(ctx)
	if err != nil {
		return nil, err
	}
	writes := who
	if who.Record != "" {
		writes = access.System(record.Reporter)
	}
	err = change.Of(a.gate).Write(ctx, writes, func(u *change.Unit) error {
		outs = make([]Outcome, len(calls))
		for i, c := range calls {
			if err := a.run(u, who, c, holders, &outs[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return outs, err
}

func (a *Acts) run(u *change.Unit, who access.Principal, c Call, holders []account.Holder, out *Outcome) error {
	if CallerOf(who) == Reporter && c.Record != who.Record {
		return fmt.Errorf("this is not the record that you were let in to: %w", fault.ErrForbidden)
	}
	if done, err := a.before(u, who, c); err != nil || done != nil {
		if done != nil {
			out.Record, out.Again = *done, true
		}
		return err
	}
	var e *change.Edit
	var err error
	if c.Kind != "" {
		e, *out, err = a.makes(u, who, c, holders)
	} else if e, err = u.Edit(c.Record, c.Version); err == nil {
		*out, err = a.do(u, who, e, c, holders)
	}
	if err == nil && c.Key != "" {
		err = u.KeepSubmission(keyOf(who, c.Key), e)
	}
	return err
}

// before is the record on which an act was done with the same form before.
func (a *Acts) before(u *change.Unit, who access.Principal, c Call) (*record.Record, error) {
	if c.Key == "" {
		return nil, nil
	}
	first, sent, err := u.Submitted(keyOf(who, c.Key))
	if err != nil || !sent {
		return nil, err
	}
	return first, nil
}

// keyOf binds a form's key to its sender: nobody finds another's record by a key.
func keyOf(who access.Principal, key string) string {
	if who.Record != "" {
		return Said(who.Record, key)
	}
	return who.Account + ":" + key
}

// Said is the key under which it is kept that a reporter of a record sent a form.
func Said(id, key string) string { return "said " + id + " " + key }

// do is an act on an open record, in a unit.
func (a *Acts) do(u *change.Unit, who access.Principal, e *change.Edit, c Call, holders []account.Holder) (out Outcome, err error) {
	x := a.Find(e.Record().Kind, c.Act, c.Part)
	if x == nil {
		return out, fmt.Errorf("there is no act %q on %s: %w", c.Act, e.Record().Reference, fault.ErrNotFound)
	}
	w, err := e.Whole()
	if err != nil {
		return out, err
	}
	d := &Doing{Scene: a.Scene(who, w, c.Part, holders), Unit: u, Edit: e, act: x}
	return d.run(c.Answers)
}

// makes is an act that makes a record of a kind, in a unit.
func (a *Acts) makes(u *change.Unit, who access.Principal, c Call, holders []account.Holder) (*change.Edit, Outcome, error) {
	i := slices.IndexFunc(a.of[c.Kind], func(x Act) bool { return x.Part == NewRecord && x.ID == c.Act })
	if i < 0 {
		return nil, Outcome{}, fmt.Errorf("there is no act %q that makes a %s: %w", c.Act, c.Kind, fault.ErrNotFound)
	}
	d := &Doing{Scene: a.Scene(who, &record.Whole{Record: record.Record{Kind: c.Kind}}, "", holders), Unit: u, act: &a.of[c.Kind][i]}
	out, err := d.run(c.Answers)
	return d.Edit, out, err
}

// Make makes the record of an act that makes one, from the form of its kind.
func (d *Doing) Make(f Filled) (err error) {
	d.Edit, err = d.acts.make(d.Unit, d.Kind, f)
	return err
}

// run does the act in its scene, where it is possible and its questions are answered.
func (d *Doing) run(given Answers) (out Outcome, err error) {
	x := d.act
	if err := x.Possible(d.Scene); err != nil {
		return out, err
	}
	questions := x.Questions(d.Scene)
	if d.Answers, err = Check(questions, given); err != nil {
		return out, err
	}
	if err := x.Do(d); err != nil {
		return out, beside(questions, err)
	}
	return Outcome{Record: *d.Edit.Record(), Made: d.Made, With: d.With, Says: x.said(d)}, nil
}
