package programtest

import (
	"strings"
	"testing"
)

func TestEveryDemonstrationUserCanSignInAndNobodyElse(t *testing.T) {
	s := Start(t)
	for _, u := range s.Program.Pack.Users {
		if who := s.Principal(u.ID); len(who.Posts) != 1 || who.Posts[0].Role != u.Role {
			t.Errorf("%s acts as %+v", u.ID, who.Posts)
		}
	}
	c := s.SignIn(s.Program.Pack.Users[0].ID)
	if status, body := s.Get(c, "/sign-in"); status != 200 || !strings.Contains(body, "Sign in") {
		t.Errorf("sign-in page: %d", status)
	}
	if status, _ := s.Post(s.Client(), "/sign-in", map[string][]string{"username": {"nobody"}, "password": {Password}}); status != 422 {
		t.Errorf("an unknown user got %d", status)
	}
}
