// Package gatetest gives tests a gate on a real store with a small partnership: a council with two locality teams and an
// enforcement team, a police service, three wards, reports, cases and patrols.
package gatetest

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/packs"
)

const partnership = `
partnership: {id: testborough, name: Testborough Community Safety Partnership, short: Testborough, borough: E09000099, colour: "#1d4e89", wards: wards, report: report, intake: intake}
bodies:
  - {id: council, name: Council, kind: statutory-partner, does: acts, source: test}
  - {id: police, name: Police, kind: statutory-partner, does: acts, police: true, source: test}
compartments:
  - {id: police, name: Police only, what: What the police keep, members: [{bodies: [police]}], source: test}
  - {id: panel, name: The panel, what: What the panel was told, members: [{roles: [own]}, {teams: [snt], from: 2026-11-01, until: 2026-11-30}], source: test}
teams:
  - {id: intake, name: Contact centre, body: council, source: test}
  - {id: north, name: North team, body: council, areas: [W1, W2], locality: true, source: test}
  - {id: south, name: South team, body: council, areas: [W3], locality: true, source: test}
  - {id: snt, name: Safer neighbourhood team, body: police, tasked: true, source: test}
area_sets:
  - {id: wards, name: Wards, singular: ward, file: wards.geojson, code: code, label: name, from: 2014-05-22, source: test}
risks:
  - {id: low, name: Low, colour: grey, means: little harm, source: test}
  - {id: medium, name: Medium, colour: yellow, means: some harm, source: test}
  - {id: high, name: High, colour: red, means: serious harm, source: test}
roles:
  - id: officer
    name: Locality officer
    home: casework
    does: looks after cases of some wards
    grants:
      - {kinds: [report, case], verbs: [view, create, edit, assign, close], scope: area, markings: [official, official-sensitive]}
      - {kinds: [patrol], verbs: [view, create, edit, close], scope: body}
  - id: constable
    name: Constable
    home: patrol
    does: patrols
    grants:
      - {kinds: [patrol], verbs: [view, create, edit, close], scope: team}
      - {kinds: [case], verbs: [view], scope: area}
  - id: own
    name: Caseworker
    home: casework
    does: sees what is theirs
    grants:
      - {kinds: [report, case], verbs: [view], scope: assigned, markings: [official, official-sensitive]}
      - {kinds: [patrol], verbs: [view], scope: all}
  - id: member
    name: Board member
    home: board
    does: sees counts
    grants:
      - {kinds: ["*"], verbs: [count], scope: all, markings: [official, official-sensitive]}
  - id: keeper
    name: Administrator
    home: admin
    does: gives posts
    grants:
      - {verbs: [admin], scope: all}
  - id: protector
    name: Data protection officer
    home: protection
    does: reads the audit
    grants:
      - {verbs: [audit], scope: all}
  - id: counsel
    name: Legal officer
    home: protection
    does: confirms rules of law
    grants:
      - {verbs: [law], scope: all}
`

var files = map[string]string{
	"partnership.yaml": partnership,
	"wards.geojson": `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"W1","name":"First"},"geometry":{"type":"Polygon","coordinates":[[[0,51],[0.01,51],[0.01,51.01],[0,51.01],[0,51]]]}},
{"type":"Feature","properties":{"code":"W2","name":"Second"},"geometry":{"type":"Polygon","coordinates":[[[0.01,51],[0.02,51],[0.02,51.01],[0.01,51.01],[0.01,51]]]}},
{"type":"Feature","properties":{"code":"W3","name":"Third"},"geometry":{"type":"Polygon","coordinates":[[[0.02,51],[0.03,51],[0.03,51.01],[0.02,51.01],[0.02,51]]]}}]}`,
	"kinds/report.yaml": `
kind: report
name: Report
plural: Reports
archetype: case
purpose: for tests
prefix: REP
source: test
states:
  - {id: received, name: Received, initial: true, public: We have your report, next: Somebody will read it}
  - {id: accepted, name: Accepted, public: Somebody is looking at it, next: We will contact you}
  - {id: closed, name: Closed, closed: true, public: We have finished, next: You can tell us if it goes on}
transitions:
  - {from: [received], to: accepted, verb: Accept}
  - {from: [received, accepted], to: closed, verb: Close, reason: true, tells: true}
  - {from: [closed], to: received, verb: Re-open, reason: true}
fields:
  - {id: what, name: What happened, type: text, required: true, max: 2000}
clocks:
  - {id: first-contact, name: First contact, days: {high: 1, any: 3}, starts: opened, stops: [contact], source: test}
parties:
  - {id: reporter, name: Reporter}
`,
	"kinds/case.yaml": `
kind: case
name: Case
plural: Cases
archetype: case
purpose: for tests
prefix: ASB
marking: official-sensitive
source: test
states:
  - {id: open, name: Open, initial: true}
  - {id: closed, name: Closed, closed: true}
transitions:
  - {from: [open], to: closed, verb: Close, reason: true, guard: "fields.outcome != ''", else: Enter the outcome before closing}
  - {from: [closed], to: open, verb: Re-open, reason: true}
fields:
  - {id: outcome, name: Outcome, type: choice, filter: true, options: [{id: solved, name: Solved}, {id: none, name: No action}]}
  - {id: intelligence, name: Intelligence, type: text, compartment: police}
  - {id: advocate, name: Advocate, type: person}
parties:
  - {id: victim, name: Victim, many: true}
  - {id: alleged-perpetrator, name: Alleged perpetrator, many: true}
`,
	"kinds/patrol.yaml": `
kind: patrol
name: Patrol
plural: Patrols
archetype: activity
purpose: for tests
prefix: PAT
map: true
source: test
states:
  - {id: planned, name: Planned, initial: true}
  - {id: done, name: Done, closed: true}
transitions:
  - {from: [planned], to: done, verb: Done}
fields:
  - {id: engaged, name: People engaged, type: number, measure: people-engaged, max: 10000}
  - {id: method, name: Method, type: choice, filter: true, options: [{id: foot, name: On foot}, {id: bike, name: By bicycle}]}
`,
}

// Pack is the small partnership.
func Pack(t testing.TB) *pack.Pack {
	t.Helper()
	return load(t, fstest.MapFS{})
}

// PackWith is the small partnership with one more file.
func PackWith(t testing.TB, file, text string) *pack.Pack {
	t.Helper()
	return load(t, fstest.MapFS{file: {Data: []byte(text)}})
}

func load(t testing.TB, m fstest.MapFS) *pack.Pack {
	t.Helper()
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	p, problems := pack.Load(m)
	for _, problem := range problems {
		t.Errorf("test pack: %s", problem)
	}
	if p == nil {
		t.FailNow()
	}
	return p
}

// TowerHamlets is the reference pack, read afresh, so that a test may change what it got.
func TowerHamlets(t testing.TB) *pack.Pack {
	t.Helper()
	p, problems := pack.Load(packs.TowerHamlets())
	if p == nil || len(problems) > 0 {
		t.Fatalf("load the pack: %v", problems)
	}
	return p
}

// Hired adds an account that holds posts, and gives its id. A post without a first day is held since 2020.
func Hired(t testing.TB, accounts *account.Register, name string, posts ...access.Post) string {
	t.Helper()
	for i := range posts {
		if posts[i].Since.IsZero() {
			posts[i].Since = when.Day(2020, 1, 1)
		}
	}
	id, err := accounts.Add(context.Background(), access.System("test"), account.Account{Username: name, Name: name, Password: "x"}, posts)
	if err != nil {
		t.Fatalf("add %s: %v", name, err)
	}
	return id
}

// Clock is a clock that a test sets.
type Clock struct{ at atomic.Pointer[when.Instant] }

// NewClock is a clock that stands at Monday 2 November 2026, 09:00.
func NewClock() *Clock {
	c := &Clock{}
	c.Set(when.At(time.Date(2026, 11, 2, 9, 0, 0, 0, when.London)))
	return c
}

// Set moves the clock.
func (c *Clock) Set(at when.Instant) { c.at.Store(&at) }

// Now reads the clock.
func (c *Clock) Now() when.Instant { return *c.at.Load() }

// Each runs the test with a gate on each database.
func Each(t *testing.T, test func(t *testing.T, g *gate.Gate, clock *Clock)) {
	t.Helper()
	EachOf(t, Pack(t), test)
}

// EachOf is Each for a pack of the caller's own.
func EachOf(t *testing.T, p *pack.Pack, test func(t *testing.T, g *gate.Gate, clock *Clock)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock := NewClock()
		test(t, gate.New(gate.Config{DB: db, Pack: p, Now: clock.Now}), clock)
	})
}

// As is somebody who holds one post since 2020.
func As(account, role, body, team string, areas ...string) access.Principal {
	return access.Principal{Account: account, Name: "Test " + account, Posts: []access.Post{{ID: account, Role: role, Body: body, Team: team, Areas: areas, Since: when.Day(2020, 1, 1)}}}
}
