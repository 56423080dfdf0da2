package hear_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/act/review"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// saffron does an act of the coordinator on a part of a review.
func saffron(t *testing.T, s *programtest.Server, ref, word, part string, answers act.Answers) {
	t.Helper()
	if _, err := s.Program.Acts.Run(context.Background(), s.Principal("saffron"), act.Call{Record: ref, Act: word, Part: part, Answers: answers}); err != nil {
		t.Fatal(err)
	}
}

// complaintOf writes one complaint of the form for staff.
func (h *hand) complaintOf(nth, to, day, month, year string) {
	h.radio(nth+"_to", to)
	for _, part := range []struct{ of, day string }{{"made", day}, {"behaviour", day}} {
		h.write("#"+nth+"_"+part.of+"-day", part.day)
		h.write("#"+nth+"_"+part.of+"-month", month)
		h.write("#"+nth+"_"+part.of+"-year", year)
	}
	h.write("#"+nth+"_done", "Somebody was warned")
}

// Ledger 32 to 34, scenario 1: three complaints in six months, to council, landlord and police, all acted on, taken down on the telephone: every
// partner is asked, it is met and cannot be declined, and whoever rang reads it by reference and PIN.
func TestAReviewIsAskedForByTelephoneGoesToEveryPartnerAndIsMetWhateverWasDone(t *testing.T) {
	s := programtest.Start(t)
	today := s.Program.Gate.Now().Date()
	h := &hand{Page: browsertest.Open(t, browsertest.NoScript), name: "review"}
	h.Go(s.URL + "/sign-in?next=/triage/log")
	h.Fill("#username", "wren")
	h.Fill("#password", programtest.Password)
	h.Follow("main form button.govuk-button:not(.govuk-button--secondary)")
	h.Follow("a[href='/take/case-review']")
	h.Check()
	h.Want("0207 364 2965, Monday to Friday, 9am to 5pm")
	h.radio("channel", "phone")
	h.radio("applying", "victim")
	h.write("#about", "Shouting and banging on our landing most nights")
	for i, to := range []string{"council", "landlord", "police"} {
		day := today.AddMonths(i - 4)
		parts := strings.Split(day.String(), "-")
		h.complaintOf([]string{"c1", "c2", "c3"}[i], to, parts[2], parts[1], parts[0])
		if i < 2 {
			h.radio([]string{"second", "third"}[i], "yes")
		}
	}
	h.write("#name", "Ada Fennel")
	h.write("#phone", "020 7946 0012")
	h.radio("safe", "yes")
	h.on("/take/case-review")
	h.look("taken")
	h.Want("Taken down", "PIN")
	ref, pin := strings.TrimPrefix(h.Text("h1"), "Taken down: "), h.Text("#pin")

	saffron(t, s, ref, act.NewState, review.Acknowledged, act.Answers{"contact": s.Principal("saffron").Account, "message": "I am your contact."})
	boss := browsertest.Open(t)
	boss.Hold(s.SignIn("saffron").Jar, s.URL)
	boss.Go(s.URL + "/record/" + ref)
	boss.Screenshot("review-threshold")
	boss.Check()
	boss.Want("The threshold is met by law: 3 complaints qualify", "Still to answer what they hold:", "Tower Hamlets Police", "Somebody was warned")
	if boss.Count("a[href$='/move/declined']") != 0 || boss.Count("a[href$='/move/met']") != 1 {
		t.Error("it is offered to decline what the law lets through")
	}
	if status, body := s.Get(s.SignIn("saffron"), "/record/"+ref+"/move/declined"); status != http.StatusConflict || !strings.Contains(body, "no reason to refuse") {
		t.Errorf("declining is answered with %d", status)
	}
	saffron(t, s, ref, act.NewState, review.Met, act.Answers{"why": "Three complaints qualify.", "message": "The threshold is met, and a panel will look at it."})

	caller := &resident{t: t, s: s, c: s.Client()}
	if _, body := caller.post("/track", "reference", ref, "pin", pin); !strings.Contains(body, "The threshold is met. Your case is reviewed") || !strings.Contains(body, "a panel will look at it") {
		t.Errorf("whoever rang does not read that it is met: %s", plain(body))
	}
}

// Ledger 31 and 33: by the form on the website with one complaint; declined with why, what else helps and the day to challenge, and challenged
// by who applied. The directory and the public page lead to it, and the year counts it.
func TestAReviewBelowTheThresholdIsDeclinedWithWhyAndChallengedByTheApplicant(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	for _, at := range []string{"/directory/case-review", "/case-reviews", "/"} {
		if _, body := p.get(at); !strings.Contains(body, `href="/report/form/case-review"`) {
			t.Errorf("%s does not lead to the form", at)
		}
	}
	p.fill("case-review")
	_, body := p.post("/report/form/case-review/check")
	ref, pin := receipt(t, body)
	saffron(t, s, ref, act.NewState, review.Acknowledged, act.Answers{"contact": s.Principal("saffron").Account, "message": "I am your contact."})
	w, _ := asKept(t, s, ref)
	for _, a := range w.Actions {
		saffron(t, s, ref, act.Action, a.ID, act.Answers{"state": "done", "outcome": "We hold nothing beside"})
	}
	saffron(t, s, ref, act.NewState, review.Declined, act.Answers{"why": "One complaint, and no harm is told of.", "helps": "Tell us each time it happens.", "message": "We are sorry."})
	if _, body := p.post("/track", "reference", ref, "pin", pin); !strings.Contains(body, "You can challenge this decision until") || !strings.Contains(body, "Tell us each time it happens.") {
		t.Fatalf("the applicant does not read that it is declined: %s", plain(body))
	}
	if at, body := p.post("/track/challenge", "key", "k", "words", "The police hold more"); !strings.HasPrefix(at, "/track") || !strings.Contains(body, "Your challenge is sent") {
		t.Errorf("challenging leads to %s: %s", at, plain(body))
	}
	if w, _ := asKept(t, s, ref); w.State != review.ThresholdChallenged {
		t.Errorf("it is %s", w.State)
	}
	h := &hand{Page: browsertest.Open(t, browsertest.Narrow), name: "narrow"}
	h.Go(s.URL + "/case-reviews")
	h.look("reviews")
	h.Want("0207 364 2965", "Monday to Friday, 9am to 5pm", "Times the threshold was not met")
	status, file := s.Get(s.Client(), "/case-reviews/figures.csv")
	if lines := strings.Split(strings.TrimSpace(file), "\n"); status != http.StatusOK || len(lines) != 2 || !strings.Contains(lines[1], ",1,1,0,0,") {
		t.Errorf("the yearly figures are %q", file)
	}
}
