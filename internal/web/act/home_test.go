package act_test

import (
	"strings"
	"testing"

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
		"iris":    {"Cases without first contact", "Reports assigned to you"},
		"briar":   {"Whitechapel in public"},
		"reed":    {"Products not yet finished", "Taskings to agree"},
		"bramble": {"Reports waiting for your team to accept", "Your cases"},
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
