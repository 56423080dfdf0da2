// Package assets serves the style sheets and scripts that tools/assets bundles from npm packages and from src. Every
// bundle carries the hash of its content in its name, so a browser may keep it for ever, and lies in the binary as it is,
// in gzip and in brotli.
//
// The folder dist is made by `go run ./tools/assets` (make build runs it). Without it the program still starts: pages
// are plain HTML that works, and Built says so.
package assets

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// Prefix is the path that bundles are served under.
const Prefix = "/assets/"

// Names of the bundles, as pages ask for them.
const (
	Styles    = "app.css"   // every page
	Early     = "early.js"  // first in the body: says that scripts run
	App       = "app.js"    // every page, as a module
	Map       = "map.js"    // pages with a map, as a module
	MapStyles = "map.css"   // pages with a map
	MapWorker = "worker.js" // loaded by Map
)

//go:embed all:dist
var embedded embed.FS

// Files are the bundles by name. The zero Files serves nothing.
type Files struct {
	root   fs.FS
	hashed map[string]string
}

// Embedded are the bundles in the binary.
func Embedded() (*Files, error) {
	root, err := fs.Sub(embedded, "dist")
	if err != nil {
		return nil, fmt.Errorf("the embedded bundles: %w", err)
	}
	return Open(root)
}

// Open reads the manifest of a folder that tools/assets wrote. A folder without one has no bundles and is no error.
func Open(root fs.FS) (*Files, error) {
	raw, err := fs.ReadFile(root, "manifest.json")
	if err != nil {
		return &Files{root: root}, nil
	}
	f := &Files{root: root}
	if err := json.Unmarshal(raw, &f.hashed); err != nil {
		return nil, fmt.Errorf("manifest.json of the bundles: %w; run `go run ./tools/assets` again", err)
	}
	return f, nil
}

// Built says that there are bundles to serve.
func (f *Files) Built() bool { return len(f.hashed) > 0 }

// URL is the path of a bundle, empty where it was not built.
func (f *Files) URL(name string) string {
	if hashed, ok := f.hashed[name]; ok {
		return Prefix + hashed
	}
	return ""
}

// Text is the content of a bundle, for a file that must carry it along; empty where it was not built.
func (f *Files) Text(name string) (string, error) {
	hashed, ok := f.hashed[name]
	if !ok {
		return "", nil
	}
	body, err := fs.ReadFile(f.root, hashed)
	return string(body), err
}

// ServeHTTP answers GET under Prefix.
func (f *Files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), Prefix)
	if !f.serves(name) {
		http.NotFound(w, r)
		return
	}
	kind := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}[path.Ext(name)]
	body, encoding, err := f.body(name, r.Header.Get("Accept-Encoding"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Vary", "Accept-Encoding")
	h.Set("Content-Type", kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a reader that has gone away is not our fault
	}
}

// serves says that a file is a bundle, so that nothing else of the folder is ever given out.
func (f *Files) serves(name string) bool {
	for _, hashed := range f.hashed {
		if hashed == name {
			return true
		}
	}
	return false
}

func (f *Files) body(name, accepted string) (body []byte, encoding string, err error) {
	for _, try := range []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(accepted, try.encoding) {
			continue
		}
		if body, err := fs.ReadFile(f.root, name+try.suffix); err == nil {
			return body, try.encoding, nil
		}
	}
	body, err = fs.ReadFile(f.root, name)
	return body, "", err
}

// accepts reads an Accept-Encoding header for one coding; a weight of 0 refuses it (RFC 9110, 12.5.3).
func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), coding) {
			weight = strings.TrimSpace(weight)
			return weight != "q=0" && !strings.HasPrefix(weight, "q=0.000")
		}
	}
	return false
}
