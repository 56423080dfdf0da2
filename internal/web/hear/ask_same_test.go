package hear_test

import (
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
)

func TestWhoReportsTheSameLearnsNothingOfWhoReportedItFirst(t *testing.T) {
	s := programtest.Start(t)
	first := newResident(t, s)
	first.litter()
	first.answer("/report/you", "/report/contact", "you", "contact")
	first.answer("/report/contact", "/report/check", "name", "Zebediah Quillfeather", "email", "quillfeather@example.org", "phone", "020 7946 0999", "safe", "yes")
	reference, _ := first.send()

	second := newResident(t, s)
	second.litter()
	second.post("/report/you", "you", "anonymous")
	at, body := second.get("/report/same")
	if at != "/report/same" || !strings.Contains(body, "Mine is the same as this: Litter") {
		t.Fatalf("%s: %s", at, plain(body))
	}
	for _, personal := range []string{reference, "Quillfeather", "quillfeather", "0999", "Very loud music"} {
		if strings.Contains(body, personal) {
			t.Errorf("the page holds %q", personal)
		}
	}
}
