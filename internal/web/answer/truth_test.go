package answer_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// everyPublicAnswer are all pages on which the partnership answers to the public.
func everyPublicAnswer(s *programtest.Server) []string {
	p := s.Program.Pack
	paths := []string{"/plan", "/wards", "/borough", "/sources", "/sources/numbers", "/figures", "/figures?page=2", "/figures?page=5", "/stop-and-search"}
	for _, x := range p.Plans {
		paths = append(paths, "/plan/"+x.ID)
		for _, y := range x.Priorities {
			paths = append(paths, "/plan/"+x.ID+"/"+y.ID)
		}
	}
	for _, ind := range p.Indicators {
		if ind.Public {
			paths = append(paths, "/indicators/"+ind.ID)
		}
	}
	for _, w := range p.Wards() {
		paths = append(paths, "/wards/"+w.Code)
	}
	for _, x := range p.Papers {
		paths = append(paths, "/sources/"+x.ID)
	}
	return paths
}

// together are words that run into each other where a browser breaks no line: a hint or caption, which stands on a line of its
// own, straight after or before a letter.
var together = regexp.MustCompile(`[\p{L}\d.)]<span class="govuk-(?:hint|caption-m)[^>]*>|<span class="govuk-(?:hint|caption-m)[^>]*>[^<]*</span>[\p{L}\d]`)

var aLine = regexp.MustCompile(`\b\d{3}:L\d|\bpaper \d{3}\b|\bline \d+\b`)

// TestNoPublicAnswerShowsWhatIsHiddenAsNoughtOrAsNothing: small counts of every kind of record that an indicator counts, and on
// no public page is one of them said as 0 or as no value, nor is a source a line number, nor do words run together.
func TestNoPublicAnswerShowsWhatIsHiddenAsNoughtOrAsNothing(t *testing.T) {
	s := start(t)
	counted := few(t, s)
	hidden := 0
	for _, path := range everyPublicAnswer(s) {
		status, html := s.Get(s.Client(), path)
		if status != 200 {
			t.Errorf("%s: status %d", path, status)
		}
		for _, m := range together.FindAllString(html, 3) {
			t.Errorf("%s: words run together: %s", path, m)
		}
		body := spaces.ReplaceAllString(tags.ReplaceAllString(html, " "), " ")
		if m := aLine.FindString(body); m != "" {
			t.Errorf("%s: a source is a line number: %q", path, m)
		}
		id, is := strings.CutPrefix(path, "/indicators/")
		if !is || !counted[id] {
			continue
		}
		if strings.Contains(body, "No value yet") {
			t.Errorf("%s says that there is no value, and there is one that is not published", path)
		}
		if strings.Contains(body, "Too small to publish") || strings.Contains(body, "See the table by") {
			hidden++
		}
	}
	if hidden == 0 {
		t.Error("nothing was hidden: the test shows nothing")
	}
	strands := read(t, s, "", "/indicators/hate-strands")
	wants(t, strands, "Disability [c]", "See the table by option")
	refuses(t, strands, "Disability 0")
}

// few records three of everything that a public indicator counts without more conditions, in the second quarter of 2026 and in
// the year before, and says which indicators those are.
func few(t *testing.T, s *programtest.Server) map[string]bool {
	t.Helper()
	counted := map[string]bool{"hate-strands": true}
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for _, day := range []when.Date{when.Day(2025, 5, 6), when.Day(2026, 5, 6)} {
			u.Backdate(day.Start())
			for i := range s.Program.Pack.Indicators {
				ind := &s.Program.Pack.Indicators[i]
				if !ind.Public || ind.Formula == nil || ind.Formula.Count == "" || ind.Formula.Where != nil || ind.Formula.Count == "report" || ind.By != "" || ind.Formula.Date == "closed" || ind.Formula.Count == "patrol" {
					continue
				}
				counted[ind.ID] = true
				for n := range 3 {
					if _, err := u.Create(record.Draft{Kind: ind.Formula.Count, Title: fmt.Sprint("few ", n), OwnerBody: "council", Opened: day.Start(), Occurred: day.Start(), Area: whitechapel}); err != nil {
						return err
					}
				}
			}
			for strand, n := range map[string]int{"race": 9, "faith": 8, "disability": 3} {
				for range n {
					if _, err := u.Create(record.Draft{Kind: "hate-incident", Title: "test", OwnerBody: "council", Opened: day.Start(), Fields: record.Fields{"strands": []string{strand}, "what": "test"}}); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if status, _ := s.Post(s.SignIn("sage"), "/performance/compute", nil); status != 200 {
		t.Fatalf("computing again: %d", status)
	}
	return counted
}

func TestEveryFigureOfThePapersHasAPageWithWhatItCountsAndAmongWhom(t *testing.T) {
	s := start(t)
	list := ""
	for n := 1; n <= 5; n++ {
		list += read(t, s, "", fmt.Sprintf("/figures?page=%d", n))
	}
	for _, f := range s.Program.Pack.Figures {
		if f.Definition == "" || f.Base == "" || f.Definition == f.Name {
			t.Errorf("%s says what it counts with %q, among %q", f.ID, f.Definition, f.Base)
		}
		if !strings.Contains(list, f.Name) {
			t.Errorf("%s, %q, is not on the list", f.ID, f.Name)
		}
	}
	wants(t, list, "231 figures in all")
	wants(t, read(t, s, "", "/figures/F184"), "Share who call it a very significant issue", "The 83% who think ASB a serious problem", "Plan consultation", "“What residents said”")
	wants(t, read(t, s, "", "/figures?q=knife+injury&paper=004"), "found", "Knife crime injury victims under 24")
	wants(t, read(t, s, "", "/plan"), "All figures of the papers")
	wants(t, read(t, s, "", "/sources/001"), "9 December 2019", "3.6 Council funded police officers", "Arrests by the PTF : 356 arrests")
	if status, _ := s.Get(s.Client(), "/figures/F999"); status != 404 {
		t.Errorf("a figure that is not there: %d", status)
	}
}

func TestAComputedValueIsSignedAsOurOwnAndAShareSaysOfHowMany(t *testing.T) {
	s := start(t)
	body := read(t, s, "", "/indicators/patrols")
	wants(t, body, "computed from this partnership’s records")
	wants(t, read(t, s, "", "/indicators/police-relied-on"), "5 years old")
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		u.Backdate(when.Day(2026, 5, 6).Start())
		for n := range 40 {
			satisfied := "satisfied"
			if n%4 == 0 {
				satisfied = "dissatisfied"
			}
			if _, err := u.Create(record.Draft{Kind: "satisfaction", Title: "test", OwnerBody: "council", Opened: when.Day(2026, 5, 6).Start(), Occurred: when.Day(2026, 5, 6).Start(), Fields: record.Fields{"about": "test", "rating": satisfied, "solved": true}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if status, _ := s.Post(s.SignIn("sage"), "/performance/compute", nil); status != 200 {
		t.Fatalf("computing again: %d", status)
	}
	wants(t, read(t, s, "", "/indicators/satisfied"), "of 40 counted")
}

func TestThePlanShowsSharedAgendasAndTheLawWithItsState(t *testing.T) {
	s := start(t)
	wants(t, read(t, s, "", "/plan"), "Agendas shared with other boards", "Health harms related to drugs and alcohol", "Health and Wellbeing Board", "Law behind the plan", "Crime and Disorder Act 1998", "In force", "A bill")
}
