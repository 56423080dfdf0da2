package review_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/act/acttest"
	"github.com/wardmote/wardmote/internal/act/review"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

var ctx = context.Background()

var (
	coordinator = gatetest.As("saffron", "review-coordinator", "council", "case-review")
	second      = gatetest.As("sorrel-two", "review-coordinator", "council", "case-review")
	decider     = gatetest.As("myrtle", "review-decider", "council", "")
	chair       = gatetest.As("quince", "review-chair", "thcvs", "")
	busy        = gatetest.As("busy", "review-chair", "council", "")
	police      = gatetest.As("burdock", "review-contact", "th-police", "")
	landlord    = gatetest.As("barley", "review-contact", "providers", "")
	everybody   = []access.Principal{coordinator, second, decider, chair, busy, police, landlord}
)

type world struct {
	t     *testing.T
	gate  *gate.Gate
	clock *gatetest.Clock
	acttest.Hands
}

func each(t *testing.T, test func(w *world)) {
	acttest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		test(&world{t, g, clock, acttest.NewHands(g, everybody...)})
	})
}

// applies keeps an application for three complaints, or fewer, each made on a day about behaviour of that day.
func (w *world) applies(channel string, made ...string) (ref string) {
	w.t.Helper()
	fields := record.Fields{"applying": "victim", "about": "Shouting and banging on our landing most nights", "second": len(made) > 1, "third": len(made) > 2}
	for i, day := range made {
		c := []string{"c1", "c2", "c3"}[i]
		fields[c+"_to"], fields[c+"_made"], fields[c+"_behaviour"] = []string{"council", "landlord", "police"}[i], day, day
		fields[c+"_done"] = "Somebody was warned"
	}
	err := change.Of(w.gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
		e, err := u.Create(record.Draft{Kind: review.Kind, Title: "ASB case review: who suffers it", Channel: channel, OwnerBody: "council", Team: "case-review", Area: "E05009336", LastWord: "reporter", Fields: fields})
		if err == nil {
			ref = e.Record().Reference
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return ref
}

func (w *world) look(ref string) *record.Whole { return acttest.Look(w.t, w.gate, ref) }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// refused is that an act is not done, with words in its refusal.
func (w *world) refused(what string, err error, words string) {
	w.t.Helper()
	var bad fault.Invalid
	if !errors.As(err, &bad) && !errors.Is(err, fault.ErrForbidden) || !strings.Contains(err.Error(), words) {
		w.t.Errorf("%s: %v; want %q", what, err, words)
	}
}

func (w *world) does(who access.Principal, ref, name string, answers act.Answers) error {
	_, err := w.Do(who, ref, name, answers)
	return err
}

func (w *world) ends(who access.Principal, ref, action, state, outcome string) error {
	_, err := w.Run(ctx, who, act.Call{Record: ref, Act: act.Action, Part: action, Answers: act.Answers{"state": state, "outcome": outcome}})
	return err
}

// acknowledged is an application of which every body is asked.
func (w *world) acknowledged(channel string, made ...string) string {
	w.t.Helper()
	ref := w.applies(channel, made...)
	w.must(w.Move(coordinator, ref, review.Acknowledged, act.Answers{"contact": "saffron", "message": "I am your contact."}))
	return ref
}

// answered is that every body has answered.
func (w *world) answered(ref string) {
	w.t.Helper()
	for _, a := range w.look(ref).Actions {
		if a.State == record.ActionOpen {
			w.must(w.ends(coordinator, ref, a.ID, record.ActionDone, "We hold no complaint beside those that are told"))
		}
	}
}

func answers(more act.Answers) act.Answers {
	out := act.Answers{"message": "We write to you here."}
	for k, v := range more {
		out[k] = v
	}
	return out
}

// Scenario 1 of the issue.
func TestThreeComplaintsInSixMonthsToCouncilLandlordAndPoliceAllActedOnAreMetAndCannotBeDeclined(t *testing.T) {
	each(t, func(w *world) {
		ref := w.applies("phone", "2026-06-03", "2026-08-20", "2026-10-21")
		if r := w.look(ref); r.Due.String() != "2026-11-04" || r.Channel != "phone" {
			t.Errorf("due %s, by %s: two working days to acknowledge", r.Due, r.Channel)
		}
		w.must(w.Move(coordinator, ref, review.Acknowledged, answers(act.Answers{"contact": "saffron"})))
		r := w.look(ref)
		var asked []string
		for _, a := range r.Actions {
			if asked = append(asked, a.Body); a.Due.String() != "2026-11-09" {
				t.Errorf("the return of %s is due on %s", a.Body, a.Due)
			}
		}
		if strings.Join(asked, " ") != "council th-police health providers" || r.Assignee != "saffron" || r.Due.String() != "2026-11-16" {
			t.Errorf("asked %v, contact %q, threshold by %s", asked, r.Assignee, r.Due)
		}
		err := w.Move(coordinator, ref, review.Declined, answers(act.Answers{"why": "Action was taken", "helps": "Ring 101"}))
		w.refused("declined although three qualify", err, "no reason to refuse")
		w.must(w.Move(coordinator, ref, review.Met, answers(act.Answers{"why": "Three complaints qualify"})))
		r = w.look(ref)
		why := r.Fields.Text("threshold_why")
		if r.State != review.Met || r.Fields.Text("threshold") != "statute" || r.Fields.Text("threshold_by") != coordinator.Name {
			t.Errorf("%s by %s, decided by %q", r.State, r.Fields.Text("threshold"), r.Fields.Text("threshold_by"))
		}
		for _, words := range []string{"The landlord, on 20 August 2026", "could be made until 19 September 2026", "counts for an application until 19 February 2027", "s. 104(4)"} {
			if !strings.Contains(why, words) {
				t.Errorf("the reasons do not say %q:\n%s", words, why)
			}
		}
		if r.Due.String() != "2026-11-30" {
			t.Errorf("the panel is due on %s", r.Due)
		}
	})
}

// Ledger row 31, and the regulators' row: no refusal without who decided, why, what else helps and the day to challenge, by any way in.
func TestLewisham23008061Barking23009253Lambeth24000401NothingIsDeclinedWithoutDeciderReasonAndDayToChallenge(t *testing.T) {
	each(t, func(w *world) {
		ref := w.acknowledged("online", "2026-06-03", "2026-10-21")
		why := answers(act.Answers{"why": "Two complaints, and no harm is told", "helps": "Your landlord's complaints team"})
		w.refused("before the bodies answered", w.Move(coordinator, ref, review.Declined, why), "before every body has answered")
		w.refused("by whom the pack does not let", w.Move(police, ref, review.Declined, why), "")
		w.answered(ref)
		for _, missing := range []string{"why", "helps", "message"} {
			fewer := act.Answers{}
			for k, v := range why {
				if k != missing {
					fewer[k] = v
				}
			}
			w.refused("without "+missing, w.Move(coordinator, ref, review.Declined, fewer), "Enter")
		}
		err := change.Of(w.gate).Write(ctx, access.System("an import"), func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err == nil {
				e.Leaving("closed in bulk")
				err = e.Move(review.Declined, "closed in bulk", "")
			}
			return err
		})
		w.refused("by the program without a decision", err, "who decided it and why")
		w.must(w.Move(coordinator, ref, review.Declined, why))
		r := w.look(ref)
		told := r.Notes[len(r.Notes)-1]
		for _, words := range []string{coordinator.Name, "Two complaints, and no harm is told", "Your landlord's complaints team", "challenge this decision until 16 November 2026"} {
			if !strings.Contains(told.Body, words) || told.Seal != record.ForReporter {
				t.Errorf("the applicant is not told %q:\n%s", words, told.Body)
			}
		}
		if r.Fields.Text("challenge_by") != "2026-11-16" || r.Open {
			t.Errorf("challenge by %q, open %t", r.Fields.Text("challenge_by"), r.Open)
		}
	})
}

func TestTheThresholdIsChallengedOnceByItsDayAndDecidedBySomebodyElse(t *testing.T) {
	each(t, func(w *world) {
		decline := answers(act.Answers{"why": "Two complaints", "helps": "101"})
		ref := w.acknowledged("online", "2026-06-03", "2026-10-21")
		w.answered(ref)
		w.must(w.Move(coordinator, ref, review.Declined, decline))
		applicant := access.Reporter(w.look(ref).ID)
		w.must(w.does(applicant, w.look(ref).ID, review.Challenge, act.Answers{"words": "The police hold a third one"}))
		r := w.look(ref)
		if i := slices.IndexFunc(r.Clocks, func(c record.ClockRun) bool { return c.Clock == "threshold-again" }); r.State != review.ThresholdChallenged || !r.Open || i < 0 || r.Clocks[i].Due.String() != "2026-11-16" {
			t.Errorf("%s, clocks %+v", r.State, r.Clocks)
		}
		w.refused("by who decided at first", w.Move(coordinator, ref, review.Declined, decline), "decided by somebody else")
		w.refused("by who decided at first", w.Move(coordinator, ref, review.Met, answers(act.Answers{"why": "w", "route": "harm"})), "decided by somebody else")
		w.must(w.Move(decider, ref, review.Declined, decline))
		w.refused("a second time", w.does(coordinator, ref, review.Challenge, act.Answers{"words": "Again"}), "challenged before")

		late := w.acknowledged("letter", "2026-06-03")
		w.answered(late)
		w.must(w.Move(coordinator, late, review.Declined, decline))
		w.clock.Set(when.Day(2026, time.November, 17).At(9 * time.Hour))
		w.refused("after its day", w.does(coordinator, late, review.Challenge, act.Answers{"words": "I was away"}), "is over")
	})
}

// What a body holds counts as what the applicant told, and a body says it of itself alone.
func TestAPartnersReturnBringsTheThirdComplaint(t *testing.T) {
	each(t, func(w *world) {
		ref := w.acknowledged("online", "2026-06-03", "2026-10-21")
		third := act.Answers{"body": "th-police", "sort": "police", "made": "2026-09-01", "behaviour": "2026-08-30", "done": "A patrol was sent", "reference": "CAD 1"}
		w.refused("for another body", w.does(landlord, ref, review.Complaint, third), "Select")
		w.must(w.does(police, ref, review.Complaint, third))
		var theirs, others string
		for _, a := range w.look(ref).Actions {
			if a.Body == "th-police" {
				theirs = a.ID
			} else {
				others = a.ID
			}
		}
		w.refused("for another body", w.ends(police, ref, others, record.ActionDone, "Nothing"), "another body")
		w.refused("without an answer", w.ends(police, ref, theirs, record.ActionDone, ""), "Enter what you answer")
		w.must(w.ends(police, ref, theirs, record.ActionDone, "One complaint; a patrol was sent"))
		w.answered(ref)
		w.refused("three qualify now", w.Move(coordinator, ref, review.Declined, answers(act.Answers{"why": "w", "helps": "h"})), "no reason to refuse")
	})
}

// arranged is a review whose panel is arranged.
func (w *world) arranged() string {
	w.t.Helper()
	ref := w.acknowledged("online", "2026-06-03", "2026-08-20", "2026-10-21")
	w.must(w.Move(coordinator, ref, review.Met, answers(act.Answers{"why": "Three complaints qualify"})))
	w.must(w.Move(coordinator, ref, review.Arranged, answers(act.Answers{"day": "2026-11-10", "chair": "quince", "invited": true})))
	return ref
}

func TestAPanelHasAnIndependentChairAndTheVictimIsInvitedOrItIsSaidWhyNot(t *testing.T) {
	each(t, func(w *world) {
		ref := w.acknowledged("online", "2026-06-03", "2026-08-20", "2026-10-21")
		var kase string
		w.must(change.Of(w.gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Create(record.Draft{Kind: "asb-case", Title: "Noise", Category: "noise", OwnerBody: "council", Team: "asb-north-west", Area: "E05009336", Fields: record.Fields{"category": "noise", "summary": "Noise"}})
			if err != nil {
				return err
			}
			kase = e.Record().Reference
			if _, err := e.AddAction(record.Action{What: "Visit", Owner: "busy", Due: when.Day(2026, 11, 20)}); err != nil {
				return err
			}
			r, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			return u.Link(r, e, "It is about this case")
		}))
		w.must(w.Move(coordinator, ref, review.Met, answers(act.Answers{"why": "Three complaints qualify"})))
		panel := answers(act.Answers{"day": "2026-11-10", "chair": "busy", "invited": true})
		w.refused("a chair who works on "+kase, w.Move(coordinator, ref, review.Arranged, panel), "has worked on this case")
		panel["chair"], panel["invited"] = "quince", false
		w.refused("neither invited nor said why", w.Move(coordinator, ref, review.Arranged, panel), "why the victim is not invited")
		panel["chair"] = "saffron"
		w.refused("the coordinator as chair", w.Move(coordinator, ref, review.Arranged, panel), "independent chair")
		panel["chair"], panel["invited"] = "quince", true
		w.must(w.Move(coordinator, ref, review.Arranged, panel))
		r := w.look(ref)
		if told := r.Notes[len(r.Notes)-1].Body; !strings.Contains(told, "You are invited") || !strings.Contains(told, "10 November 2026") {
			t.Errorf("the applicant is told %q", told)
		}
		w.refused("held before its day", w.Move(chair, ref, review.Held, answers(act.Answers{"attended": "came", "came": "Quince"})), "meets on 10 November")
	})
}

func TestAReviewEndsWithAWrittenDecisionRecommendationsThatAreAnsweredAndDatedActions(t *testing.T) {
	each(t, func(w *world) {
		ref := w.arranged()
		w.clock.Set(when.Day(2026, time.November, 10).At(12 * time.Hour))
		w.refused("another chair", w.Move(busy, ref, review.Held, answers(act.Answers{"attended": "came", "came": "Quince"})), "The chair of this panel is")
		w.must(w.Move(chair, ref, review.Held, answers(act.Answers{"attended": "came", "came": "Quince Evenhand; Burdock, police"})))
		w.refused("a recommendation without a day", w.does(chair, ref, review.Recommend, act.Answers{"body": "providers", "what": "Fix the door"}), "Enter the day")
		w.must(w.does(chair, ref, review.Recommend, act.Answers{"body": "providers", "what": "Fix the door.", "due": "2026-11-20"}))
		w.refused("an action without a day", w.does(coordinator, ref, act.AddAction, act.Answers{"what": "Visit weekly", "owner": "saffron"}), "Enter the day")
		w.refused("no written decision", w.Move(chair, ref, review.Decided, answers(nil)), "Enter the decision in writing")
		w.must(w.Move(chair, ref, review.Decided, answers(act.Answers{"decision": "The complaints were answered one by one and never together."})))
		r := w.look(ref)
		for _, words := range []string{"never together", "signed by " + chair.Name, "Fix the door.", "challenge this outcome until 24 November 2026"} {
			if told := r.Notes[len(r.Notes)-1].Body; !strings.Contains(told, words) {
				t.Errorf("the applicant is not told %q:\n%s", words, told)
			}
		}
		closing := answers(act.Answers{"followed": "It is quiet", "why": "All is done"})
		w.refused("an answer is open", w.Move(coordinator, ref, review.Closed, closing), "still to be done or answered")
		for _, a := range r.Actions {
			if a.State == record.ActionOpen {
				w.must(w.ends(coordinator, ref, a.ID, record.ActionDone, "Answered"))
			}
		}
		w.must(w.Move(coordinator, ref, review.Closed, closing))
		w.must(w.does(access.Reporter(r.ID), r.ID, review.Challenge, act.Answers{"words": "Nothing has changed"}))
		w.refused("by who signed it", w.Move(chair, ref, review.Decided, answers(act.Answers{"decision": "It stands"})), "decided by somebody else")
		w.must(w.Move(decider, ref, review.Decided, answers(act.Answers{"decision": "It stands"})))
		if r := w.look(ref); r.Fields.Number("recommendations") != 1 || !strings.Contains(r.Fields.Text("outcome_text"), "never together") || !strings.Contains(r.Fields.Text("outcome_text"), "It stands") {
			t.Errorf("%v: %q", r.Fields["recommendations"], r.Fields.Text("outcome_text"))
		}
	})
}
