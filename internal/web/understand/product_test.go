package understand_test

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

var replayPath = regexp.MustCompile(`/analysis/runs/([0-9a-f-]{36})/replay`)

// keptProfile keeps the profile of one type of crime in the pilot area and gives its id. Sixty reports and twenty cases
// stand beside the police's figures.
func keptProfile(t *testing.T, s *programtest.Server, crime string) string {
	t.Helper()
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for i := range 80 {
			at := record.Draft{Kind: "report", Title: "test", OwnerBody: "council", Area: "E05009336", Category: "noise", Point: &record.Point{Lon: -0.0596, Lat: 51.5191},
				Fields: record.Fields{"category": "noise", "what": "test", "affected": []string{"neighbours", "me", "everyone"}[i%3]}}
			if i == 0 {
				at.Fields["affected"] = "business"
			}
			if i >= 60 {
				at.Kind, at.RepeatVictim = "asb-case", i%2 == 0
				at.Fields = record.Fields{"category": "noise", "summary": "test", "repeat_victim": i%2 == 0, "vulnerable_victim": i == 61}
			}
			if _, err := u.Create(at); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	now := s.Program.Gate.Now().Date().String()[:7]
	_, body := s.Post(s.SignIn("reed"), "/analysis/profile/keep", url.Values{"types": {crime}, "area": {"pilot"}, "from": {"2018-02"}, "to": {now}, "seed": {"7"}})
	found := replayPath.FindStringSubmatch(body)
	if found == nil {
		t.Fatalf("the profile was not kept: %.1500s", body)
	}
	return found[1]
}

func says(t *testing.T, where, body string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(body, text) {
			t.Errorf("%s does not say %q", where, text)
		}
	}
}

func TestAProfileOfASBIsADatedDocumentThatPrintsAndReplaysAndIsTakenAwayWhole(t *testing.T) {
	s := withPolice(t)
	short := keptProfile(t, s, "anti-social-behaviour") // of which the repository holds one month
	_, text := s.Get(s.SignIn("reed"), "/documents/"+short)
	says(t, "the profile of one month", text, "incidents of anti-social behaviour", "At which places", "Several neighbours", "ASB cases with a mark", "Whether it is getting worse is not known: a trend needs 12 months, and of this choice there are 1.")
	run := keptProfile(t, s, "drugs")
	c := s.SignIn("reed")
	_, body := s.Get(c, "/documents/"+run)
	says(t, "the document", body, "Problem profile", "In which wards", "At which places", "Where it keeps happening", "How much falls on how few", "Is it getting worse", "At what time of year",
		"What residents and staff reported", "Who is affected: reports", "Several neighbours", "ASB cases with a mark", "Repeat victim", "Read this first", "Fingerprint of the data", "Seed of chance",
		"Reed Histogram", "What is counted", "anonymised points", "wardmote replay "+run, "data.police.uk")
	if strings.Contains(body, "Make this a tasking") {
		t.Error("the document asks its reader to do something")
	}
	status, file := s.Get(c, "/documents/"+run+"/file")
	says(t, "the file", file, "<style>", "Where it keeps happening", "<svg", "Several neighbours")
	if status != 200 || strings.Contains(file, "<script") || strings.Contains(file, "<link") || strings.Contains(file, "Sign out") {
		t.Errorf("%d: the file needs something beside itself", status)
	}
	if _, again := s.Post(c, "/analysis/runs/"+run+"/replay", nil); !strings.Contains(again, "The same data gives the same answer, figure for figure") {
		t.Error("the same question to the same data gives another document")
	}
	if status, _ := s.Get(s.SignIn("thistle"), "/documents/"+run); status != 403 {
		t.Errorf("a post that does not analyse opened the document: %d", status)
	}
	p := browsertest.Open(t)
	signIn(p, s, "reed", "/analysis")
	p.Go(s.URL + "/documents/" + run)
	p.Check()
	p.Screenshot("profile-document")
	paper := browsertest.Open(t, browsertest.Paper)
	signIn(paper, s, "reed", "/analysis")
	paper.Go(s.URL + "/documents/" + run)
	paper.Screenshot("profile-paper")
}

func TestAFinishedAnalysisBecomesAProductWithDateReadersReviewBoardsAndPriorities(t *testing.T) {
	s := withPolice(t)
	run := keptProfile(t, s, "drugs")
	c := s.SignIn("reed")
	form := url.Values{"sort": {"profile"}, "title": {"Drugs and ASB in the pilot area"}, "author": {"Reed Histogram"}, "found": {"Half of it falls on few places."}, "priorities": {"P1"}, "boards": {"neighbourhood-board"},
		"review-day": {"1"}, "review-month": {"6"}, "review-year": {"2099"}}
	path := "/documents/" + run + "/product"
	if status, body := s.Post(c, path, form); status != 422 || !strings.Contains(body, "Enter for whom it is") || !strings.Contains(body, "Drugs and ASB in the pilot area") {
		t.Errorf("a product without readers: %d", status)
	}
	form.Set("audience", "The tasking meeting")
	status, body := s.Post(c, path, form)
	if status != 200 || !strings.Contains(body, "is on the register") {
		t.Fatalf("%d %.1500s", status, body)
	}
	ref := regexp.MustCompile(`AP-\d\d-\d+`).FindString(body)
	_, list := s.Get(s.SignIn("linden"), "/products") // a member of the board, who does not analyse
	says(t, "the register", list, "Drugs and ASB in the pilot area", "Problem profile", "Reed Histogram", "The tasking meeting", "Draft", "1 June 2099")
	_, other := s.Get(c, "/products?sort=evaluation")
	if strings.Contains(other, "Drugs and ASB in the pilot area") {
		t.Error("a list of one sort has another")
	}
	_, document := s.Get(c, "/documents/"+run)
	says(t, "the document", document, ref)
	for _, at := range []string{"/boards/neighbourhood-board", "/plan/plan-2021/P1"} {
		_, body := s.Get(s.SignIn("linden"), at)
		says(t, at, body, "Analyses", "Drugs and ASB in the pilot area", "/record/"+ref)
	}
	if _, public := s.Get(s.Client(), "/plan/plan-2021/P1"); strings.Contains(public, "Drugs and ASB in the pilot area") {
		t.Error("the public reads the title of a product")
	}
	if status, _ := s.Get(s.SignIn("thistle"), "/products"); status != 403 {
		t.Errorf("a post without products opens the register: %d", status)
	}
	p := browsertest.Open(t, browsertest.Narrow)
	signIn(p, s, "reed", "/analysis")
	for _, at := range []string{"/products", path} {
		p.Go(s.URL + at)
		p.Check()
		p.Screenshot("narrow" + strings.ReplaceAll(at[:9], "/", "-"))
	}
}

func TestTheMonitoringGroupReadsStopAndSearchAndAConcernIsRecordedOwnedAndAnswered(t *testing.T) {
	s := withPolice(t)
	status, body := s.Get(s.Client(), "/stop-and-search")
	if status != 200 {
		t.Fatalf("the public page: %d", status)
	}
	says(t, "the public page", body, "The Community Monitoring group watches these figures", "Measured against residents, Census 2021", "Tell us about it", "data.police.uk", "Stops and searches that the police published")
	group := s.SignIn("fern")
	_, body = s.Get(group, "/stop-and-search?months=all")
	says(t, "the group's page", body, "Record a concern", "/records/stop-concern/new")
	status, body = s.Post(group, "/records/stop-concern/new", url.Values{"key": {"k1"}, "c_title": {"Searches at the station"}, "c_team": {"community-monitoring"}, "f_summary": {"Many are searched and little is found"},
		"f_about": {"who"}, "f_raised_by": {"member"}, "f_figures": {"Whitechapel, last twelve months"}})
	ref := regexp.MustCompile(`SSC-\d\d-\d+`).FindString(body)
	if status != 200 || ref == "" {
		t.Fatalf("recording a concern: %d %.3000s", status, body)
	}
	says(t, "the concern", body, "First answer to who raised it", "Answer of the group", "Write down that the police were asked", "Community Monitoring Group")
	if status, _ := s.Get(s.SignIn("rowan"), "/record/"+ref); status != 404 {
		t.Errorf("a police officer opens the group's concern: %d", status)
	}
	p := browsertest.Open(t, browsertest.Narrow)
	p.Go(s.URL + "/stop-and-search")
	p.Check()
	p.Screenshot("stop-and-search")
}

func TestWherePeopleFeelUnsafeIsRecordedMappedAndAskedOfBesideCrime(t *testing.T) {
	s := withPolice(t)
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for i := range 12 {
			d := record.Draft{Kind: "unsafe-place", Title: "Unsafe at the station", OwnerBody: "council", Area: "E05009336", Point: &record.Point{Lon: -0.0596, Lat: 51.5191}, Occurred: s.Program.Gate.Now(),
				Fields: record.Fields{"heard": "street", "asked": 10.0, "unsafe": float64(5 + i%3), "when_unsafe": []string{"evening"}, "why": []string{"dealing"}}}
			if _, err := u.Create(d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	desk := s.SignIn("aster")
	if status, body := s.Get(desk, "/records/unsafe-place/map"); status != 200 || !strings.Contains(body, "UNS-") {
		t.Errorf("the map: %d", status)
	}
	_, body := s.Get(desk, "/analysis/hotspots?source=unsafe-place&area=pilot")
	says(t, "the hot spots", body, "12 places where people feel unsafe were recorded in Neighbourhood management pilot area", "Make this a tasking", "/tasking/new?area=E05009336")
	if status, body := s.Get(desk, "/analysis/hour-week?source=unsafe-place"); status != 200 || !strings.Contains(body, "fall in the eight hours from") {
		t.Errorf("the hours: %d", status)
	}
}
