// Package reachtest tries every route of the program as every principal of the demonstration: nobody, a reporter who follows
// a report of their own, and each post, among them those of the wrong team and the wrong area. What table does not open is
// refused, shows nothing of a record and changes nothing; a route that is not in the table fails the test.
package reachtest

import (
	"context"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// world is a program with one record of each sort, and the one that the address under trial names.
type world struct {
	*programtest.Server
	t       *testing.T
	records map[string]*record.Record // by the word in the addresses of the table
	names   []string                  // in the order in which they came
	ids     map[string]string         // other ids in the addresses
	at      string
	mine    report.Receipt // of the reporter
}

func (w *world) rules() *access.Rules { return w.Program.Gate.Rules() }

func (w *world) subject() access.Subject { return subject(w.records[w.at]) }

func subject(r *record.Record) access.Subject {
	return access.Subject{ID: r.ID, Kind: r.Kind, OwnerBody: r.OwnerBody, SenderBody: r.SenderBody, Team: r.Team, Assignee: r.Assignee, Area: r.Area, Marking: r.Marking}
}

func (w *world) sees(who access.Principal, name string) bool {
	return w.rules().May(who, pack.View, subject(w.records[name]))
}

func (w *world) opensCases(who access.Principal) bool {
	return slices.ContainsFunc(triage.CaseKinds(w.Program.Pack, ""), func(k pack.Kind) bool { return w.rules().Anywhere(who, pack.View, k.ID) })
}

// secret stands in every record of the world and in nothing else.
const secret = "zqsecretzq"

const weavers = "E05009335"

func build(t *testing.T) *world {
	t.Helper()
	w := &world{Server: programtest.Start(t), t: t, records: map[string]*record.Record{}, ids: map[string]string{}}
	spot := &record.Point{Lon: -0.0716, Lat: 51.5199}
	keep := func(name string, d record.Draft) {
		team, ok := w.Program.Pack.Team(d.Team)
		if !ok {
			t.Fatalf("the pack has no team %s", d.Team)
		}
		d.OwnerBody, d.Point, d.Fields, d.Title, d.Area = team.Body, spot, record.Fields{}, secret+" "+name, weavers
		w.keep(name, d)
	}
	keep("report", record.Draft{Kind: "report", Team: "asb-north-west", Marking: "official", Category: "noise"})
	keep("hate", record.Draft{Kind: "report", Team: "hate-crime", Marking: "restricted", Category: "hate"})
	keep("case", record.Draft{Kind: "asb-case", Team: "asb-north-west", Marking: "official-sensitive"})
	keep("tasking", record.Draft{Kind: "tasking", Team: "theos", Marking: "official"})
	keep("patrol", record.Draft{Kind: "patrol", Team: "theos", Marking: "official"})
	for i := range w.Program.Pack.Indicators {
		if ind := &w.Program.Pack.Indicators[i]; ind.Formula == nil {
			w.ids["indicator"] = ind.ID
		}
	}
	a, err := w.Program.Accounts.ByUsername(context.Background(), "wren")
	if err != nil {
		t.Fatal(err)
	}
	w.ids["account"] = a.ID
	w.mine, err = w.Program.Reports.Send(context.Background(), access.Public(), &report.Filled{Asked: true, Category: "noise", What: "Their own report", Area: weavers, PlaceName: "Brick Lane", Point: spot}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// keep makes a record with a note, a file and, where its kind has parties, a person.
func (w *world) keep(name string, d record.Draft) {
	w.t.Helper()
	ctx, system := context.Background(), access.System("test")
	var ref string
	err := change.Of(w.Program.Gate).Write(ctx, system, func(u *change.Unit) error {
		e, err := u.Create(d)
		if err != nil {
			return err
		}
		ref = e.Record().Reference
		file, err := e.Attached("kept.txt", "text/plain", []byte(secret), record.ForStaff)
		if err != nil || name != "case" {
			return err
		}
		w.ids["file"] = file
		if w.ids["person"], err = u.AddPerson(record.Person{Name: secret + " person"}); err != nil {
			return err
		}
		k, _ := w.Program.Pack.Kind(d.Kind)
		return e.AddParty(k.Parties[0].ID, w.ids["person"], "")
	})
	if err != nil {
		w.t.Fatalf("keep the %s: %v", name, err)
	}
	w.names = append(w.names, name)
	w.records[name] = w.look(ref)
}

func (w *world) look(ref string) *record.Record {
	w.t.Helper()
	var out *record.Record
	err := w.Program.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) (err error) {
		out, err = v.Glance(ref)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// address fills in what a path of the table names, and remembers the record that it is about.
func (w *world) address(path string) string {
	w.at = ""
	for _, name := range w.names {
		if strings.Contains(path, "{"+name+"}") {
			w.at, path = name, strings.ReplaceAll(path, "{"+name+"}", w.records[name].Reference)
		}
	}
	for name, id := range w.ids {
		path = strings.ReplaceAll(path, "{"+name+"}", id)
	}
	return path
}

// version is how often the records were changed, and how many there are.
func (w *world) version() int64 {
	sum := int64(0)
	for _, name := range w.names {
		sum += w.look(w.records[name].Reference).Version
	}
	err := w.Program.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) error {
		n, err := v.Count(gate.Query{})
		sum += int64(n) * 1_000_000
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return sum
}

// asker is a principal with the browser in which they ask.
type asker struct {
	name   string
	who    access.Principal
	client *http.Client
}

func (w *world) askers() []asker {
	reporter := w.Client()
	if status, body := w.Post(reporter, "/track", url.Values{"reference": {w.mine.Reference}, "pin": {w.mine.PIN}}); status != http.StatusOK || !strings.Contains(body, w.mine.Reference) {
		w.t.Fatalf("the reporter does not reach their own report: %d", status)
	}
	all := []asker{{"nobody", access.Public(), w.Client()}, {"the reporter", access.Public(), reporter}}
	for _, u := range w.Program.Pack.Users {
		all = append(all, asker{u.ID, w.Principal(u.ID), w.SignIn(u.ID)})
	}
	for _, a := range all {
		a.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	}
	return all
}

func (w *world) ask(a asker, method, path string) (status int, to, body string) {
	w.t.Helper()
	form := url.Values{"version": {"1"}, "reason": {"x"}, "message": {"x"}, "note": {"x"}, "confirmed": {"yes"}}
	r, err := http.NewRequest(method, w.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := a.client.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end below
	text, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Location"), string(text)
}

func TestEveryRouteIsInTheTable(t *testing.T) {
	s := programtest.Start(t)
	s.Get(s.Client(), "/healthz") // it serves, so it knows its routes
	known := map[string]bool{}
	for _, pattern := range s.Program.Routes() {
		known[pattern] = true
		if _, ok := table[pattern]; !ok {
			t.Errorf("%q is not in the table: say there who may reach it", pattern)
		}
	}
	for pattern := range table {
		if !known[pattern] {
			t.Errorf("%q is in the table and nothing answers to it", pattern)
		}
	}
}

func TestNobodyGoesThroughARouteThatNoRuleOpensToThem(t *testing.T) {
	w := build(t)
	patterns := slices.Sorted(maps.Keys(table))
	for _, a := range w.askers() {
		before := w.version()
		for _, pattern := range patterns {
			for _, path := range table[pattern].paths {
				for _, method := range methods(pattern) {
					w.try(a, method, path, table[pattern])
				}
			}
		}
		if after := w.version(); after != before {
			t.Errorf("%s changed a record through a route that is shut to them", a.name)
		}
	}
}

// try asks once. Where the route is open it only must not break; what may then be done with it is for the tests of its screen.
func (w *world) try(a asker, method, path string, r route) {
	w.t.Helper()
	path = w.address(path)
	allowed := r.may(w, a.who)
	if allowed && method == http.MethodPost && w.at != "" {
		return // a change that they may make would hide one that they may not
	}
	status, to, body := w.ask(a, method, path)
	door := strings.HasPrefix(to, "/sign-in")
	switch {
	case status >= 500:
		w.t.Errorf("%s %s %s: %d", a.name, method, path, status)
	case allowed && (door || status == http.StatusForbidden && method == http.MethodGet && !r.more):
		w.t.Errorf("%s %s %s is refused (%d), and the table opens it", a.name, method, path, status)
	case allowed:
	case len(a.who.Posts) == 0 && method == http.MethodGet && !door:
		w.t.Errorf("%s %s %s: %d, want the way to the sign-in page", a.name, method, path, status)
	case len(a.who.Posts) > 0 && method == http.MethodGet || method == http.MethodPost:
		if status != http.StatusForbidden && status != http.StatusNotFound && status != http.StatusMethodNotAllowed {
			w.t.Errorf("%s %s %s: %d, and the table shuts it", a.name, method, path, status)
		}
	}
	if strings.Contains(body, secret) && !w.seesAny(a.who) || !allowed && strings.Contains(body, secret) {
		w.t.Errorf("%s %s %s shows a record that they may not see", a.name, method, path)
	}
}

// seesAny says that the principal may see some record of the world.
func (w *world) seesAny(who access.Principal) bool {
	return slices.ContainsFunc(w.names, func(name string) bool { return w.sees(who, name) })
}
