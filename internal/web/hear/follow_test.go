package hear_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

const answered = "Officers went there and it was quiet."

// closedReport is a report that a team has closed with an answer.
func closedReport(t *testing.T, s *programtest.Server) report.Receipt {
	t.Helper()
	ctx := context.Background()
	receipt, err := s.Program.Reports.Send(ctx, access.Public(), &report.Filled{Asked: true, Category: "groups", What: "Shouting", Area: "E05009336", PlaceName: "Brick Lane",
		Point: &record.Point{Lon: -0.0716, Lat: 51.5199}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Must("bramble", receipt.Reference, triage.Accept, nil)
	s.Must("bramble", receipt.Reference, triage.Close, act.Answers{"outcome": "patrol", "reason": "Patrols sent.", "message": answered})
	return receipt
}

// asKept is a report as the program sees it, and how many answers about satisfaction there are.
func asKept(t *testing.T, s *programtest.Server, ref string) (w *record.Whole, ratings int) {
	t.Helper()
	err := s.Program.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) (err error) {
		if w, err = v.Open(ref); err != nil {
			return err
		}
		ratings, err = v.Count(gate.Query{Kinds: []string{report.KindSatisfaction}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return w, ratings
}

func TestAReplyIsKeptOnceAndWhatIsWrongWithItIsSaid(t *testing.T) {
	s := programtest.Start(t)
	receipt := closedReport(t, s)
	p := newResident(t, s)
	if _, body := p.post("/track/reply", "words", "Nobody let me in"); !strings.Contains(body, "Enter your reference and PIN again") || strings.Contains(body, "Nobody let me in") {
		t.Errorf("a reply without reference and PIN is answered with %s", plain(body))
	}
	at, opened := p.post("/track", "reference", receipt.Reference, "pin", receipt.PIN)
	if first, _, _ := strings.Cut(opened, "What happens next"); !strings.Contains(first, answered) {
		t.Errorf("the answer is not the first that %s says: %s", at, plain(opened))
	}
	for words, said := range map[string]string{"": "Enter your message", " \n\t": "Enter your message", strings.Repeat("x", 4001): "4,000 characters", "before\x00after\xff": ""} {
		_, body := p.post("/track/reply", "key", "a", "words", words)
		if said != "" && !strings.Contains(faults(body), said) {
			t.Errorf("%.20q: %q", words, faults(body))
		}
		if len(words) > 4000 && !strings.Contains(body, strings.Repeat("x", 4000)) {
			t.Error("what was typed is lost")
		}
	}
	before, _ := asKept(t, s, receipt.Reference)
	hostile := `<script>alert(1)</script> & "thanks"`
	for range 2 { // a double click, or back and again
		p.post("/track/reply", "key", "the same", "words", hostile, "words", "a second field of one name")
	}
	after, _ := asKept(t, s, receipt.Reference)
	if len(after.Notes) != len(before.Notes)+1 {
		t.Errorf("%d notes after %d", len(after.Notes), len(before.Notes))
	}
	_, body := p.get("/track")
	if strings.Contains(body, "<script>alert") || !strings.Contains(body, "&lt;script&gt;") || strings.Contains(body, "a second field") {
		t.Error("the reply is not shown as it was typed")
	}
}

func TestWhatIsNotSolvedOpensTheReportAgainOnce(t *testing.T) {
	s := programtest.Start(t)
	receipt := closedReport(t, s)
	p := newResident(t, s)
	if at, body := p.post("/track/not-solved", "words", "Still there"); !strings.Contains(body, "Enter your reference and PIN again") {
		t.Errorf("without reference and PIN it leads to %s", at)
	}
	if _, body := p.post("/track", "reference", receipt.Reference, "pin", receipt.PIN); !strings.Contains(body, answered) || !strings.Contains(body, "/track/not-solved") {
		t.Error("the closed report does not show its answer and the way on")
	}
	if _, body := p.post("/track/not-solved", "words", ""); !strings.Contains(faults(body), "Enter what is not solved") {
		t.Errorf("nothing typed: %q", faults(body))
	}
	if w, _ := asKept(t, s, receipt.Reference); w.Open {
		t.Fatal("the report is open before anything was said")
	}
	for range 2 {
		if at, body := p.post("/track/not-solved", "key", "one press", "words", "It began again on Friday"); at != "/track?done=not-solved" || !strings.Contains(body, "We have opened your report again") {
			t.Errorf("it leads to %s", at)
		}
	}
	if _, body := p.get("/track/not-solved"); strings.Contains(body, "Open my report again") || !strings.Contains(body, "Tell the team") {
		t.Error("an open report offers to be opened")
	}
	if at, body := p.post("/track/not-solved", "key", "another", "words", "They are back"); at != "/track?done=told" || strings.Contains(body, "opened your report again") || !strings.Contains(body, "Your report is open already") {
		t.Errorf("what is said of an open report leads to %s", at)
	}
	w, _ := asKept(t, s, receipt.Reference)
	if w.LastWord != "reporter" {
		t.Error("triage is not told that the reporter spoke last")
	}
	said := 0
	for _, n := range w.Notes {
		if strings.Contains(n.Body, "It began again on Friday") {
			said++
		}
	}
	if w.State != "reopened" || said != 1 {
		t.Errorf("the report is %s and was told %d times", w.State, said)
	}
}

func TestSatisfactionIsAskedOnceTheReportIsClosedAndKeptOnce(t *testing.T) {
	s := programtest.Start(t)
	receipt := closedReport(t, s)
	p := newResident(t, s)
	if at, body := p.post("/track/rate", "solved", "yes", "rating", "satisfied"); !strings.Contains(body, "Enter your reference and PIN again") {
		t.Errorf("without reference and PIN it leads to %s", at)
	}
	p.post("/track", "reference", receipt.Reference, "pin", receipt.PIN)
	for _, bad := range [][]string{{}, {"solved", "perhaps", "rating", "satisfied"}, {"solved", "yes", "rating", "made-up"}, {"solved", "yes", "rating", "satisfied", "comment", strings.Repeat("x", 1201)}} {
		if _, body := p.post("/track/rate", bad...); faults(body) == "" {
			t.Errorf("%.40q is taken", bad)
		}
	}
	if _, ratings := asKept(t, s, receipt.Reference); ratings != 0 {
		t.Fatalf("%d answers are kept of those refused", ratings)
	}
	for range 2 {
		p.post("/track/rate", "solved", "yes", "rating", "satisfied", "informed", "yes", "comment", "Quick", "contact_again", "no")
	}
	w, ratings := asKept(t, s, receipt.Reference)
	if ratings != 1 || w.Open {
		t.Errorf("%d answers, open %v", ratings, w.Open)
	}
	if _, body := p.get("/track"); strings.Contains(body, "/track/rate") {
		t.Error("it is asked again")
	}
}

func TestAnUnhappyAnswerThatItIsNotSolvedOpensTheReportAgain(t *testing.T) {
	s := programtest.Start(t)
	receipt := closedReport(t, s)
	p := newResident(t, s)
	p.post("/track", "reference", receipt.Reference, "pin", receipt.PIN)
	p.post("/track/rate", "solved", "no", "rating", "very-dissatisfied")
	if w, ratings := asKept(t, s, receipt.Reference); w.State != "reopened" || ratings != 1 {
		t.Errorf("the report is %s with %d answers", w.State, ratings)
	}
}

// One address may begin 60 forms at once and one more every twenty seconds: a library's residents get through, a flood does
// not, and whoever is stopped is told when to try again and to ring 999 in an emergency.
func TestAFloodOfFormsFromOneAddressIsStoppedAndOthersGoOnLater(t *testing.T) {
	now := when.At(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))
	clock := make(chan when.Instant, 1)
	clock <- now
	s := programtest.StartWith(t, programtest.Options{Now: func() when.Instant { at := <-clock; clock <- at; return at }})
	begin := func() (int, string) { return s.Get(s.Client(), "/report") }
	for i := range 60 {
		if status, _ := begin(); status != http.StatusOK {
			t.Fatalf("form %d: %d", i+1, status)
		}
	}
	status, body := begin()
	if status != http.StatusTooManyRequests || !strings.Contains(body, "999") || !strings.Contains(body, "Wait 1 minute") {
		t.Errorf("the 61st form: %d %s", status, plain(body))
	}
	<-clock
	clock <- when.At(now.Time().Add(20 * time.Second))
	if status, _ := begin(); status != http.StatusOK {
		t.Errorf("twenty seconds later: %d", status)
	}
}

func TestFormsOfOtherSitesAndBrokenOnesChangeNothing(t *testing.T) {
	s := programtest.Start(t)
	receipt := closedReport(t, s)
	p := newResident(t, s)
	p.post("/track", "reference", receipt.Reference, "pin", receipt.PIN)
	before, _ := asKept(t, s, receipt.Reference)
	send := func(contentType, site, body string) int {
		r, err := http.NewRequest(http.MethodPost, s.URL+"/track/not-solved", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", contentType)
		if site != "" {
			r.Header.Set("Sec-Fetch-Site", site)
			r.Header.Set("Origin", "https://elsewhere.example")
		}
		res, err := p.c.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res.StatusCode
	}
	words := url.Values{"words": {"Still there"}}.Encode()
	for name, status := range map[string]int{"another site": send("application/x-www-form-urlencoded", "cross-site", words), "half an escape": send("application/x-www-form-urlencoded", "", "words=%zz"),
		"no form at all": send("application/json", "", `{"words":"Still there"}`), "a multipart form that breaks off": send("multipart/form-data; boundary=x", "", "--x\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\nhal"),
		"two megabytes": send("application/x-www-form-urlencoded", "", "words="+strings.Repeat("x", 2<<20))} {
		if status < 400 || status >= 500 {
			t.Errorf("%s: %d", name, status)
		}
	}
	if after, _ := asKept(t, s, receipt.Reference); after.Version != before.Version {
		t.Error("the report was changed")
	}
}

func TestAReporterAnswersOnATelephoneByKeyboard(t *testing.T) {
	s := programtest.Start(t)
	receipt := closedReport(t, s)
	h := &hand{Page: browsertest.Open(t, browsertest.Narrow), name: "narrow"}
	h.Go(s.URL + "/track")
	h.write("#reference", receipt.Reference)
	h.write("#pin", receipt.PIN)
	h.on("/track")
	h.look("30-closed")
	h.Want(answered, "It is not solved", "Tell us how it went")
	h.TabTo("a[href='/track/rate']")
	h.PressFor("Enter")
	h.look("31-rate")
	h.TabTo("form .govuk-button")
	if status := h.PressFor("Enter"); status != http.StatusUnprocessableEntity {
		t.Errorf("an empty answer: %d", status)
	}
	h.WantFocus(".govuk-error-summary")
	h.look("32-rate-empty")
	h.radio("solved", "yes")
	h.radio("rating", "dissatisfied")
	h.write("#comment", "Tell us sooner")
	h.on("/track?done=rate")
	h.look("33-rated")
	h.Want("Thank you. We have kept your answer.")
	h.TabTo("a[href='/track/not-solved']")
	h.PressFor("Enter")
	h.look("34-not-solved")
	h.write("#words", "They came back on Friday")
	h.on("/track?done=not-solved")
	h.look("35-opened-again")
	h.Want("We have opened your report again", "They came back on Friday")
	h.TabTo("a[href='/track/reply']")
	h.PressFor("Enter")
	h.look("36-reply")
	h.write("#words", "And on Saturday")
	h.on("/track?done=reply")
	h.Want("And on Saturday")
}
