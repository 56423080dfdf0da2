package assets

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

var bundles = fstest.MapFS{
	"manifest.json": {Data: []byte(`{"app.js": "app-1234.js", "app.css": "app-5678.css"}`)},
	"app-1234.js":   {Data: []byte("plain")}, "app-1234.js.br": {Data: []byte("brotli")}, "app-1234.js.gz": {Data: []byte("gzip")},
	"app-5678.css": {Data: []byte("css")}, "secret.txt": {Data: []byte("secret")},
}

func get(t *testing.T, f *Files, path, encoding string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	return w
}

func TestABundleIsKeptForEverAndComesInTheBestCodingThatTheBrowserTakes(t *testing.T) {
	f, err := Open(bundles)
	if err != nil || !f.Built() || f.URL("app.js") != "/assets/app-1234.js" || f.URL("none.js") != "" {
		t.Fatal(err, f.URL("app.js"))
	}
	for encoding, want := range map[string]string{"gzip, deflate, br": "brotli", "gzip;q=1.0": "gzip", "": "plain", "br;q=0, gzip": "gzip", "identity": "plain", "BR": "brotli"} {
		w := get(t, f, "/assets/app-1234.js", encoding)
		if w.Code != 200 || w.Body.String() != want {
			t.Errorf("%q gives %d %q, want %q", encoding, w.Code, w.Body, want)
		}
		if w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" || w.Header().Get("Content-Type") != "text/javascript; charset=utf-8" {
			t.Errorf("headers are %v", w.Header())
		}
	}
	if w := get(t, f, "/assets/app-5678.css", "br"); w.Body.String() != "css" || w.Header().Get("Content-Encoding") != "" {
		t.Errorf("a bundle without a brotli is %q as %q", w.Body, w.Header().Get("Content-Encoding"))
	}
}

func TestNothingButBundlesIsGivenOut(t *testing.T) {
	f, err := Open(bundles)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/assets/secret.txt", "/assets/manifest.json", "/assets/", "/assets/../assets.go", "/assets/app-1234.js.br", "/assets/app.js"} {
		if w := get(t, f, path, ""); w.Code != 404 {
			t.Errorf("%s gives %d %q", path, w.Code, w.Body)
		}
	}
}

func TestAProgramWithoutBundlesStillStarts(t *testing.T) {
	f, err := Open(fstest.MapFS{})
	if err != nil || f.Built() || f.URL(App) != "" {
		t.Error(err, f)
	}
	if w := get(t, f, "/assets/app-1234.js", ""); w.Code != 404 {
		t.Error(w.Code)
	}
	if _, err := Open(fstest.MapFS{"manifest.json": {Data: []byte("{")}}); err == nil {
		t.Error("a broken manifest was taken")
	}
}
