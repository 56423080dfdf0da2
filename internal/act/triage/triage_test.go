package triage_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/act/acttest"
	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

var ctx = context.Background()

// The people of the demonstration's teams, as its pack grants them.
var (
	adviser = gatetest.As("wren", "contact-centre", "council", "contact-centre")
	officer = gatetest.As("bramble", "asb-officer", "council", "asb-north-west")
	leader  = gatetest.As("juniper", "asb-team-leader", "council", "asb-north-east")
	police  = gatetest.As("rowan", "police-officer", "th-police", "snt-whitechapel", whitechapel)
	housing = gatetest.As("maple", "housing-officer", "council", "thh-housing")
	hate    = gatetest.As("iris", "hate-crime-officer", "council", "hate-crime")
)

const whitechapel = "E05009336"

type world struct {
	t     *testing.T
	gate  *gate.Gate
	clock *gatetest.Clock
	acttest.Hands
}

// does is an act of which only the refusal matters.
func (w *world) does(who access.Principal, ref, name string, answers act.Answers) error {
	_, err := w.Do(who, ref, name, answers)
	return err
}

func (w *world) Accept(_ context.Context, who access.Principal, ref string, _ int64) error {
	return w.does(who, ref, triage.Accept, nil)
}

func (w *world) Refuse(_ context.Context, who access.Principal, ref string, _ int64, reason string) error {
	return w.does(who, ref, triage.Refuse, act.Answers{"reason": reason})
}

func (w *world) SendOn(_ context.Context, who access.Principal, ref string, _ int64, team, reason string) error {
	return w.does(who, ref, triage.SendOn, act.Answers{"team": team, "reason": reason})
}

func (w *world) Start(_ context.Context, who access.Principal, ref string, _ int64) error {
	return w.does(who, ref, triage.Start, nil)
}

func (w *world) Contact(_ context.Context, who access.Principal, ref string, _ int64, how string, _ when.Instant) error {
	return w.does(who, ref, act.Contact, act.Answers{"how": how})
}

func (w *world) Reply(_ context.Context, who access.Principal, ref string, _ int64, message string) error {
	return w.does(who, ref, triage.Reply, act.Answers{"message": message})
}

func (w *world) Close(_ context.Context, who access.Principal, ref string, _ int64, outcome, reason, message string) error {
	return w.does(who, ref, triage.Close, act.Answers{"outcome": outcome, "reason": reason, "message": message})
}

func (w *world) Reopen(_ context.Context, who access.Principal, ref string, _ int64, reason string) error {
	return w.does(who, ref, triage.Reopen, act.Answers{"reason": reason})
}

func (w *world) OpenCase(_ context.Context, who access.Principal, ref string, _ int64, kind string) (string, error) {
	out, err := w.Do(who, ref, triage.OpenCase, act.Answers{"kind": kind})
	return out.Made, err
}

func (w *world) JoinCase(_ context.Context, who access.Principal, ref string, _ int64, kase string) error {
	return w.does(who, ref, triage.JoinCase, act.Answers{"case": kase})
}

// posted are those who hold a post in the tests.
func posted() []access.Principal {
	return []access.Principal{adviser, officer, leader, police, housing, hate}
}

// each runs a test with the pack of Tower Hamlets on both databases.
func each(t *testing.T, test func(*world)) {
	t.Helper()
	acttest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		test(&world{t, g, clock, acttest.NewHands(g, posted()...)})
	})
}

func (w *world) report(d record.Draft) string {
	w.t.Helper()
	d.Kind, d.Title, d.LastWord = "report", "Groups hanging about, Whitechapel", "reporter"
	if d.OwnerBody == "" {
		d.OwnerBody = "council"
	}
	if d.Area == "" {
		d.Area = whitechapel
	}
	if d.Fields == nil {
		d.Fields = record.Fields{}
	}
	d.Fields["what"] = "They shout under the window every night."
	d.Fields["category"] = d.Category
	var ref string
	w.must(change.Of(w.gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
		e, err := u.Create(d)
		if err == nil {
			ref = e.Record().Reference
		}
		return err
	}))
	return ref
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) look(ref string) *record.Whole { return acttest.Look(w.t, w.gate, ref) }

// says is the reporter adding words, as their page does.
func (w *world) says(ref, words string) error {
	return change.Of(w.gate).Write(ctx, access.System("Reporter"), func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		if err := e.Note(words, record.ForReporter); err != nil {
			return err
		}
		if err := e.HeardFrom(); err != nil {
			return err
		}
		return nil
	})
}

func TestOnlyTheTeamThatWasAskedCanAccept(t *testing.T) {
	each(t, func(w *world) {
		ref := w.report(record.Draft{Category: "drug-dealing", Team: "snt-whitechapel", SenderBody: "council"})
		for name, who := range map[string]access.Principal{"the adviser": adviser, "the council's officer": officer, "the team leader": leader} {
			if err := w.Accept(ctx, who, ref, 0); !errors.Is(err, fault.ErrForbidden) {
				w.t.Errorf("%s accepted a report that was sent to the police: %v", name, err)
			}
		}
		if r := w.look(ref); r.OwnerBody != "council" {
			w.t.Errorf("before the police accept, %s owns it", r.OwnerBody)
		}
		w.must(w.Accept(ctx, police, ref, 0))
		if r := w.look(ref); r.OwnerBody != "th-police" || r.SenderBody != "council" || r.Assignee != "rowan" {
			w.t.Errorf("accepted: owner %s, sender %s, with %s", r.OwnerBody, r.SenderBody, r.Assignee)
		}
	})
}

func TestARefusedReportComesBackToIntakeWithItsReasonAndAClock(t *testing.T) {
	each(t, func(w *world) {
		ref := w.report(record.Draft{Category: "drug-dealing", Team: "snt-whitechapel", SenderBody: "council"})
		if err := w.Refuse(ctx, police, ref, 0, " "); err == nil {
			w.t.Error("it was refused without a reason")
		}
		w.must(w.Refuse(ctx, police, ref, 0, "It is in the next ward."))
		r := w.look(ref)
		if r.State != triage.Refused || r.Team != "contact-centre" || r.OwnerBody != "council" || r.Due.IsZero() {
			w.t.Errorf("refused: state %s, team %s, owner %s, due %s", r.State, r.Team, r.OwnerBody, r.Due)
		}
		var list gate.List
		w.must(w.gate.Read(ctx, adviser, func(v *gate.View) (err error) {
			list, err = v.List(gate.Query{Kinds: []string{"report"}, States: []string{triage.Refused}, Limit: 10})
			return err
		}))
		if len(list.Records) != 1 || list.Records[0].Reference != ref {
			w.t.Errorf("intake's list of refused reports holds %d", len(list.Records))
		}
		w.must(w.SendOn(ctx, adviser, ref, 0, "asb-north-west", "The locality's own team."))
		if r := w.look(ref); r.State != triage.Received || r.Team != "asb-north-west" || r.Due.IsZero() {
			w.t.Errorf("sent on: state %s, team %s, due %s", r.State, r.Team, r.Due)
		}
	})
}

// Evidence that somebody sends must find an owner and a clock, also after the end.
func TestWhatTheReporterAddsStartsAClockUntilSomebodyAnswers(t *testing.T) {
	each(t, func(w *world) {
		ref := w.report(record.Draft{Category: "groups", Team: "asb-north-west"})
		w.must(w.Accept(ctx, officer, ref, 0))
		w.must(w.Contact(ctx, officer, ref, 0, "rang", when.Instant{}))
		if r := w.look(ref); !r.Due.IsZero() {
			w.t.Fatalf("after the contact a clock runs until %s", r.Due)
		}
		w.must(w.says(ref, "It happened again, here is the day and the time."))
		first := w.look(ref).Due
		if first.IsZero() {
			w.t.Fatal("nobody is held to answer what the reporter added")
		}
		w.clock.Set(w.clock.Now().Add(48 * time.Hour))
		w.must(w.says(ref, "And again."))
		if r := w.look(ref); r.Due != first {
			w.t.Errorf("a second word moved the answer from %s to %s", first, r.Due)
		}
		w.must(w.Reply(ctx, officer, ref, 0, "Officers go there tonight."))
		if r := w.look(ref); !r.Due.IsZero() || r.LastWord != "staff" {
			w.t.Errorf("answered: due %s, last word %s", r.Due, r.LastWord)
		}
		w.clock.Set(w.clock.Now().Add(time.Hour))
		w.must(w.Close(ctx, officer, ref, 0, "patrol", "Patrols sent.", "Officers went there on three evenings."))
		w.clock.Set(w.clock.Now().Add(time.Hour))
		w.must(w.says(ref, "Thank you, but they are back."))
		if r := w.look(ref); r.Due.IsZero() || r.OwnerBody == "" || r.LastWord != "reporter" {
			w.t.Errorf("said after the end: due %s, owner %q", r.Due, r.OwnerBody)
		}
		w.must(w.Reopen(ctx, officer, ref, 0, "It goes on."))
		if r := w.look(ref); r.State != triage.Reopened || !r.Open {
			w.t.Errorf("re-opened it is %s", r.State)
		}
	})
}

func TestACaseOpensForTheLocalityOfTheWardWithWhatTheReportSays(t *testing.T) {
	each(t, func(w *world) {
		ref := w.report(record.Draft{Category: "groups", Team: "theos", RepeatVictim: true, Fields: record.Fields{"reporter_name": "Holly Turnstile", "affected": "household"}})
		kase, err := w.OpenCase(ctx, leader, ref, 0, "asb-case")
		w.must(err)
		c := w.look(kase)
		if c.Team != "asb-north-west" || c.OwnerBody != "council" || c.Assignee != officer.Account {
			w.t.Errorf("the case is with %s, %s, %s", c.OwnerBody, c.Team, c.Assignee)
		}
		if c.Fields.Text("summary") != "They shout under the window every night." || !c.RepeatVictim || !c.Fields.Yes("repeat_victim") {
			w.t.Errorf("the case says %v", c.Fields)
		}
		if len(c.Parties) != 2 || c.Parties[0].PersonName != "Holly Turnstile" {
			w.t.Errorf("on the case are %v", c.Parties)
		}
		if r := w.look(ref); r.State != triage.CaseOpened || len(r.Links) != 1 || r.Links[0].Reference != kase {
			w.t.Errorf("the report is %s and linked with %v", r.State, r.Links)
		}
		again := w.report(record.Draft{Category: "groups", Team: "asb-north-west"})
		w.must(w.JoinCase(ctx, officer, again, 0, strings.ToLower(kase)))
		if c := w.look(kase); len(c.Links) != 2 {
			w.t.Errorf("the case has %d reports", len(c.Links))
		}
		if err := w.JoinCase(ctx, officer, again, 0, again); err == nil {
			w.t.Error("a report joined itself")
		}
	})
}

func TestAHateIncidentStaysWithItsTeamAndAsksWhatTheReportDoesNotSay(t *testing.T) {
	each(t, func(w *world) {
		ref := w.report(record.Draft{Category: "hate", Team: "hate-crime", Marking: "restricted"})
		var bad fault.Invalid
		if _, err := w.OpenCase(ctx, hate, ref, 0, "hate-incident"); !errors.As(err, &bad) || bad["f_hate-incident_strands"] == "" {
			w.t.Errorf("opened without a strand: %v", err)
		}
		kase, err := w.openHate(hate, ref)
		w.must(err)
		if c := w.look(kase); c.Team != "hate-crime" || c.Marking != "restricted" {
			w.t.Errorf("the case is with %s, %s", c.Team, c.Marking)
		}
		if err := w.gate.Read(ctx, officer, func(v *gate.View) error { _, err := v.Open(kase); return err }); !errors.Is(err, fault.ErrNotFound) {
			w.t.Errorf("an officer of the ward opened it: %v", err)
		}
	})
}

// A council and a police service each sent a man to the other (LGSCO 22 005 953). Whatever is done with a report, in whatever
// order and by whomever, some body owns it, some team is to act, it is never lost from the sight of intake before a team has
// taken it, and while its reporter waits for a word a clock runs.
func TestNoSequenceOfActsLeavesAReportWithoutAnOwner(t *testing.T) {
	p := acttest.Pack(t)
	people := []access.Principal{adviser, officer, leader, police, housing, hate}
	teams := []string{"contact-centre", "asb-north-west", "asb-north-east", "snt-whitechapel", "thh-housing", "theos", "fire-safety", "nonsense"}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock := gatetest.NewClock()
		g := gate.New(gate.Config{DB: db, Pack: p, Now: clock.Now})
		w := &world{t, g, clock, acttest.NewHands(g, posted()...)}
		rapid.Check(t, func(rt *rapid.T) {
			ref := w.report(record.Draft{Category: "groups", Team: rapid.SampledFrom(teams[:6]).Draw(rt, "first team")})
			for range rapid.IntRange(1, 12).Draw(rt, "acts") {
				clock.Set(clock.Now().Add(time.Duration(rapid.IntRange(1, 40).Draw(rt, "hours")) * time.Hour))
				who := rapid.SampledFrom(people).Draw(rt, "who")
				act := rapid.SampledFrom([]string{"accept", "refuse", "send on", "pass", "start", "case", "close", "reopen", "says", "reply"}).Draw(rt, "act")
				before := w.look(ref)
				err := w.do(rt, act, who, ref, teams)
				w.holds(rt, ref, act, before, err)
			}
		})
	})
}

func (w *world) do(rt *rapid.T, act string, who access.Principal, ref string, teams []string) error {
	switch act {
	case "accept":
		return w.Accept(ctx, who, ref, 0)
	case "refuse":
		return w.Refuse(ctx, who, ref, 0, "not ours")
	case "send on", "pass":
		return w.SendOn(ctx, who, ref, 0, rapid.SampledFrom(teams).Draw(rt, "team"), "theirs")
	case "start":
		return w.Start(ctx, who, ref, 0)
	case "case":
		_, err := w.OpenCase(ctx, who, ref, 0, "asb-case")
		return err
	case "close":
		return w.Close(ctx, who, ref, 0, "advice", "done", "We have told you what can be done.")
	case "reopen":
		return w.Reopen(ctx, who, ref, 0, "it goes on")
	case "says":
		return w.says(ref, "It happened again.")
	}
	return w.Reply(ctx, who, ref, 0, "We are on it.")
}

func (w *world) holds(rt *rapid.T, ref, act string, before *record.Whole, err error) {
	var bad fault.Invalid
	if err != nil && !errors.Is(err, fault.ErrForbidden) && !errors.Is(err, fault.ErrNotFound) && !errors.As(err, &bad) {
		rt.Fatalf("%s failed: %v", act, err)
	}
	r := w.look(ref)
	p := w.gate.Pack()
	if _, ok := p.Body(r.OwnerBody); !ok {
		rt.Fatalf("after %s the report is owned by %q", act, r.OwnerBody)
	}
	team, ok := p.Team(r.Team)
	if !ok {
		rt.Fatalf("after %s no team is to act: %q", act, r.Team)
	}
	if r.State == triage.Refused && r.Team != p.Partnership.Intake {
		rt.Fatalf("refused, and with %s", r.Team)
	}
	if (r.State == triage.Accepted || r.State == triage.InProgress) && r.OwnerBody != team.Body {
		rt.Fatalf("%s by %s and owned by %s", r.State, team.ID, r.OwnerBody)
	}
	if r.State == triage.Received && before.OwnerBody != r.OwnerBody && act != "refuse" {
		rt.Fatalf("%s took the report from %s before anybody accepted it", act, before.OwnerBody)
	}
	if r.LastWord == "reporter" && r.Due == (when.Date{}) {
		rt.Fatalf("after %s the reporter waits and no clock runs; it is %s", act, r.State)
	}
	if err != nil && r.Version != before.Version {
		rt.Fatalf("%s was refused (%v) and changed the report", act, err)
	}
}

func (w *world) openHate(who access.Principal, ref string) (string, error) {
	out, err := w.Do(who, ref, triage.OpenCase, act.Answers{"kind": "hate-incident", triage.OwnID("hate-incident", "strands"): []string{"race"}})
	return out.Made, err
}
