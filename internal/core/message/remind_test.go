package message_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

func whatIsDueIsRemindedOfOnceAndADigestCountsWhatIsNewAndLate(t *testing.T, w *world) {
	if err := w.accounts.SetNotices(ctx, w.officer, account.Daily); err != nil {
		t.Fatal(err)
	}
	ref := w.report(reached(nil))
	today := w.clock.Now().Date()
	w.edit(w.leader, ref, func(e *change.Edit) error {
		for _, a := range []record.Action{{What: "Visit", Owner: w.officer.Account, Due: today}, {What: "Check the stairs", Body: "lfb", Due: today.AddDays(1)}, {What: "Write up", Owner: w.officer.Account, Due: today.AddDays(9)}} {
			if _, err := e.AddAction(a); err != nil {
				return err
			}
		}
		return nil
	})
	w.later(24 * time.Hour) // the visit is late, and the stairs are due
	for range 2 {
		if err := w.sender.Remind(ctx, w.accounts); err != nil {
			t.Fatal(err)
		}
	}
	due := 0
	for _, m := range w.told(ref) {
		if m.Template == pack.TellDue {
			due++
			if m.Whom != record.ToBody || m.Addressee != "lfb" || m.Inside != "Check the stairs" {
				t.Errorf("it is reminded of %+v", m)
			}
		}
		if m.Addressee == w.officer.Account && m.State == record.MessageDigested {
			t.Errorf("after the digest %s waits for one still", m.Template)
		}
	}
	if due != 1 {
		t.Errorf("reminded %d times of one action", due)
	}
	digests := 0
	for _, m := range w.inbox(w.officer) {
		if m.Template == pack.TellDigest {
			digests++
			if m.Channel != record.ByEmail || !strings.Contains(m.Body, "last time: 2") || !strings.Contains(m.Body, "to do: 1") {
				t.Errorf("the digest is %+v", m)
			}
		}
	}
	if digests != 1 {
		t.Errorf("%d digests for one day", digests)
	}
}

func aDigestIsSentAsAMessageOfItsOwn(t *testing.T, w *world) {
	server := w.mail()
	if err := w.accounts.SetNotices(ctx, w.officer, account.Daily); err != nil {
		t.Fatal(err)
	}
	ref := w.report(reached(nil))
	w.edit(w.leader, ref, func(e *change.Edit) error { return e.Assign("council", "asb-north-west", w.officer.Account, "") })
	if err := w.sender.Remind(ctx, w.accounts); err != nil {
		t.Fatal(err)
	}
	for _, m := range w.inbox(w.officer) {
		if m.Template != pack.TellDigest {
			continue
		}
		if err := w.sender.Send(ctx, m.ID); err != nil {
			t.Fatal(err)
		}
	}
	taken := server.Taken()
	if len(taken) != 1 || taken[0].To != "officer@staff.example" || taken[0].Subject() != "Your day: 1 new, 0 late" || !strings.Contains(taken[0].Body, address+"/inbox") {
		t.Errorf("the server took %+v", taken)
	}
}
