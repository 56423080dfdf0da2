package act_test

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

var optionValue = regexp.MustCompile(`<option value="([^"]+)"`)

// offered are the choices of a select of a page; it is false where the page has none of the name.
func (s standing) offered(user, path, name string) ([]string, bool) {
	s.Helper()
	s.home(user) // signs in
	status, body := s.Get(s.clients[user], path)
	_, rest, found := strings.Cut(body, `name="`+name+`"`)
	if status != http.StatusOK || !found || strings.LastIndex(body[:strings.Index(body, `name="`+name+`"`)], "<select") < strings.LastIndex(body[:strings.Index(body, `name="`+name+`"`)], "<input") {
		return nil, false
	}
	rest, _, _ = strings.Cut(rest, "</select>")
	var out []string
	for _, m := range optionValue.FindAllStringSubmatch(rest, -1) {
		out = append(out, html.UnescapeString(m[1]))
	}
	return out, true
}

// notOffered is a team of the pack that is not among some.
func (s standing) notOffered(teams []string) string {
	i := slices.IndexFunc(s.Program.Pack.Teams, func(t pack.Team) bool { return !slices.Contains(teams, t.ID) })
	return s.Program.Pack.Teams[i].ID
}

// Each team that a form offers takes what is made or given away, for every role and every kind; a team that it does not offer is refused.
func TestEveryTeamThatAFormOffersIsTakenAndNoOther(t *testing.T) {
	now := when.Day(2026, time.November, 25).At(11 * time.Hour)
	s := standing{t, programtest.StartWith(t, programtest.Options{Now: func() when.Instant { return now }}), map[string]*http.Client{}}
	forms, gifts := 0, 0
	for _, u := range s.Program.Pack.Users {
		for i := range s.Program.Pack.Kinds {
			kind := &s.Program.Pack.Kinds[i]
			if gatetest.Required(s.Program.Pack, kind) == nil {
				continue
			}
			if teams, ok := s.offered(u.ID, "/records/"+kind.ID+"/new", "c_team"); ok {
				forms++
				s.makes(u, kind, teams)
			}
		}
		for _, kind := range s.Program.Pack.Kinds {
			gifts += s.gives(u, &kind)
		}
		gifts += s.sendsOn(u)
	}
	if forms < 30 || gifts < 200 {
		t.Errorf("%d forms offer teams, %d records were given away: the test looks past them", forms, gifts)
	}
}

func (s standing) makes(u pack.DemoUser, kind *pack.Kind, teams []string) {
	s.Helper()
	for _, team := range teams {
		if !slices.ContainsFunc(s.Program.Pack.Wards(), func(w pack.Area) bool { return s.tries(u, kind, team, w.Code) == nil }) {
			s.Errorf("%s is offered %s for a %s, in which no ward takes it: %v", u.ID, team, kind.Name, s.tries(u, kind, team, "E05009336"))
		}
	}
	other := s.notOffered(teams)
	if _, body := s.Post(s.clients[u.ID], "/records/"+kind.ID+"/new", url.Values{"key": {u.ID + kind.ID}, "c_team": {other}}); !strings.Contains(body, "Select a team from the list") {
		s.Errorf("%s makes a %s for %s, which is not offered", u.ID, kind.Name, other)
	}
}

func (s standing) tries(u pack.DemoUser, kind *pack.Kind, team, ward string) error {
	return change.Of(s.Program.Gate).Write(ctx, s.Principal(u.ID), func(unit *change.Unit) error {
		_, err := unit.Create(record.Draft{Kind: kind.ID, Title: "offered", Team: team, Area: ward, Fields: gatetest.Required(s.Program.Pack, kind)})
		return err
	})
}

// held makes a record that a user may give away, as the program; none where their post gives none away.
func (s standing) held(u pack.DemoUser, kind *pack.Kind, state string) string {
	s.Helper()
	who := s.Principal(u.ID)
	d := record.Draft{Kind: kind.ID, Title: fmt.Sprint("given by ", u.ID), State: state, OwnerBody: u.Body, Team: u.Team, Area: "E05009336", Marking: kind.Marking, Fields: gatetest.Required(s.Program.Pack, kind)}
	if len(u.Areas) > 0 {
		d.Area = s.Program.Pack.Wards()[0].Code
	}
	marking := pack.Higher(pack.Markings[0], kind.Marking)
	subject := access.Subject{Kind: kind.ID, OwnerBody: d.OwnerBody, Team: d.Team, Area: d.Area, Marking: marking}
	rules := s.Program.Gate.Rules()
	if !rules.May(who, pack.View, subject) || !rules.May(who, pack.Assign, subject) {
		return ""
	}
	var ref string
	err := change.Of(s.Program.Gate).Write(ctx, access.System("test"), func(unit *change.Unit) error {
		e, err := unit.Create(d)
		if err == nil {
			ref = e.Record().Reference
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return ref
}

// back gives a record back to the team that had it, so that it can be given away again.
func (s standing) back(ref string, u pack.DemoUser) {
	s.Helper()
	err := change.Of(s.Program.Gate).Write(ctx, access.System("test"), func(unit *change.Unit) error {
		e, err := unit.Edit(ref, 0)
		if err != nil {
			return err
		}
		return e.Assign(u.Body, u.Team, "", "")
	})
	if err != nil {
		s.Fatal(err)
	}
}

// gives posts the first and the last of the teams to which a record may be given, and gives it to each of the others as the form does.
func (s standing) gives(u pack.DemoUser, kind *pack.Kind) int {
	s.Helper()
	if kind.Archetype != pack.Case || u.Team == "" || kind.ID == s.Program.Pack.Partnership.Report { // which is sent on
		return 0
	}
	ref := s.held(u, kind, "")
	if ref == "" {
		return 0
	}
	path := "/record/" + ref + "/assign"
	teams, ok := s.offered(u.ID, path, "team")
	if !ok {
		s.Errorf("%s cannot assign %s", u.ID, ref)
		return 0
	}
	for i, team := range teams {
		if i == 0 || i == len(teams)-1 {
			status, body := s.Post(s.clients[u.ID], path, url.Values{"version": {fmt.Sprint(s.whole(ref).Version)}, "team": {team}, "assignee": {""}, "reason": {""}})
			if got := s.whole(ref).Team; status != http.StatusOK || got != team {
				s.Errorf("%s is offered %s for %s, and it is with %s: %d %s", u.ID, team, ref, got, status, firstError(body))
			}
		} else if _, err := s.Do(u.ID, ref, act.Assign, act.Answers{"team": team}); err != nil {
			s.Errorf("%s is offered %s for %s: %v", u.ID, team, ref, err)
		}
		s.back(ref, u)
	}
	other := s.notOffered(teams)
	s.Post(s.clients[u.ID], path, url.Values{"version": {fmt.Sprint(s.whole(ref).Version)}, "team": {other}, "assignee": {""}, "reason": {""}})
	if s.whole(ref).Team == other {
		s.Errorf("%s gives %s to %s, which is not offered", u.ID, ref, other)
	}
	return len(teams)
}

// sendsOn sends a report to each team to which it may be sent.
func (s standing) sendsOn(u pack.DemoUser) int {
	s.Helper()
	ref := s.held(u, s.Program.Pack.ReportKind(), triage.Received)
	if ref == "" {
		return 0
	}
	path := "/triage/" + ref + "/send-on"
	teams, ok := s.offered(u.ID, path, "team")
	if !ok {
		return 0 // who may not edit reports sends none on
	}
	for _, team := range teams {
		if _, err := s.Do(u.ID, ref, triage.SendOn, act.Answers{"team": team, "reason": "theirs"}); err != nil {
			s.Errorf("%s is offered %s for %s: %v", u.ID, team, ref, err)
		}
		s.back(ref, u)
	}
	other := s.notOffered(append(teams, u.Team))
	s.Post(s.clients[u.ID], path, url.Values{"version": {fmt.Sprint(s.whole(ref).Version)}, "team": {other}, "reason": {"theirs"}})
	if s.whole(ref).Team == other {
		s.Errorf("%s sends %s to %s, which is not offered", u.ID, ref, other)
	}
	return len(teams)
}

func firstError(body string) string {
	_, rest, _ := strings.Cut(body, "There is a problem")
	return rest[:min(len(rest), 300)]
}
