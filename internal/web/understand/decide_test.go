package understand_test

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// uploaded is the page of an upload once it was read, and the number of the import.
func uploaded(t *testing.T, s *programtest.Server, c *http.Client, name, content string) (body, path string) {
	t.Helper()
	_, body = send(t, s, c, name, []byte(content))
	body = ended(t, s, c, body)
	at := regexp.MustCompile(`action="(/imports/\d+)/accept"`).FindStringSubmatch(body)
	if at == nil {
		t.Fatalf("%s cannot be accepted: %.2000s", name, body)
	}
	return body, at[1]
}

// months are rows of burglary in every ward, so many a ward and month, at points that are held.
func burglaries(t *testing.T, s *programtest.Server, from, to string, each int) string {
	t.Helper()
	facts, err := s.Program.Facts.Facts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(head)
	first, _ := incident.ParseMonth(from)
	last, _ := incident.ParseMonth(to)
	met := map[uint16]bool{}
	for i, ward := range facts.Places.Ward {
		if met[ward] || ward == 0 || math.IsNaN(facts.Places.Lon[i]) {
			continue
		}
		met[ward] = true
		for m := first; m <= last; m++ {
			b.WriteString(strings.Repeat(fmt.Sprintf("%s,%.6f,%.6f,Burglary,\n", m, facts.Places.Lon[i], facts.Places.Lat[i]), each))
		}
	}
	return b.String()
}

func covered(t *testing.T, s *programtest.Server, month string) bool {
	t.Helper()
	facts, err := s.Program.Facts.Facts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	m, _ := incident.ParseMonth(month)
	burglary, _ := incident.ParseType("burglary")
	return facts.Coverage(incident.Crime).Covers(burglary, m, nil)
}

func TestAnImportIsCheckedAcceptedAndTakenBackOnItsPage(t *testing.T) {
	s := withPolice(t)
	c := s.SignIn("reed")
	body, path := uploaded(t, s, c, "spring.csv", burglaries(t, s, "2021-02", "2021-04", 11)+"2021-02,-0.0716,51.5199,Nonsense,\n2099-01,-0.0716,51.5199,Burglary,\n2021-02,-1.5,52.5,Burglary,\n")
	for _, want := range []string{"It waits", "New rows", "Outside the wards", "February 2021 to April 2021", "month is in the future", "no value", "What does it hold whole?", "checked"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(body, "Which published figures would change</h2>\n<p class=\"govuk-body\">None.") {
		t.Error("three months more of burglary would change no published figure")
	}
	if covered(t, s, "2021-03") {
		t.Fatal("what waits counts")
	}
	if _, list := s.Get(c, "/import"); !strings.Contains(list, path) || !strings.Contains(list, "Waiting to be accepted") {
		t.Error("the list of imports does not name what waits")
	}
	if _, body = s.Post(c, path+"/accept", url.Values{"covers": {"crime|Burglary|2021-02|2021-04"}}); !strings.Contains(body, "Accepted by Reed Histogram") || !covered(t, s, "2021-03") {
		t.Fatalf("accepted: %.2000s", body)
	}
	if status, body := s.Post(c, path+"/back", nil); status != 422 || !strings.Contains(body, "Say why the import is taken back") || !covered(t, s, "2021-03") {
		t.Errorf("taken back without a reason: %d", status)
	}
	if _, body = s.Post(c, path+"/back", url.Values{"reason": {"the wrong spring"}}); !strings.Contains(body, "Taken back by Reed Histogram") || !strings.Contains(body, "the wrong spring") || covered(t, s, "2021-03") {
		t.Errorf("taken back: %.2000s", body)
	}
	if status, _ := s.Post(c, path+"/back", url.Values{"reason": {"twice"}}); status != 422 {
		t.Errorf("taken back twice: %d", status)
	}
	if status, _ := s.Get(c, "/imports/9999"); status != 404 {
		t.Errorf("an import that is not there: %d", status)
	}
}

func TestWhatIsNotBelievedIsCoveredOnlyWhereSomebodySaysSo(t *testing.T) {
	s := withPolice(t)
	c := s.SignIn("reed")
	row := head + "2025-11,-0.046326,51.522770,Burglary,E01004197\n"
	body, path := uploaded(t, s, c, "one.csv", row)
	if !strings.Contains(body, "far fewer rows than the months around have") || strings.Contains(body, `value="crime|Burglary|2025-11|2025-11" checked`) {
		t.Error("one row is taken for a month")
	}
	s.Post(c, path+"/accept", nil)
	if covered(t, s, "2025-11") {
		t.Error("one row covers a month")
	}
	s.Post(c, path+"/back", url.Values{"reason": {"a trial"}})
	_, path = uploaded(t, s, c, "again.csv", row+"\n")
	s.Post(c, path+"/accept", url.Values{"covers": {"crime|Burglary|2025-11|2025-11"}, "wards": {"all"}})
	if !covered(t, s, "2025-11") {
		t.Error("what somebody says is whole is not covered")
	}
	_, path = uploaded(t, s, c, "summer.csv", burglaries(t, s, "2021-05", "2021-06", 11))
	s.Post(c, path+"/accept", nil) // nothing ticked
	if covered(t, s, "2021-05") {
		t.Error("what was not ticked is covered")
	}
	_, path = uploaded(t, s, c, "autumn.csv", burglaries(t, s, "2021-09", "2021-09", 11))
	if _, body = s.Post(c, path+"/drop", nil); !strings.Contains(body, "Let go by Reed Histogram") {
		t.Errorf("let go: %.1500s", body)
	}
	all, err := s.Program.Depot.Imports(context.Background())
	if err != nil || all[len(all)-1].State != segment.Dropped {
		t.Errorf("%v %+v", err, all[len(all)-1])
	}
}

// Whoever answers for the audit sees who accepted, let go or took back which import, when and why, and each once; also what was done
// at the command line, beside the server.
func TestTheAuditSaysWhoAcceptedAndTookBackWhichImportAndWhy(t *testing.T) {
	s := withPolice(t)
	c, audit := s.SignIn("reed"), s.SignIn("heather")
	_, path := uploaded(t, s, c, "spring.csv", burglaries(t, s, "2021-02", "2021-04", 11))
	s.Post(c, path+"/accept", url.Values{"covers": {"crime|Burglary|2021-02|2021-04"}})
	s.Post(c, path+"/back", url.Values{"reason": {"the wrong spring"}})
	_, dropped := uploaded(t, s, c, "autumn.csv", burglaries(t, s, "2021-09", "2021-09", 11))
	s.Post(c, dropped+"/drop", nil)
	all, err := s.Program.Depot.Imports(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	opt := incident.Options{By: "wardmote import", Now: s.Program.Config.Now()}
	if err := incident.TakeBack(context.Background(), s.Program.Depot, all[0].ID, "done beside the server", opt); err != nil {
		t.Fatal(err)
	}
	for range 2 { // told again it stands there once
		if err := s.Program.Intake.Tell(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	number := strings.TrimPrefix(path, "/imports/")
	for act, want := range map[string][]string{
		"import accepted":   {"Reed Histogram", "Accepted an import", "import " + number + ", spring.csv"},
		"import taken back": {"Reed Histogram", "Took an import back", "import " + number + ", spring.csv: the wrong spring", "done beside the server", "wardmote import"},
		"import let go":     {"Reed Histogram", "Let an import go", "autumn.csv"},
		"import":            {all[1].Files[0].Source.Name},
	} {
		_, body := s.Get(audit, "/audit?act="+url.QueryEscape(act))
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("the audit of %q lacks %q", act, w)
			}
		}
		if n := strings.Count(body, "the wrong spring"); act == "import taken back" && n != 1 {
			t.Errorf("one taking back stands %d times in the audit", n)
		}
	}
	if _, body := s.Get(audit, "/audit?person=reed&act=import+accepted"); !strings.Contains(body, "spring.csv") {
		t.Error("what reed accepted is not found by who did it")
	}
}
