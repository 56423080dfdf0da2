package records_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
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

// What was taken is added up over the whole list, by sort of thing, and so is whatever else a kind counts; a filter narrows the sums with
// the list, and a result that the police keep is added up for nobody else.
func TestAListIsAddedUpBySortOfThing(t *testing.T) {
	s := programtest.Start(t)
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for i := range 40 { // more than a page
			f := record.Fields{"what": []string{"vehicle", "nitrous-oxide", "cash", "drugs"}[i%4], "team": "theos", "power": "test"}
			if f["what"] == "cash" {
				f["cash"] = int64(1000)
			} else {
				f["quantity"] = float64(1 + i%4)
			}
			if _, err := u.Create(record.Draft{Kind: "seizure", Title: "Taken", OwnerBody: "council", Team: "theos", Area: "E05009336", Fields: f}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	tags := regexp.MustCompile(`<[^>]+>|\s+`)
	added := func(path string) string {
		_, body := s.Get(s.SignIn("thistle"), path)
		_, table, _ := strings.Cut(body, "Added up, over the whole list")
		table, _, _ = strings.Cut(table, "</table>")
		return strings.Join(strings.Fields(tags.ReplaceAllString(table, " ")), " ")
	}
	if got, want := added("/records/seizure"), "What was taken How many Amount Vehicles 10 – Boxes of nitrous oxide 20 – Cash – £100 Drugs 40 –"; got != want {
		t.Errorf("the list says %q, not %q", got, want)
	}
	if got := added("/records/seizure?f_what=drugs"); got != "What was taken How many Drugs 40" {
		t.Errorf("narrowed to drugs it says %q", got)
	}
}
