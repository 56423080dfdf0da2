package understand_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// follow presses "see how far it is" until the work behind a page has ended.
func follow(t *testing.T, s *programtest.Server, c *http.Client, path string) string {
	t.Helper()
	for range 400 {
		if status, body := s.Get(c, path); status != 200 || !strings.Contains(body, "data-poll") {
			return body
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s does not end", path)
	return ""
}

var jobPath = regexp.MustCompile(`data-poll="([^"]+)"`)

func TestOnlyPostsThatAnalyseOpenTheQuestionsAndOnlyThoseThatImportTheUpload(t *testing.T) {
	s := programtest.Start(t)
	for user, want := range map[string][2]int{"reed": {200, 200}, "aster": {200, 403}, "alder": {403, 200}, "briar": {403, 403}, "thistle": {403, 403}, "linden": {403, 403}} {
		c := s.SignIn(user)
		for i, paths := range [][]string{{"/analysis", "/analysis/hotspots", "/analysis/fairness", "/analysis/runs", "/analysis/hotspots/table/places.csv", "/analysis/wards.geojson"}, {"/import"}} {
			for _, path := range paths {
				status, _ := s.Get(c, path)
				if want[i] == 403 && status != 403 || want[i] == 200 && status == 403 {
					t.Errorf("%s at %s: %d", user, path, status)
				}
			}
		}
	}
	if _, body := s.Get(s.Client(), "/analysis"); !strings.Contains(body, "Sign in") {
		t.Error("a stranger was not led to the sign-in page")
	}
}

func TestWithoutDataThePagesSayWhatToDo(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("reed")
	for path, want := range map[string]string{"/analysis": "No police data has been imported yet", "/analysis/hotspots": "No police data has been imported yet", "/import": "Nothing has been imported yet", "/analysis/runs": "None has been kept yet"} {
		if status, body := s.Get(c, path); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d", path, status)
		}
	}
	if status, _ := s.Get(c, "/analysis/tarot"); status != 404 {
		t.Errorf("an analysis that is not there: %d", status)
	}
}

func TestAHotSpotBecomesAListAMapAFileAndATasking(t *testing.T) {
	s := withPolice(t)
	c := s.SignIn("reed")
	query := "?types=burglary&from=2018-02&to=2021-01&area=E09000030"
	status, body := s.Get(c, "/analysis/hotspots"+query)
	for _, want := range []string{"8,907 incidents of burglary were recorded in Tower Hamlets", "Make this a tasking", "/tasking/new?area=E0500", "observed=259", "exact permutation distribution", "anonymised points", "Whitechapel"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("%d: the page does not say %q", status, want)
		}
	}
	_, text := s.Get(c, "/analysis/hotspots/table/places.csv"+query)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != 16 || rows[1][4] != "259" || !strings.Contains(rows[1][len(rows[1])-1], "Open Government Licence") {
		t.Errorf("%v %v", err, rows)
	}
	var doc struct {
		Attribution string
		Features    []struct{ Properties map[string]any }
	}
	for _, path := range []string{"/analysis/hotspots/map/density.geojson", "/analysis/hotspots/take/map.geojson"} {
		_, text = s.Get(c, path+query)
		if err := json.Unmarshal([]byte(text), &doc); err != nil || len(doc.Features) < 100 || doc.Attribution == "" {
			t.Errorf("%s: %v, %d features", path, err, len(doc.Features))
		}
	}
	var taken []string
	err = s.Program.Gate.Read(context.Background(), s.Principal("heather"), func(v *gate.View) error {
		lines, err := v.Audit(gate.AuditQuery{Limit: 50})
		for _, l := range lines {
			if l.Verb == "export" {
				taken = append(taken, l.Subject+" "+l.Detail)
			}
		}
		return err
	})
	if err != nil || len(taken) != 2 || !strings.Contains(taken[1], "analysis hotspots CSV of places") {
		t.Errorf("the audit of what was taken out: %v %q", err, taken)
	}
}

func TestThePilotAreaIsFiveWardsWithItsShareAndTheReasonForIt(t *testing.T) {
	s := withPolice(t)
	c := s.SignIn("reed")
	_, body := s.Get(c, "/analysis/hotspots?types=drugs&area=pilot")
	for _, want := range []string{"in the 5 wards of Neighbourhood management pilot area", "Why this area was drawn", "101 calls", "Spitalfields &amp; Banglatown", "Weavers", "Bethnal Green", "St. Peter&#39;s", "Whitechapel"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestEveryQuestionIsAnsweredOnTheRealData(t *testing.T) {
	s := withPolice(t)
	c := s.SignIn("reed")
	for path, want := range map[string]string{
		"/analysis/trend?types=burglary":                                       "The last twelve months had",
		"/analysis/profile?area=pilot":                                         "Half of them fall on",
		"/analysis/hour-week":                                                  "fall in the eight hours from",
		"/analysis/fairness":                                                   "Measured against residents, Census 2021",
		"/analysis/fairness?group=self&area=E05009336":                         "No benchmark is given",
		"/analysis/effect?types=burglary&area=E05009336&change=2019-06&span=6": "comparison area",
		"/analysis/places?types=burglary&capacity=10":                          "Which way of choosing found most",
		"/analysis/effect?types=burglary&lon=-0.0596&lat=51.5191&radius=300&ring=300&comparison=E05009317&change=2019-06": "Buffer",
	} {
		if status, body := s.Get(c, path); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d without %q", path, status, want)
		}
	}
	if status, body := s.Get(c, "/analysis/effect?types=burglary"); status != 422 || !strings.Contains(body, "Choose the month in which the operation began") {
		t.Errorf("an operation without a beginning: %d", status)
	}
	if status, _ := s.Get(c, "/analysis/hotspots?area=Camelot"); status != 422 {
		t.Errorf("an area that is not there: %d", status)
	}
	if status, _ := s.Get(c, "/analysis/hotspots?from=2020-01&to=2019-01&types=burglary"); status != 422 {
		t.Errorf("a period that ends before it begins: %d", status)
	}
}

func TestALongQuestionRunsInTheBackgroundKeepsItsAnswerAndReplays(t *testing.T) {
	s := withPolice(t)
	c := s.SignIn("reed")
	_, body := s.Post(c, "/analysis/emerging/run", url.Values{"types": {"burglary"}, "from": {"2018-02"}, "to": {"2021-01"}, "cell": {"500"}, "area": {"E09000030"}})
	if at := jobPath.FindStringSubmatch(body); at != nil {
		body = follow(t, s, c, at[1])
	}
	if !strings.Contains(body, "Fingerprint of the data") || !strings.Contains(body, "Emerging hot spots") {
		t.Fatalf("no kept answer: %.2000s", body)
	}
	run := regexp.MustCompile(`/analysis/runs/([0-9a-f-]{36})/replay`).FindStringSubmatch(body)[1]
	if _, list := s.Get(c, "/analysis/runs"); !strings.Contains(list, run) {
		t.Error("the answer is not in the list")
	}
	if status, _ := s.Get(c, "/analysis/runs/"+run+"/map/squares.geojson"); status != 200 {
		t.Errorf("the map of the kept answer: %d", status)
	}
	_, body = s.Post(c, "/analysis/hotspots/keep", url.Values{"types": {"robbery"}, "from": {"2019-01"}, "to": {"2019-12"}})
	kept := regexp.MustCompile(`/analysis/runs/([0-9a-f-]{36})/replay`).FindStringSubmatch(body)[1]
	if _, body = s.Post(c, "/analysis/runs/"+kept+"/replay", nil); !strings.Contains(body, "The same data gives the same answer, figure for figure") {
		t.Errorf("replay: %.1500s", body)
	}
	if status, _ := s.Get(s.SignIn("thistle"), "/analysis/runs/"+run); status != 403 {
		t.Errorf("a post that does not analyse opened a kept answer: %d", status)
	}
}

func TestWardBoundariesAreClosedRingsWithNames(t *testing.T) {
	s := programtest.Start(t)
	var doc struct {
		Features []struct {
			Properties struct{ Name string }
			Geometry   struct{ Coordinates [][][][2]float64 }
		}
	}
	if err := json.Unmarshal([]byte(follow(t, s, s.SignIn("reed"), "/analysis/wards.geojson")), &doc); err != nil || len(doc.Features) != 20 {
		t.Fatalf("%d wards, %v", len(doc.Features), err)
	}
	for _, f := range doc.Features {
		for _, rings := range f.Geometry.Coordinates {
			for _, ring := range rings {
				if f.Properties.Name == "" || len(ring) < 4 || ring[0] != ring[len(ring)-1] {
					t.Errorf("%q has an open ring of %d corners", f.Properties.Name, len(ring))
				}
			}
		}
	}
}

func TestAQuestionThatTakesLongGoesOnInTheBackgroundAndCanBeStopped(t *testing.T) {
	s := withPolice(t)
	c := s.SignIn("reed")
	s.Program.Inquiry.Patience = 1 // a nanosecond: every question takes longer
	status, body := s.Get(c, "/analysis/trend?types=burglary")
	if at := jobPath.FindStringSubmatch(body); at != nil {
		if !strings.Contains(body, `action="`+at[1]+`/stop"`) {
			t.Errorf("%d: the page has no way to stop: %.1500s", status, body)
		}
		body = follow(t, s, c, at[1])
	}
	if !strings.Contains(body, "The last twelve months had") || !strings.Contains(body, "Fingerprint of the data") {
		t.Errorf("no kept answer: %.1500s", body)
	}
	s.Program.Inquiry.Patience = time.Minute
	if status, body := s.Get(c, "/analysis/trend?types=burglary"); status != 200 || !strings.Contains(body, "Keep this answer") {
		t.Errorf("asked again, the page does not show the answer: %d", status)
	}
}

func TestAMapGoesOutPackedToWhoReadsThat(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("reed")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/analysis/wards.geojson", nil)
	if err != nil {
		t.Fatal(err)
	}
	for coding, want := range map[string]string{"gzip": "gzip", "identity": ""} {
		r.Header.Set("Accept-Encoding", coding)
		answer, err := c.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if answer.Body.Close(); answer.StatusCode != 200 || answer.Header.Get("Content-Encoding") != want || answer.Header.Get("Vary") == "" {
			t.Errorf("%s: %d %v", coding, answer.StatusCode, answer.Header)
		}
	}
}
