package records_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// cases are ASB cases of the north-west team, as the list shows them to be ticked.
func cases(t testing.TB, s *programtest.Server, n int) (refs, picks []string) {
	t.Helper()
	for i := range n {
		ref := keep(t, s, record.Draft{Kind: "asb-case", Title: fmt.Sprintf("Case %d", i), Category: "noise", OwnerBody: "council", Team: "asb-north-west", Area: whitechapel,
			Fields: record.Fields{"category": "noise", "summary": "Music"}})
		refs, picks = append(refs, ref), append(picks, fmt.Sprintf("%s|%d", ref, open(t, s, ref).Version))
	}
	return refs, picks
}

// TestSeveralRecordsAreChangedAtOnceAndEachOutcomeIsTold: one page asks, each record is changed by itself through the gate,
// and what somebody else changed meanwhile is left alone and told.
func TestSeveralRecordsAreChangedAtOnceAndEachOutcomeIsTold(t *testing.T) {
	s := programtest.Start(t)
	refs, picks := cases(t, s, 3)
	bramble, me := s.SignIn("bramble"), s.Principal("bramble")
	_, body := s.Get(bramble, "/records/asb-case")
	want(t, body, `name="pick" value="`+picks[0]+`"`, "With the ticked records", "Set a due date", "Move to “Action”")
	if strings.Contains(body, "Move to “Closed”") {
		t.Error("a closing that asks and tells is offered in bulk")
	}
	path := "/records/asb-case/bulk"
	_, body = s.Post(bramble, path, url.Values{"do": {"assign"}, "pick": picks})
	want(t, body, "Assign to somebody: 3 ASB cases", "Change 3 ASB cases", refs[2])
	if _, body = s.Post(bramble, path, url.Values{"do": {"assign"}, "pick": picks, "confirmed": {"yes"}, "person": {"stranger"}}); !strings.Contains(body, "Select yourself or somebody of your teams") {
		t.Error("a stranger may be given cases")
	}
	if open(t, s, refs[0]).Assignee != "" {
		t.Fatal("asking has changed a case")
	}
	altered(t, s, refs[1])
	_, body = s.Post(bramble, path, url.Values{"do": {"assign"}, "pick": picks, "confirmed": {"yes"}, "person": {me.Account}})
	want(t, body, "2 records were changed. 1 was not.", "meanwhile. Open it and look again")
	for i, ref := range refs {
		if w := open(t, s, ref); (w.Assignee == me.Account) != (i != 1) || i != 1 && w.Events[0].Actor != me.Account {
			t.Errorf("%s is assigned to %q", ref, w.Assignee)
		}
	}
}

// change is somebody else who writes on a record.
func altered(t testing.TB, s *programtest.Server, ref string) {
	t.Helper()
	err := change.Of(s.Program.Gate).Write(t.Context(), s.Principal("juniper"), func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		return e.Note("A note", record.ForStaff)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestABulkActSetsADayAddsAnActionAndMovesWhereTheKindAllows(t *testing.T) {
	s := programtest.Start(t)
	refs, picks := cases(t, s, 2)
	bramble, path := s.SignIn("bramble"), "/records/asb-case/bulk"
	day := s.Program.Gate.Now().Date().AddDays(3)
	send := func(do string, more url.Values) string {
		t.Helper()
		form := url.Values{"do": {do}, "pick": picks, "confirmed": {"yes"}, "due-day": {fmt.Sprint(day.DayOfMonth())}, "due-month": {fmt.Sprint(int(day.Month()))}, "due-year": {fmt.Sprint(day.Year())}}
		for name, v := range more {
			form[name] = v
		}
		_, body := s.Post(bramble, path, form)
		for i, ref := range refs {
			picks[i] = fmt.Sprintf("%s|%d", ref, open(t, s, ref).Version)
		}
		return body
	}
	want(t, send("due", url.Values{"due-day": {""}, "due-month": {""}, "due-year": {""}}), "Enter the day")
	want(t, send("due", nil), "2 records were changed")
	want(t, send("action", nil), "Enter what is to be done")
	want(t, send("action", url.Values{"what": {"Visit"}, "person": {s.Principal("bramble").Account}}), "2 records were changed")
	want(t, send("move:action", nil), "2 records were changed")
	want(t, send("move:investigating", nil), "0 records were changed", "2 were not")
	for _, ref := range refs {
		if w := open(t, s, ref); w.State != "action" || len(w.Actions) != 1 || w.Actions[0].Due != day {
			t.Errorf("%s is %s with %+v", ref, w.State, w.Actions)
		}
	}
}

func TestABulkActIsHeldToTheListAndToThePost(t *testing.T) {
	s := programtest.Start(t)
	_, picks := cases(t, s, 1)
	path := "/records/asb-case/bulk"
	bramble := s.SignIn("bramble")
	if _, body := s.Post(bramble, path, url.Values{"do": {"due"}}); !strings.Contains(body, "Tick the records first") {
		t.Error("nothing ticked")
	}
	for name, c := range map[string]struct {
		who    *http.Client
		form   url.Values
		status int
	}{
		"more than a page": {bramble, url.Values{"do": {"due"}, "pick": strings.Split(strings.Repeat("ASB-1|1 ", 26), " ")}, http.StatusUnprocessableEntity},
		"no such act":      {bramble, url.Values{"do": {"move:closed"}, "pick": picks}, http.StatusBadRequest},
		"another post":     {s.SignIn("sorrel"), url.Values{"do": {"due"}, "pick": picks}, http.StatusForbidden},
	} {
		if status, _ := s.Post(c.who, path, c.form); status != c.status {
			t.Errorf("%s: %d", name, status)
		}
	}
	hate := keep(t, s, record.Draft{Kind: "hate-incident", Title: "Hate", OwnerBody: "council", Team: "hate-crime", Area: whitechapel, Fields: record.Fields{"strands": []string{"race"}, "what": "A slur"}})
	_, body := s.Post(bramble, path, url.Values{"do": {"move:action"}, "pick": {hate + "|1"}, "confirmed": {"yes"}})
	want(t, body, "there is no such record that you may see")
}

// TestABulkActWorksWithoutScriptsOnATelephone ticks, asks once and tells.
func TestABulkActWorksWithoutScriptsOnATelephone(t *testing.T) {
	s := programtest.Start(t)
	cases(t, s, 3)
	p := browsertest.Open(t, browsertest.NoScript, browsertest.Narrow)
	p.Go(s.URL + "/sign-in?next=/records/asb-case")
	p.Fill("#username", "bramble")
	p.Fill("#password", programtest.Password)
	p.Follow("form[action='/sign-in'] button[type=submit]")
	p.Check()
	p.Screenshot("bulk-1-list")
	p.Click("#records-row-1")
	p.Click("#records-row-2")
	p.Choose("#do", "action")
	p.Follow("form[action='/records/asb-case/bulk'] button")
	p.Want("Add an action: 2 ASB cases")
	p.Check()
	p.Screenshot("bulk-2-ask")
	p.Follow("main form .govuk-button")
	p.Want("There is a problem", "Enter what is to be done")
	p.Check()
	p.Screenshot("bulk-3-faults")
}
