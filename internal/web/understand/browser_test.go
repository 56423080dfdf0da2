package understand_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// signIn opens the browser as a user of the demonstration.
func signIn(p *browsertest.Page, s *programtest.Server, user, next string) {
	p.Go(s.URL + "/sign-in?next=" + next)
	p.Fill("#username", user)
	p.Fill("#password", programtest.Password)
	p.Follow("form[action='/sign-in'] button[type=submit]")
}

func TestTheAnalystsPagesPassAxeOnAScreenOnATelephoneAndWithoutScripts(t *testing.T) {
	s := withPolice(t)
	paths := []string{"/analysis", "/import", "/analysis/hotspots?types=burglary&from=2018-02&to=2021-01&area=E09000030", "/analysis/hotspots?types=drugs&area=pilot",
		"/analysis/trend?types=burglary", "/analysis/profile?types=drugs&area=pilot", "/analysis/hour-week", "/analysis/fairness", "/analysis/effect?types=burglary&area=E05009336&comparison=E05009317&change=2019-06&span=6",
		"/analysis/near-repeat", "/analysis/runs", "/analysis/places?types=burglary&from=2018-02&to=2021-01&area=pilot"}
	// The whole list on a screen; on a telephone and without scripts the pages that differ.
	few := []string{"/analysis", "/import", paths[2], "/analysis/fairness", "/analysis/near-repeat", paths[len(paths)-1]}
	for name, options := range map[string][]browsertest.Option{"screen": nil, "telephone": {browsertest.Narrow}, "no-script": {browsertest.NoScript, browsertest.Narrow}} {
		paths := paths
		if name != "screen" {
			paths = few
		}
		t.Run(name, func(t *testing.T) {
			p := browsertest.Open(t, options...)
			signIn(p, s, "reed", "/analysis")
			for i, path := range paths {
				if status := p.Go(s.URL + path); status != 200 {
					t.Fatalf("%s: %d", path, status)
				}
				if name != "no-script" {
					p.Wait(`[...document.querySelectorAll("[data-wm-map]")].every(m => m.dataset.state === "drawn")`)
				}
				p.Check()
				p.Screenshot(name + "-" + string(rune('a'+i)))
			}
		})
	}
}

// An import is checked, accepted and taken back in the browser: what it holds, what it would change and what its taking back would,
// on a screen, on a telephone and without scripts.
func TestAnImportIsDecidedOnInTheBrowser(t *testing.T) {
	s := withPolice(t)
	c := s.SignIn("reed")
	months := map[string][2]string{"screen": {"2021-02", "2021-04"}, "telephone": {"2021-05", "2021-07"}, "no-script": {"2021-08", "2021-10"}}
	for name, options := range map[string][]browsertest.Option{"screen": nil, "telephone": {browsertest.Narrow}, "no-script": {browsertest.NoScript, browsertest.Narrow}} {
		_, path := uploaded(t, s, c, name+".csv", burglaries(t, s, months[name][0], months[name][1], 11)+"2099-01,-0.0716,51.5199,Burglary,\n2025-11,-0.046326,51.522770,Drugs,E01004197\n")
		t.Run(name, func(t *testing.T) {
			p := browsertest.Open(t, options...)
			signIn(p, s, "reed", "/import")
			seen := func(what string) {
				p.Check()
				p.Screenshot("import-" + name + "-" + what)
			}
			seen("list")
			p.Go(s.URL + path)
			seen("waits")
			p.Follow("form[action='" + path + "/accept'] button[type=submit]")
			seen("accepted")
			p.Follow("form[action='" + path + "/back'] button[type=submit]")
			seen("no-reason")
			p.Fill("#reason", "the wrong months")
			p.Follow("form[action='" + path + "/back'] button[type=submit]")
			seen("back")
		})
	}
}
