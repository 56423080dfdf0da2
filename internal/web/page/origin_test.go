package page

import (
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestOnlyAProxyOfOursSaysWhereARequestCameFrom(t *testing.T) {
	proxies, err := ParseProxies([]string{"127.0.0.1", "10.0.0.0/8", "2001:db8::/32"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		peer, passed, proto, want string
		secure                    bool
	}{
		{"198.51.100.7:4000", "", "", "198.51.100.7", false},
		{"198.51.100.7:4000", "203.0.113.9", "https", "198.51.100.7", false}, // a stranger writes what they like
		{"127.0.0.1:4000", "203.0.113.9", "https", "203.0.113.9", true},
		{"127.0.0.1:4000", "", "", "127.0.0.1", false},
		{"127.0.0.1:4000", "192.0.2.66, 203.0.113.9", "https", "203.0.113.9", true}, // what the reader sent stands first
		{"127.0.0.1:4000", "192.0.2.66, 203.0.113.9, 10.1.2.3", "https, http", "203.0.113.9", true},
		{"127.0.0.1:4000", "192.0.2.66, 203.0.113.9, 10.1.2.3", "http, https", "203.0.113.9", false},
		{"127.0.0.1:4000", "203.0.113.9:55555", "http", "203.0.113.9", false},
		{"[2001:db8::1]:4000", "[2a00::9]:443", "HTTPS", "2a00::9", true},
		{"127.0.0.1:4000", "203.0.113.9, nonsense", "https", "127.0.0.1", true},
		{"[::ffff:127.0.0.1]:4000", "::ffff:203.0.113.9", "https", "203.0.113.9", true},
		{"127.0.0.1:4000", "10.9.9.9, 10.1.2.3", "https", "10.9.9.9", true},
		{"@", "203.0.113.9", "https", "@", false},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.peer
		if c.passed != "" {
			one, two, several := strings.Cut(c.passed, ", ")
			r.Header.Add("X-Forwarded-For", one)
			if several {
				r.Header.Add("X-Forwarded-For", two)
			}
		}
		if c.proto != "" {
			r.Header.Set("X-Forwarded-Proto", c.proto)
		}
		if got := proxies.of(r); got.address != c.want || got.secure != c.secure {
			t.Errorf("%+v: %+v", c, got)
		}
	}
	for _, bad := range []string{"proxy", "0.0.0.0/0", "::/0", "10.0.0.0/99", ""} {
		if _, err := ParseProxies([]string{bad}); err == nil {
			t.Errorf("%q was taken for a proxy", bad)
		}
	}
}

// Whoever sets a cookie, it is kept off connections that others can read, and out of what a cache may give to the next reader.
func TestEveryCookieIsSecureBehindTLSAndStandsOnNothingPublic(t *testing.T) {
	site := newSite(t, io.Discard)
	site.Proxies, site.HSTS = Proxies{}, 2*time.Hour
	site.Proxies, _ = ParseProxies([]string{"192.0.2.1"}) // httptest's sender
	mux := http.NewServeMux()
	mux.HandleFunc("/kept", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=60")
		http.SetCookie(w, &http.Cookie{Name: "one", Value: "1"})
		http.SetCookie(w, &http.Cookie{Name: "two", Value: "secure", Secure: true})
		_, _ = w.Write([]byte("ok"))
	})
	mux.HandleFunc("/flushed", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "one", Value: "1"})
		_ = http.NewResponseController(w).Flush()
	})
	for _, way := range []struct {
		name   string
		change func(*http.Request)
		secure bool
	}{
		{"plain", func(*http.Request) {}, false},
		{"TLS", func(r *http.Request) { r.TLS = &tls.ConnectionState{} }, true},
		{"a proxy", func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", "https") }, true},
		{"a stranger", func(r *http.Request) { r.RemoteAddr = "203.0.113.1:1"; r.Header.Set("X-Forwarded-Proto", "https") }, false},
	} {
		for _, path := range []string{"/kept", "/flushed"} {
			r := httptest.NewRequest("GET", path, nil)
			way.change(r)
			w := httptest.NewRecorder()
			site.Middleware(mux).ServeHTTP(w, r)
			for _, c := range w.Result().Cookies() {
				if c.Secure != (way.secure || c.Name == "two") {
					t.Errorf("%s, %s: %s", way.name, path, c)
				}
			}
			if says := w.Header().Get("Cache-Control"); strings.Contains(says, "public") || len(w.Result().Cookies()) == 0 {
				t.Errorf("%s, %s: a cookie stands on an answer that says %q", way.name, path, says)
			}
			if says := w.Header().Get("Strict-Transport-Security"); (says == "max-age=7200") != way.secure {
				t.Errorf("%s: Strict-Transport-Security is %q", way.name, says)
			}
		}
	}
}
