package hear_test

import (
	"context"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// recordOf is a record as the program itself reads it.
func recordOf(t *testing.T, s *programtest.Server, reference string) (out record.Record) {
	t.Helper()
	err := s.Program.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) error {
		rec, err := v.Open(reference)
		if err == nil {
			out = rec.Record
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWhoeverIsSafeOnlyInSomeWaysIsAskedWhichAndTheOfficerIsTold(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.noise()
	p.answer("/report/you", "/report/contact", "you", "contact")
	_, body := p.answer("/report/contact", "/report/reach", "name", "Ada Fennel", "phone", "020 7946 0011", "safe", "some")
	if strings.Contains(body, " checked") {
		t.Error("a question on safe contact is answered before it was asked")
	}
	for fault, pairs := range map[string][]string{
		"Select at least one way":         {"days", "any"},
		"Enter an email address":          {"by", "email"},
		"Enter a time, like 6pm or 18:00": {"by", "text", "hours-from", "teatime", "hours-until", "9pm"},
		"Enter both times":                {"by", "text", "hours-from", "6pm"},
	} {
		if at, body := p.post("/report/reach", pairs...); at != "/report/reach" || !strings.Contains(faults(body), fault) {
			t.Errorf("%v leads to %s: %q, want %q", pairs, at, faults(body), fault)
		}
	}
	_, body = p.answer("/report/reach", "/report/check", "by", "phone", "by", "text", "days", "weekdays", "hours-from", "10am", "hours-until", "2.30pm", "others", "My son")
	for _, want := range []string{"phone call, text message", "from 10:00 until 14:30", "Never leave a voicemail", "My son"} {
		if !strings.Contains(body, want) {
			t.Errorf("the answers to check do not show %q", want)
		}
	}
	ref, _ := p.send()
	rec := recordOf(t, s, ref)
	if c := record.ReadSafeContact(rec.Fields); c.Rule != record.ContactOnly || c.Until != "14:30" || c.Voicemail || !c.Neutral || c.Others != "My son" {
		t.Errorf("kept is %+v", c)
	}
	if _, body := staff(t, s, "wren").get("/triage/" + ref); !strings.Contains(body, "Only from 10:00 until 14:30") || !strings.Contains(body, "Use neutral words") {
		t.Errorf("the officer is not told how it is safe: %s", plain(body))
	}
}
