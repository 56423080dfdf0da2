package program_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/act/handover"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/program"
)

// stage is the partnership of Tower Hamlets with its users at their posts, and everything that they can do.
type stage struct {
	pack   *pack.Pack
	gate   *gate.Gate
	acts   *act.Acts
	people []access.Principal
	starts []start            // what can be made for whom
	made   []string           // references of all records
	by     map[act.Caller]int // who tried
	done   map[string]int     // which acts were done
}

// start is a kind of record and somebody for whose team one can be made.
type start struct {
	kind *pack.Kind
	who  access.Principal
}

func newStage(t *testing.T, p *pack.Pack, db *store.DB) *stage {
	t.Helper()
	clock := gatetest.NewClock()
	s := &stage{by: map[act.Caller]int{}, done: map[string]int{}, pack: p, gate: gate.New(gate.Config{DB: db, Pack: p, Now: clock.Now})}
	register := account.New(db, p, clock.Now)
	for _, u := range p.Users {
		id := gatetest.Hired(t, register, u.ID, access.Post{Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas})
		who, err := register.Principal(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		s.people = append(s.people, who)
	}
	s.acts = program.NewActs(s.gate, register)
	return s
}

// begin makes a record of a kind for somebody's team.
func (s *stage) begin(k *pack.Kind, who access.Principal) (ref string, err error) {
	fields := gatetest.Required(s.pack, k)
	post := who.Posts[0]
	d := record.Draft{Kind: k.ID, Title: "Tried", OwnerBody: post.Body, Team: post.Team, Area: "E05009336", Marking: k.Marking, Fields: fields}
	if c, ok := fields["category"].(string); ok {
		d.Category = c
	}
	err = change.Of(s.gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		e, err := u.Create(d)
		if err == nil {
			ref = e.Record().Reference
		}
		return err
	})
	return ref, err
}

// find finds what can be made for whom: the pack makes not every kind for every team.
func (s *stage) find(t *testing.T) {
	t.Helper()
	for i := range s.pack.Kinds {
		for _, who := range s.people {
			var bad fault.Invalid
			if _, err := s.begin(&s.pack.Kinds[i], who); err == nil {
				s.starts = append(s.starts, start{&s.pack.Kinds[i], who})
			} else if !errors.As(err, &bad) {
				t.Fatal(err)
			}
		}
	}
}

func (s *stage) look(rt *rapid.T, ref string) *record.Whole {
	var w *record.Whole
	err := s.gate.Read(context.Background(), access.System("test"), func(v *gate.View) (err error) {
		w, err = v.Open(ref)
		return err
	})
	if err != nil {
		rt.Fatal(err)
	}
	return w
}

// partOf is what of a record an act is done to: one of those that are there, or nothing that there is.
func partOf(rt *rapid.T, a *act.Act, w *record.Whole) string {
	var ids []string
	switch a.Part {
	case act.Whole:
		return ""
	case act.NewState:
		return a.ID
	case act.Party:
		for _, p := range w.Parties {
			ids = append(ids, p.ID)
		}
	case act.Excluded:
		ids = w.Excluded
	case act.Action, handover.ToDo:
		for _, x := range w.Actions {
			ids = append(ids, x.ID)
		}
	case act.Linked:
		for _, l := range w.Links {
			ids = append(ids, l.ID)
		}
	}
	if len(ids) == 0 {
		return "nothing"
	}
	return rapid.SampledFrom(ids).Draw(rt, "part")
}

// answer draws what somebody may say to a question: what fits, nothing, and now and then what was never offered.
func (s *stage) answer(rt *rapid.T, q act.Question) any {
	if !q.Required && rapid.Bool().Draw(rt, "left empty") {
		return nil
	}
	switch q.Type {
	case pack.Choice, pack.BodyRef, pack.Choices:
		ids := []string{"never-offered"}
		for _, o := range q.Options {
			ids = append(ids, o.ID, o.ID, o.ID, o.ID)
		}
		one := rapid.SampledFrom(ids).Draw(rt, q.ID)
		if q.Type == pack.Choices {
			return []string{one}
		}
		return one
	case pack.YesNo:
		return rapid.Bool().Draw(rt, q.ID)
	case pack.Number:
		return float64(rapid.IntRange(-1, 5).Draw(rt, q.ID))
	case pack.Money:
		return int64(rapid.IntRange(0, 500).Draw(rt, q.ID))
	case pack.Date:
		return s.gate.Now().Date().AddDays(rapid.IntRange(-3, 30).Draw(rt, q.ID)).String()
	case pack.Person:
		return act.NewPerson + "Holly Turnstile"
	case pack.Document:
		return act.File{Name: "note.txt", Media: "text/plain; charset=utf-8", Content: []byte("what was seen")}
	case act.SafeContact, act.Moment:
		return nil
	}
	return rapid.SampledFrom(append([]string{"As was agreed.", "They agreed.", "Rang twice.", ""}, s.made[max(0, len(s.made)-3):]...)).Draw(rt, q.ID)
}

// Whatever anybody does with whatever their screens offer, nothing is lost: a record keeps an owner of the partnership, what is worked on
// keeps a team, somebody who holds a post can open it, no state is reached but by the table of transitions, and what was refused changed
// nothing. Acts that are not offered are refused.
func TestNothingThatAnybodyDoesLosesARecord(t *testing.T) {
	p := gatetest.TowerHamlets(t)
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newStage(t, p, db)
		s.find(t)
		offered, refused := 0, 0
		rapid.Check(t, func(rt *rapid.T) {
			from := s.starts[rapid.IntRange(0, len(s.starts)-1).Draw(rt, "start")]
			ref, err := s.begin(from.kind, from.who)
			if err != nil {
				rt.Fatal(err)
			}
			s.made = append(s.made, ref)
			for range rapid.IntRange(1, 6).Draw(rt, "acts") {
				done, err := s.tries(rt, ref)
				if done {
					offered++
				}
				if err {
					refused++
				}
			}
		})
		if offered < 50 || refused < 50 {
			t.Errorf("%d acts were done and %d refused: the test looks past them", offered, refused)
		}
		if len(s.by) != 3 || len(s.done) < 8 {
			t.Errorf("it was tried by %v, and done was %v: the test looks past most of them", s.by, s.done)
		}
	})
}

// tries has somebody do one of all acts of the record's kind, offered or not.
func (s *stage) tries(rt *rapid.T, ref string) (done, refused bool) {
	before := s.look(rt, ref)
	of := s.acts.Of(before.Kind)
	a := &of[rapid.IntRange(0, len(of)-1).Draw(rt, "act")]
	holders, err := s.acts.Held(context.Background())
	if err != nil {
		rt.Fatal(err)
	}
	part := partOf(rt, a, before)
	callers := append(slices.Clone(s.people), access.System("a rule"), access.Reporter(before.ID))
	from := slices.DeleteFunc(slices.Clone(callers), func(who access.Principal) bool { return a.Possible(s.acts.Scene(who, before, part, holders)) != nil })
	if len(from) == 0 || rapid.IntRange(0, 4).Draw(rt, "anybody") == 0 {
		from = callers
	}
	who := rapid.SampledFrom(from).Draw(rt, "who")
	s.by[act.CallerOf(who)]++
	scene := s.acts.Scene(who, before, part, holders)
	possible := a.Possible(scene) == nil
	answers := act.Answers{}
	if possible {
		for _, q := range a.Questions(scene) {
			if v := s.answer(rt, q); v != nil {
				answers[q.ID] = v
			}
		}
	}
	word := a.ID
	if a.Part != act.Whole {
		word = a.Part
	}
	_, err = s.acts.Run(context.Background(), who, act.Call{Record: before.ID, Act: word, Part: part, Answers: answers})
	if err == nil {
		s.done[a.Name()]++
	}
	s.holds(rt, fmt.Sprintf("%s by %s on a %s that was %s", a.Name(), who.Name, before.Kind, before.State), before, s.look(rt, ref), err)
	if err == nil && !possible {
		rt.Fatalf("%s did %s, which was not possible", who.Name, a.Name())
	}
	return err == nil, err != nil
}

// holds is what is true of a record after every act.
func (s *stage) holds(rt *rapid.T, what string, before, after *record.Whole, err error) {
	var bad fault.Invalid
	switch {
	case err == nil, errors.Is(err, fault.ErrForbidden), errors.Is(err, fault.ErrNotFound), errors.As(err, &bad):
	default:
		rt.Fatalf("%s failed: %v", what, err)
	}
	if err != nil && after.Version != before.Version {
		rt.Fatalf("%s was refused (%v) and changed the record", what, err)
	}
	k, _ := s.pack.Kind(after.Kind)
	if _, ok := s.pack.Body(after.OwnerBody); !ok {
		rt.Fatalf("after %s it is owned by %q", what, after.OwnerBody)
	}
	if _, ok := s.pack.Team(after.Team); !ok && k.Archetype == pack.Case && after.Open && before.Team != "" {
		rt.Fatalf("after %s it is worked on by no team: %q", what, after.Team)
	}
	state := before.State
	for _, e := range slices.Backward(after.Events[:len(after.Events)-len(before.Events)]) {
		if e.Verb != "moved" {
			continue
		}
		if _, ok := k.Move(e.Before, e.After); !ok || e.Before != state {
			rt.Fatalf("%s moved it from %s to %s, which no transition allows", what, e.Before, e.After)
		}
		state = e.After
	}
	if state != after.State {
		rt.Fatalf("after %s it is %s, and its history says %s", what, after.State, state)
	}
	opens := slices.ContainsFunc(s.people, func(who access.Principal) bool {
		return s.gate.Rules().May(who, pack.View, gate.Subject(&after.Record))
	})
	was := slices.ContainsFunc(s.people, func(who access.Principal) bool {
		return s.gate.Rules().May(who, pack.View, gate.Subject(&before.Record))
	})
	if was && !opens {
		rt.Fatalf("after %s nobody can open it", what)
	}
	if k.Archetype == pack.Case && after.Open && s.stands(&before.Record) && !s.stands(&after.Record) {
		rt.Fatalf("after %s it stands on nobody's home: with %s %s %s", what, after.OwnerBody, after.Team, after.Assignee)
	}
}

// stands says that a record is on somebody's home: of who works on it in its team or for whom it is, or of the intake while it waits.
func (s *stage) stands(r *record.Record) bool {
	k, _ := s.pack.Kind(r.Kind)
	intake := s.pack.Partnership.Intake
	return slices.ContainsFunc(s.people, func(who access.Principal) bool {
		mine := slices.Contains(who.Teams(), r.Team) && r.Team != "" || r.Assignee == who.Account
		waits := k.ID == s.pack.Partnership.Report && r.State == k.Initial().ID && slices.Contains(who.Teams(), intake) && s.gate.Rules().May(who, pack.View, gate.Subject(r))
		return mine && s.gate.Rules().Works(who, gate.Subject(r)) || waits
	})
}

// A form that is sent twice does its act once, and a record that somebody else changed meanwhile is left as it is.
func TestAnActIsDoneOnceForAFormAndNotOverSomebodyElsesChange(t *testing.T) {
	p := gatetest.TowerHamlets(t)
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, s := context.Background(), newStage(t, p, db)
		bramble := s.people[slices.IndexFunc(p.Users, func(u pack.DemoUser) bool { return u.ID == "bramble" })]
		var ref string
		err := change.Of(s.gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Create(record.Draft{Kind: "report", Title: "Groups", Category: "groups", OwnerBody: "council", Team: "asb-north-west", Area: "E05009336",
				Fields: record.Fields{"category": "groups", "what": "Shouting"}})
			if err == nil {
				ref = e.Record().Reference
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		note := act.Call{Record: ref, Version: 1, Act: act.Note, Answers: act.Answers{"note": "Spoke with the caretaker."}, Key: "form"}
		for range 2 {
			if _, err := s.acts.Run(ctx, bramble, note); err != nil {
				t.Fatal(err)
			}
		}
		note.Key = "another form of the same page"
		var lost *gate.Conflict
		if _, err := s.acts.Run(ctx, bramble, note); !errors.As(err, &lost) {
			t.Errorf("done over a version that is no longer the current one: %v", err)
		}
		err = s.gate.Read(ctx, access.System("test"), func(v *gate.View) error {
			w, err := v.Open(ref)
			if err == nil && len(w.Notes) != 1 {
				t.Errorf("%d notes stand there", len(w.Notes))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		assign := act.Call{Record: ref, Act: act.MoveTo("closed")}
		if _, err := s.acts.Run(ctx, bramble, assign); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("a report takes an act that triage leaves to nobody: %v", err)
		}
	})
}
