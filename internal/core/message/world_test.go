package message_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/message/mailtest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/packs"
)

var ctx = context.Background()

// thePack is the reference pack, in which one team has an address.
var thePack = sync.OnceValue(func() *pack.Pack {
	p, _ := pack.Load(packs.TowerHamlets())
	for i := range p.Teams {
		if p.Teams[i].ID == "asb-north-west" {
			p.Teams[i].Email = "north.west@team.example"
		}
	}
	return p
})

const address = "https://wardmote.example"

// world is a store with some people who work there.
type world struct {
	t        *testing.T
	name     string
	gate     *gate.Gate
	post     *message.Post
	queue    *queue.Queue
	sender   *message.Sender
	clock    *gatetest.Clock
	accounts *account.Register

	officer, leader, partner, admin access.Principal
}

// rules are what holds on each database, in a store that they share; the first begins with an empty queue.
var rules = []struct {
	name string
	hold func(*testing.T, *world)
}{
	{"AProgramThatEndsBetweenSendingAndMarkingSendsTheSameMessageOnceMoreAndThenNoMore", aProgramThatEndsBetweenSendingAndMarkingSendsTheSameMessageOnceMoreAndThenNoMore},
	{"AMessageIsReadInTheMailServerAndLeadsToTheReport", aMessageIsReadInTheMailServerAndLeadsToTheReport},
	{"WhatTheServerRefusesForNowIsTriedAgainEverLaterAndWhatItRefusesForGoodIsToldToWhoeverHasTheRecord", whatTheServerRefusesForNowIsTriedAgainEverLaterAndWhatItRefusesForGoodIsToldToWhoeverHasTheRecord},
	{"AServerThatIsNotThereFailsNothingForDaysAndThenSaysSo", aServerThatIsNotThereFailsNothingForDaysAndThenSaysSo},
	{"WhatWaitedForAWeekIsNoNewsAndIsNotSent", whatWaitedForAWeekIsNoNewsAndIsNotSent},
	{"AMessageIsWrittenWithWhatItTellsOfOrNotAtAll", aMessageIsWrittenWithWhatItTellsOfOrNotAtAll},
	{"WhomAChangeConcernsIsToldByWhateverWayItHappens", whomAChangeConcernsIsToldByWhateverWayItHappens},
	{"WhoCouldAgreeAClosingIsToldAndWhoAskedReadsHowItEnded", whoCouldAgreeAClosingIsToldAndWhoAskedReadsHowItEnded},
	{"TheReporterIsToldTheOneThingThatSaysMostAndNeverOfWhatTheyDidThemselves", theReporterIsToldTheOneThingThatSaysMostAndNeverOfWhatTheyDidThemselves},
	{"NobodyIsToldWhatTheyDidThemselvesNorOfARecordThatIsKeptFromThem", nobodyIsToldWhatTheyDidThemselvesNorOfARecordThatIsKeptFromThem},
	{"StaffAreToldAsTheyChoseAndTheInboxHasItInEveryCase", staffAreToldAsTheyChoseAndTheInboxHasItInEveryCase},
	{"AMessageBelongsToItsRecordForWhoeverReadsIt", aMessageBelongsToItsRecordForWhoeverReadsIt},
	{"WhatWasCalledSafeIsAskedAgainWhenAMessageIsSent", whatWasCalledSafeIsAskedAgainWhenAMessageIsSent},
	{"ATextMessageWaitsForAnHourThatIsSafe", aTextMessageWaitsForAnHourThatIsSafe},
	{"WhatIsDueIsRemindedOfOnceAndADigestCountsWhatIsNewAndLate", whatIsDueIsRemindedOfOnceAndADigestCountsWhatIsNewAndLate},
	{"ADigestIsSentAsAMessageOfItsOwn", aDigestIsSentAsAMessageOfItsOwn},
	{"WhatWasDoneAboutARecordIsNewInNoInbox", whatWasDoneAboutARecordIsNewInNoInbox},
	{"WhoHasLeftIsToldNothingMore", whoHasLeftIsToldNothingMore},
	{"WhoIsShutOutOfARecordIsToldNothingOfItAndFindsNothing", whoIsShutOutOfARecordIsToldNothingOfItAndFindsNothing},
	{"WhoIsAskedToLookIsToldUntilWhen", whoIsAskedToLookIsToldUntilWhen},
	{"WhatIsDoneUnderASealIsToldToItsMembersAlone", whatIsDoneUnderASealIsToldToItsMembersAlone},
}

func TestWhoIsToldWhatHowAndInWhichWords(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for i, rule := range rules {
			t.Run(rule.name, func(t *testing.T) { rule.hold(t, newWorld(t, db, fmt.Sprint(i))) })
		}
	})
}

func newWorld(t *testing.T, db *store.DB, name string) *world {
	w := &world{t: t, name: name, clock: gatetest.NewClock(), post: message.New(thePack(), address)}
	w.gate = gate.New(gate.Config{DB: db, Pack: thePack(), Now: w.clock.Now})
	change.Of(w.gate).TellBy(w.post)
	w.queue = queue.New(db, w.clock.Now)
	w.sender = message.NewSender(w.post, w.gate, w.queue)
	w.accounts = account.New(db, thePack(), w.clock.Now)
	w.officer = w.hire("officer", access.Post{Role: "asb-officer", Body: "council", Team: "asb-north-west"})
	w.leader = w.hire("leader", access.Post{Role: "asb-team-leader", Body: "council", Team: "asb-south-east"})
	w.partner = w.hire("partner", access.Post{Role: "partner-officer", Body: "lfb", Team: "fire-safety"})
	w.admin = w.hire("admin", access.Post{Role: "administrator", Body: "council"})
	return w
}

func (w *world) hire(name string, post access.Post) access.Principal {
	w.t.Helper()
	post.Since = when.Day(2020, 1, 1)
	id, err := w.accounts.Add(ctx, access.System("test"), account.Account{Username: name + w.name, Name: name, Email: name + "@staff.example", Password: "x"}, []access.Post{post})
	if err != nil {
		w.t.Fatal(err)
	}
	return access.Principal{Account: id, Name: name, Posts: []access.Post{post}}
}

// reached is how a reporter who said that e-mail is safe can be reached.
func reached(more record.Fields) record.Fields {
	f := record.Fields{"category": "noise", "what": "Bass until four in the morning", "channel": "online", "reporter_name": "Ash Example", "email": "ash@home.example", "safe_contact": true}
	for k, v := range more {
		f[k] = v
	}
	return f
}

// report keeps a report of a resident, who can follow it.
func (w *world) report(f record.Fields) string {
	w.t.Helper()
	ref := ""
	w.write(access.Public(), func(u *change.Unit) error {
		e, err := u.Create(record.Draft{Kind: "report", Title: "Noise, Spitalfields", Category: "noise", Channel: "online", OwnerBody: "council", Team: "asb-north-west",
			Area: "E05009336", Risk: "low", LastWord: "reporter", Fields: f})
		if err != nil {
			return err
		}
		ref = e.Record().Reference
		return u.KeepPIN(e, "hash")
	})
	return ref
}

func (w *world) write(who access.Principal, fn func(*change.Unit) error) {
	w.t.Helper()
	if err := change.Of(w.gate).Write(ctx, who, fn); err != nil {
		w.t.Fatal(err)
	}
}

// edit changes a record, as the program does.
func (w *world) edit(who access.Principal, ref string, fn func(*change.Edit) error) {
	w.t.Helper()
	w.write(who, func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		return fn(e)
	})
}

// told are the messages of a record, the oldest first.
func (w *world) told(ref string) []record.Message {
	w.t.Helper()
	var out []record.Message
	err := w.gate.Read(ctx, access.System("test"), func(v *gate.View) error {
		whole, err := v.Open(ref)
		if err == nil {
			out = whole.Messages
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	slices.Reverse(out)
	return out
}

// last is the newest message of a record in a template.
func (w *world) last(ref, template string) record.Message {
	w.t.Helper()
	all := w.told(ref)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Template == template {
			return all[i]
		}
	}
	w.t.Fatalf("nothing was told of %s in the words of %s: %+v", ref, template, all)
	return record.Message{}
}

// mail gives the post a real mail server.
func (w *world) mail() *mailtest.Server {
	s := mailtest.Start(w.t)
	w.post.Carry(message.SMTP{Server: s.Addr, From: "no-reply@wardmote.example", TLS: message.TLSNone})
	return s
}

// later moves the clock.
func (w *world) later(by time.Duration) { w.clock.Set(w.clock.Now().Add(by)) }
