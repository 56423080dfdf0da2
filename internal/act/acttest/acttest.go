// Package acttest is the world in which the tests of acting play: the pack of Tower Hamlets on each database, with a clock
// that the test sets.
package acttest

import (
	"context"
	"testing"

	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/act/patrol"
	"github.com/wardmote/wardmote/internal/act/power"
	"github.com/wardmote/wardmote/internal/act/review"
	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Pack is that of Tower Hamlets.
func Pack(t testing.TB) *pack.Pack {
	t.Helper()
	return gatetest.TowerHamlets(t)
}

// Each runs a test on SQLite and on PostgreSQL, each with an empty store.
func Each(t *testing.T, test func(t *testing.T, g *gate.Gate, clock *gatetest.Clock)) {
	t.Helper()
	gatetest.EachOf(t, Pack(t), test)
}

// Look is a record with everything on it, as the program sees it.
func Look(t testing.TB, g *gate.Gate, ref string) *record.Whole {
	t.Helper()
	var out *record.Whole
	err := g.Read(context.Background(), access.System("test"), func(v *gate.View) (err error) {
		out, err = v.Open(ref)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Holders are who holds a post in a test.
type Holders []account.Holder

// Holders gives them.
func (h Holders) Holders(context.Context) ([]account.Holder, error) { return h, nil }

// Hands are the acts of a test's world, and how its people do them.
type Hands struct{ *act.Acts }

// NewHands are all acts of the movements over a gate.
func NewHands(g *gate.Gate, who ...access.Principal) Hands {
	var holders Holders
	for _, p := range who {
		for _, post := range p.Posts {
			holders = append(holders, account.Holder{Post: post, Account: p.Account, Name: p.Name})
		}
	}
	acts := act.New(g, holders, triage.Acts, casework.Acts, tasking.Acts, review.Acts, power.Acts)
	acts.Beside(patrol.Acts)
	return Hands{acts}
}

// Do does an act on a record, at the version that it has.
func (h Hands) Do(who access.Principal, ref, name string, answers act.Answers) (act.Outcome, error) {
	return h.Run(context.Background(), who, act.Call{Record: ref, Act: name, Answers: answers})
}

// Leader is who agrees that an ASB case is closed.
var Leader = gatetest.As("juniper", "asb-team-leader", "council", "asb-north-west")

// End asks to close a case, and has the leader agree it.
func (h Hands) End(who access.Principal, ref, name string, answers act.Answers) (act.Outcome, error) {
	if out, err := h.Do(who, ref, name, answers); err != nil {
		return out, err
	}
	return h.Do(Leader, ref, act.Agree, nil)
}

// Assess assesses the risk of a case by its matrix, with the answers that give the fewest points.
func (h Hands) Assess(t testing.TB, who access.Principal, ref string) {
	t.Helper()
	Assess(t, h.Acts, who, ref)
}

// Assess is Hands.Assess with the acts of a program.
func Assess(t testing.TB, acts *act.Acts, who access.Principal, ref string) {
	t.Helper()
	if _, err := acts.Run(context.Background(), who, act.Call{Record: ref, Act: act.Assess, Answers: LeastRisk(Pack(t))}); err != nil {
		t.Fatalf("assess the risk of %s: %v", ref, err)
	}
}

// LeastRisk are the answers to the ASB matrix that give the fewest points.
func LeastRisk(p *pack.Pack) act.Answers {
	out := act.Answers{act.Concern: record.NoConcern}
	m, _ := p.Matrix("asb-matrix")
	for question, chosen := range m.Versions[len(m.Versions)-1].Least() {
		out[act.MatrixID(question)] = chosen[0]
	}
	return out
}

// Move moves a record to a state.
func (h Hands) Move(who access.Principal, ref, to string, answers act.Answers) error {
	_, err := h.Run(context.Background(), who, act.Call{Record: ref, Act: act.NewState, Part: to, Answers: answers})
	return err
}

// To does an act to a part of a record.
func (h Hands) To(who access.Principal, ref, part, id string, answers act.Answers) error {
	_, err := h.Run(context.Background(), who, act.Call{Record: ref, Act: part, Part: id, Answers: answers})
	return err
}
