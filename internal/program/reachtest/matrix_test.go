package reachtest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/access/accesstest"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// matrix is a program with records of every relation to every post of the pack, and who asks for them.
type matrix struct {
	*programtest.Server
	t       *testing.T
	said    accesstest.Sheet
	handler http.Handler
	posts   []*post
	nowhere map[string]string // by kind: a reference that no record has
}

// post is somebody who asks for pages, with the records that were made for them.
type post struct {
	accesstest.Holder
	name    string
	ended   bool // the post was held until yesterday
	outside bool // nobody of the staff
	cookies []*http.Cookie
	records []*related

	t      *testing.T
	absent map[string]string // answers about what is not there, by what was asked
}

// related is a record that stands to a post as its relation says.
type related struct {
	relation string
	rec      *record.Record
	seal     accesstest.Seal
	nth      int               // in the order of all
	parts    map[string]string // by the word of their addresses, one of each sort
}

// may is what the pack says that the post may do with a record, as it stands.
func (m *matrix) may(p *post, verb string, x *related) bool {
	return !p.ended && !p.outside && m.said.May(p.Holder, verb, x.rec, x.seal)
}

// TestEveryRouteGivesEachPostWhatThePackSaysOfARecord asks for every route that names a record, as every post of the pack, for a record
// that is theirs, their team's, their body's, of their ward, of others, kept from them, and shown to them by an invitation that lasts or
// has ended; and as who held the post until yesterday, as nobody, as who has signed out and as a reporter of another report. Where the
// pack lets the post not look, each answer is that for a reference that no record has, byte for byte. Where it does, no page is missing;
// an act that the pack does not give changes nothing and is refused, and one that it gives is not.
func TestEveryRouteGivesEachPostWhatThePackSaysOfARecord(t *testing.T) {
	m := overnight(t)
	var turns sync.WaitGroup
	next := make(chan *post)
	for range 4 { // answers wait until the reading of their record is on disk
		turns.Go(func() {
			for p := range next {
				m.asks(p)
			}
		})
	}
	for _, p := range m.posts {
		next <- p
	}
	close(next)
	turns.Wait()
}

// asks asks for all that is hidden from a post, then for what it may only look at, and last does what it may do: what it does changes records.
func (m *matrix) asks(p *post) {
	for _, x := range p.records {
		if !m.may(p, "view", x) {
			m.hidden(p, x)
		}
	}
	for _, x := range p.records {
		if m.may(p, "view", x) {
			m.shown(p, x)
			m.refused(p, x)
		}
	}
	for _, x := range p.records {
		m.done(p, x)
	}
}

// overnight makes the world: the posts yesterday, the records yesterday, and then it is today.
func overnight(t *testing.T) *matrix {
	t.Helper()
	var ahead atomic.Int64
	ahead.Store(int64(-24 * time.Hour))
	m := &matrix{t: t, said: accesstest.Read(t), nowhere: map[string]string{}}
	m.Server = programtest.StartWith(t, programtest.Options{Now: func() when.Instant { return when.At(time.Now().Add(time.Duration(ahead.Load()))) }})
	handler, err := m.Program.Handler()
	if err != nil {
		t.Fatal(err)
	}
	m.handler = handler
	m.hire()
	m.make()
	mine, err := m.Program.Reports.Send(context.Background(), access.Public(), &report.Filled{Asked: true, Category: "noise", What: "Their own report", Area: weavers, PlaceName: "Brick Lane"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ahead.Store(0)
	for _, p := range m.posts {
		p.t, p.absent = t, map[string]string{}
		m.signIn(p, mine)
	}
	return m
}

// hire makes a post of each role with its scope, somebody who held one of each role until yesterday, and those who are not of the staff.
func (m *matrix) hire() {
	var had []string
	for _, u := range m.said.Users {
		same := func(p *post) bool {
			return p.Role == u.Role && p.Body == u.Body && p.Team == u.Team && slices.Equal(p.Areas, u.Areas)
		}
		if slices.ContainsFunc(m.posts, same) {
			continue
		}
		a, err := m.Program.Accounts.ByUsername(context.Background(), u.ID)
		if err != nil {
			m.t.Fatal(err)
		}
		m.posts = append(m.posts, &post{name: u.ID, Holder: accesstest.Holder{Account: a.ID, Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas}})
		add := func(name string, until when.Date) string {
			id, err := m.Program.Accounts.Add(context.Background(), access.System("test"), account.Account{Username: name + u.ID, Name: name + u.ID, Password: a.Password, Demo: true},
				[]access.Post{{Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas, Since: when.Day(2020, 1, 1), Until: until}})
			if err != nil {
				m.t.Fatal(err)
			}
			return id
		}
		add("other-", when.Date{}) // what is kept from the post is left with somebody
		if !slices.Contains(had, u.Role) {
			had = append(had, u.Role)
			id := add("former-", m.Program.Gate.Now().Date())
			m.posts = append(m.posts, &post{name: "former-" + u.ID, ended: true, Holder: accesstest.Holder{Account: id, Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas}})
		}
	}
	for _, name := range []string{"nobody", "signed-out", "reporter"} {
		m.posts = append(m.posts, &post{name: name, outside: true})
	}
}

// signIn gives a post the cookies of its browser.
func (m *matrix) signIn(p *post, mine report.Receipt) {
	send := func(path string, form url.Values) {
		w := m.serve(p, http.MethodPost, path, form)
		if p.cookies = w.Result().Cookies(); w.Code != http.StatusSeeOther && w.Code != http.StatusOK || len(p.cookies) == 0 {
			m.t.Fatalf("%s: %s answers %d", p.name, path, w.Code)
		}
	}
	enter := url.Values{"username": {p.name}, "password": {programtest.Password}, "next": {"/healthz"}}
	switch {
	case p.name == "nobody":
	case p.name == "reporter":
		send("/track", url.Values{"reference": {mine.Reference}, "pin": {mine.PIN}})
	case p.name == "signed-out":
		enter.Set("username", "bramble")
		send("/sign-in", enter)
		m.serve(p, http.MethodPost, "/sign-out", nil)
	case p.ended:
		p.cookies = m.serve(p, http.MethodPost, "/sign-in", enter).Result().Cookies()
	default:
		send("/sign-in", enter)
	}
}

// serve asks for an address in this process.
func (m *matrix) serve(p *post, method, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, c := range p.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	m.handler.ServeHTTP(w, r)
	if w.Code >= http.StatusInternalServerError {
		m.t.Errorf("%s (%s): %s %s answers %d", p.name, p.Role, method, path, w.Code)
	}
	return w
}

// look is a record as it stands now.
func (m *matrix) look(ref string) (rec *record.Record) {
	err := m.Program.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) (err error) {
		rec, err = v.Glance(ref)
		return err
	})
	if err != nil {
		m.t.Errorf("look at %s: %v", ref, err)
		return &record.Record{}
	}
	return rec
}

// told is how a failure names what was asked for.
func (x *related) told(p *post) string {
	return fmt.Sprintf("%s (%s) of the %s %s %s (%s, team %s, %s)", p.name, p.Role, x.relation, x.rec.Marking, x.rec.Kind, x.rec.Reference, x.rec.Team, x.rec.State)
}

// kindOf is the pack's kind of a record.
func (m *matrix) kindOf(x *related) *pack.Kind {
	k, _ := m.Program.Pack.Kind(x.rec.Kind)
	return k
}

// principal is a post as it acts today.
func (m *matrix) principal(p *post) access.Principal {
	who, err := m.Program.Accounts.Principal(context.Background(), p.Account)
	if err != nil {
		m.t.Error(err)
	}
	return who
}

// version is what a form says that its reader saw.
func version(r *record.Record) string { return strconv.FormatInt(r.Version, 10) }
