package hear_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

var ticked = regexp.MustCompile(`<input[^>]* name="([^"]+)"[^>]* checked|<option[^>]* value="([^"]+)" selected`)

// No question of the journey or of the form for a call is answered before somebody answered it: not when it is first shown, and
// not after an error, when a second press would send an answer that nobody gave.
func TestNoQuestionHasADefault(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	at, body := p.get("/report")
	walk := map[string][]string{"danger": {"now", "danger"}, "what": {"category", "hate"}, "where": {"place", "brick lane"}, "place": {"match", "market brick-lane"}, "kind": {"kind", "street"},
		"often": {"often", "weekly", "repeat", "no"}, "who": {"affected", "somebody-else"}, "else": {"agrees", "not-asked"}, "story": {"what", "He shouted at her"},
		"you": {"you", "contact"}, "contact": {"name", "Ada Fennel", "phone", "020 7946 0011", "safe", "some"}, "reach": {"by", "text"}}
	asked := map[string]bool{}
	for range 40 {
		question := strings.TrimPrefix(strings.SplitN(at, "?", 2)[0], "/report/")
		if question == "check" {
			break
		}
		asked[question] = true
		if found := ticked.FindString(body); found != "" {
			t.Errorf("%s is answered before it was asked: %s", at, found)
		}
		if pairs := walk[question]; pairs != nil && question != "where" {
			if _, again := p.post(at); ticked.MatchString(again) || faults(again) == "" {
				t.Errorf("%s: after an error the page holds %q and says %q", at, ticked.FindString(again), faults(again))
			}
			if at, _ := p.get("/report/check"); at == "/report/check" {
				t.Fatalf("%s was passed without an answer", question)
			}
		}
		at, body = p.pass(p.post(at, walk[question]...))
	}
	for question := range walk {
		if !asked[question] {
			t.Errorf("%s was not asked", question)
		}
	}
	if !asked["strand"] {
		t.Error("hate is not asked for its strand")
	}
	_, body = p.post("/report/check")
	if !strings.Contains(body, "ring 999 now") || !strings.Contains(body, "press 55") || strings.Contains(body, "do not have to report it") {
		t.Errorf("after danger the last page says %s", plain(body))
	}
	wren := staff(t, s, "wren")
	_, body = wren.get("/triage/log")
	if found := ticked.FindString(body); found != "" {
		t.Errorf("the log of a call is answered before anybody rang: %s", found)
	}
	token := hiddenToken.FindStringSubmatch(body)[1]
	_, body = wren.post("/triage/log", "token", token, "category", "noise", "channel", "phone", "what", "Bass")
	if !strings.Contains(faults(body), "in danger") || strings.Contains(body, `id="reference"`) {
		t.Errorf("a call is logged without the question on danger: %s", faults(body))
	}
}

// What somebody would rather not say is kept as that, and what was left open is not kept at all; a report for somebody else says
// who it is and whether they agree, and hate its strands.
func TestWhatWasNotSaidIsNotKeptAsNo(t *testing.T) {
	s := programtest.Start(t)
	for name, c := range map[string]struct {
		because []string
		want    func(record.Fields) bool
	}{
		"left open":      {nil, func(f record.Fields) bool { return f["because_of_who"] == nil && f["because_not_said"] == nil }},
		"no":             {[]string{"because", "no"}, func(f record.Fields) bool { return f["because_of_who"] == false && f["because_not_said"] == nil }},
		"would not say":  {[]string{"because", "not-said"}, func(f record.Fields) bool { return f["because_of_who"] == nil && f.Yes("because_not_said") }},
		"yes and strand": {[]string{"because", "yes"}, func(f record.Fields) bool { return f.Yes("because_of_who") && len(f.List("strands")) == 2 }},
	} {
		p := newResident(t, s)
		p.noise()
		at, body := p.pass(p.post("/report/who", append([]string{"affected", "somebody-else", "harm", "sleep", "harm", "afraid"}, c.because...)...))
		if at != "/report/else" || !strings.Contains(body, "agree") {
			t.Fatalf("%s: a report for somebody else leads to %s", name, at)
		}
		at, _ = p.pass(p.post("/report/else", "agrees", "not-asked", "other-name", "The woman at number 4", "other-reach", "At the school gate"))
		if at == "/report/strand" {
			p.post(at, "strand", "race", "strand", "disability")
		}
		p.pass(p.post("/report/you", "you", "anonymous"))
		p.get("/report/check")
		ref, _ := p.send()
		f := recordOf(t, s, ref).Fields
		if !c.want(f) || f.Text("other_agrees") != "not-asked" || f.Text("other_name") == "" || len(f.List("harm")) != 2 {
			t.Errorf("%s is kept as %v", name, f)
		}
	}
}

func TestAStoryWithoutANameThatHoldsOneIsWarnedOf(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.noise()
	p.answer("/report/story", "/report/you", "what", "My name is Ada Fennel, ring me on 07700 900123 or ada@example.com about Brick Lane at 23:30 on 1 March 2024")
	_, body := p.answer("/report/you", "/report/check", "you", "anonymous")
	for _, want := range []string{"Ada Fennel", "07700 900123", "ada@example.com", "may tell who somebody is"} {
		if !strings.Contains(plain(body), want) {
			t.Errorf("the page before sending does not warn of %q", want)
		}
	}
	quiet := newResident(t, s)
	quiet.noise()
	if _, body := quiet.answer("/report/you", "/report/check", "you", "anonymous"); strings.Contains(body, "may tell who somebody is") {
		t.Error("a story that tells nothing is warned of")
	}
}
