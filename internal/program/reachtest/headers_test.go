package reachtest

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// guards are the headers of every answer, and what each must say.
var guards = map[string][]string{
	"Content-Security-Policy":      {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"},
	"X-Content-Type-Options":       {"nosniff"},
	"X-Frame-Options":              {"DENY"},
	"Referrer-Policy":              {"same-origin"},
	"Cross-Origin-Opener-Policy":   {"same-origin"},
	"Cross-Origin-Resource-Policy": {"same-origin"},
	"Permissions-Policy":           {"camera=()", "microphone=()"},
	"Vary":                         {"Accept-Encoding"},
}

// kept says which answers a browser may keep, where others may too: they hold nothing of a person.
var kept = []string{"/assets/", "/brand.css", "/report/wards.geojson", "/wards/shapes.geojson", "/favicon.svg", "/map/"}

func TestEveryAnswerCarriesTheHeadersThatKeepItSafe(t *testing.T) {
	w := build(t)
	askers := w.askers()
	nobody := askers[0]
	inside := askers[slices.IndexFunc(askers, func(a asker) bool { return w.sees(a.who, "case") })]
	for pattern, r := range table {
		for _, path := range r.paths {
			for _, method := range methods(pattern) {
				w.guarded(nobody, method, w.address(path))
				if method == http.MethodGet {
					w.guarded(inside, method, w.address(path))
				}
			}
		}
	}
	_, _, home := w.ask(nobody, http.MethodGet, "/")
	for _, mark := range []string{`href="/assets/`, `href="/brand.css`} {
		_, after, found := strings.Cut(home, mark)
		path, _, _ := strings.Cut(strings.TrimPrefix(mark, `href="`)+after, `"`)
		if !found {
			t.Fatalf("the page names no %s", mark)
		}
		w.guarded(nobody, http.MethodGet, path)
	}
	for _, lost := range []struct{ method, path string }{
		{http.MethodGet, "/no-such-page"}, {http.MethodGet, "/assets/none.js"}, {http.MethodDelete, "/report"}, {http.MethodGet, "/record/none"}, {"BREW", "/"}, {http.MethodOptions, "/sign-in"},
	} {
		w.guarded(nobody, lost.method, lost.path)
	}
}

// guarded asks once and looks at the headers alone.
func (w *world) guarded(a asker, method, path string) {
	w.t.Helper()
	r, err := http.NewRequest(method, w.URL+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	res, err := a.client.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end below
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		w.t.Fatal(err)
	}
	for name, says := range guards {
		if policy := res.Header.Get(name); name == "Content-Security-Policy" && strings.HasPrefix(policy, "sandbox") {
			says = []string{"sandbox; default-src 'none'"} // a file that somebody attached
		}
		for _, word := range says {
			if got := strings.Join(res.Header.Values(name), ", "); !strings.Contains(got, word) {
				w.t.Errorf("%s %s %s (%d): %s is %q, without %s", a.name, method, path, res.StatusCode, name, got, word)
			}
		}
	}
	if policy := res.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") {
		w.t.Errorf("%s %s: the content policy is %s", method, path, policy)
	}
	w.keptBy(path, res.Header.Get("Cache-Control"))
	for _, c := range res.Cookies() {
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode && c.SameSite != http.SameSiteStrictMode {
			w.t.Errorf("%s %s sets a cookie that a script or another site reaches: %s", method, path, c)
		}
	}
}

// keptBy checks who may keep an answer: all others only its own reader, and pages nobody.
func (w *world) keptBy(path, says string) {
	w.t.Helper()
	if says == "no-store" || strings.HasPrefix(says, "private, max-age=") {
		return
	}
	for _, public := range kept {
		if strings.HasPrefix(path, public) && strings.HasPrefix(says, "public, max-age=") {
			return
		}
	}
	w.t.Errorf("%s may be kept: %q", path, says)
}
