package reachtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/packs"
)

// pseudo is a language made of the English messages, each in brackets: what stands outside of them is of no catalogue.
const pseudo = "en-XA"

// bilingual is the pack with the pseudo language in it.
func bilingual(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, packs.TowerHamlets()); err != nil {
		t.Fatal(err)
	}
	messages := map[string]string{}
	if err := yaml.Unmarshal(catalogue.EnglishSource(), &messages); err != nil {
		t.Fatal(err)
	}
	for key, text := range messages {
		messages[key] = "⟦" + text + "⟧"
	}
	words, err := yaml.Marshal(messages)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "partnership.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text = []byte(strings.Replace(string(text), "partnership:\n", "partnership:\n  languages: ["+pseudo+"]\n", 1))
	if err := os.MkdirAll(filepath.Join(dir, "languages"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{file: text, filepath.Join(dir, "languages", pseudo+".yaml"): words} {
		if err := os.WriteFile(name, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// written are the texts of the pack, the longest first: they are the pack's own. Beside them stand those of figures, tables and charts,
// which are worded where they are made, below the web, in English alone.
func written(t *testing.T, dir string) []string {
	t.Helper()
	all := map[string]bool{}
	var take func(v any)
	take = func(v any) {
		switch x := v.(type) {
		case string:
			for _, line := range strings.Split(x, "\n") {
				if line = strings.TrimRight(tidy(line), "."); len(line) > 1 {
					all[strings.ToLower(line)] = true
				}
			}
		case []any:
			for _, one := range x {
				take(one)
			}
		case map[string]any:
			for _, one := range x {
				take(one)
			}
		}
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Dir(name) == "languages" {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		switch path.Ext(name) {
		case ".yaml":
			var v any
			err = yaml.Unmarshal(text, &v)
			take(v)
		case ".csv":
			for _, cell := range strings.FieldsFunc(string(text), func(r rune) bool { return strings.ContainsRune(",\n\"\r", r) }) {
				take(cell)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"../../answer/indicator", "../../answer/publish", "../../answer/plan", "../../core/figure", "../../web/chart"} {
		for _, text := range literals(t, folder) {
			take(text)
		}
	}
	out := make([]string, 0, len(all))
	for text := range all {
		out = append(out, text)
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}

// literals are the texts that a package writes.
func literals(t *testing.T, folder string) (out []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %v", folder, err)
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if text, err := strconv.Unquote(l.Value); err == nil {
					out = append(out, strings.FieldsFunc(text, func(r rune) bool { return r == '%' || r == ';' })...)
				}
			}
			return true
		})
	}
	return out
}

func tidy(text string) string { return strings.Join(strings.Fields(text), " ") }

var (
	notRead = regexp.MustCompile(`(?s)<script\b.*?</script>|<style\b.*?</style>|<figure class="wm-chart.*?</figure>|<(?:blockquote|textarea)\b.*?</(?:blockquote|textarea)>|<svg\b.*?</svg>|<a class="govuk-language-navigation__link.*?</a>|<span class="govuk-language-navigation__text.*?</span>`)
	spoken  = regexp.MustCompile(`<[^>]*>`)
	told    = regexp.MustCompile(`\b(?:aria-label|alt|title|placeholder)="([^"]*)"`)
	letters = regexp.MustCompile(`[A-Za-zÀ-ÿ]{2,}`)
	address = regexp.MustCompile(`\S+@\S+|https?://\S+|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?|\b[A-Z]{2,4}-\d{2}-\d+-\w\b|\b[0-9A-Z]{4}-[0-9A-Z]{4}\b|\bE\d+ ?\d[A-Z]{2}\b`)
)

// foreign are the texts of a page that are neither of the catalogue nor of the pack nor typed.
func foreign(body string, own []string) (out []string) {
	body = notRead.ReplaceAllString(body, "")
	var texts []string
	for _, m := range told.FindAllStringSubmatch(body, -1) {
		texts = append(texts, outside(m[1], new(int))...)
	}
	depth := 0
	for _, text := range spoken.Split(body, -1) {
		texts = append(texts, outside(text, &depth)...)
	}
	for _, text := range texts {
		rest := address.ReplaceAllString(unescape(text), " ")
		rest = " " + strings.ToLower(tidy(rest)) + " "
		for _, o := range own {
			if len(o) > 3 && len(o) <= len(rest) && letters.MatchString(rest) {
				rest = strings.ReplaceAll(rest, o, " ")
			}
		}
		if !ofPack(rest, own) && !ofPack(strings.ToLower(tidy(unescape(text))), own) && !slices.Contains(out, tidy(text)) {
			out = append(out, tidy(unescape(text)))
		}
	}
	return out
}

var (
	phrases  = regexp.MustCompile(`[;:,()“”"–/]+|\.(?:\s|$)`)
	quantity = regexp.MustCompile(`[-+]?\d[\d.,%]*(?:st|nd|rd|th)?`)
)

// ofPack says that every phrase of a text of several words stands within a text of the pack.
func ofPack(rest string, own []string) bool {
	within := func(text string) bool {
		return len(strings.Fields(text)) > 1 && slices.ContainsFunc(own, func(o string) bool { return strings.Contains(o, text) })
	}
	if within(rest) {
		return true
	}
	for _, phrase := range phrases.Split(rest, -1) {
		phrase = tidy(phrase)
		bare := tidy(quantity.ReplaceAllString(phrase, " "))
		if letters.MatchString(bare) && !slices.Contains(own, bare) && !within(phrase) && !within(bare) {
			return false
		}
	}
	return true
}

func unescape(text string) string {
	return strings.NewReplacer("&amp;", "&", "&#39;", "'", "&#34;", `"`, "&lt;", "<", "&gt;", ">", "&ctdot;", "").Replace(text)
}

// outside are the pieces of a text that stand in no bracket; depth goes on from one text to the next.
func outside(text string, depth *int) (out []string) {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '⟦':
			*depth++
			b.WriteRune('\n')
		case r == '⟧':
			*depth--
		case *depth == 0:
			b.WriteRune(r)
		}
	}
	for _, piece := range strings.Split(b.String(), "\n") {
		if letters.MatchString(piece) {
			out = append(out, piece)
		}
	}
	return out
}

// reader reads the public pages in the pseudo language.
type reader struct {
	*programtest.Server
	t    *testing.T
	c    *http.Client
	own  []string
	told map[string]bool
	read int
}

// typed is what the reader writes wherever they may write something.
const typed = "zebediah quillfeather"

func (r *reader) hears(at, body string) {
	r.t.Helper()
	r.read++
	if !strings.Contains(body, `<html lang="`+pseudo+`"`) {
		r.t.Errorf("%s is not in the language that was chosen", at)
		return
	}
	for _, text := range foreign(body, r.own) {
		if !r.told[text] {
			r.told[text] = true
			r.t.Errorf("%s says %q, which is of no catalogue", at, text)
		}
	}
}

func (r *reader) open(at string) (to, body string) {
	r.t.Helper()
	res, err := r.c.Get(r.URL + at)
	if err != nil {
		r.t.Fatal(err)
	}
	return r.answer(at, res)
}

func (r *reader) answer(at string, res *http.Response) (to, body string) {
	r.t.Helper()
	defer res.Body.Close() //nolint:errcheck // read to its end
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	to, body = res.Request.URL.RequestURI(), string(raw)
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		r.hears(fmt.Sprintf("%s (%d)", at, res.StatusCode), body)
	}
	return to, body
}

func (r *reader) send(at string, form url.Values) (to, body string) {
	r.t.Helper()
	res, err := r.c.PostForm(r.URL+at, form)
	if err != nil {
		r.t.Fatal(err)
	}
	return r.answer("POST "+at, res)
}

var called = regexp.MustCompile(`<strong id="(?:reference|pin)"[^>]*>([^<]*)<|id="pin">([^<]*)<`)

// fill goes through a form, sending every page empty first, and gives the receipt.
func (r *reader) fill(start string, prefer map[string]string) (receipt string) {
	r.t.Helper()
	at, body := r.open(start)
	for range 60 {
		if strings.Contains(at, "/sent") {
			return body
		}
		page, _, _ := strings.Cut(at, "?")
		was := at
		if strings.HasSuffix(page, "/doors") {
			form := url.Values{}
			for _, m := range regexp.MustCompile(`name="seen" value="([^"]*)"`).FindAllStringSubmatch(body, -1) {
				form.Add("seen", m[1])
			}
			at, body = r.send(page, form)
			continue
		}
		if !strings.HasSuffix(page, "/check") && !strings.HasSuffix(page, "/photos") {
			if to, again := r.send(at, url.Values{"nothing": {"x"}}); to != at && !strings.HasPrefix(to, page) {
				at, body = to, again
				continue
			}
		}
		if at, body = r.send(at, programtest.Answers(body, typed, prefer)); at == was {
			r.t.Fatalf("%s does not go on", at)
		}
	}
	r.t.Fatalf("%s does not end", start)
	return ""
}

// TestEveryPublicPageSpeaksTheLanguageThatItsReaderChose walks all that nobody needs to sign in for, each step of the report and of the
// pack's forms, sent empty and filled in, and what the reporter opens with the PIN.
func TestEveryPublicPageSpeaksTheLanguageThatItsReaderChose(t *testing.T) {
	dir := bilingual(t)
	s := programtest.StartWith(t, programtest.Options{Pack: dir})
	r := &reader{Server: s, t: t, c: s.Client(), own: append(namesOf(s), written(t, dir)...), told: map[string]bool{}}
	if at, body := r.open("/?lang=" + pseudo); !strings.Contains(body, `lang="en"`) || !strings.Contains(body, "lang=en") {
		t.Fatalf("%s leads to no other language", at)
	}
	for pattern, route := range table {
		if len(route.paths) == 0 || strings.HasPrefix(pattern, "POST ") || !route.open {
			continue
		}
		for _, p := range route.paths {
			if !strings.Contains(p, "{") && !strings.Contains(p, "exit") {
				r.open(p)
			}
		}
	}
	for _, p := range []string{"/no/such/page", "/report/what?q=laughing+gas", "/report/what?q=zzzzqqq", "/directory?q=drugs", "/directory?q=zzzzqqq&open=yes", "/track?done=told"} {
		r.open(p)
	}
	for _, way := range []map[string]string{
		{"now": "danger", "group": "", "place": "brick lane", "affected": "somebody-else", "because": "yes", "safe": "some", "you": "contact", "often": "", "match": "none", "to-day": "", "to-month": "", "to-year": ""},
		{"now": "no", "place": "zzzz nowhere", "match": "outside", "you": "anonymous", "to-day": "", "to-month": "", "to-year": ""},
	} {
		r.c = s.Client()
		r.open("/?lang=" + pseudo)
		receipt := r.fill("/report", way)
		r.follow(receipt)
	}
	for _, f := range s.Program.Pack.Forms {
		r.follow(r.fill("/report/form/"+f.ID, map[string]string{"safe": "some"}))
	}
	if r.read < 150 {
		t.Errorf("only %d pages were read", r.read)
	}
}

// namesOf are the names that a program has of its areas, of the years of its papers, and what the reader typed.
func namesOf(s *programtest.Server) []string {
	out := []string{typed, "it happened again on 3 march 2024.", "it is not solved."} // as it is kept in the record, for staff
	for _, a := range s.Program.Pack.Wards() {
		out = append(out, strings.ToLower(a.Name))
	}
	for _, p := range s.Program.Pack.Papers {
		out = append(out, strings.ToLower(p.Called()), strings.ToLower(p.Date))
	}
	return out
}

// follow opens what was sent with its reference and PIN, and sends each of its forms empty and filled in.
func (r *reader) follow(receipt string) {
	r.t.Helper()
	var keys []string
	for _, m := range called.FindAllStringSubmatch(receipt, -1) {
		keys = append(keys, m[1]+m[2])
	}
	if len(keys) < 2 {
		return
	}
	r.send("/track", url.Values{"reference": {keys[0]}, "pin": {"wrong"}})
	r.send("/track", url.Values{"reference": {keys[0]}, "pin": {keys[1]}})
	for _, act := range []string{"again", "not-solved", "reply"} {
		at, body := r.open("/track/" + act)
		r.send(at, url.Values{"words": {""}})
		r.send(at, programtest.Answers(body, typed, nil))
	}
	r.open("/track/rate")
	r.send("/track/leave", nil)
	r.send("/track/reply", url.Values{"words": {"Late words of mine"}})
}
