package act_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// TestThePagesOfOneKindDoNothingToAnother: what a page does not show of a record it does not do to it either, whatever is sent to it.
func TestThePagesOfOneKindDoNothingToAnother(t *testing.T) {
	s := programtest.Start(t)
	ref := send(t, s, &report.Filled{Category: "groups", What: "Shouting."}).Reference
	kase := s.Must("bramble", ref, triage.OpenCase, act.Answers{"kind": "asb-case"}).Made
	c := s.SignIn("bramble")
	for path, answers := range map[string]url.Values{
		"/triage/" + kase + "/close":          {"outcome": {"stopped"}, "powers_considered": {"None"}, "reason": {"Quiet"}, "message": {"It is quiet."}, "leaving": {"They moved"}, "confirmed": {"yes"}},
		"/triage/" + kase + "/note":           {"note": {"Spoke with the caretaker"}},
		"/tasking/" + kase + "/investigating": {},
		"/cases/" + ref + "/close":            {"outcome": {"patrol"}, "reason": {"Quiet"}, "message": {"It is quiet."}},
	} {
		before := [2]int64{look(t, s, ref).Version, look(t, s, kase).Version}
		for i, of := range []string{ref, kase} {
			answers.Set("version", fmt.Sprint(before[i]))
			if status, _ := s.Post(c, path, answers); status != http.StatusNotFound {
				t.Errorf("%s of %s is answered %d", path, of, status)
			}
		}
		if after := [2]int64{look(t, s, ref).Version, look(t, s, kase).Version}; after != before {
			t.Errorf("%s changed a record", path)
		}
	}
}
