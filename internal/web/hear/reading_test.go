package hear_test

import (
	"html/template"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

func TestAServiceIsFoundWithTelephoneHoursAndWhetherItIsOpenNow(t *testing.T) {
	for name, c := range map[string]struct {
		now  time.Time
		want string
	}{"by day": {time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), "Open now"}, "at night": {time.Date(2026, 11, 23, 23, 0, 0, 0, time.UTC), "Closed now"}} {
		t.Run(name, func(t *testing.T) {
			s := programtest.StartWith(t, programtest.Options{Now: func() when.Instant { return when.At(c.now) }})
			p := newResident(t, s)
			_, body := p.get("/directory/reset")
			for _, want := range []string{"0203 889 9510", "Monday to Friday, 9am to 5pm", c.want, "you can leave a message"} {
				if !strings.Contains(plain(body), want) {
					t.Errorf("the page does not show %q: %s", want, plain(body))
				}
			}
			_, body = p.get("/directory?q=domestic+abuse")
			if !strings.Contains(body, "vawg@towerhamlets.gov.uk") || !strings.Contains(body, "Exit this page") {
				t.Errorf("domestic abuse: %s", plain(body))
			}
			_, body = p.get("/directory?open=yes")
			if got := strings.Contains(body, "0203 889 9510"); got != (name == "by day") {
				t.Errorf("among those who answer now: %v", got)
			}
		})
	}
}

// TestAdviceIsThePacks: each heading with its steps, and whom to ask.
func TestAdviceIsThePacks(t *testing.T) {
	s := programtest.Start(t)
	_, body := s.Get(s.Client(), "/advice")
	if len(s.Program.Pack.Advice) == 0 {
		t.Fatal("the pack advises nothing")
	}
	for _, a := range s.Program.Pack.Advice {
		for _, text := range append([]string{a.Name}, a.Steps...) {
			if !strings.Contains(body, template.HTMLEscapeString(text)) {
				t.Errorf("%q is not on the page", text)
			}
		}
		for _, id := range a.Contacts {
			if c, ok := s.Program.Pack.Contact(id); !ok || !strings.Contains(body, template.HTMLEscapeString(c.Name)) {
				t.Errorf("the door %s is not on the page", id)
			}
		}
	}
}

func TestPagesThatAreReadHaveNoFindingsAtAnyWidth(t *testing.T) {
	s := programtest.Start(t)
	for name, options := range map[string][]browsertest.Option{"desktop": nil, "narrow": {browsertest.Narrow}} {
		p := browsertest.Open(t, options...)
		for _, path := range []string{"/directory", "/directory?q=domestic+abuse", "/directory/victim-support", "/advice", "/accessibility", "/privacy", "/sources", "/contact", "/report/nowhere"} {
			if name == "desktop" && path != "/directory" && path != "/sources" {
				continue
			}
			p.Go(s.URL + path)
			p.Screenshot(name + strings.ReplaceAll(strings.ReplaceAll(path, "/", "-"), "?", "-"))
			p.Check()
		}
	}
}

// What is asked about people, and what everybody may read, on a screen, on a telephone and without scripts.
func TestThePagesAboutPeopleAndTheStatementsHaveNoFinding(t *testing.T) {
	s := programtest.Start(t)
	answers := [][2]string{{"/report/danger", "now=no"}, {"/report/what?group=Noise", "category=noise"}, {"/report/where", "place=brick+lane"}, {"/report/place", "match=market+brick-lane"},
		{"/report/kind", "kind=street"}, {"/report/when", "from-day=1&from-month=3&from-year=2024"}, {"/report/often", "often=weekly&repeat=no"}, {"/report/who", "affected=somebody-else&because=yes"},
		{"/report/else", "agrees=not-asked"}, {"/report/strand", "strand=race"}, {"/report/story", "what=He+shouted+at+her"}, {"/report/photos", ""}, {"/report/you", "you=contact"},
		{"/report/contact", "name=Ada+Fennel&phone=020+7946+0011&safe=some"}}
	for name, options := range map[string][]browsertest.Option{"wide": nil, "narrow": {browsertest.Narrow}} {
		t.Run(name, func(t *testing.T) {
			p := begun(t, s, answers, options...)
			for _, path := range []string{"/report/else", "/report/strand", "/report/contact", "/report/reach", "/privacy", "/accessibility", "/contact", "/sources", "/stop-and-search", "/directory", "/advice", "/track"} {
				if status := p.Go(s.URL + path); status != 200 || p.Path() != path {
					t.Errorf("%s: %d at %s", path, status, p.Path())
				}
				p.Screenshot("people-" + name + strings.ReplaceAll(path, "/", "-"))
				p.Check()
			}
		})
	}
}
