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
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

func aPatrol(t *testing.T, s *programtest.Server) string {
	t.Helper()
	var ref string
	err := s.Program.Gate.Write(context.Background(), access.System("test"), func(u *gate.Unit) error {
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
	s := programtest.Start(t)
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
	s := programtest.Start(t)
	err := s.Program.Gate.Write(context.Background(), access.System("test"), func(u *gate.Unit) error {
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
}
