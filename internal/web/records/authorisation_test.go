package records_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// secret marks everything that is on one record: its title, place, people, notes and files.
var secret = regexp.MustCompile(`zq\d{4}x`)

// sample is one record of the store that every role is tried on.
type sample struct {
	record.Record
	token, file, person string
}

// city is a program with records of every kind, marking and team.
type city struct {
	*programtest.Server
	t       *testing.T
	samples []sample
	clients map[string]*http.Client
}

// SignIn signs each user in once: an address may sign in a limited number of times.
func (c *city) SignIn(user string) *http.Client {
	c.t.Helper()
	if c.clients[user] == nil {
		c.clients[user] = c.Server.SignIn(user)
	}
	return c.clients[user]
}

func newCity(t *testing.T) *city {
	t.Helper()
	c := &city{Server: programtest.Start(t), t: t, clients: map[string]*http.Client{}}
	wards := c.Program.Pack.Wards()
	teams := []string{"asb-north-west", "theos", "snt-whitechapel", "hate-crime", "childrens-social-care", "thh-housing", "tasking-desk"}
	for i, k := range c.Program.Pack.Kinds {
		for j, marking := range pack.Markings {
			for n := range 3 {
				id := teams[(i+2*j+3*n)%len(teams)]
				team, ok := c.Program.Pack.Team(id)
				if !ok {
					t.Fatalf("the pack has no team %s", id)
				}
				c.add(k.ID, marking, team, wards[(i+j+3*n)%len(wards)].Code)
			}
		}
	}
	return c
}

func (c *city) add(kind, marking string, team *pack.Team, ward string) {
	s := sample{token: fmt.Sprintf("zq%04dx", len(c.samples))}
	ref := keep(c.t, c.Server, record.Draft{Kind: kind, Title: s.token + " title", Marking: marking, Team: team.ID, OwnerBody: team.Body, Area: ward, Place: s.token + " place",
		Point: &record.Point{Lon: -0.05, Lat: 51.52}, Fields: record.Fields{}}, func(u *change.Unit, e *change.Edit) (err error) {
		if s.file, err = e.Attached(s.token+".txt", "text/plain", []byte(s.token+" file"), record.ForStaff); err != nil {
			return err
		}
		if err := e.Note(s.token+" note", record.ForStaff); err != nil {
			return err
		}
		k, _ := c.Program.Pack.Kind(kind)
		if len(k.Parties) == 0 {
			return nil
		}
		if s.person, err = u.AddPerson(record.Person{Name: s.token + " person"}); err != nil {
			return err
		}
		return e.AddParty(k.Parties[0].ID, s.person, "")
	})
	s.Record = open(c.t, c.Server, ref).Record
	c.samples = append(c.samples, s)
}

func (s *sample) subject() access.Subject {
	return access.Subject{ID: s.ID, Kind: s.Kind, OwnerBody: s.OwnerBody, SenderBody: s.SenderBody, Team: s.Team, Assignee: s.Assignee, Area: s.Area, Marking: s.Marking}
}

// may are the tokens of the records on which the rules grant a verb.
func (c *city) may(who access.Principal, verb pack.Verb) map[string]bool {
	out := map[string]bool{}
	for i := range c.samples {
		if c.Program.Gate.Rules().May(who, verb, c.samples[i].subject()) {
			out[c.samples[i].token] = true
		}
	}
	return out
}

// only fails where a page shows a record that the rules do not allow, and gives what it showed.
func (c *city) only(user, path, body string, allowed map[string]bool) map[string]bool {
	shown := map[string]bool{}
	for _, token := range secret.FindAllString(body, -1) {
		shown[token] = true
		if !allowed[token] {
			c.t.Errorf("%s sees %s at %s, which the rules refuse", user, token, path)
		}
	}
	return shown
}

var nextPage = regexp.MustCompile(`rel="next" href="([^"]+)"`)

// walkList follows a list to its end and gives all that it showed.
func (c *city) walkList(client *http.Client, user, path string, allowed map[string]bool) map[string]bool {
	all := map[string]bool{}
	for range 20 {
		_, body := c.Get(client, path)
		for token := range c.only(user, path, body, allowed) {
			all[token] = true
		}
		m := nextPage.FindStringSubmatch(body)
		if m == nil {
			break
		}
		path = strings.ReplaceAll(m[1], "&amp;", "&")
	}
	return all
}

// TestWhatTheRulesRefuseIsNeitherShownNorChanged tries every screen in every role of the demonstration, on records of every
// kind, marking, team and ward: what a page shows is held to what the rules grant.
func TestWhatTheRulesRefuseIsNeitherShownNorChanged(t *testing.T) {
	c := newCity(t)
	t.Run("in lists, maps, search and exports", func(t *testing.T) { c.on(t).lists() })
	t.Run("on pages, in files and of people", func(t *testing.T) { c.on(t).pages() })
	t.Run("by any act", func(t *testing.T) { c.on(t).acts() })
	t.Run("through a link", func(t *testing.T) { c.on(t).links() })
}

func (c *city) on(t *testing.T) *city {
	c.t = t
	return c
}

func (c *city) lists() {
	t := c.t
	for _, u := range c.Program.Pack.Users {
		who, client := c.Principal(u.ID), c.SignIn(u.ID)
		views, exports := c.may(who, pack.View), c.may(who, pack.Export)
		for _, k := range c.Program.Pack.Kinds {
			path := "/records/" + k.ID
			if !c.Program.Gate.Rules().Anywhere(who, pack.View, k.ID) {
				if status, body := c.Get(client, path); status != http.StatusForbidden || len(c.only(u.ID, path, body, nil)) > 0 {
					t.Errorf("%s opens the list of %s: %d", u.ID, k.ID, status)
				}
				continue
			}
			listed := c.walkList(client, u.ID, path+"?open=all", views)
			for i := range c.samples {
				if s := &c.samples[i]; s.Kind == k.ID && views[s.token] && !listed[s.token] {
					t.Errorf("%s may see %s and the list lacks it", u.ID, s.token)
				}
			}
			for _, rest := range []string{"/map?open=all", "/points.geojson?open=all", "?open=all&q=zq&team=theos"} {
				_, body := c.Get(client, path+rest)
				c.only(u.ID, path+rest, body, views)
			}
			for _, rest := range []string{"/export.csv?open=all&purpose=test", "/export.geojson?open=all&purpose=test"} {
				status, body := c.Get(client, path+rest)
				shown := c.only(u.ID, path+rest, body, exports)
				if !c.Program.Gate.Rules().Anywhere(who, pack.Export, k.ID) && (status != http.StatusForbidden || len(shown) > 0) {
					t.Errorf("%s exports %s: %d", u.ID, k.ID, status)
				}
			}
		}
		for _, path := range []string{"/search?q=zq", "/places/" + whitechapel, "/records"} {
			c.walkList(client, u.ID, path, views)
		}
	}
}

// some are every record that the rules give a role another answer on: a spread of all, different for each role.
func (c *city) some(n int) []*sample {
	var out []*sample
	for i := n % 17; i < len(c.samples); i += 17 {
		out = append(out, &c.samples[i])
	}
	return out
}

func (c *city) pages() {
	t := c.t
	for n, u := range c.Program.Pack.Users {
		who, client := c.Principal(u.ID), c.SignIn(u.ID)
		views := c.may(who, pack.View)
		for _, s := range c.some(n) {
			base := "/record/" + s.Reference
			for _, path := range []string{base, base + "/history", base + "/edit", base + "/assign", base + "/file/" + s.file, "/search?q=" + s.Reference, "/search?q=" + url.QueryEscape(s.token+" person"), "/person/" + s.person} {
				status, body := c.Get(client, path)
				shown := c.only(u.ID, path, strings.ReplaceAll(body, `value="`+s.token, ""), views)
				if !views[s.token] && status != http.StatusNotFound && !strings.HasPrefix(path, "/search") {
					t.Errorf("%s gets %d at %s of a record that may not be known", u.ID, status, path)
				}
				if views[s.token] && path == base && !shown[s.token] {
					t.Errorf("%s may see %s and gets %d", u.ID, s.Reference, status)
				}
			}
		}
	}
}

// harm is what somebody might send to a record that is not theirs.
func harm(s *sample, other *sample) map[string]url.Values {
	return map[string]url.Values{
		"note": {"note": {"Not mine"}}, "party": {"role": {"victim"}, "person": {"Somebody"}, "person_pick": {"new"}, "person_for": {"Somebody"}},
		"action": {"what": {"Do"}, "body": {"council"}, "due-day": {"1"}, "due-month": {"1"}, "due-year": {"2030"}}, "link": {"other": {other.Reference}, "reason": {"x"}},
		"assign": {"team": {"theos"}}, "assess": {"risk": {"low"}, "reason": {"x"}}, "contact": {"how": {"By email"}}, "edit": {"c_title": {"Taken over"}, "c_day-day": {"1"}, "c_day-month": {"1"}, "c_day-year": {"2026"}},
		"move/closed": {"reason": {"x"}, "message": {"x"}}, "move/withdrawn": {"reason": {"x"}}, "link/made-up": {"reason": {"x"}},
	}
}

func (c *city) acts() {
	t := c.t
	for n, u := range c.Program.Pack.Users {
		who, client := c.Principal(u.ID), c.SignIn(u.ID)
		views, edits := c.may(who, pack.View), c.may(who, pack.Edit)
		assigns, closes := c.may(who, pack.Assign), c.may(who, pack.Close)
		for _, s := range c.some(n) {
			if edits[s.token] || assigns[s.token] || closes[s.token] {
				continue
			}
			for act, form := range harm(s, &c.samples[0]) {
				status, body := c.Post(client, "/record/"+s.Reference+"/"+act, form)
				c.only(u.ID, act, body, views)
				if status < 400 {
					t.Errorf("%s is answered %d on %s of %s", u.ID, status, act, s.Reference)
				}
			}
			if now := open(t, c.Server, s.Reference); now.Version != s.Version || len(now.Notes) != 1 || now.Title != s.Title || len(now.Links) > 0 {
				t.Errorf("%s changed %s", u.ID, s.Reference)
			}
		}
		c.createsNothing(client, u.ID, who)
	}
}

// createsNothing sends a new record of every kind that the role may not make.
func (c *city) createsNothing(client *http.Client, user string, who access.Principal) {
	for _, k := range c.Program.Pack.Kinds {
		if c.Program.Gate.Rules().Anywhere(who, pack.Create, k.ID) {
			continue
		}
		status, _ := c.Post(client, "/records/"+k.ID+"/new", url.Values{"key": {user + k.ID}, "c_title": {"intruder"}, "c_day-day": {"1"}, "c_day-month": {"1"}, "c_day-year": {"2026"}})
		if status != http.StatusForbidden {
			c.t.Errorf("%s makes a %s: %d", user, k.ID, status)
		}
	}
	err := c.Program.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) error {
		n, err := v.Count(gate.Query{Words: "intruder"})
		if n > 0 {
			c.t.Errorf("%s made %d records", user, n)
		}
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *city) links() {
	t := c.t
	who, client := c.Principal("bramble"), c.SignIn("bramble")
	views, edits := c.may(who, pack.View), c.may(who, pack.Edit)
	mine := c.samples[slices.IndexFunc(c.samples, func(s sample) bool { return edits[s.token] && s.Kind == "asb-case" })]
	hidden := c.samples[slices.IndexFunc(c.samples, func(s sample) bool { return !views[s.token] && s.Kind == "hate-incident" })]
	status, body := c.Post(client, "/record/"+mine.Reference+"/link", url.Values{"version": {strconv.FormatInt(mine.Version, 10)}, "other": {hidden.Reference}, "reason": {"curious"}})
	_, none := c.Post(client, "/record/"+mine.Reference+"/link", url.Values{"version": {strconv.FormatInt(mine.Version, 10)}, "other": {"HI-26-99999-9"}, "reason": {"curious"}})
	said := "There is no record with that reference that you may see"
	if status != http.StatusUnprocessableEntity || !strings.Contains(body, said) || !strings.Contains(none, said) {
		t.Errorf("a hidden record and none are told apart: %d", status)
	}
	c.only("bramble", "link", body, views)
	status, _ = c.Post(client, "/record/"+mine.Reference+"/party", url.Values{"version": {strconv.FormatInt(mine.Version, 10)}, "role": {"victim"}, "person": {"Anybody"}, "person_pick": {hidden.person}, "person_for": {"Anybody"}})
	if now := open(t, c.Server, mine.Reference); len(now.Parties) != 1 {
		t.Errorf("a person of a hidden record is on the case: %d", status)
	}
}
