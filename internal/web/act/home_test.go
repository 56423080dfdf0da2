package act_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// A home answers "what needs me now" for its own post: the chair of a panel looks for meetings and cases at high risk, the
// Community Monitoring Group for concerns about stop and search, a councillor for their ward.
func TestEachHomeAnswersItsOwnPost(t *testing.T) {
	s := programtest.Start(t)
	for user, wants := range map[string][]string{
		"laurel":  {"Next meetings", "Actions of the boards still to do", "Open cases: high risk", "Taskings to agree", "The tasking meeting"},
		"fern":    {"Figures of stop and search", "Record a concern", "Concerns to put to the police or to answer"},
		"linden":  {"Next meetings", "Actions of the boards still to do", "Reports received in four weeks"},
		"sage":    {"Next meetings", "Actions of the boards still to do", "Your actions"},
		"rowan":   {"Start a patrol", "Taskings for your team", "Your actions", "Reports assigned to you", "Seen on camera in three days", "Your team’s last patrols"},
		"iris":    {"Cases without first contact", "Your work"},
		"briar":   {"Whitechapel in public"},
		"reed":    {"Products not yet finished", "Taskings to agree"},
		"bramble": {"Reports waiting for your team to accept", "Your work"},
	} {
		_, body := s.Get(s.SignIn(user), "/home")
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("the home of %s lacks %q", user, want)
			}
		}
	}
	if _, body := s.Get(s.SignIn("fern"), "/home"); strings.Contains(body, "Cases without first contact") {
		t.Error("the Community Monitoring Group is shown the cases of officers")
	}
}

// TestWorkOfSomebodyWhoHasLeftStandsOnTheLeadersHome: nobody looks at the list of an account that cannot sign in.
func TestWorkOfSomebodyWhoHasLeftStandsOnTheLeadersHome(t *testing.T) {
	s := programtest.Start(t)
	ctx, system := context.Background(), access.System("test")
	left, err := s.Program.Accounts.ByUsername(ctx, "bramble")
	if err != nil {
		t.Fatal(err)
	}
	var ref string
	err = change.Of(s.Program.Gate).Write(ctx, system, func(u *change.Unit) error {
		e, err := u.Create(record.Draft{Kind: "asb-case", Title: "Fights at the bus stop", OwnerBody: "council", Team: "asb-north-west", Assignee: left.ID, Area: "E05009336", Risk: "high", Marking: "official-sensitive"})
		if err == nil {
			ref = e.Record().Reference
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	leader := s.SignIn("juniper")
	if _, body := s.Get(leader, "/home"); strings.Contains(body, "Open work of people who have left") {
		t.Error("the home shows people who have left before anybody has")
	}
	if err := s.Program.Accounts.Disable(ctx, system, left.ID, true); err != nil {
		t.Fatal(err)
	}
	if _, body := s.Get(leader, "/home"); !strings.Contains(body, "Open work of people who have left") || !strings.Contains(body, ref) {
		t.Error("the leader's home does not show the work of somebody who has left")
	}
	if _, body := s.Get(leader, "/colleagues"); !strings.Contains(body, left.Name) || !strings.Contains(body, "Has left") {
		t.Error("the list of colleagues does not name them")
	}
	if _, body := s.Get(leader, "/records/asb-case?who="+left.ID); !strings.Contains(body, ref) {
		t.Error("the list cannot be narrowed to one colleague")
	}
	path := "/colleagues/" + left.ID
	if status, body := s.Post(leader, path, url.Values{"to": {""}, "reason": {""}}); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Enter why") || !strings.Contains(body, "Select who") {
		t.Errorf("an empty handover answers %d", status)
	}
	if _, body := s.Post(leader, path, url.Values{"to": {"-"}, "reason": {"Left on Friday"}}); !strings.Contains(body, "1 thing was") {
		t.Error("the handover does not say what was done")
	}
	if _, body := s.Get(leader, "/home"); strings.Contains(body, ref) && strings.Contains(body, "Open work of people who have left</h2>\n<ul") {
		t.Error("it still stands with somebody who has left")
	}
	if status, _ := s.Get(s.SignIn("thistle"), "/colleagues"); status != http.StatusForbidden {
		t.Errorf("somebody who shares out no work opens the page: %d", status)
	}
}
