package looptest

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
)

// visitor reads and sends pages as a browser without scripts does.
type visitor struct {
	*testing.T
	s *programtest.Server
	c *http.Client
}

// opens wants a page to be there and to say the texts.
func (v *visitor) opens(path string, texts ...string) string {
	v.Helper()
	status, body := v.s.Get(v.c, path)
	v.says(path, status, body, texts...)
	return body
}

// sends wants a form to be taken, and where it leads to say the texts.
func (v *visitor) sends(path, form string, texts ...string) string {
	v.Helper()
	values, err := url.ParseQuery(form)
	if err != nil {
		v.Fatal(err)
	}
	status, body := v.s.Post(v.c, path, values)
	v.says(path, status, body, texts...)
	return body
}

// decides sends the form of a page that carries the record's version.
func (v *visitor) decides(path, form string, texts ...string) string {
	v.Helper()
	version := versionField.FindStringSubmatch(v.opens(path))
	if version == nil {
		v.Fatalf("%s has no form", path)
	}
	return v.sends(path, form+"&version="+version[1], texts...)
}

func (v *visitor) says(path string, status int, body string, texts ...string) {
	v.Helper()
	if status != http.StatusOK {
		v.Fatalf("%s answers %d: %s", path, status, mainOf(body))
	}
	for _, text := range texts {
		if !strings.Contains(body, text) {
			v.Fatalf("%s does not say %q: %s", path, text, mainOf(body))
		}
	}
}

var (
	versionField = regexp.MustCompile(`name="version" value="(\d+)"`)
	reportRef    = regexp.MustCompile(`REP-\d\d-\d{5}-\w`)
	concernRef   = regexp.MustCompile(`SSC-\d\d-\d{5}-\w`)
	pinField     = regexp.MustCompile(`id="pin">([^<]+)<`)
)

func mainOf(body string) string {
	_, after, _ := strings.Cut(body, "<main")
	return after[:min(len(after), 3000)]
}

// TestAResidentsConcernAboutAStopReachesTheMonitoringGroupAndIsAnswered goes from the public page of stop and search to the
// answer on the resident's own page. The police are asked by the group and do not see who asked.
func TestAResidentsConcernAboutAStopReachesTheMonitoringGroupAndIsAnswered(t *testing.T) {
	s := programtest.Start(t)
	resident := &visitor{t, s, s.Client()}
	resident.opens("/stop-and-search", `href="/report"`, "Stop and search")
	ref, pin := resident.raisesAConcern()

	group := &visitor{t, s, s.SignIn("fern")}
	group.opens("/home", ref)
	group.opens("/triage/"+ref, "nobody told him why", "The Community Monitoring Group watches stop and search")
	for _, other := range []string{"rowan", "hazel", "bramble", "juniper"} {
		if status, _ := s.Get(s.SignIn(other), "/triage/"+ref); status != http.StatusNotFound {
			t.Errorf("%s opens a concern of the group: %d", other, status)
		}
	}
	version := versionField.FindStringSubmatch(group.opens("/triage/" + ref))[1]
	group.sends("/triage/"+ref+"/accept", "version="+version, "is accepted")
	body := group.decides("/triage/"+ref+"/open-case", "kind=stop-concern&f_stop-concern_summary=A+young+man+was+stopped+and+not+told+why&f_stop-concern_about=manner&f_stop-concern_raised_by=resident", "is open for Community Monitoring Group")
	concern := concernRef.FindString(body)
	group.decides("/record/"+concern+"/move/with-police", "reason=We+ask+for+the+record+of+the+stop&f_put_on-day=2&f_put_on-month=11&f_put_on-year=2026", "With the police")
	body = group.opens("/record/" + concern)
	if !strings.Contains(body, "/cases/"+concern+"/close") {
		t.Fatal("the answer of the group does not close the report with the concern")
	}
	group.decides("/cases/"+concern+"/close", "outcome=explained&answer=The+reason+was+written+down+and+not+said&reason=The+police+answered&leaving=They+gave+no+name+and+no+way+to+be+reached&message=We+asked+the+police.+They+will+say+the+reason+each+time.",
		concern+" is closed, and with it "+ref)
	resident.c = s.Client()
	resident.sends("/track", "reference="+ref+"&pin="+url.QueryEscape(pin), "They will say the reason each time.", "Tell us how it went")
}

// raisesAConcern is the public form, from the category to the receipt.
func (v *visitor) raisesAConcern() (ref, pin string) {
	v.opens("/report")
	for _, p := range []struct{ path, form string }{
		{"danger", "now=no"}, {"what?group=Stop+and+search", "category=stop-search"}, {"where", "place=Brick+Lane"}, {"place", "match=market+brick-lane"}, {"kind", "kind=street"},
		{"when", "time=5pm"}, {"often", "often=once&repeat=no"}, {"who", "affected=household&because=yes"}, {"strand", "strand=race"}, {"story", "what=My+son+was+stopped+and+nobody+told+him+why"},
		{"photos", ""}, {"you", "you=anonymous"}, {"doors", "seen=anonymous"}, {"same", "same=different"},
	} {
		v.sends("/report/"+p.path, p.form)
	}
	v.opens("/report/check", "My son was stopped")
	body := v.sends("/report/check", "", "Write down the reference and the PIN")
	found, key := reportRef.FindString(body), pinField.FindStringSubmatch(body)
	if found == "" || key == nil {
		v.Fatalf("no receipt: %s", mainOf(body))
	}
	return found, key[1]
}
