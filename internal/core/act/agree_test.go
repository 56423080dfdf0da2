package act_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

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
)

// agreed is the small partnership in which a leader agrees that a case is closed. A case that waits cannot be closed.
func agreed(t *testing.T) *pack.Pack {
	p := gatetest.Pack(t)
	p.Roles = append(p.Roles, pack.Role{ID: "leader", Name: "Team leader", Home: "casework", Does: "agrees", Grants: []pack.Grant{
		{Kinds: []string{"case"}, Verbs: []pack.Verb{pack.View, pack.Edit, pack.Close}, Scope: pack.OwnBody, Markings: pack.Markings}}})
	k, _ := p.Kind("case")
	k.States = append(k.States, pack.State{ID: "waiting", Name: "Waiting"})
	k.Transitions = append(k.Transitions, pack.Transition{From: []string{"open"}, To: "waiting", Verb: "Wait"}, pack.Transition{From: []string{"waiting"}, To: "open", Verb: "Go on"})
	k.Transitions[0].Agree = []string{"leader"}
	return p
}

// world is a case and who has to do with it.
type world struct {
	*testing.T
	acts *act.Acts
	g    *gate.Gate
	ref  string
}

var (
	peer   = gatetest.As("ned", "officer", "council", "north")
	leader = gatetest.As("lena", "leader", "council", "north")
	other  = gatetest.As("lars", "leader", "police", "snt")
)

func newWorld(t *testing.T, g *gate.Gate) *world {
	w := &world{T: t, acts: act.New(g, nil), g: g}
	k, _ := g.Pack().Kind("case")
	made, err := w.acts.Make(context.Background(), officer, k, act.Filled{Title: "Noise", Team: "north", Area: "W1"}, "")
	if err != nil {
		t.Fatal(err)
	}
	w.ref = made.Reference
	return w
}

func (w *world) do(who access.Principal, name, part string, answers act.Answers) error {
	_, err := w.acts.Run(context.Background(), who, act.Call{Record: w.ref, Act: name, Part: part, Answers: answers})
	return err
}

// stands fails unless the case is in a state, and somebody asks to close it or nobody does.
func (w *world) stands(state, asker string) *record.Whole {
	w.Helper()
	var whole *record.Whole
	err := w.g.Read(context.Background(), leader, func(v *gate.View) (err error) {
		whole, err = v.Open(w.ref)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	asks := ""
	if whole.Closing != nil {
		asks = whole.Closing.Account
	}
	if whole.State != state || asks != asker {
		w.Errorf("it is %s and %q asks to close it; want %s and %q", whole.State, asks, state, asker)
	}
	return whole
}

func (w *world) refused(err error, words string) {
	w.Helper()
	if err == nil || !strings.Contains(err.Error(), words) {
		w.Errorf("got %v, want %q", err, words)
	}
}

// offers are the acts of closing that a principal is offered.
func (w *world) offers(who access.Principal) (ids []string) {
	whole := w.look(who)
	for _, a := range w.acts.Offered(w.acts.Scene(who, whole, "", nil)) {
		if a.Part == act.NewState || slices.Contains([]string{act.Agree, act.Return, act.Withdraw}, a.ID) {
			ids = append(ids, a.Name())
		}
	}
	return ids
}

func (w *world) look(who access.Principal) (whole *record.Whole) {
	w.Helper()
	err := w.g.Read(context.Background(), who, func(v *gate.View) (err error) {
		whole, err = v.Open(w.ref)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return whole
}

var solved = act.Answers{"f_outcome": "solved", "reason": "Quiet for a month"}

// TestAClosingThatNeedsAgreementIsMadeByTwo: whoever asks leaves the record as it is, and nobody agrees what they asked themselves.
func TestAClosingThatNeedsAgreementIsMadeByTwo(t *testing.T) {
	gatetest.EachOf(t, agreed(t), func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		w := newWorld(t, g)
		w.refused(w.do(officer, act.NewState, "closed", act.Answers{"reason": "Quiet"}), "Enter the outcome before closing")
		w.refused(w.do(leader, act.Agree, "", nil), "Nobody asks to close it")
		if err := w.do(officer, act.NewState, "closed", solved); err != nil {
			t.Fatal(err)
		}
		if whole := w.stands("open", "nora"); whole.Fields["outcome"] != nil || whole.Closing.Answers["reason"] != "Quiet for a month" {
			t.Errorf("what was asked is %v, and the record says %v", whole.Closing, whole.Fields)
		}
		w.refused(w.do(peer, act.NewState, "closed", solved), "asked to close it")
		w.refused(w.do(officer, act.Agree, "", nil), "yourself")
		if err := w.do(peer, act.Agree, "", nil); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("an officer agreed it: %v", err)
		}
		if err := w.do(other, act.Agree, "", nil); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("a leader who may not see it agreed it: %v", err)
		}
		if got := w.offers(officer); !slices.Equal(got, []string{act.Withdraw, "move/waiting"}) {
			t.Errorf("who asked is offered %v", got)
		}
		if got := w.offers(leader); !slices.Equal(got, []string{act.Agree, act.Return, "move/waiting"}) {
			t.Errorf("the leader is offered %v", got)
		}
		w.refused(w.do(leader, act.Return, "", nil), "Enter a reason")
		if err := w.do(leader, act.Return, "", act.Answers{"reason": "Ring them once more"}); err != nil {
			t.Fatal(err)
		}
		w.stands("open", "")
		if err := errors.Join(w.do(officer, act.NewState, "closed", solved), w.do(leader, act.Agree, "", nil)); err != nil {
			t.Fatal(err)
		}
		whole := w.stands("closed", "")
		if whole.Fields["outcome"] != "solved" || whole.Open {
			t.Errorf("it is closed with %v", whole.Fields)
		}
		var said []string
		for _, e := range slices.Backward(whole.Events) {
			if strings.HasPrefix(e.Verb, "closing") || e.Verb == "moved" {
				said = append(said, e.Actor+" "+e.Verb+" "+e.Reason)
			}
		}
		slices.Sort(said)
		want := []string{"lena closing agreed ", "lena closing returned Ring them once more", "lena moved Quiet for a month", "nora closing asked Quiet for a month", "nora closing asked Quiet for a month"}
		if !slices.Equal(said, want) {
			t.Errorf("the history says %q", said)
		}
	})
}

// TestNoWriteWalksRoundAnAgreement: the gate itself refuses a move that nobody asked for, or that who asked makes; the program closes by its rules.
func TestNoWriteWalksRoundAnAgreement(t *testing.T) {
	gatetest.EachOf(t, agreed(t), func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		w := newWorld(t, g)
		move := func(who access.Principal) error {
			return change.Of(g).Write(context.Background(), who, func(u *change.Unit) error {
				e, err := u.Edit(w.ref, 0)
				if err != nil {
					return err
				}
				return errors.Join(e.Set("outcome", "solved"), e.Move("closed", "Quiet", ""))
			})
		}
		w.refused(move(officer), "once Team leader agrees")
		w.refused(move(leader), "once Team leader agrees")
		if err := w.do(leader, act.NewState, "closed", solved); err != nil {
			t.Fatal(err)
		}
		w.refused(move(leader), "You asked to close it yourself")
		w.refused(move(officer), "only Team leader agrees")
		if err := move(access.System("a rule")); err != nil {
			t.Errorf("the program: %v", err)
		}
		w.stands("closed", "")
	})
}

// TestWhatWasAskedIsWithdrawnOrLapsesWhereTheRecordMovesOn: nothing waits for an agreement that can no longer be.
func TestWhatWasAskedIsWithdrawnOrLapsesWhereTheRecordMovesOn(t *testing.T) {
	gatetest.EachOf(t, agreed(t), func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		w := newWorld(t, g)
		if err := w.do(officer, act.NewState, "closed", solved); err != nil {
			t.Fatal(err)
		}
		w.refused(w.do(leader, act.Withdraw, "", act.Answers{"reason": "x"}), "You did not ask")
		if err := w.do(officer, act.Note, "", act.Answers{"note": "Rang them"}); err != nil {
			t.Fatal(err)
		}
		w.stands("open", "nora") // a note changes nothing of it
		if err := w.do(officer, act.Withdraw, "", act.Answers{"reason": "It began again"}); err != nil {
			t.Fatal(err)
		}
		w.stands("open", "")
		if err := errors.Join(w.do(officer, act.NewState, "closed", solved), w.do(peer, act.NewState, "waiting", nil)); err != nil {
			t.Fatal(err)
		}
		whole := w.stands("waiting", "")
		i := slices.IndexFunc(whole.Events, func(e record.Event) bool { return e.Verb == "closing lapsed" })
		if i < 0 || !strings.Contains(whole.Events[i].Reason, "Waiting") {
			t.Errorf("nobody is told why it lapsed: %+v", whole.Events)
		}
		w.refused(w.do(leader, act.Agree, "", nil), "Nobody asks to close it")
	})
}

// TestNobodyAsksForWhatNobodyCouldAgree: of those who hold posts today somebody else must be able to.
func TestNobodyAsksForWhatNobodyCouldAgree(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		p, clock := agreed(t), gatetest.NewClock()
		g, accounts := gate.New(gate.Config{DB: db, Pack: p, Now: clock.Now}), account.New(db, p, clock.Now)
		hired := func(p *access.Principal) {
			p.Account = gatetest.Hired(t, accounts, p.Account, p.Posts...)
		}
		asker, only := officer, leader
		hired(&asker)
		w := newWorld(t, g)
		w.refused(w.do(asker, act.NewState, "closed", solved), "Nobody else who could agree it holds a post today: it needs Team leader")
		hired(&only)
		w.refused(w.do(only, act.NewState, "closed", solved), "Nobody else who could agree it")
		if err := w.do(asker, act.NewState, "closed", solved); err != nil {
			t.Error(err)
		}
	})
}
