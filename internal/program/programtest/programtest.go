// Package programtest starts the real program for a test: the Tower Hamlets pack, a store of its own, every screen on a
// loopback address, and the demonstration's users with a password that costs little to check.
package programtest

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Password is every test user's.
const Password = "tests only 4711"

// Server is a running program.
type Server struct {
	URL     string
	Program *program.Program
	t       testing.TB
}

// Options change how the program starts.
type Options struct {
	Pack     string              // folder of a pack in place of Tower Hamlets
	Database string              // PostgreSQL address in place of SQLite
	Now      func() when.Instant // in place of the real clock
	Proxies  page.Proxies        // in front of the program
	Carriers []message.Carrier   // what takes messages to people
}

// Start starts the program with the demonstration's users, one for each role; the user name is the id in the pack.
func Start(t testing.TB) *Server { return StartWith(t, Options{}) }

// Each runs a test against the program on each database.
func Each(t *testing.T, test func(t *testing.T, s *Server)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(t, Start(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, StartWith(t, Options{Database: storetest.Postgres(t)})) })
}

// StartWith is Start with options.
func StartWith(t testing.TB, o Options) *Server {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	if o.Database == "" {
		data = storetest.Folder(t)
	}
	p, err := program.Open(ctx, program.Config{Data: data, Database: o.Database, Pack: o.Pack, Demo: true, Now: o.Now, Probe: time.Nanosecond, Proxies: o.Proxies,
		Address: "http://" + l.Addr().String(), Carriers: o.Carriers,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatalf("open the program: %v", err)
	}
	p.Inquiry.Patience = time.Minute // on a busy machine a test reads the page and not how far it is
	users(t, ctx, p)
	done := make(chan error, 1)
	go func() { done <- p.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		<-done
		if err := p.Close(); err != nil {
			t.Errorf("close the program: %v", err)
		}
	})
	return &Server{URL: "http://" + l.Addr().String(), Program: p, t: t}
}

func users(t testing.TB, ctx context.Context, p *program.Program) {
	t.Helper()
	hasher, err := credential.NewHasher(credential.Params{MemoryKiB: 64, Passes: 1, Lanes: 1}, 1)
	if err != nil {
		t.Fatal(err)
	}
	hash, err := hasher.Hash(ctx, Password)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range p.Pack.Users {
		_, err := p.Accounts.Add(ctx, access.System("test"), account.Account{Username: u.ID, Name: u.Name, Email: u.Email, Password: hash, Demo: true},
			[]access.Post{{Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas, Since: when.Day(2020, 1, 1)}})
		if err != nil {
			t.Fatalf("add %s: %v", u.ID, err)
		}
	}
}

// Client is a browser without JavaScript that keeps cookies and follows redirects.
func (s *Server) Client() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: 30 * time.Second}
}

// SignIn is a client that has signed in as a user of the demonstration.
func (s *Server) SignIn(username string) *http.Client {
	s.t.Helper()
	c := s.Client()
	res, err := c.PostForm(s.URL+"/sign-in", url.Values{"username": {username}, "password": {Password}, "next": {"/healthz"}})
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read for its status alone
	if res.Request.URL.Path != "/healthz" {
		s.t.Fatalf("%s could not sign in: %s at %s", username, res.Status, res.Request.URL.Path)
	}
	return c
}

// Get is the body of a page, and its status.
func (s *Server) Get(c *http.Client, path string) (int, string) {
	s.t.Helper()
	res, err := c.Get(s.URL + path)
	if err != nil {
		s.t.Fatal(err)
	}
	return read(s.t, res)
}

// Post sends a form and gives the status and body of where it led.
func (s *Server) Post(c *http.Client, path string, form url.Values) (int, string) {
	s.t.Helper()
	res, err := c.PostForm(s.URL+path, form)
	if err != nil {
		s.t.Fatal(err)
	}
	return read(s.t, res)
}

func read(t testing.TB, res *http.Response) (int, string) {
	t.Helper()
	defer res.Body.Close() //nolint:errcheck // read to its end below
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// Do does an act on a record as a user of the demonstration, at the version that the record has.
func (s *Server) Do(username, ref, name string, answers act.Answers) (act.Outcome, error) {
	s.t.Helper()
	return s.Program.Acts.Run(context.Background(), s.Principal(username), act.Call{Record: ref, Act: name, Answers: answers})
}

// Must does an act that has to be possible.
func (s *Server) Must(username, ref, name string, answers act.Answers) act.Outcome {
	s.t.Helper()
	out, err := s.Do(username, ref, name, answers)
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// Principal is a user of the demonstration as they act today.
func (s *Server) Principal(username string) access.Principal {
	s.t.Helper()
	a, err := s.Program.Accounts.ByUsername(context.Background(), username)
	if err != nil {
		s.t.Fatal(err)
	}
	who, err := s.Program.Accounts.Principal(context.Background(), a.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return who
}
