package answer_test

import (
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// open signs a user in at a page.
func open(t *testing.T, s *programtest.Server, user string, options ...browsertest.Option) *browsertest.Page {
	t.Helper()
	p := browsertest.Open(t, options...)
	if user == "" {
		return p
	}
	p.Go(s.URL + "/sign-in?next=/plan")
	p.Fill("#username", user)
	p.Fill("#password", programtest.Password)
	p.Follow("form[action='/sign-in'] button[type=submit]")
	return p
}

func visit(t *testing.T, p *browsertest.Page, s *programtest.Server, paths ...string) {
	for _, path := range paths {
		p.Go(s.URL + path)
		p.Check()
		p.Screenshot(names.Replace(t.Name() + path))
	}
}

// names makes the name of a picture of the name of a test and a path.
var names = strings.NewReplacer("/", "-", " ", "-", ",", "")

var publicPages = []string{"/plan", "/plan/plan-2017", "/plan/plan-2021/P1", "/indicators/fte-2017", "/indicators/asb-reports", "/wards", "/wards/" + whitechapel, "/borough", "/sources/numbers", "/indicators/hate-crime", "/figures", "/figures/F184", "/sources/004"}

var staffPages = []string{"/performance", "/boards", "/boards/neighbourhood-board", "/boards/actions", "/boards/calendar", "/boards/tmg/convene", "/indicators/reports-online", "/indicators/hate-detection/enter"}

// A sheet is as wide as a telephone to a style sheet, and has no links: a list stays a table, and no address is printed.
func TestOnPaperAListIsATableAndALinkIsItsWords(t *testing.T) {
	s := start(t)
	p := open(t, s, "sage", browsertest.Narrow, browsertest.Paper)
	p.Go(s.URL + "/boards/actions")
	if shown := browsertest.Eval[string](p, `getComputedStyle(document.querySelector("main tbody tr")).display`); shown != "table-row" {
		t.Errorf("a row is printed as %s", shown)
	}
	if shown := browsertest.Eval[string](p, `getComputedStyle(document.querySelector("main td a"), "::after").content`); shown != "none" {
		t.Errorf("a link is printed with %s", shown)
	}
	if shown := browsertest.Eval[string](p, `getComputedStyle(document.querySelector("header")).display`); shown != "none" {
		t.Errorf("the bar of sections is printed: %s", shown)
	}
}

func TestTheAnswersHaveNoFindingForAnybody(t *testing.T) {
	s := start(t)
	t.Run("wide", func(t *testing.T) { visit(t, open(t, s, ""), s, publicPages...) })
	t.Run("narrow", func(t *testing.T) { visit(t, open(t, s, "", browsertest.Narrow), s, publicPages[4:7]...) })
	t.Run("without scripts", func(t *testing.T) { visit(t, open(t, s, "", browsertest.NoScript), s, publicPages[1], publicPages[6]) })
	t.Run("staff", func(t *testing.T) { visit(t, open(t, s, "sage"), s, staffPages...) })
	t.Run("staff, narrow", func(t *testing.T) {
		visit(t, open(t, s, "sage", browsertest.Narrow), s, staffPages[0], staffPages[2], staffPages[5], staffPages[7])
	})
	t.Run("paper", func(t *testing.T) { visit(t, open(t, s, "", browsertest.Paper), s, publicPages[1]) })
}

func TestAPerformanceOfficerEntersAValueByKeyboardWithoutScripts(t *testing.T) {
	s := start(t)
	p := open(t, s, "sage", browsertest.NoScript)
	p.Go(s.URL + "/indicators/hate-detection")
	p.Want("No value yet", "Not rated")
	p.Follow("a[href='/indicators/hate-detection/enter']")
	p.TabTo("#value")
	p.Type("nine")
	p.TabTo("form[method=post] .govuk-button[type=submit]")
	p.PressFor("Enter")
	p.Want("The value must be a number", "Enter where the value comes from")
	p.Check()
	p.Screenshot("enter-wrong")
	p.Fill("#value", "9.5%")
	p.Fill("#source", "Letter of the Borough Commander, 12 October 2026")
	p.Choose("#period", "2025-26")
	p.TabTo("form[method=post] .govuk-button[type=submit]")
	p.PressFor("Enter")
	p.Want("The value has been entered", "9.5%", "Needs more work", "by the rule: the aim is 10% or more by 31 March 2024", "April 2025 to March 2026", "Sage Tablemat")
	p.Check()
	p.Screenshot("entered")
}
