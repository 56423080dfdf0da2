package message_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

func aMessageIsWrittenWithWhatItTellsOfOrNotAtAll(t *testing.T, w *world) {
	ref := w.report(reached(nil))
	received := w.last(ref, pack.TellReceived)
	if received.State != record.MessageKept || received.Channel != record.ByEmail || received.Address != "ash@home.example" {
		t.Errorf("a program that sends nothing keeps what would leave: %+v", received)
	}
	before := len(w.told(ref))
	other := w.report(reached(nil))
	err := change.Of(w.gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
		for ref, do := range map[string]func(*change.Edit) error{
			ref:   func(e *change.Edit) error { return e.Move("accepted", "", "") },
			other: func(e *change.Edit) error { return e.Assign("council", "", "", "to nobody") }, // which the end of the write refuses
		} {
			e, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			if err := do(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil || len(w.told(ref)) != before {
		t.Errorf("of a write that was undone somebody is told: %d messages before, %d now, %v", before, len(w.told(ref)), err)
	}
	w.edit(access.System("test"), ref, func(e *change.Edit) error { return e.Move("accepted", "", "") })
	if got := len(w.told(ref)); got != before+1 {
		t.Errorf("%d messages before, %d after one change", before, got)
	}
	twice := w.last(ref, pack.TellProgress)
	w.write(access.System("test"), func(u *change.Unit) error {
		kept, err := u.KeepMessage(twice, "message")
		if kept {
			t.Error("the same is told twice")
		}
		return err
	})
}

// whomAChangeConcernsIsToldByWhateverWayItHappens goes through every way in which a record changes hands, somebody is asked, or it
// ends: by whoever did it, staff or the program.
func whomAChangeConcernsIsToldByWhateverWayItHappens(t *testing.T, w *world) {
	due := w.clock.Now().Date().AddDays(3)
	action := func(a record.Action) func(*change.Edit) error {
		return func(e *change.Edit) error {
			a.What, a.Due = "Talk to the landlord about Flat 4", due
			_, err := e.AddAction(a)
			return err
		}
	}
	for name, c := range map[string]struct {
		do              func(*change.Edit) error
		template, to, a string
	}{
		"given to somebody":   {func(e *change.Edit) error { return e.Assign("council", "asb-north-west", w.officer.Account, "") }, pack.TellAssigned, record.ToAccount, w.officer.Account},
		"sent to a team":      {func(e *change.Edit) error { return e.Assign("council", "asb-south-east", "", "theirs") }, pack.TellReferred, record.ToTeam, "asb-south-east"},
		"sent to a body":      {func(e *change.Edit) error { return e.Assign("lfb", "fire-safety", "", "theirs") }, pack.TellReferred, record.ToTeam, "fire-safety"},
		"an action for one":   {action(record.Action{Owner: w.officer.Account, Body: "council"}), pack.TellAction, record.ToAccount, w.officer.Account},
		"an action of a team": {action(record.Action{Team: "fire-safety"}), pack.TellAction, record.ToTeam, "fire-safety"},
		"an action of a body": {action(record.Action{Body: "lfb"}), pack.TellAction, record.ToBody, "lfb"},
		"an action passed on": {func(e *change.Edit) error {
			id, err := e.AddAction(record.Action{What: "Ring them", Body: "lfb", Due: due})
			return errors.Join(err, e.GiveAction(id, w.leader.Account, "she knows them"))
		}, pack.TellAction, record.ToAccount, w.leader.Account},
		"a question": {func(e *change.Edit) error { return e.Note("Which flat is it?", record.ForReporter) }, pack.TellWritten, record.ToReporter, ""},
		"progress":   {func(e *change.Edit) error { return e.Move("accepted", "", "") }, pack.TellProgress, record.ToReporter, ""},
		"a refusal":  {func(e *change.Edit) error { return e.Move("refused", "not ours", "") }, pack.TellProgress, record.ToReporter, ""},
		"the end of it": {func(e *change.Edit) error {
			return errors.Join(e.Move("accepted", "", ""), e.Set("outcome", "solved"), e.Move("closed", "done", "We spoke with them"))
		}, pack.TellReporterClosed, record.ToReporter, ""},
	} {
		ref := w.report(reached(nil))
		w.later(time.Minute)
		w.edit(access.System("duty"), ref, c.do)
		m := w.last(ref, c.template)
		if c.a == "" {
			c.a = m.Record
		}
		if m.Whom != c.to || m.Addressee != c.a {
			t.Errorf("%s is told to %s %s", name, m.Whom, m.Addressee)
		}
		if c.template == pack.TellAction && !strings.Contains(m.Inside, "landlord") && !strings.Contains(m.Inside, "Ring") {
			t.Errorf("%s does not say within the program what is to be done: %q", name, m.Inside)
		}
		if strings.Contains(m.Subject+m.Body, "landlord") || strings.Contains(m.Body, "flat") || strings.Contains(m.Body, "Bass") {
			t.Errorf("%s carries words of the record out: %s", name, m.Body)
		}
	}
}

func whoCouldAgreeAClosingIsToldAndWhoAskedReadsHowItEnded(t *testing.T, w *world) {
	ref := ""
	w.write(access.System("test"), func(u *change.Unit) error {
		e, err := u.Create(record.Draft{Kind: "asb-case", Title: "Noise, Spitalfields", Category: "noise", OwnerBody: "council", Team: "asb-north-west", Area: "E05009336", Risk: "low", Fields: record.Fields{"summary": "Bass"}})
		if err != nil {
			return err
		}
		ref = e.Record().Reference
		m, _ := w.gate.Pack().Matrix("asb-matrix")
		_, err = e.AssessBy(record.Assessment{Concern: record.NoConcern, Answers: m.Versions[len(m.Versions)-1].Least()})
		return err
	})
	asks := func(e *change.Edit) error {
		e.Leaving("They moved away")
		return e.AskClosing(record.Closing{State: "closed", Act: "close", Answers: map[string]any{"reason": "Quiet", "outcome": "stopped", "powers_considered": "None"}}, record.Fields{"outcome": "stopped", "powers_considered": "None"})
	}
	told := func(template string) (whom []string) {
		for _, m := range w.told(ref) {
			if m.Template == template {
				whom = append(whom, m.Addressee)
			}
		}
		return whom
	}
	w.edit(w.officer, ref, asks)
	if got := told(pack.TellAsked); !slices.Contains(got, w.leader.Account) || slices.Contains(got, w.officer.Account) {
		t.Errorf("of what is asked %v are told", got)
	}
	w.later(time.Minute)
	w.edit(w.leader, ref, func(e *change.Edit) error { return e.EndClosing("Ring them once more") })
	if got := told(pack.TellReturned); !slices.Equal(got, []string{w.officer.Account}) {
		t.Errorf("of what is returned %v are told", got)
	}
	w.later(time.Minute)
	w.edit(w.officer, ref, asks)
	w.later(time.Minute)
	w.edit(w.leader, ref, func(e *change.Edit) error {
		e.Leaving("They moved away")
		return errors.Join(e.Set("outcome", "stopped"), e.Set("powers_considered", "None"), e.Move("closed", "Quiet", "It is quiet"))
	})
	if got := told(pack.TellClosed); !slices.Contains(got, w.officer.Account) {
		t.Errorf("of what is agreed %v are told", got)
	}
}

func theReporterIsToldTheOneThingThatSaysMostAndNeverOfWhatTheyDidThemselves(t *testing.T, w *world) {
	ref := w.report(reached(nil))
	w.later(time.Minute)
	w.edit(access.System("duty"), ref, func(e *change.Edit) error {
		return errors.Join(e.Assign("council", "asb-north-west", w.officer.Account, ""), e.Move("accepted", "", ""), e.Note("Which flat?", record.ForReporter))
	})
	w.later(time.Minute)
	w.edit(access.System(record.Reporter), ref, func(e *change.Edit) error { return e.Note("Flat 4", record.ForReporter) })
	var got []string
	for _, m := range w.told(ref) {
		got = append(got, m.Whom+" "+m.Template)
	}
	want := []string{"reporter report-received", "team referred", "account assigned-to-you", "reporter report-written", "account reporter-wrote"}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("told %v, want %v", got, want)
	}
}

func nobodyIsToldWhatTheyDidThemselvesNorOfARecordThatIsKeptFromThem(t *testing.T, w *world) {
	ref := w.report(reached(nil))
	w.edit(w.officer, ref, func(e *change.Edit) error {
		_, err := e.AddAction(record.Action{What: "Visit", Owner: w.officer.Account, Due: w.clock.Now().Date()})
		return errors.Join(e.Move("accepted", "", ""), e.Assign("council", "asb-north-west", w.officer.Account, ""), err)
	})
	for _, m := range w.told(ref) {
		if m.Addressee == w.officer.Account {
			t.Errorf("the officer is told of their own act: %s", m.Template)
		}
	}
	about := w.report(reached(record.Fields{"email": "", "phone": ""}))
	if n := len(w.told(about)); n != 1 { // the team alone
		t.Errorf("somebody without a way to reach them is written to: %d messages", n)
	}
	unnamed := w.report(record.Fields{"category": "noise", "what": "Bass", "channel": "online", "anonymous": true})
	for _, m := range w.told(unnamed) {
		if m.Whom == record.ToReporter {
			t.Errorf("somebody who gave no name is written to: %+v", m)
		}
	}
}

func staffAreToldAsTheyChoseAndTheInboxHasItInEveryCase(t *testing.T, w *world) {
	for how, want := range map[string][2]string{account.AtOnce: {record.ByEmail, record.MessageKept}, account.Daily: {record.ByInbox, record.MessageDigested}, account.None: {record.ByInbox, record.MessageInside}} {
		if err := w.accounts.SetNotices(ctx, w.officer, how); err != nil {
			t.Fatal(err)
		}
		ref := w.report(reached(nil))
		w.edit(access.System("duty"), ref, func(e *change.Edit) error { return e.Assign("council", "asb-north-west", w.officer.Account, "") })
		m := w.last(ref, pack.TellAssigned)
		if m.Channel != want[0] || m.State != want[1] {
			t.Errorf("%s: by %s, %s", how, m.Channel, m.State)
		}
		if got := w.inbox(w.officer); len(got) == 0 || got[0].ID != m.ID || got[0].Reference != ref {
			t.Errorf("%s: it is not the first of the inbox", how)
		}
	}
	ref := w.report(reached(nil))
	team := w.last(ref, pack.TellReferred)
	if team.Channel != record.ByEmail || team.Address != "north.west@team.example" {
		t.Errorf("a team that has an address is told there: %+v", team)
	}
	w.edit(access.System("duty"), ref, func(e *change.Edit) error { return e.Assign("lfb", "fire-safety", "", "theirs") })
	if m := w.last(ref, pack.TellReferred); m.Channel != record.ByInbox || m.Why == "" {
		t.Errorf("a team without an address has it in its inbox, which says so: %+v", m)
	}
	if err := w.accounts.SetNotices(ctx, w.officer, "sometimes"); err == nil {
		t.Error("a way that there is not can be chosen")
	}
}

func (w *world) inbox(who access.Principal) []record.Message {
	w.t.Helper()
	var all gate.Messages
	err := w.gate.Read(ctx, who, func(v *gate.View) (err error) {
		all, err = v.Inbox(false, "", 50)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return all.All
}

func aMessageBelongsToItsRecordForWhoeverReadsIt(t *testing.T, w *world) {
	ref := w.report(reached(nil))
	w.edit(w.officer, ref, func(e *change.Edit) error {
		_, err := e.AddAction(record.Action{What: "Check the stairs", Body: "lfb", Due: w.clock.Now().Date()})
		return err
	})
	box := w.inbox(w.partner)
	if len(box) == 0 || box[0].Inside != "Check the stairs" || box[0].Reference != "" {
		t.Fatalf("the body reads what it is to do, and not on which record, for it may not open it: %+v", box)
	}
	if _, body := w.post.Words(&box[0]); strings.Contains(body, ref) || !strings.Contains(body, address+"/inbox/"+box[0].ID) {
		t.Errorf("the words name the record, or lead nowhere: %s", body)
	}
	if slices.ContainsFunc(w.inbox(w.leader), func(m record.Message) bool { return m.ID == box[0].ID }) {
		t.Error("another's message is in the inbox")
	}
	w.asAdmin(t, ref)
	outsider := w.hire("outsider", access.Post{Role: "partner-officer", Body: "vcs"})
	err := w.gate.Read(ctx, outsider, func(v *gate.View) error {
		_, err := v.Message(box[0].ID)
		return err
	})
	if err == nil {
		t.Error("a message can be read by whom it is not for, without its record")
	}
}

// asAdmin reads the outbox as who administers the program, who opens no record.
func (w *world) asAdmin(t *testing.T, ref string) {
	t.Helper()
	var all gate.Messages
	var lines []gate.Entry
	err := w.gate.Read(ctx, w.admin, func(v *gate.View) (err error) {
		all, err = v.Outbox(gate.OutboxQuery{Limit: 50})
		return err
	})
	if err == nil {
		err = w.gate.Read(ctx, access.System("test"), func(v *gate.View) (err error) {
			lines, err = v.Audit(gate.AuditQuery{Actor: w.admin.Account, Limit: 10})
			return err
		})
	}
	if err != nil || len(all.All) < 3 {
		t.Fatalf("%d messages in the outbox, %v", len(all.All), err)
	}
	for _, m := range all.All {
		subject, body := w.post.Words(&m)
		if text := fmt.Sprint(m.Address, m.Inside, m.Reference, subject, body); strings.Contains(text, ref) || strings.Contains(text, "ash@") || strings.Contains(text, "stairs") {
			t.Errorf("who administers learns of a record that they may not open: %s", text)
		}
	}
	if !slices.ContainsFunc(lines, func(e gate.Entry) bool { return e.Subject == "message" }) {
		t.Errorf("the reading of the outbox is not in the audit: %+v", lines)
	}
	err = w.gate.Read(ctx, w.officer, func(v *gate.View) error {
		_, err := v.Outbox(gate.OutboxQuery{})
		return err
	})
	if err == nil {
		t.Error("an officer reads the whole outbox")
	}
}

func whatWasDoneAboutARecordIsNewInNoInbox(t *testing.T, w *world) {
	isNew := func(ref, template string) bool { return w.last(ref, template).Seen.IsZero() }
	ref := w.report(reached(nil))
	action := ""
	w.edit(access.System("duty"), ref, func(e *change.Edit) (err error) {
		action, err = e.AddAction(record.Action{What: "Visit", Owner: w.officer.Account, Due: w.clock.Now().Date()})
		return err
	})
	w.edit(access.System(record.Reporter), ref, func(e *change.Edit) error { return e.Note("It goes on", record.ForReporter) })
	for _, template := range []string{pack.TellReferred, pack.TellAction, pack.TellReporterWrote} {
		if !isNew(ref, template) {
			t.Errorf("%s is not new, and nobody did anything", template)
		}
	}
	w.edit(w.officer, ref, func(e *change.Edit) error { return e.Move("accepted", "", "") })
	if isNew(ref, pack.TellReferred) || !isNew(ref, pack.TellReporterWrote) || !isNew(ref, pack.TellAction) {
		t.Error("accepting puts aside that it was sent, and nothing else")
	}
	w.edit(w.officer, ref, func(e *change.Edit) error { return e.Note("We come tonight", record.ForReporter) })
	if isNew(ref, pack.TellReporterWrote) || !isNew(ref, pack.TellAction) {
		t.Error("an answer puts aside that the reporter wrote, and nothing else")
	}
	w.edit(w.officer, ref, func(e *change.Edit) error { return e.EndAction(action, record.ActionDone, "Quiet") })
	if isNew(ref, pack.TellAction) {
		t.Error("what was done is new still")
	}
}

func whoIsShutOutOfARecordIsToldNothingOfItAndFindsNothing(t *testing.T, w *world) {
	ref := w.report(reached(nil))
	w.edit(access.System("duty"), ref, func(e *change.Edit) error { return e.Assign("council", "asb-north-west", w.leader.Account, "") })
	sent := w.last(ref, pack.TellReferred)
	w.edit(access.System("duty"), ref, func(e *change.Edit) error { return e.Exclude(w.officer.Account, "it is about their brother") })
	for _, m := range w.inbox(w.officer) {
		if m.Record == sent.Record {
			t.Errorf("%s stands in their inbox", m.Template)
		}
	}
	err := w.gate.Read(ctx, w.officer, func(v *gate.View) error {
		_, err := v.Message(sent.ID)
		return err
	})
	if err == nil {
		t.Error("they read a message of it")
	}
	server := w.mail()
	w.edit(access.System("duty"), ref, func(e *change.Edit) error { return e.Assign("council", "asb-north-west", "", "back to the team") })
	w.edit(access.System("duty"), ref, func(e *change.Edit) error { return e.Assign("council", "asb-south-east", "", "there") })
	w.edit(access.System("duty"), ref, func(e *change.Edit) error { return e.Assign("council", "asb-north-west", "", "and back") })
	if m := w.last(ref, pack.TellReferred); m.Channel != record.ByInbox || m.Address != "" || m.Why == "" || len(server.Taken()) != 0 {
		t.Errorf("the mailbox that they read is written to: %+v", m)
	}
}

func whoHasLeftIsToldNothingMore(t *testing.T, w *world) {
	left := w.hire("left", access.Post{Role: "asb-officer", Body: "council", Team: "asb-north-west", Until: when.Day(2021, 1, 1)})
	ref := w.report(reached(nil))
	w.edit(access.System("import"), ref, func(e *change.Edit) error { return e.Assign("council", "asb-north-west", left.Account, "") })
	for _, m := range w.told(ref) {
		if m.Addressee == left.Account {
			t.Errorf("somebody whose posts have ended is told: %+v", m)
		}
	}
}
