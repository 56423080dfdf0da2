package reachtest

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Whatever becomes of a form with files, nothing of an original is left on the server when its answer is there: a photo says
// where its sender lives. Every route is tried with files, also those that take none, by those whom it refuses too.
func TestNoFormWithFilesLeavesAFileBehind(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	w := build(t)
	all := w.askers()
	ask := []asker{all[0], all[1], all[slices.IndexFunc(all, func(a asker) bool { return w.sees(a.who, "case") })]}
	for _, a := range ask {
		for pattern, r := range table {
			if slices.Equal(methods(pattern), []string{http.MethodGet}) {
				continue
			}
			for _, path := range r.paths {
				if pattern == "POST /import" && r.may(w, a.who) {
					continue // keeps what it takes until it is imported
				}
				w.sendFiles(a, w.address(path))
			}
		}
		for _, pattern := range []string{temporary + "/*", w.Program.Config.Data + "/forms/*", w.Program.Config.Data + "/uploads/upload-*"} {
			if left, err := filepath.Glob(pattern); len(left) > 0 || err != nil {
				t.Errorf("%s: files are left: %v %v", a.name, left, err)
			}
		}
		until := time.Now().Add(time.Minute) // an answer is there a little before its handler has ended
		for open := stillOpen(t); len(open) > 0; open = stillOpen(t) {
			if time.Now().After(until) {
				t.Fatalf("%s: files without a name are still held: %v", a.name, open)
			}
			time.Sleep(time.Millisecond)
		}
	}
	if info, err := os.Stat(filepath.Join(w.Program.Config.Data, "forms")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder of forms under way can be read by others: %v %v", info, err)
	}
}

// sendFiles posts a form with three files, one of them larger than what is held in memory.
func (w *world) sendFiles(a asker, path string) {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, name := range []string{"photos", "file", "f_evidence"} {
		part, err := form.CreateFormFile(name, "home.jpg")
		if err != nil {
			w.t.Fatal(err)
		}
		_, _ = part.Write(bytes.Repeat([]byte("GPS"), 80<<10))
	}
	_ = form.WriteField("version", "1")
	_ = form.Close()
	res, err := a.client.Post(w.URL+path, form.FormDataContentType(), &body)
	if err != nil && !strings.Contains(err.Error(), "reset") && !strings.Contains(err.Error(), "broken pipe") {
		w.t.Fatal(err) // a form that is too large may be cut before it was sent
	}
	if err == nil {
		_ = res.Body.Close()
	}
}

// stillOpen are the files of forms that this process holds though they have no name any more.
func stillOpen(t *testing.T) []string {
	t.Helper()
	held, err := filepath.Glob("/proc/self/fd/*")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, fd := range held {
		if to, err := os.Readlink(fd); err == nil && (strings.Contains(to, "/form-") || strings.Contains(to, "multipart-")) {
			out = append(out, to)
		}
	}
	return out
}
