package programtest_test

import (
	"context"
	"database/sql"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// asked is a request of a browser that follows no redirect.
func asked(t *testing.T, s *programtest.Server, method, path string, form url.Values) (*http.Response, string) {
	t.Helper()
	if form == nil {
		method = http.MethodGet
	}
	c := s.Client()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	req, err := http.NewRequestWithContext(context.Background(), method, s.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read below
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

// acts are what residents and staff do that needs the store to be written; a form is begun by opening it.
func acts(r report.Receipt) map[string]url.Values {
	return map[string]url.Values{
		"/report":  nil,
		"/track":   {"reference": {r.Reference}, "pin": {r.PIN}},
		"/sign-in": {"username": {"wren"}, "password": {programtest.Password}, "next": {"/home"}},
	}
}

func received(t *testing.T, s *programtest.Server) report.Receipt {
	t.Helper()
	r, err := s.Program.Reports.Send(context.Background(), access.Public(), &report.Filled{Asked: true, Category: "noise", What: "loud", PlaceWords: "Brick Lane", PlaceName: "Brick Lane",
		Area: "E05009336", PlaceKind: "street", Anonymous: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// wantTold wants every act to be answered with what to do, and no act to be blamed on who tried it.
func wantTold(t *testing.T, s *programtest.Server, r report.Receipt, trouble string) {
	t.Helper()
	for path, form := range acts(r) {
		res, body := asked(t, s, http.MethodPost, path, form)
		if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" || !strings.Contains(body, "The service cannot keep anything just now") ||
			!strings.Contains(body, "call 999") || strings.Contains(body, "is not right") {
			t.Errorf("%s, %s: %d, Retry-After %q\n%.300s", trouble, path, res.StatusCode, res.Header.Get("Retry-After"), body)
		}
	}
}

func TestAFullDiskIsSaidWithWhatToDoAndNothingIsLostByIt(t *testing.T) {
	s := programtest.Start(t)
	r := received(t, s)
	if res, _ := asked(t, s, http.MethodGet, "/readyz", nil); res.StatusCode != http.StatusOK {
		t.Fatalf("ready: %d", res.StatusCode)
	}
	storetest.Fill(t, s.Program.Store)
	wantTold(t, s, r, "full")
	if res, body := asked(t, s, http.MethodGet, "/readyz", nil); res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "store can be written: no") {
		t.Errorf("readyz: %d %s", res.StatusCode, body)
	}
	if res, _ := asked(t, s, http.MethodGet, "/healthz", nil); res.StatusCode != http.StatusOK {
		t.Errorf("pages are drawn and healthz says %d", res.StatusCode)
	}
	storetest.Room(t, s.Program.Store, storetest.Endless)
	wantBack(t, s, r)
}

// wantBack wants a server to go on by itself once the trouble has passed.
func wantBack(t *testing.T, s *programtest.Server, r report.Receipt) {
	t.Helper()
	for path, form := range acts(r) {
		if res, body := asked(t, s, http.MethodPost, path, form); res.StatusCode != http.StatusSeeOther {
			t.Errorf("afterwards %s: %d %.500s", path, res.StatusCode, body)
		}
	}
	if res, body := asked(t, s, http.MethodGet, "/readyz", nil); res.StatusCode != http.StatusOK {
		t.Errorf("readyz: %d %s", res.StatusCode, body)
	}
}

func TestALostDatabaseIsSaidWithWhatToDoAndIsTakenUpAgain(t *testing.T) {
	address := storetest.Postgres(t)
	s := programtest.StartWith(t, programtest.Options{Database: address})
	r := received(t, s)
	admin, err := sql.Open("pgx", strings.Replace(address, "dbname="+database(address), "dbname=postgres", 1))
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close() //nolint:errcheck // a test's own connection
	shut := func(allow string) {
		t.Helper()
		for _, text := range []string{"ALTER DATABASE " + database(address) + " ALLOW_CONNECTIONS " + allow,
			"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database(address) + "'"} {
			if _, err := admin.Exec(text); err != nil {
				t.Fatal(err)
			}
		}
	}
	shut("false")
	wantTold(t, s, r, "lost")
	if res, _ := asked(t, s, http.MethodGet, "/healthz", nil); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("healthz says %d", res.StatusCode)
	}
	if res, _ := asked(t, s, http.MethodGet, "/readyz", nil); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("readyz says %d", res.StatusCode)
	}
	if _, err := admin.Exec("ALTER DATABASE " + database(address) + " ALLOW_CONNECTIONS true"); err != nil {
		t.Fatal(err)
	}
	wantBack(t, s, r)
}

func database(address string) string { return address[strings.LastIndex(address, "=")+1:] }
