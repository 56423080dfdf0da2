package work_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// sent are reports of residents that wait for the team of the north-west, the most urgent first.
func sent(t *testing.T, s *programtest.Server) (refs []string) {
	t.Helper()
	for _, what := range []string{"They shout under the window every night.", "They block the stairs and smoke.", "Somebody kicked the door in."} {
		receipt, err := s.Program.Reports.Send(context.Background(), access.Public(), &report.Filled{Asked: true, Category: "groups", What: what, Area: "E05009336", PlaceName: "Brick Lane",
			Point: &record.Point{Lon: -0.0716, Lat: 51.5199}, Name: "Holly Turnstile", Phone: "020 7946 0000", SafeContact: new(bool), ContactHow: "Text only, after 6pm"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, receipt.Reference)
	}
	return refs
}

func enter(p *browsertest.Page, s *programtest.Server, user string) {
	p.Go(s.URL + "/sign-in?next=/work")
	p.Fill("#username", user)
	p.Fill("#password", programtest.Password)
	p.Follow("main form button[type=submit]")
}

func look(t *testing.T, s *programtest.Server, ref string) (w *record.Whole) {
	t.Helper()
	err := s.Program.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) (err error) {
		w, err = v.Open(ref)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// An officer clears what waits with the keyboard alone and never leaves the list: accept and next, a note, a tick.
func TestAnOfficerAcceptsNotesAndGoesOnWithoutLeavingTheQueue(t *testing.T) {
	s := programtest.Start(t)
	refs := sent(t, s)
	p := browsertest.Open(t)
	enter(p, s, "bramble")
	p.Want("Needs me now", "To accept", "Nobody’s yet", "Not safe to contact", "They shout under the window")
	p.Check()
	p.Screenshot("queue")
	p.TabTo(".wm-work__open")
	first := p.Text("#look .govuk-body-s")[:len(refs[0])]
	p.PressFor("a")
	p.Want(first + " is accepted")
	if whole := look(t, s, first); whole.State != "accepted" || whole.Assignee == "" {
		t.Errorf("%s is %s and with %q", first, whole.State, whole.Assignee)
	}
	second := p.Text("#look .govuk-body-s")[:len(refs[0])]
	if second == first {
		t.Fatal("the next is not looked at")
	}
	p.Press("n")
	p.Type("Rang the caretaker: the door is mended.")
	p.TabTo(".wm-work__note button")
	p.PressFor("Enter")
	p.Want(second+" has your note", "Note added")
	if whole := look(t, s, second); len(whole.Notes) != 1 || whole.Notes[0].Seal != record.ForStaff {
		t.Errorf("the notes of %s are %+v", second, whole.Notes)
	}
	p.TabTo(".wm-work__row--current .wm-work__open")
	p.Press("x")
	if p.Count(".wm-work__row--current input:checked") != 1 {
		t.Error("x ticks nothing")
	}
	p.Press("n") // while somebody types, a letter is a letter
	p.Type("a j k")
	if got := look(t, s, second); got.State != "received" {
		t.Errorf("typing did something: %s is %s", second, got.State)
	}
}

func TestTheQueueOnATelephoneWithoutScripts(t *testing.T) {
	s := programtest.Start(t)
	sent(t, s)
	p := browsertest.Open(t, browsertest.Narrow, browsertest.NoScript)
	enter(p, s, "bramble")
	p.Check()
	p.Screenshot("queue-phone")
	p.Follow(".wm-work__look")
	ref := p.Text("#look .govuk-body-s")[:9]
	p.Follow(".wm-work__acts form button")
	p.Want(ref, "is accepted")
	p.Go(s.URL + "/work?list=mine&kind=report")
	p.Want("Mine", "it is narrowed")
	p.Fill("#name", "My reports")
	p.Follow("form[action='/saved-lists'] button")
	p.Want("The list is kept as “My reports”", "Kept by me")
	p.Follow("form[action='/saved-lists'] .wm-link-button")
	p.Want("The list is forgotten")
	if p.Count("a[href*='kind=report']") != 0 {
		t.Error("a forgotten list is still there")
	}
}

// What one of several does not allow does not stop the others, and each outcome is told.
func TestSeveralAreAcceptedOrAssignedAtOnceAndEachOutcomeIsTold(t *testing.T) {
	s := programtest.Start(t)
	refs := sent(t, s)
	c := s.SignIn("bramble")
	form := url.Values{"do": {"accept"}, "back": {"/work?list=accept"}, "pick": {refs[0] + "|1", refs[1] + "|99", refs[2] + "|1"}}
	status, body := s.Post(c, "/work", form)
	if status != http.StatusOK || !strings.Contains(body, refs[0]+" is accepted") || !strings.Contains(body, refs[2]+" is accepted") || !strings.Contains(body, "Not done") {
		t.Errorf("%d: %.2000s", status, body)
	}
	form = url.Values{"do": {"assign"}, "assignee": {s.Principal("tansy").Account}, "back": {"/work"}, "pick": {refs[0] + "|2", refs[2] + "|2"}}
	if _, body := s.Post(c, "/work", form); !strings.Contains(body, refs[0]+" is assigned") {
		t.Errorf("assigned: %.2000s", body)
	}
	if look(t, s, refs[0]).Assignee != s.Principal("tansy").Account || look(t, s, refs[1]).State != "received" {
		t.Error("what was said is not what was done")
	}
	for _, bad := range []url.Values{{"do": {"close"}, "pick": {refs[1] + "|1"}}, {"do": {"accept"}, "pick": {refs[1]}}} {
		if status, _ := s.Post(c, "/work", bad); status != http.StatusBadRequest {
			t.Errorf("%v answers %d", bad, status)
		}
	}
}

// Who works on nothing has no queue, and is told where their own work is.
func TestWhoWorksOnNoRecordsHasNoQueue(t *testing.T) {
	s := programtest.Start(t)
	if status, body := s.Get(s.SignIn("briar"), "/work"); status != http.StatusForbidden || !strings.Contains(body, "home page") {
		t.Errorf("a councillor is answered %d", status)
	}
}
