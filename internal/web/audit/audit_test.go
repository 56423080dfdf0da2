package audit_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

func aPatrol(t *testing.T, s *programtest.Server) string {
	t.Helper()
	var ref string
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		e, err := u.Create(record.Draft{Kind: "patrol", Title: "A round", OwnerBody: "council", Team: "theos", Fields: record.Fields{"team": "theos"}})
		if err == nil {
			ref = e.Record().Reference
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func TestTheOfficerSeesWhoReadARecordAndMayNotOpenIt(t *testing.T) {
	programtest.Each(t, func(t *testing.T, s *programtest.Server) {
		ref := aPatrol(t, s)
		thistle := s.SignIn("thistle")
		s.Get(thistle, "/record/"+ref)
		s.Post(thistle, "/record/"+ref+"/note", url.Values{"version": {"1"}, "note": {"Seen"}})
		c := s.SignIn("heather")
		_, body := s.Get(c, "/audit?record="+url.QueryEscape(strings.ToLower(ref)))
		for _, want := range []string{"Thistle Pavement", "Opened", "Note added", "Recorded", "Enforcement officer", ref} {
			if !strings.Contains(body, want) {
				t.Errorf("the audit of %s lacks %q", ref, want)
			}
		}
		_, body = s.Get(c, "/audit?person=heather")
		if !strings.Contains(body, "Read the audit") || strings.Contains(body, "Thistle Pavement") {
			t.Error("the officer's own reading of the audit is not in it, or others' are")
		}
		if status, _ := s.Get(c, "/record/"+ref); status != http.StatusNotFound {
			t.Errorf("the officer opens the record: %d", status)
		}
		if status, body := s.Get(c, "/audit?person=nobody"); status != http.StatusUnprocessableEntity || !strings.Contains(body, "no account of that user name") {
			t.Errorf("an unknown person: %d", status)
		}
	})
}

// Who asks what happened to whom, when and by what act is answered, on the page and as a file; what nobody did to a record is in
// the audit too: a sign-in, one that failed, a wrong PIN, a refusal. A home page was opened once, and a list names what it showed.
func TestTheAuditAnswersWhoDidWhatToWhomAndWhen(t *testing.T) {
	programtest.Each(t, func(t *testing.T, s *programtest.Server) {
		ref, person := aPatrol(t, s), ""
		err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
			e, err := u.Create(record.Draft{Kind: "asb-case", Title: "A case", OwnerBody: "council", Team: "asb-north-west", Area: "E05009335"})
			if err != nil {
				return err
			}
			if person, err = u.AddPerson(record.Person{Name: "Ada Teapot"}); err != nil {
				return err
			}
			return e.AddParty("victim", person, "")
		})
		if err != nil {
			t.Fatal(err)
		}
		s.Post(s.Client(), "/sign-in", url.Values{"username": {"thistle"}, "password": {"not the right one"}})
		s.Post(s.Client(), "/sign-in", url.Values{"username": {"hunter2 secret"}, "password": {"not the right one"}})
		s.Post(s.Client(), "/track", url.Values{"reference": {"REP-26-00042-3"}, "pin": {"CD4F-9HKM"}})
		thistle, bramble := s.SignIn("thistle"), s.SignIn("bramble")
		s.Get(thistle, "/records/patrol")
		s.Get(thistle, "/accounts")
		s.Get(thistle, "/home")
		s.Get(bramble, "/person/"+person)
		s.Post(thistle, "/sign-out", nil)
		c := s.SignIn("heather")
		today := s.Program.Gate.Now().Date()
		for query, want := range map[string][]string{
			"act=signed+in": {"Thistle Pavement", "Signed in"}, "act=sign-in+failed": {"Thistle Pavement", "Sign-in failed", "a user name that is nobody&#39;s"}, "act=wrong+PIN": {"Wrong PIN", "Resident"},
			"act=refused": {"Was refused", "GET /accounts"}, "act=signed+out": {"Thistle Pavement"}, "concerned=ada+teapot": {"Person or body added", "Bramble"},
			"record=" + ref: {"Thistle Pavement"}, "from=" + today.String(): {"Thistle Pavement"}, "person=thistle&act=view": {"the home page"},
		} {
			_, body := s.Get(c, "/audit?"+query)
			for _, w := range want {
				if !strings.Contains(body, w) {
					t.Errorf("%s lacks %q", query, w)
				}
			}
			if strings.Contains(body, "hunter2") {
				t.Error("what was typed as a user name is kept")
			}
		}
		if _, body := s.Get(c, "/audit?person=thistle&act=view"); strings.Count(body, "the home page") != 1 {
			t.Error("a home page is not one line")
		}
		if _, body := s.Get(c, "/audit?to="+today.AddDays(-1).String()); strings.Contains(body, "Thistle Pavement") {
			t.Error("a day that ended before is not held to")
		}
		if status, _ := s.Get(c, "/audit?from=10/06/2026"); status != http.StatusUnprocessableEntity {
			t.Errorf("a day that cannot be read: %d", status)
		}
		if status, _ := s.Get(c, "/audit/export.csv?person=thistle"); status != http.StatusUnprocessableEntity {
			t.Errorf("without a purpose: %d", status)
		}
		if status, body := s.Get(c, "/audit/export.csv?person=thistle&purpose=Review"); status != http.StatusOK || !strings.Contains(body, ref) || !strings.Contains(body, "Signed in") || strings.Contains(body, "Bramble") {
			t.Errorf("the file: %d %s", status, body)
		}
		if _, body := s.Get(c, "/audit?person=heather"); !strings.Contains(body, "Review") {
			t.Error("that the audit was taken out is not in it")
		}
	})
}

func TestOthersDoNotReachTheAudit(t *testing.T) {
	s := programtest.Start(t)
	for _, user := range []string{"juniper", "alder", "linden", "reed"} {
		if status, _ := s.Get(s.SignIn(user), "/audit"); status != http.StatusForbidden {
			t.Errorf("%s opens the audit: %d", user, status)
		}
	}
}

func TestPagingLosesNoLineEvenWhereManyShareAMoment(t *testing.T) {
	programtest.Each(t, func(t *testing.T, s *programtest.Server) {
		err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
			for i := range 65 { // one moment for all: 65 lines, then 65 more
				if _, err := u.Create(record.Draft{Kind: "patrol", Title: fmt.Sprint("Round ", i), OwnerBody: "council", Fields: record.Fields{"team": "theos"}}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 60 {
			aPatrol(t, s)
		}
		c, path, seen := s.SignIn("heather"), "/audit", map[string]bool{}
		references, next := regexp.MustCompile(`PT-\d\d-\d{5}-\w`), regexp.MustCompile(`rel="next" href="([^"]+)"`)
		for range 5 {
			_, body := s.Get(c, path)
			for _, ref := range references.FindAllString(body, -1) {
				seen[ref] = true
			}
			m := next.FindStringSubmatch(body)
			if m == nil {
				break
			}
			path = "/audit" + strings.ReplaceAll(m[1], "&amp;", "&")
		}
		if len(seen) != 125 {
			t.Errorf("paging shows %d of 125 records", len(seen))
		}
	})
}

// A post that an administrator gives to itself stands on the home of whoever else watches, until they have looked at it; both are in the
// audit, and the page of accounts says who is told.
func TestWhatAnAdministratorGivesToItselfIsSeenByAnother(t *testing.T) {
	programtest.Each(t, func(t *testing.T, s *programtest.Server) {
		alder, heather := s.SignIn("alder"), s.SignIn("heather")
		if _, body := s.Get(alder, "/accounts"); !strings.Contains(body, "told at once to Heather") {
			t.Error("the page of accounts does not say who is told")
		}
		if status, body := s.Post(alder, "/accounts/"+s.Principal("alder").Account+"/post", url.Values{"role": {"hate-crime-officer"}, "body": {"council"}, "team": {"hate-crime"}}); status != http.StatusOK {
			t.Fatalf("giving the post: %d %s", status, body)
		}
		if _, body := s.Get(s.SignIn("larch"), "/home"); strings.Contains(body, "Administrators gave to themselves") {
			t.Error("the duty manager is told where the data protection officer is")
		}
		_, body := s.Get(heather, "/home")
		if !strings.Contains(body, "Administrators gave to themselves") || !strings.Contains(body, "Hate crime officer") {
			t.Fatal("it is not on the home of the data protection officer")
		}
		_, body = s.Get(heather, "/accounts/own")
		id := regexp.MustCompile(`name="id" value="([^"]+)"`).FindStringSubmatch(body)
		if id == nil {
			t.Fatalf("nothing to look at:\n%s", body)
		}
		if status, _ := s.Post(s.SignIn("bramble"), "/accounts/own", url.Values{"id": {id[1]}}); status != http.StatusForbidden {
			t.Errorf("a team leader says that it was looked at: %d", status)
		}
		s.Post(alder, "/accounts/own", url.Values{"id": {id[1]}})
		if status, body := s.Post(heather, "/accounts/own", url.Values{"id": {id[1]}}); status != http.StatusOK || !strings.Contains(body, "Nothing waits to be looked at") {
			t.Errorf("looking at it: %d", status)
		}
		if _, body := s.Get(heather, "/home"); strings.Contains(body, "Administrators gave to themselves") {
			t.Error("it was looked at and stays on the home")
		}
		_, body = s.Get(heather, "/audit")
		for _, want := range []string{"Gave to themselves", "Looked at what somebody gave to themselves"} {
			if !strings.Contains(body, want) {
				t.Errorf("the audit lacks %q", want)
			}
		}
	})
}
