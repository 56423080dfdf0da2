package page_test

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/web/browsertest"
	"github.com/wardmote/wardmote/internal/web/page"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// Each page of a failure is read by everybody, on a telephone too, says what to do, and nothing of what lies behind it.
func TestThePageOfAFailureSaysWhatToDoAndNothingOfWhatLiesBehindIt(t *testing.T) {
	site := &page.Site{Brand: page.Brand{Name: "Anytown Community Safety Partnership", Short: "Anytown"}, Log: slog.New(slog.DiscardHandler), SignIn: "/sign-in",
		Viewer: func(*http.Request) page.Viewer {
			return page.Viewer{Onward: []page.Link{{Text: "Start page", Href: "/"}}}
		}}
	if err := site.Prepare(); err != nil {
		t.Fatal(err)
	}
	behind := errors.New("no such table: zqsecretzq")
	mux := http.NewServeMux()
	site.Register(mux)
	mux.Handle("/429", site.Handle(func(http.ResponseWriter, *http.Request) error { return page.Wrap(page.TooMany, behind) }))
	mux.Handle("/wait", site.Handle(func(http.ResponseWriter, *http.Request) error {
		return &page.Error{Kind: page.TooMany, Wait: 150 * time.Second}
	}))
	mux.Handle("/500", site.Handle(func(http.ResponseWriter, *http.Request) error { return behind }))
	mux.Handle("/503", site.Handle(func(http.ResponseWriter, *http.Request) error { return page.Wrap(page.Busy, behind) }))
	mux.Handle("/panic", site.Handle(func(http.ResponseWriter, *http.Request) error { panic(behind) }))
	server := httptest.NewServer(site.Middleware(mux))
	t.Cleanup(server.Close)
	for width, options := range map[string][]browsertest.Option{"wide": nil, "narrow": {browsertest.Narrow}} {
		p := browsertest.Open(t, options...)
		for path, want := range map[string]struct {
			status int
			says   []string
		}{
			"/429": {429, []string{"Too many attempts", "Wait a few minutes"}}, "/500": {500, []string{"Sorry, there is a problem", "Try again in a few minutes"}},
			"/503": {503, nil}, "/panic": {500, []string{"Sorry, there is a problem"}},
		} {
			if status := p.Go(server.URL + path); status != want.status {
				t.Errorf("%s answers %d", path, status)
			}
			p.Want(append(want.says, "Start page", "999")...)
			if p.Contains("zqsecretzq") {
				t.Errorf("%s tells what lies behind it", path)
			}
			for _, v := range p.Axe() {
				t.Errorf("%s, %s: %s", path, width, v)
			}
			p.Screenshot("failure-" + strconv.Itoa(want.status) + "-" + width)
		}
	}
	for path, want := range map[string]string{"/429": "60", "/503": "60", "/wait": "150", "/500": ""} {
		res, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Header.Get("Retry-After"); got != want {
			t.Errorf("%s says to try again after %q seconds, want %q", path, got, want)
		}
		_ = res.Body.Close() // nothing is read
	}
}
