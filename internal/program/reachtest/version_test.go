package reachtest

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A form that does not say which version of a record it was filled in from changes nothing: whoever wrote meanwhile would be
// written over. Every address that changes a record is tried, by everybody of the demonstration.
func TestAFormThatSaysNoVersionChangesNothing(t *testing.T) {
	w := build(t)
	form := url.Values{"reason": {"x"}, "message": {"x"}, "note": {"x"}, "confirmed": {"yes"}, "change": {"yes"}, "what": {"x"}, "risk": {"high"}, "do": {"note"}}
	for _, a := range w.askers() {
		before := w.version()
		for pattern, r := range table {
			for _, path := range r.paths {
				if w.at = ""; methods(pattern)[len(methods(pattern))-1] == http.MethodGet {
					continue
				}
				path = w.address(path)
				if w.at == "" {
					continue
				}
				for _, version := range []string{"", "0", "-1", "x"} {
					form.Set("version", version)
					if version == "" {
						form.Del("version")
					}
					w.send(a, path, form)
				}
			}
		}
		if after := w.version(); after != before {
			t.Errorf("%s changed a record with a form that says no version", a.name)
		}
	}
}

func (w *world) send(a asker, path string, form url.Values) {
	w.t.Helper()
	res, err := a.client.Post(w.URL+path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, res.Body)
	_ = res.Body.Close()
	if res.StatusCode >= 500 {
		w.t.Errorf("%s %s: %d", a.name, path, res.StatusCode)
	}
}
