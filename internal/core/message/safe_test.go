package message_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// anyContact draws how somebody can be reached, and what of it they called safe.
func anyContact(t *rapid.T) message.Contact {
	hours := []string{"", "00:00", "06:30", "09:00", "17:45", "18:00", "22:00", "23:59"}
	safe := record.SafeContact{
		Rule: rapid.SampledFrom([]string{record.ContactNotAsked, record.ContactAny, record.ContactOnly, record.ContactAskFirst, record.ContactNever}).Draw(t, "rule"),
		By:   rapid.SliceOfNDistinct(rapid.SampledFrom(record.ContactWays), 0, 5, rapid.ID[string]).Draw(t, "by"),
		Days: rapid.SampledFrom(append([]string{""}, record.ContactDays...)).Draw(t, "days"),
		From: rapid.SampledFrom(hours).Draw(t, "from"), Until: rapid.SampledFrom(hours).Draw(t, "until"),
		Voicemail: rapid.Bool().Draw(t, "voicemail"), Neutral: rapid.Bool().Draw(t, "neutral"), Others: rapid.SampledFrom([]string{"", "my husband"}).Draw(t, "others"),
	}
	return message.Contact{Safe: safe,
		Email:   rapid.SampledFrom([]string{"", "ash@home.example"}).Draw(t, "email"),
		Phone:   rapid.SampledFrom([]string{"", "07700 900123", "+44 (0)7700 900123", "020 7946 0000"}).Draw(t, "phone"),
		Address: rapid.SampledFrom([]string{"", "1 Brick Lane, London E1"}).Draw(t, "address")}
}

func TestNothingIsSentByAWayOrAtAnHourThatSomebodyDidNotCallSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyContact(t)
		now := when.At(time.Date(2026, 11, 2, 0, 0, 0, 0, when.London)).Add(time.Duration(rapid.IntRange(0, 14*24*60).Draw(t, "minute")) * time.Minute)
		w := message.WayTo(c, now)
		if w.Channel == "" {
			if w.Why == "" {
				t.Fatalf("nothing is sent, and nobody is told why")
			}
			return
		}
		if c.Safe.Rule != record.ContactAny && (c.Safe.Rule != record.ContactOnly || !slices.Contains(c.Safe.By, w.Channel)) {
			t.Fatalf("%+v is sent by %s", c, w.Channel)
		}
		if w.NotBefore.Before(now) || !c.Safe.Allows(w.Channel, w.NotBefore) {
			t.Fatalf("%+v is sent at %v", c, w.NotBefore.London())
		}
		if to := map[string]string{record.ByEmail: c.Email, record.ByText: "+447700900123", record.ByLetter: c.Address}[w.Channel]; w.To != to || to == "" {
			t.Fatalf("%+v is sent to %q", c, w.To)
		}
		if w.Neutral != (c.Safe.Neutral || c.Safe.Others != "") {
			t.Fatalf("%+v: neutral %v", c, w.Neutral)
		}
	})
}

// TestNoMessageGivesTheMatterAway looks at every message to residents in every channel: neutral words name neither who writes nor what
// about, and no words at all hold more than the reference and a link.
func TestNoMessageGivesTheMatterAway(t *testing.T) {
	p := thePack()
	for _, m := range pack.Messages {
		if !m.Resident {
			continue
		}
		w, ok := p.Wording(m.ID, "")
		if !ok {
			t.Fatalf("the pack has no words for %s", m.ID)
		}
		for _, text := range []string{w.Neutral.Subject, w.Neutral.Body, w.Neutral.Text} {
			for _, gives := range []string{"report", "police", "council", "tower hamlets", "community", "crime", "wardmote", "reference", "http", "case", "{"} {
				if strings.Contains(strings.ToLower(text), gives) {
					t.Errorf("%s says %q in neutral words: %s", m.ID, gives, text)
				}
			}
		}
		for _, text := range []string{w.Subject, w.Body, w.Text} {
			if fields, _ := pack.Named(text); slices.Contains(fields, "pin") || slices.Contains(fields, "what") {
				t.Errorf("%s holds what it must not: %s", m.ID, text)
			}
		}
	}
}

// whatWasCalledSafeIsAskedAgainWhenAMessageIsSent changes it between the two.
func whatWasCalledSafeIsAskedAgainWhenAMessageIsSent(t *testing.T, w *world) {
	server := w.mail()
	for name, c := range map[string]struct {
		set     map[string]any
		state   string
		subject string
	}{
		"it is not safe any more":     {map[string]any{"safe_contact": false}, record.MessageHeld, ""},
		"e-mail is not safe any more": {map[string]any{"contact_by": []string{"letter"}}, record.MessageHeld, ""},
		"somebody else reads it":      {map[string]any{"contact_by": []string{"email"}, "contact_others": "my husband"}, record.MessageSent, "An update for you"},
		"the address is another":      {map[string]any{"email": "elm@home.example"}, record.MessageSent, "We have your report"},
	} {
		ref := w.report(reached(nil))
		w.edit(access.System("test"), ref, func(e *change.Edit) error {
			for id, v := range c.set {
				if err := e.Set(id, v); err != nil {
					return err
				}
			}
			return nil
		})
		before := len(server.Taken())
		m := w.last(ref, pack.TellReceived)
		if err := w.sender.Send(ctx, m.ID); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if is := w.last(ref, pack.TellReceived); is.State != c.state {
			t.Errorf("%s: it is %s (%s)", name, is.State, is.Why)
		}
		taken := server.Taken()[before:]
		if c.state == record.MessageHeld && len(taken) > 0 || c.state == record.MessageSent && (len(taken) != 1 || !strings.HasPrefix(taken[0].Subject(), c.subject)) {
			t.Errorf("%s: the server took %+v", name, taken)
		}
		if len(taken) == 1 && strings.HasPrefix(c.subject, "An update") && (strings.Contains(taken[0].Body, ref) || taken[0].Header.Get("From") != "<no-reply@wardmote.example>") {
			t.Errorf("%s: it gives away who writes or what about: %v %s", name, taken[0].Header, taken[0].Body)
		}
	}
}

func aTextMessageWaitsForAnHourThatIsSafe(t *testing.T, w *world) {
	ref := w.report(reached(record.Fields{"email": "", "phone": "07700 900123", "contact_by": []string{"text"}, "contact_from": "18:00", "contact_until": "20:00", "contact_days": "weekdays"}))
	m := w.last(ref, pack.TellReceived)
	if want := when.At(time.Date(2026, 11, 2, 18, 0, 0, 0, when.London)); m.Channel != record.ByText || m.Due != want || m.Address != "+447700900123" {
		t.Errorf("it is for %v by %s to %s", m.Due.London(), m.Channel, m.Address)
	}
	never := w.report(reached(record.Fields{"safe_contact": false}))
	if m := w.last(never, pack.TellReceived); m.State != record.MessageHeld || m.Address != "" || m.Why == "" {
		t.Errorf("it is not safe, and the message is %+v", m)
	}
}
