package message_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/message/mailtest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/core/record"
)

func aMessageIsReadInTheMailServerAndLeadsToTheReport(t *testing.T, w *world) {
	server := w.mail()
	ref := w.report(reached(nil))
	m := w.last(ref, pack.TellReceived)
	if err := w.sender.Send(ctx, m.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.sender.Send(ctx, m.ID); err != nil { // the job runs once more
		t.Fatal(err)
	}
	taken := server.Taken()
	if len(taken) != 1 {
		t.Fatalf("the mail server took %d messages", len(taken))
	}
	got := taken[0]
	if got.To != "ash@home.example" || got.From != "no-reply@wardmote.example" || got.Subject() != "We have your report "+ref {
		t.Errorf("%s writes to %s: %s", got.From, got.To, got.Subject())
	}
	if !strings.Contains(got.Body, address+"/track?reference="+ref) {
		t.Errorf("it leads nowhere: %s", got.Body)
	}
	if got.Header.Get("Message-Id") != "<"+m.ID+"@wardmote.example>" || got.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("its heads are %v", got.Header)
	}
	if after := w.last(ref, pack.TellReceived); after.State != record.MessageSent || after.Sent != w.clock.Now() || after.Tries != 1 {
		t.Errorf("its record does not say that it was sent: %+v", after)
	}
}

func whatTheServerRefusesForNowIsTriedAgainEverLaterAndWhatItRefusesForGoodIsToldToWhoeverHasTheRecord(t *testing.T, w *world) {
	server := w.mail()
	ref := w.report(reached(nil))
	w.edit(access.System("duty"), ref, func(e *change.Edit) error { return e.Assign("council", "asb-north-west", w.officer.Account, "") })
	m := w.last(ref, pack.TellReceived)
	for try, pause := range []time.Duration{time.Minute, 4 * time.Minute, 16 * time.Minute} {
		server.Answer(mailtest.Refuse(450, [3]int{4, 2, 1}, "come back later"))
		err := w.sender.Send(ctx, m.ID)
		var again *queue.Again
		if !errors.As(err, &again) || again.At != w.clock.Now().Add(pause) {
			t.Fatalf("try %d: %v, which waits until %v and not for %v", try+1, err, again, pause)
		}
		if is := w.last(ref, pack.TellReceived); is.State != record.MessageWaiting || is.Tries != try+1 || !strings.Contains(is.Why, "450") {
			t.Fatalf("after try %d it is %+v", try+1, is)
		}
		w.clock.Set(again.At)
	}
	server.Answer(mailtest.Refuse(550, [3]int{5, 1, 1}, "nobody here of that name"))
	if err := w.sender.Send(ctx, m.ID); err != nil {
		t.Fatal(err)
	}
	is := w.last(ref, pack.TellReceived)
	if is.State != record.MessageFailed || !strings.Contains(is.Why, "no such mailbox") || strings.Contains(is.Why, "ash@") {
		t.Errorf("it failed for good, and its record says %+v", is)
	}
	if told := w.last(ref, pack.TellUndelivered); told.Addressee != w.officer.Account || len(server.Taken()) != 0 {
		t.Errorf("whoever has the record is not told that it came to nobody: %+v", told)
	}
	w.inHistory(t, ref)
}

// inHistory looks for the failure in what happened to the record.
func (w *world) inHistory(t *testing.T, ref string) {
	t.Helper()
	err := w.gate.Read(ctx, w.officer, func(v *gate.View) error {
		whole, err := v.Open(ref)
		if err == nil && (whole.Events[0].Verb != "not delivered" || whole.Events[0].Reason == "") {
			t.Errorf("its history ends with %+v", whole.Events[0])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func aServerThatIsNotThereFailsNothingForDaysAndThenSaysSo(t *testing.T, w *world) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close() //nolint:errcheck // nobody listens there now
	w.post.Carry(message.SMTP{Server: l.Addr().String(), From: "no-reply@wardmote.example", TLS: message.TLSNone})
	ref := w.report(reached(nil))
	m, began := w.last(ref, pack.TellReceived), w.clock.Now()
	for {
		err := w.sender.Send(ctx, m.ID)
		var again *queue.Again
		if err != nil && !errors.As(err, &again) {
			t.Fatal(err)
		}
		if err == nil {
			break
		}
		w.clock.Set(again.At)
	}
	if is := w.last(ref, pack.TellReceived); is.State != record.MessageFailed || w.clock.Now().Time().Sub(began.Time()) < 24*time.Hour {
		t.Errorf("after %v it is %s", w.clock.Now().Time().Sub(began.Time()), is.State)
	}
}

// cutOff is a mail server's client whose program ends between the sending and the mark of it.
type cutOff struct {
	message.SMTP
	end context.CancelFunc
}

func (c cutOff) Send(ctx context.Context, l message.Letter) (string, error) {
	carried, err := c.SMTP.Send(ctx, l)
	c.end()
	return carried, err
}

func aProgramThatEndsBetweenSendingAndMarkingSendsTheSameMessageOnceMoreAndThenNoMore(t *testing.T, w *world) {
	server := mailtest.Start(t)
	smtp := message.SMTP{Server: server.Addr, From: "no-reply@wardmote.example", TLS: message.TLSNone}
	dying, end := context.WithCancel(ctx)
	w.post.Carry(cutOff{smtp, end})
	ref := w.report(reached(record.Fields{"phone": ""}))
	w.sender.Work(dying) // which returns when it is ended
	taken := len(server.Taken())
	if is := w.last(ref, pack.TellReceived); taken != 1 || is.State != record.MessageWaiting {
		t.Fatalf("%d were sent before the end, and the first is %s", taken, is.State)
	}
	w.post.Carry(smtp)
	w.later(queue.Lease + time.Second)
	living, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { defer close(done); w.sender.Work(living) }()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		m, team := w.last(ref, pack.TellReceived), w.last(ref, pack.TellReferred)
		if m.State == record.MessageSent && team.State == record.MessageSent {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("it was never taken up again: %s", m.State)
		}
	}
	stop()
	<-done
	ids := map[string]int{}
	for _, m := range server.Taken() {
		ids[m.Header.Get("Message-Id")]++
	}
	if len(ids) != 2 || len(server.Taken()) != 3 {
		t.Errorf("of two messages, one sent twice, the server took %v", ids)
	}
}

func whatWaitedForAWeekIsNoNewsAndIsNotSent(t *testing.T, w *world) {
	server := w.mail()
	ref := w.report(reached(nil))
	w.later(8 * 24 * time.Hour)
	if err := w.sender.Send(ctx, w.last(ref, pack.TellReceived).ID); err != nil {
		t.Fatal(err)
	}
	if is := w.last(ref, pack.TellReceived); is.State != record.MessageHeld || len(server.Taken()) != 0 {
		t.Errorf("it is %+v", is)
	}
}

func TestAMailServerIsAskedForInWordsThatCanBeRead(t *testing.T) {
	for want, s := range map[string]message.SMTP{
		"host:port":        {Server: "mail.example.org", From: "a@b.example"},
		"port between":     {Server: "mail.example.org:smtp", From: "a@b.example"},
		"address that":     {Server: "mail.example.org:25", From: "Wardmote"},
		"without TLS":      {Server: "mail.example.org:25", From: "a@b.example", User: "u", Password: "p", TLS: message.TLSNone},
		"guard the connec": {Server: "mail.example.org:25", From: "a@b.example", TLS: "maybe"},
	} {
		if err := s.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v does not say %q", s, err, want)
		}
	}
}
