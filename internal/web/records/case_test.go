package records_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// victim is who suffers on the case of furnished.
func victim(t *testing.T, s *programtest.Server, ref string) string {
	t.Helper()
	for _, p := range open(t, s, ref).Parties {
		if p.Role == "victim" {
			return p.Person
		}
	}
	t.Fatal("nobody suffers on " + ref)
	return ""
}

// promisedWeeksAgo puts on a case a contact that was promised three weeks ago and missed since, and a recording that nobody has heard.
func promisedWeeksAgo(t *testing.T, s *programtest.Server, ref, person string) {
	t.Helper()
	then := when.At(time.Now().Add(-19 * 24 * time.Hour))
	err := change.Of(s.Program.Gate).Write(t.Context(), access.System("test"), func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		u.Backdate(then)
		if err := e.Promise(record.ContactPromise{Person: person, Way: record.ByText, Weekday: time.Tuesday}); err != nil {
			return err
		}
		for i := range 12 {
			at := then.Add(time.Duration(-i*31) * time.Hour)
			if _, err := e.AddIncident(record.Incident{Began: at, Timed: true, What: fmt.Sprintf("Shouted through the letter box, the %d. time", i+1), Person: person}); err != nil {
				return err
			}
		}
		return e.Attach("night.wav", "audio/wav", []byte("RIFF....WAVE"), record.ForStaff)
	})
	if err == nil {
		err = s.Program.Escalate(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestAnOfficerWorksACaseOnOneScreen is scenario 3 on the page: what was promised and missed stands first in words, contact is written where the officer
// is, without scripts too, and the timeline shows of what happened what is asked for.
func TestAnOfficerWorksACaseOnOneScreen(t *testing.T) {
	s := programtest.Start(t)
	ref := furnished(t, s)
	person := victim(t, s, ref)
	promisedWeeksAgo(t, s, ref, person)
	for name, options := range map[string][]browsertest.Option{"case": {browsertest.NoScript}, "case-narrow": {browsertest.Narrow}} {
		p := browsertest.Open(t, options...)
		enter(p, s, "bramble")
		p.Go(s.URL + "/record/" + ref)
		p.Want("Now:", "contact promised for", "was missed", "Next:", "Recording that nobody has listened to", "When it happens", "days were missed")
		p.Check()
		p.Screenshot(name)
		p.Follow("#add a[href^='?add=note']")
		p.Fill("#add textarea[name=note]", "She is moving in with her sister, "+name)
		p.Follow("#add button[type=submit]")
		p.Want("The note is added", "She is moving in with her sister, "+name)
		p.Follow(".wm-chips a[href^='?show=incidents']")
		p.Want("Shouted through the letter box, the 12. time", "Incidents by day and hour")
		if p.Contains("She is moving in") {
			t.Error("the filter shows what was not asked for")
		}
		p.Check()
		p.Screenshot(name + "-incidents")
	}
	p := browsertest.Open(t)
	enter(p, s, "bramble")
	p.Go(s.URL + "/record/" + ref + "?add=contact")
	p.Click("#add input[value='By text message']")
	p.Choose("#add select[name=with]", person)
	p.Fill("#add textarea[name=said]", "Quiet since Sunday")
	p.Follow("#add button[type=submit]")
	p.Want("The contact is recorded", "Spoke with Willow Umbrella", "Quiet since Sunday")
	if w := open(t, s, ref); !w.ContactMiss.IsZero() || len(w.Missed) == 0 || w.ContactDue.IsZero() {
		t.Errorf("after the contact: missed since %s, %d missed in all, next on %s", w.ContactMiss, len(w.Missed), w.ContactDue)
	}
	recording := ""
	for _, f := range open(t, s, ref).Files {
		if f.Media == "audio/wav" {
			recording = f.ID
		}
	}
	if _, err := s.Program.Acts.Run(t.Context(), s.Principal("bramble"), act.Call{Record: ref, Act: act.Recording, Part: recording, Answers: act.Answers{"heard": "Banging"}}); err != nil {
		t.Fatal(err)
	}
	p.Go(s.URL + "/record/" + ref + "?show=evidence")
	p.Want("Somebody listened to a recording", "Banging")
}
