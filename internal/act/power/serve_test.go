package power_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/act/acttest"
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
	"github.com/wardmote/wardmote/internal/core/when"
)

var (
	ctx       = context.Background()
	delegated = with(gatetest.As("thistle", "enforcement-officer", "council", "theos"), access.Authority{Source: "delegation", Powers: []string{"cpw", "cpn", "cpn-penalty"}, Reference: "Minute 7", From: when.Day(2026, 1, 1)},
		access.Authority{Source: "pspo", Powers: []string{"pspo-penalty"}, Reference: "Minute 8", From: when.Day(2020, 1, 1)})
	accredited = with(gatetest.As("patroller", "enforcement-officer", "council", "theos"), access.Authority{Source: "csas", Powers: []string{"pspo-penalty", "cpn-penalty"}, Reference: "CSAS 12", From: when.Day(2026, 1, 1)})
	leader     = acttest.Leader
)

func with(p access.Principal, held ...access.Authority) access.Principal {
	p.Authorities = held
	return p
}

// world is a store with what a scenario has done.
type world struct {
	t     *testing.T
	gate  *gate.Gate
	hands acttest.Hands
}

// draft is a draft of a kind that somebody filled in, about somebody of their own.
func (w world) draft(who access.Principal, kind string, day when.Date, person string, fields record.Fields) string {
	w.t.Helper()
	k, _ := w.gate.Pack().Kind(kind)
	fields["recipient"] = person
	common := record.Fields{"team": "theos", "conduct": "Loud music through the night", "particulars": "Drank in the street and would not stop", "effect": "Nobody sleeps, since June", "requirements": "No music after eleven",
		"equality": "No need was named", "rights": "Home life, and that of the neighbours", "order": "drinking"}
	for id, v := range common {
		if _, ok := k.Field(id); ok && fields[id] == nil && (id != "order" || fields["notice"] == nil) {
			fields[id] = v
		}
	}
	if f, ok := k.Field("proportionality"); ok && f.Type == pack.Choice {
		fields["proportionality"] = "warned"
	} else if ok {
		fields["proportionality"] = "Words alone did not help"
	}
	r, err := w.hands.Make(ctx, who, k, act.Filled{Fields: fields, Title: k.Name, Team: "theos", Area: "E05009336", Occurred: day.At(10 * time.Hour)}, "")
	if err != nil {
		w.t.Fatalf("draft a %s: %v", kind, err)
	}
	return r.Reference
}

// serve serves it on a day.
func (w world) serve(who access.Principal, ref string, day when.Date) (act.Outcome, error) {
	return w.hands.Run(ctx, who, act.Call{Record: ref, Act: act.NewState, Part: "served", Answers: act.Answers{"f_served_how": "hand", "f_served_on": day.String(), "f_proof": "Handed over at the door"}})
}

// refused says that it was refused in these words and stands where it stood.
func (w world) refused(ref string, err error, words string) {
	w.t.Helper()
	var bad fault.Invalid
	said := errors.As(err, &bad)
	found := false
	for _, m := range bad {
		found = found || strings.Contains(m, words)
	}
	if !said || !found {
		w.t.Errorf("%s: %v; want a refusal with “%s”", ref, err, words)
	}
	if r := acttest.Look(w.t, w.gate, ref); r.State == "served" {
		w.t.Errorf("%s was refused and is served", ref)
	}
}

// somebody is a card, of whom it may be known when they were born.
func (w world) somebody(name string, born when.Date) (id string) {
	w.t.Helper()
	err := change.Of(w.gate).Write(ctx, access.System("test"), func(u *change.Unit) (err error) {
		id, err = u.AddPerson(record.Person{Name: name, Born: born})
		if err != nil {
			return err
		}
		e, err := u.Create(record.Draft{Kind: "asb-warning", Title: "Seen before", OwnerBody: "council", Team: "theos", Area: "E05009336", Fields: record.Fields{"conduct": "x"}})
		if err != nil {
			return err
		}
		return e.AddParty("recipient", id, "")
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func each(t *testing.T, test func(w world, clock *gatetest.Clock)) {
	t.Helper()
	p := acttest.Pack(t)
	for i := range p.Orders { // a live order for the test alone: by the papers none is known to stand today
		if p.Orders[i].ID == "drinking" {
			p.Orders[i].From, p.Orders[i].To = when.Day(2025, 1, 1), when.Date{}
		}
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock := gatetest.NewClock()
		g := gate.New(gate.Config{DB: db, Pack: p, Now: clock.Now})
		register := account.New(db, p, clock.Now)
		gatetest.Hired(t, register, "sorrel", access.Post{Role: "safeguarding-officer", Body: "council", Team: "childrens-social-care"})
		gatetest.Hired(t, register, "officer", access.Post{Role: "enforcement-officer", Body: "council", Team: "theos"})
		test(world{t, g, acttest.NewHands(g, leader)}, clock)
	})
}

// Scenario 5 of the issue, all on Monday 2 November 2026.
func TestOnOneDayEachNoticeIsHeldAgainstItsOwnAuthorityWarningOrderAndAge(t *testing.T) {
	each(t, func(w world, clock *gatetest.Clock) {
		today, adult := w.gate.Now().Date(), w.somebody("Rufus Lampglass", when.Day(1990, 5, 1))

		// A patroller with CSAS alone, and a penalty under a live order.
		ref := w.draft(accredited, "penalty", today, adult, record.Fields{"age": 36.0})
		_, err := w.serve(accredited, ref, today)
		w.refused(ref, err, "whether an accreditation can give it is not confirmed as law")

		// The same draft, by whom the council has authorised.
		if _, err := w.serve(delegated, ref, today); err != nil {
			t.Errorf("who is authorised cannot issue it: %v", err)
		}
		if r := acttest.Look(t, w.gate, ref); r.State != "served" || r.Fields.Number("amount") != 10000 || len(r.Files) != 1 || len(r.Clocks) != 1 || r.Clocks[0].Due != when.Day(2026, 11, 16) {
			t.Errorf("it is %s, %v, files %d, clocks %+v", r.State, r.Fields["amount"], len(r.Files), r.Clocks)
		}

		// A delegated officer's notice after a warning.
		clock.Set(today.AddDays(-20).At(10 * time.Hour))
		warning := w.draft(delegated, "community-warning", today.AddDays(-20), adult, record.Fields{"age": 36.0})
		if _, err := w.serve(delegated, warning, today.AddDays(-20)); err != nil {
			t.Fatal(err)
		}
		clock.Set(today.At(11 * time.Hour))
		out, err := w.hands.Do(delegated, warning, "follow", act.Answers{"still": "Loud again on five nights"})
		if err != nil {
			t.Fatal(err)
		}
		notice := out.Made
		if err := w.hands.Move(leader, notice, "approved", nil); err != nil {
			t.Fatal(err)
		}
		serving := act.Answers{"f_served_how": "hand", "f_served_on": today.String(), "f_proof": "Handed over", "f_proportionality": "The warning did not help", "f_equality": "None named", "f_rights": "Home life"}
		if _, err := w.hands.Run(ctx, delegated, act.Call{Record: notice, Act: act.NewState, Part: "served", Answers: serving}); err != nil {
			t.Fatalf("a notice after a warning: %v", err)
		}
		if r := acttest.Look(t, w.gate, notice); r.State != "served" || len(r.Clocks) != 1 || r.Clocks[0].Due != when.Day(2026, 11, 22) {
			t.Errorf("the notice is %s, its clocks %+v", r.State, r.Clocks)
		}

		// A penalty under the order that ended on 27 April 2024.
		k, _ := w.gate.Pack().Kind("penalty")
		_, err = w.hands.Make(ctx, delegated, k, act.Filled{Title: "Nitrous oxide", Area: "E05009336", Occurred: today.At(10 * time.Hour), Fields: record.Fields{"team": "theos", "order": "nitrous-oxide", "particulars": "Canisters"}}, "")
		var bad fault.Invalid
		if !errors.As(err, &bad) || !strings.Contains(bad["order"], "27 April 2024") {
			t.Errorf("a penalty under the order that has ended is drafted: %v", err)
		}

		// Somebody of 16: nothing is issued, and a concern is recorded in its place, whatever age was typed.
		child := w.somebody("Wilfred Inkpot", when.Day(2010, 5, 1))
		ref = w.draft(delegated, "penalty", today, child, record.Fields{"age": 19.0})
		out, err = w.serve(delegated, ref, today)
		if err != nil {
			t.Fatal(err)
		}
		r := acttest.Look(t, w.gate, ref)
		if r.State != "refused" || len(r.Links) != 1 || r.Links[0].Kind != "concern" || !strings.Contains(out.Says, "concern") {
			t.Errorf("at 16 it is %s, linked with %+v: %s", r.State, r.Links, out.Says)
		}
		if c := acttest.Look(t, w.gate, r.Links[0].Reference); c.Team != "childrens-social-care" || c.Fields.Text("about") != "child" {
			t.Errorf("the concern is with %s: %+v", c.Team, c.Fields)
		}
	})
}

// What the 2026 Act is reported to change changes nothing until two have signed it, and then from its day.
func TestAnUnsignedRowOfLawChangesNoNotice(t *testing.T) {
	each(t, func(w world, _ *gatetest.Clock) {
		today, adult := w.gate.Now().Date(), w.somebody("Rufus Lampglass", when.Day(1990, 5, 1))
		dear := w.draft(delegated, "penalty", today, adult, record.Fields{"age": 36.0, "amount": int64(50000)})
		_, err := w.serve(delegated, dear, today)
		w.refused(dear, err, "up to £100")
		byCSAS := w.draft(accredited, "penalty", today, adult, record.Fields{"age": 36.0})
		_, err = w.serve(accredited, byCSAS, today)
		w.refused(byCSAS, err, "not confirmed as law")

		for _, key := range []string{"pspo.fpn.max_gbp", "csas.pspo_penalty"} {
			for _, who := range []access.Principal{gatetest.As("juniper", "asb-team-leader", "council", "asb-north-west"), gatetest.As("second", "asb-team-leader", "council", "asb-north-west")} {
				if err := w.gate.SignLaw(ctx, who, w.gate.Law().Open(key)[0], when.Day(2026, 11, 1), "the instrument"); err != nil {
					t.Fatal(err)
				}
			}
		}
		for who, ref := range map[string]string{"delegated": dear, "accredited": byCSAS} {
			if _, err := w.serve(map[string]access.Principal{"delegated": delegated, "accredited": accredited}[who], ref, today); err != nil {
				t.Errorf("signed by two, %s: %v", who, err)
			}
		}
	})
}

func TestANoticeNeedsAWarningThatStandsOnTheSamePersonAndTwoWhoLookedAtIt(t *testing.T) {
	each(t, func(w world, clock *gatetest.Clock) {
		today, adult, other := w.gate.Now().Date(), w.somebody("Rufus Lampglass", when.Day(1990, 5, 1)), w.somebody("Maud Kettle", when.Day(1980, 5, 1))
		warning := w.draft(delegated, "community-warning", today, adult, record.Fields{"age": 36.0})
		notice := w.draft(delegated, "community-notice", today, adult, record.Fields{"age": 36.0, "before": warning})
		if err := w.hands.Move(delegated, notice, "approved", nil); err == nil {
			t.Error("an officer approved a notice")
		}
		if err := w.hands.Move(leader, notice, "approved", nil); err != nil {
			t.Fatal(err)
		}
		_, err := w.serve(delegated, notice, today)
		w.refused(notice, err, "does not stand")
		if _, err := w.serve(delegated, warning, today); err != nil {
			t.Fatal(err)
		}
		_, err = w.serve(delegated, notice, today)
		w.refused(notice, err, "must have had time to be heeded")
		clock.Set(today.AddDays(9).At(10 * time.Hour))
		elsewhere := w.draft(delegated, "community-notice", today, other, record.Fields{"age": 46.0, "before": warning})
		if err := w.hands.Move(leader, elsewhere, "approved", nil); err != nil {
			t.Fatal(err)
		}
		_, err = w.serve(delegated, elsewhere, today.AddDays(9))
		w.refused(elsewhere, err, "served on somebody else")
		if _, err := w.serve(delegated, notice, today.AddDays(9)); err != nil {
			t.Errorf("after the warning: %v", err)
		}
		out, err := w.hands.Do(leader, warning, "follow", act.Answers{"still": "It goes on"})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.hands.Move(leader, out.Made, "approved", nil); err == nil {
			t.Error("who drafted a notice approved it")
		}
	})
}

// What is in somebody's hand and what the record says are the same for good.
func TestWhatIsServedIsFixed(t *testing.T) {
	each(t, func(w world, _ *gatetest.Clock) {
		today, adult := w.gate.Now().Date(), w.somebody("Rufus Lampglass", when.Day(1990, 5, 1))
		ref := w.draft(delegated, "asb-warning", today, adult, record.Fields{"age": 36.0})
		set := func(words string) error {
			return change.Of(w.gate).Write(ctx, delegated, func(u *change.Unit) error {
				e, err := u.Edit(ref, 0)
				if err != nil {
					return err
				}
				return errors.Join(e.Set("conduct", words), e.Correct("title", words, ""))
			})
		}
		if err := set("Something else"); err != nil {
			t.Fatalf("a draft is corrected: %v", err)
		}
		if _, err := w.serve(accredited, ref, today); err != nil { // a warning needs no power
			t.Fatal(err)
		}
		var bad fault.Invalid
		if err := set("Another thing"); !errors.As(err, &bad) {
			t.Errorf("what was served was changed: %v", err)
		}
		r := acttest.Look(t, w.gate, ref)
		if len(r.Files) != 1 || r.Fields.Text("conduct") != "Something else" {
			t.Errorf("%+v, %v", r.Files, r.Fields)
		}
	})
}

func TestWhoSleepsRoughIsOfferedSupportFirstUnlessThereIsAnImmediateRiskOfWhichTheLeaderHearsThatDay(t *testing.T) {
	each(t, func(w world, _ *gatetest.Clock) {
		today, adult := w.gate.Now().Date(), w.somebody("Rufus Lampglass", when.Day(1990, 5, 1))
		contact := func(offer string, day when.Date) string {
			k, _ := w.gate.Pack().Kind("order-contact")
			fields := record.Fields{"order": "drinking", "team": "theos", "offer": offer, "result": "advice"}
			if offer == "not-made" {
				fields["why_not"] = "They ran"
			} else {
				fields["service"] = w.gate.Pack().Contacts[0].ID
			}
			r, err := w.hands.Make(ctx, delegated, k, act.Filled{Fields: fields, Title: "Contact", Area: "E05009336", Occurred: day.At(9 * time.Hour)}, "")
			if err != nil {
				t.Fatal(err)
			}
			return r.Reference
		}
		for offer, says := range map[string]string{"": "enter the reference of an earlier contact", contact("not-made", today.AddDays(-3)): "enter the reference of an earlier contact", contact("refused", today.AddDays(-3)): ""} {
			fields := record.Fields{"age": 36.0, "sleeping_rough": true}
			if offer != "" {
				fields["support_offer"] = offer
			}
			ref := w.draft(delegated, "penalty", today, adult, fields)
			_, err := w.serve(delegated, ref, today)
			if says != "" {
				w.refused(ref, err, says)
			} else if err != nil {
				t.Errorf("after an offer: %v", err)
			}
		}
		before := w.draft(delegated, "asb-warning", today.AddDays(-9), adult, record.Fields{"age": 36.0, "sleeping_rough": true, "support_offer": contact("taken", today.AddDays(-3))})
		_, err := w.serve(delegated, before, today)
		w.refused(before, err, "after what this is about")

		urgent := w.draft(delegated, "asb-warning", today, adult, record.Fields{"age": 36.0, "sleeping_rough": true, "immediate_risk": "A fire in a doorway under flats"})
		if _, err := w.serve(delegated, urgent, today); err != nil {
			t.Fatal(err)
		}
		if r := acttest.Look(t, w.gate, urgent); len(r.Actions) != 1 || r.Actions[0].Owner != leader.Account || r.Actions[0].Due != today {
			t.Errorf("the leader is not told that day: %+v", r.Actions)
		}
	})
}

func TestAPenaltyForBreachOfANoticeNeedsOneThatStoodOnThatDayOnThatPerson(t *testing.T) {
	each(t, func(w world, clock *gatetest.Clock) {
		today, adult, other := w.gate.Now().Date(), w.somebody("Rufus Lampglass", when.Day(1990, 5, 1)), w.somebody("Maud Kettle", when.Day(1980, 5, 1))
		warning := w.draft(delegated, "community-warning", today, adult, record.Fields{"age": 36.0})
		if _, err := w.serve(delegated, warning, today); err != nil {
			t.Fatal(err)
		}
		clock.Set(today.AddDays(9).At(10 * time.Hour))
		now := today.AddDays(9)
		notice := w.draft(delegated, "community-notice", today, adult, record.Fields{"age": 36.0, "before": warning, "ends": now.AddDays(20).String()})
		early := w.draft(delegated, "penalty", now, adult, record.Fields{"age": 36.0, "notice": notice})
		_, err := w.serve(delegated, early, now)
		w.refused(early, err, "is not in force")
		if err := w.hands.Move(leader, notice, "approved", nil); err != nil {
			t.Fatal(err)
		}
		if _, err := w.serve(delegated, notice, now); err != nil {
			t.Fatal(err)
		}
		wrong := w.draft(delegated, "penalty", now, other, record.Fields{"age": 46.0, "notice": notice})
		_, err = w.serve(delegated, wrong, now)
		w.refused(wrong, err, "served on somebody else")
		if _, err := w.serve(delegated, early, now); err != nil {
			t.Errorf("while it stands: %v", err)
		}
		if err := w.hands.Move(delegated, early, "unpaid", nil); err == nil {
			t.Error("unpaid while there is time to pay")
		}
		clock.Set(now.AddDays(15).At(10 * time.Hour))
		if err := w.hands.Move(delegated, early, "unpaid", nil); err != nil {
			t.Error(err)
		}
		clock.Set(now.AddDays(30).At(10 * time.Hour))
		late := w.draft(delegated, "penalty", now.AddDays(30), adult, record.Fields{"age": 36.0, "notice": notice})
		_, err = w.serve(delegated, late, now.AddDays(30))
		w.refused(late, err, "ended on")
	})
}
