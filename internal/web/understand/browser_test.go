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
		"/analysis/near-repeat", "/analysis/runs"}
	// The whole list on a screen; on a telephone and without scripts the pages that differ.
	few := []string{"/analysis", "/import", paths[2], "/analysis/fairness", "/analysis/near-repeat"}
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
