package act_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// secrets are words of reports that only some posts may read.
const hateSecret, policeSecret = "the slur on the mezuzah", "the dealer in the blue car"

// Every post of the demonstration asks for every page and tries every act on records of each marking: what the gate does not
// open is neither shown nor changed, whichever way it is asked for, and nothing breaks.
func TestNoPostReachesMoreThroughTheseScreensThanThroughTheGate(t *testing.T) {
	s := programtest.Start(t)
	hate := send(t, s, &report.Filled{Category: "hate", What: hateSecret, Name: "Opal Stopcock", Email: "opal@demo.example"}).Reference
	dealing := send(t, s, &report.Filled{Category: "drug-dealing", What: policeSecret}).Reference
	groups := send(t, s, &report.Filled{Category: "groups", What: "shouting at night"}).Reference
	words := map[string]string{hate: hateSecret, dealing: policeSecret, groups: "shouting at night"}
	for _, u := range s.Program.Pack.Users {
		c, who := s.SignIn(u.ID), s.Principal(u.ID)
		for _, page := range []string{"/home", "/triage", "/triage?list=all", "/triage?list=word", "/triage?list=nonsense&after=%00", "/tasking", "/tasking/new", "/tasking/meeting?weeks=x", "/tasking/nothing", "/patrol", "/patrol?tasking=" + groups, "/tasking/" + groups, "/cases/repeat"} {
			status, body := s.Get(c, page)
			if status >= 500 || status == 200 && (strings.Contains(body, hateSecret) || strings.Contains(body, "mezuzah")) && u.ID != "iris" {
				t.Errorf("%s at %s: %d", u.ID, page, status)
			}
		}
		for ref, secret := range words {
			may := s.Program.Gate.Read(ctx, who, func(v *gate.View) error { _, err := v.Open(ref); return err }) == nil
			tryAll(t, s, c, u.ID, ref, secret, may)
		}
	}
}

var deedIDs = []string{"accept", "start", "refuse", "send-on", "open-case", "join", "contact", "assess", "reply", "assign", "close", "reopen", "nonsense"}

func tryAll(t *testing.T, s *programtest.Server, c *http.Client, user, ref, secret string, may bool) {
	t.Helper()
	base := "/triage/" + ref
	before := look(t, s, ref)
	for _, path := range append([]string{base, base + "/place.geojson"}, prefixed(base, deedIDs)...) {
		status, body := s.Get(c, path)
		if status >= 500 || !may && (status == 200 || strings.Contains(body, secret) || strings.Contains(body, before.Title)) {
			t.Errorf("%s GET %s: %d, may see it: %v", user, path, status, may)
		}
	}
	if may {
		return
	}
	hostile := url.Values{"version": {"1"}, "reason": {"x"}, "message": {"x"}, "team": {"theos"}, "kind": {"asb-case"}, "case": {ref}, "how": {"x"}, "risk": {"low"}, "assignee": {"-"}, "outcome": {"solved"}, "confirmed": {"yes"}}
	for _, path := range prefixed(base, deedIDs) {
		if status, body := s.Post(c, path, hostile); status < 400 || status >= 500 || strings.Contains(body, secret) {
			t.Errorf("%s POST %s: %d", user, path, status)
		}
	}
	status, body := s.Post(c, "/triage", url.Values{"do": {"accept"}, "pick": {ref + "|1"}})
	if status >= 500 || strings.Contains(body, secret) || strings.Contains(body, before.Title) {
		t.Errorf("%s accepted %s in bulk: %d", user, ref, status)
	}
	if after := look(t, s, ref); after.Version != before.Version {
		t.Errorf("%s changed %s, which they may not see", user, ref)
	}
}

func prefixed(base string, ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = base + "/" + id
	}
	return out
}
