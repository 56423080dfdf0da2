// Package boroughtest is another borough: a pack that was written from docs/PACKS.md alone, with two wards, three bodies,
// categories and bands of risk of its own, the guide's kind of twenty lines, and none of the kinds that it may do without.
package boroughtest

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// hackney is the folder of the pack, made as the guide says: its own files, the kind of report of the reference with its own
// bands of risk, and the kind that the guide walks through.
func hackney(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/hackney")); err != nil {
		t.Fatal(err)
	}
	kinds := "../../../packs/towerhamlets/kinds/report.yaml"
	own := strings.NewReplacer("high: 1", "urgent: 1", "medium: 3, ", "").Replace(text(t, kinds))
	_, kind, _ := strings.Cut(text(t, "../../../docs/PACKS.md"), "```yaml\n")
	kind, _, _ = strings.Cut(kind, "```")
	for name, body := range map[string]string{"report.yaml": own, "clean-up.yaml": kind} {
		if err := os.WriteFile(filepath.Join(dir, "kinds", name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if found := program.CheckPack(os.DirFS(dir)); len(found) > 0 {
		t.Fatal(found)
	}
	return dir
}

func text(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestEveryPageOfAnotherBoroughOpensAndNamesNobodyElse(t *testing.T) {
	s := programtest.StartWith(t, programtest.Options{Pack: hackney(t)})
	_, err := s.Program.Reports.Send(context.Background(), access.Public(),
		&report.Filled{Asked: true, Category: "dogs", What: "A dog off its lead bites", Area: "E05009371", PlaceName: "Dalston Lane"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, client := range map[string]*http.Client{"nobody": s.Client(), "the warden": s.SignIn("ann"), "the administrator": s.SignIn("bob")} {
		w := walk{Server: s, t: t, name: name, client: client, seen: map[string]bool{}, shapes: map[string]int{}}
		if opened := w.from("/", "/home", "/plan", "/stop-and-search"); opened < 15 {
			t.Errorf("%s came to %d pages", name, opened)
		}
	}
}

// walk follows every link of every page that a reader comes to.
type walk struct {
	*programtest.Server
	t      *testing.T
	name   string
	client *http.Client
	seen   map[string]bool
	shapes map[string]int
}

var (
	anchors   = regexp.MustCompile(`<a [^>]*href="([^"#]+)`)
	others    = regexp.MustCompile(`(?i)tower.?hamlets|E0900003|THEOs?\b|Partnership Task Force|Community Monitoring`)
	particles = regexp.MustCompile(`[A-Z]{2,5}-\d\d-[0-9-]+|E\d{8}|[0-9a-f]{8}-[0-9a-f-]+|=[^&]*`)
)

// each is how many pages of one shape are opened: one record is drawn like the next.
const each = 2

func (w *walk) from(start ...string) int {
	waiting := make([]struct{ path, on string }, 0, len(start))
	for _, path := range start {
		waiting = append(waiting, struct{ path, on string }{path, "the address bar"})
	}
	opened := 0
	for len(waiting) > 0 {
		next := waiting[0]
		waiting = waiting[1:]
		shape := particles.ReplaceAllString(next.path, "")
		if w.seen[next.path] || w.shapes[shape] >= each {
			continue
		}
		w.seen[next.path] = true
		w.shapes[shape]++
		opened++
		body, at := w.open(next.path, next.on)
		for _, m := range anchors.FindAllStringSubmatch(body, -1) {
			to, err := at.Parse(html.UnescapeString(m[1]))
			if err == nil && to.Host == at.Host && to.Path != "/report/exit" { // which leads off the site
				waiting = append(waiting, struct{ path, on string }{to.RequestURI(), next.path})
			}
		}
	}
	return opened
}

// open is the page and where it was found in the end; a link must lead to a page that opens.
func (w *walk) open(path, on string) (string, *url.URL) {
	res, err := w.client.Get(w.URL + path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end below
	data, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		w.t.Errorf("%s: %s, from a link on %s, answers %s", w.name, path, on, res.Status)
	}
	if found := others.FindString(string(data)); found != "" {
		w.t.Errorf("%s: %s names %q", w.name, path, found)
	}
	return string(data), res.Request.URL
}
