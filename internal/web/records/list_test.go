package records_test

import (
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
)

func TestAListThatFindsNothingSaysAllThatItWasAskedFor(t *testing.T) {
	s := programtest.Start(t)
	_, body := s.Get(s.SignIn("bramble"), "/records/report?q=xylophone&area=E05009336&risk=high&repeat=yes")
	for _, want := range []string{"No record fits: Open or closed: Open; Words: xylophone; Ward: Whitechapel; Risk: High; Repeat victim: Yes."} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	_, body = s.Get(s.SignIn("bramble"), "/records/report?q=xylophone&open=all")
	if want := "No record fits: Words: xylophone; Open or closed: All."; !strings.Contains(body, want) {
		t.Errorf("the page lacks %q", want)
	}
}
