package message_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/message/mailtest"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// sent sends a report of somebody who said that they can be reached by email.
func sent(t *testing.T, s *programtest.Server) report.Receipt {
	t.Helper()
	yes := true
	r, err := s.Program.Reports.Send(context.Background(), access.Public(), &report.Filled{Asked: true, Category: "noise", What: "A bass like a pneumatic drill", PlaceWords: "Brick Lane", PlaceName: "Brick Lane",
		Area: "E05009336", PlaceKind: "street", Name: "Ash Example", Email: "ash@home.example", SafeContact: &yes}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var link = regexp.MustCompile(`https?://\S+`)

// arrived waits until a mail server has taken a message to somebody, and gives it with the link in it.
func arrived(t *testing.T, server *mailtest.Server, to, subject string) (mailtest.Mail, *url.URL) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		all := server.Taken()
		if i := slices.IndexFunc(all, func(m mailtest.Mail) bool { return m.To == to && strings.Contains(m.Subject(), subject) }); i >= 0 {
			u, err := url.Parse(link.FindString(all[i].Body))
			if err != nil {
				t.Fatal(err)
			}
			return all[i], u
		}
		if time.Now().After(deadline) {
			t.Fatalf("nothing came to %s about %q: %+v", to, subject, all)
		}
	}
}

func TestWhatIsToldIsReadInARealMailServerAndItsLinkLeadsToTheRightPage(t *testing.T) {
	server := mailtest.Start(t)
	s := programtest.StartWith(t, programtest.Options{Carriers: []message.Carrier{message.SMTP{Server: server.Addr, From: "no-reply@wardmote.example", TLS: message.TLSNone}}})
	bramble := s.SignIn("bramble") // the program serves, and so it sends
	r := sent(t, s)
	mail, u := arrived(t, server, "ash@home.example", "We have your report "+r.Reference)
	if strings.Contains(mail.Body, r.PIN) || strings.Contains(mail.Body, "pneumatic") {
		t.Errorf("the message holds the PIN or the words of the report: %s", mail.Body)
	}
	resident := s.Client()
	if status, body := s.Get(resident, u.RequestURI()); status != http.StatusOK || !strings.Contains(body, `value="`+r.Reference+`"`) {
		t.Errorf("the link does not lead to the door of the report: %d", status)
	}
	if _, body := s.Post(resident, "/track", url.Values{"reference": {r.Reference}, "pin": {r.PIN}}); !strings.Contains(body, "You sent your report") {
		t.Error("behind the door is not the report")
	}

	s.Must("bramble", r.Reference, "accept", nil)
	arrived(t, server, "ash@home.example", "there is news")
	s.Must("juniper", r.Reference, act.AddAction, act.Answers{"what": "Measure the noise at night", "owner": s.Principal("bramble").Account, "due": s.Program.Gate.Now().Date().AddDays(9).String()})
	mail, u = arrived(t, server, "bramble.lanternshade@demo.example", "To be done")
	if strings.Contains(mail.Body, "Measure") || !strings.Contains(mail.Body, r.Reference) {
		t.Errorf("an officer's mail holds what is to be done, or not on which record: %s", mail.Body)
	}
	if _, body := s.Get(bramble, u.RequestURI()); !strings.Contains(body, "Measure the noise at night") || !strings.Contains(body, "/record/"+r.Reference) {
		t.Error("the officer's link does not lead to what is to be done")
	}
	if _, body := s.Get(bramble, "/triage/"+r.Reference); !strings.Contains(body, "Told: We have the report") || !strings.Contains(body, "Sent (email)") {
		t.Error("the message does not stand on its record with its state")
	}
	server.Answer(mailtest.Refuse(550, [3]int{5, 1, 1}, "nobody here of that name"))
	s.Must("bramble", r.Reference, "reply", act.Answers{"message": "At which hours is it?"})
	waitFor(t, "the failure is in the inbox of whoever has the report", func() bool {
		_, body := s.Get(bramble, "/inbox")
		return strings.Contains(body, "A message came to nobody")
	})
}

func waitFor(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !ok(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never happened: %s", what)
		}
	}
}

func TestWhereNothingIsSentTheOutboxShowsWhatWouldBeAndAnActionForABodyStandsWithIt(t *testing.T) {
	s := programtest.Start(t)
	r := sent(t, s)
	s.Must("juniper", r.Reference, act.AddAction, act.Answers{"what": "Check the fire doors", "owner": "", "body": "lfb", "due": s.Program.Gate.Now().Date().AddDays(9).String()})
	ember := s.SignIn("ember")
	for _, path := range []string{"/home", "/inbox"} {
		if _, body := s.Get(ember, path); !strings.Contains(body, "Check the fire doors") || strings.Contains(body, r.Reference) {
			t.Errorf("%s of the body does not show its action, or names a record that it may not open", path)
		}
	}
	alder := s.SignIn("alder")
	_, body := s.Get(alder, "/outbox?whom=reporter")
	if !strings.Contains(body, "This program sends nothing") || !strings.Contains(body, "Would be sent") || strings.Contains(body, "In the inbox alone</strong>") {
		t.Error("the outbox does not show what would leave, or is not narrowed")
	}
	one := regexp.MustCompile(`/outbox/[0-9a-f-]{36}`).FindString(body)
	if _, body = s.Get(alder, one); !strings.Contains(body, "Thank you. We have your report.") || strings.Contains(body, r.Reference) || strings.Contains(body, "ash@") {
		t.Error("a message is not shown whole, or tells who administers of whom it is")
	}
	if status, _ := s.Get(alder, "/outbox?state=nonsense"); status != http.StatusUnprocessableEntity {
		t.Errorf("a state that there is not is answered %d", status)
	}
	juniper := s.SignIn("juniper")
	if _, body := s.Post(juniper, "/preferences", url.Values{"notices": {"daily"}}); !strings.Contains(body, "It is kept") {
		t.Error("how somebody is told cannot be chosen")
	}
	if status, _ := s.Post(juniper, "/preferences", url.Values{}); status != http.StatusUnprocessableEntity {
		t.Errorf("no choice is answered %d", status)
	}
	box := regexp.MustCompile(`/inbox/[0-9a-f-]{36}`)
	_, body = s.Get(ember, "/inbox")
	mine := box.FindString(body)
	s.Post(ember, mine, url.Values{"do": {"aside"}})
	if _, body := s.Get(ember, "/inbox"); strings.Contains(body, "Check the fire doors") {
		t.Error("what is put aside is new still")
	}
	if status, _ := s.Post(alder, mine, url.Values{"do": {"aside"}}); status == http.StatusOK {
		t.Error("somebody else puts it aside")
	}
	pages := map[string][]string{"alder": {"/outbox", one}, "ember": {"/inbox?show=all", mine, "/preferences"}}
	for _, options := range [][]browsertest.Option{nil, {browsertest.Narrow}} {
		for user, paths := range pages {
			p := browsertest.Open(t, options...)
			p.Go(s.URL + "/sign-in")
			p.Fill("#username", user)
			p.Fill("#password", programtest.Password)
			p.Follow("form[action='/sign-in'] button[type=submit], main button[type=submit]")
			for _, path := range paths {
				p.Go(s.URL + path)
				p.Check()
			}
		}
	}
}
