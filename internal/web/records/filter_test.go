package records_test

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// listed are the records that a list shows over all its pages, each as often as it stands there, and what its first page says of
// how many there are.
func listed(t *testing.T, s *programtest.Server, c *http.Client, path string) (refs map[string]int, said string) {
	t.Helper()
	refs = map[string]int{}
	row := regexp.MustCompile(`href="/record/([A-Z]+-\d\d-\d+-\w)"`)
	next := regexp.MustCompile(`rel="next" href="([^"]+)"`)
	for pages := 0; path != ""; pages++ {
		status, body := s.Get(c, path)
		if status != http.StatusOK || pages > 20 {
			t.Fatalf("page %d of %s: %d", pages, path, status)
		}
		if pages == 0 {
			_, said, _ = strings.Cut(body, `<p class="govuk-body"><strong>`)
			said, _, _ = strings.Cut(said, "</strong>")
		}
		for _, m := range row.FindAllStringSubmatch(body, -1) {
			refs[m[1]]++
		}
		path = ""
		if m := next.FindStringSubmatch(body); m != nil {
			path = html.UnescapeString(m[1])
		}
	}
	return refs, said
}

// TestNoOrderOfAListDropsARecord: sorting by the due day once left out every record without one.
func TestNoOrderOfAListDropsARecord(t *testing.T) {
	s := programtest.Start(t)
	const cases = 61
	for i := range cases {
		d := aCase("asb-north-west")
		d.Risk = []string{"low", "medium", "high"}[i%3]
		keep(t, s, d, func(_ *change.Unit, e *change.Edit) error {
			if i%4 == 0 {
				return e.DueBy(when.Day(2027, 1, 1+i%20), "")
			}
			return nil
		})
	}
	for i := range 57 { // those that are not won have no day on which they are reviewed
		keep(t, s, record.Draft{Kind: "grant", Title: "Lights", OwnerBody: "council", Team: "partnership-office", Fields: record.Fields{"title": "Lights", "funder": "mopac", "amount": 5.0}}, func(_ *change.Unit, e *change.Edit) error {
			if i%2 == 0 {
				return e.Move("lost", "Others were poorer", "")
			}
			return nil
		})
	}
	for _, filter := range []url.Values{{}, {"risk": {"high"}}, {"risk": {"high"}, "who": {"nobody"}}, {"q": {"bus stop"}}, {"area": {whitechapel}}, {"team": {"asb-north-west"}}} {
		anyOrder(t, s, s.SignIn("juniper"), "asb-case", "ASB cases", filter)
	}
	for _, filter := range []url.Values{{}, {"open": {"all"}}, {"open": {"closed"}}, {"state": {"lost", "planned"}}, {"q": {"lights"}, "open": {"all"}}, {"f_funder": {"mopac"}, "open": {"all"}}} {
		anyOrder(t, s, s.SignIn("sage"), "grant", "grants and bids", filter)
	}
}

// anyOrder holds a list to itself in its other order: the same records, each once, and as many as the page says.
func anyOrder(t *testing.T, s *programtest.Server, c *http.Client, kind, many string, filter url.Values) {
	t.Helper()
	newest, said := listed(t, s, c, "/records/"+kind+"?"+filter.Encode())
	filter.Set("sort", "due")
	byDue, saidByDue := listed(t, s, c, "/records/"+kind+"?"+filter.Encode())
	if !maps.Equal(newest, byDue) || len(newest) == 0 {
		t.Errorf("%s, %v: newest first has %d records and by due %d", kind, filter, len(newest), len(byDue))
	}
	if want := fmt.Sprintf("%d %s", len(newest), many); said != saidByDue || !strings.Contains(said, want) {
		t.Errorf("%s, %v: %q is said newest first and %q by due, of %d", kind, filter, said, saidByDue, len(newest))
	}
	for ref, n := range newest {
		if n != 1 {
			t.Errorf("%s stands %d times", ref, n)
		}
	}
}

// TestAFilterThatCannotBeReadIsAnError: a list that left a filter out would show more than was asked for. The rule holds for every
// parameter of every kind, on the page, on the map and in the files.
func TestAFilterThatCannotBeReadIsAnError(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("juniper")
	unreadable := map[string][]string{"from": {"10/06/2026", "2026-13-01"}, "to": {"tomorrow"}, "open": {"maybe"}, "state": {"nowhere"}, "who": {"everybody"}, "due": {"soon"},
		"sort": {"sideways"}, "team": {"no-team"}, "area": {"E99999999"}, "category": {"none"}, "risk": {"extreme"}, "said": {"nobody"}, "repeat": {"perhaps"}}
	for _, k := range s.Program.Pack.Kinds {
		if status, _ := s.Get(c, "/records/"+k.ID); status != http.StatusOK {
			continue
		}
		asked := maps.Clone(unreadable)
		for _, f := range k.Fields {
			if f.Filter && f.Compartment == "" && len(f.Options) > 0 && f.ID != "repeat_victim" {
				asked["f_"+f.ID] = []string{"no such answer"}
			}
		}
		for _, name := range slices.Sorted(maps.Keys(asked)) {
			for _, value := range asked[name] {
				path := "/records/" + k.ID + "?" + url.Values{name: {value}}.Encode()
				status, body := s.Get(c, path)
				if status != http.StatusUnprocessableEntity || !strings.Contains(body, "There is a problem") || !strings.Contains(body, value) || !strings.Contains(body, "Nothing was listed") {
					t.Errorf("%s answers %d and does not say what cannot be read", path, status)
				}
			}
		}
		if status, _ := s.Get(c, "/records/"+k.ID+"/export.csv?from=10%2F06%2F2026"); status == http.StatusOK {
			t.Errorf("the file of %s leaves the filter out", k.ID)
		}
	}
	for _, path := range []string{"/records/report/map?from=10/06/2026", "/records/report/points.geojson?from=10/06/2026", "/triage?list=nothing", "/triage?sort=sideways", "/triage?list=all&ward=E99999999", "/triage?list=all&risk=extreme"} {
		if status, _ := s.Get(c, path); status != http.StatusUnprocessableEntity {
			t.Errorf("%s answers %d", path, status)
		}
	}
	if status, body := s.Get(c, "/records/report?from=2026-06-10&to=2026-06-01"); status != http.StatusUnprocessableEntity || !strings.Contains(body, "is before") {
		t.Errorf("a period that ends before it begins: %d", status)
	}
}
