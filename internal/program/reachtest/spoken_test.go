package reachtest

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/wardmote/wardmote/internal/core/catalogue/cataloguetest"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/packs"
)

// pseudo is a language made of the English messages, each in brackets: what stands outside of them is of no catalogue.
const pseudo = cataloguetest.Lang

// bilingual is the pack with the pseudo language in it.
func bilingual(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, packs.TowerHamlets()); err != nil {
		t.Fatal(err)
	}
	words, err := cataloguetest.Source()
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

// written are the texts of the pack, the longest first: they are the pack's own.
func written(t *testing.T, dir string) []string {
	t.Helper()
	all := map[string]bool{}
	var take func(v any)
	take = func(v any) {
		switch x := v.(type) {
		case string:
			for _, line := range strings.Split(x, "\n") {
				line = strings.TrimRight(tidy(line), ".")
				name, _, _ := strings.Cut(line, ":") // what a theme is called stands before its colon
				for _, text := range []string{line, name} {
					if len(text) > 1 {
						all[strings.ToLower(text)] = true
					}
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
	out := make([]string, 0, len(all))
	for text := range all {
		out = append(out, text)
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}

func tidy(text string) string { return strings.Join(strings.Fields(text), " ") }

var (
	notRead = regexp.MustCompile(`(?s)<script\b.*?</script>|<style\b.*?</style>|<(?:blockquote|textarea)\b.*?</(?:blockquote|textarea)>|<a class="govuk-language-navigation__link.*?</a>|<span class="govuk-language-navigation__text.*?</span>`)
	broken  = regexp.MustCompile(`</text><text [^>]*text-anchor="end">`) // the next line of a label in a chart
	spoken  = regexp.MustCompile(`<[^>]*>`)
	told    = regexp.MustCompile(`\b(?:aria-label|alt|title|placeholder)="([^"]*)"`)
	letters = regexp.MustCompile(`[A-Za-zÀ-ÿ]{2,}`)
	address = regexp.MustCompile(`\S+@\S+|https?://\S+|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?|\b[A-Z]{2,4}-\d{2}-\d+-\w\b|\b[0-9A-Z]{4}-[0-9A-Z]{4}\b|\bE\d+ ?\d[A-Z]{2}\b`)
)

// foreign are the texts of a page that are neither of the catalogue nor of the pack nor typed, and were not looked at before.
func foreign(body string, own []string, heard map[string]bool) (out []string) {
	body = broken.ReplaceAllString(notRead.ReplaceAllString(body, ""), " ")
	var texts []string
	for _, m := range told.FindAllStringSubmatch(body, -1) {
		texts = append(texts, cataloguetest.Outside(m[1], new(int))...)
	}
	depth := 0
	for _, text := range spoken.Split(body, -1) {
		texts = append(texts, cataloguetest.Outside(text, &depth)...)
	}
	for _, text := range texts {
		if heard[text] {
			continue
		}
		heard[text] = true
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

// reader reads the public pages in the pseudo language.
type reader struct {
	*programtest.Server
	t     *testing.T
	c     *http.Client
	own   []string
	heard map[string]bool // texts that were looked at
	read  int
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
	for _, text := range foreign(body, r.own, r.heard) {
		r.t.Errorf("%s says %q, which is of no catalogue", at, text)
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
	s := programtest.StartWith(t, programtest.Options{Pack: dir, Now: thisDay})
	past(t, s, "E05009336")
	r := &reader{Server: s, t: t, c: s.Client(), own: append(namesOf(s), written(t, dir)...), heard: map[string]bool{}}
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
	r.figures()
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

// figures reads every page of figures, on which there must be something to read.
func (r *reader) figures() {
	r.t.Helper()
	var all strings.Builder
	open := func(at string) {
		_, body := r.open(at)
		all.WriteString(body)
	}
	p := r.Program.Pack
	for _, ind := range p.Indicators {
		open("/indicators/" + ind.ID)
	}
	for _, x := range p.Plans {
		open("/plan/" + x.ID)
		for _, priority := range x.Priorities {
			open("/plan/" + x.ID + "/" + priority.ID)
		}
	}
	for _, f := range p.Figures {
		open("/figures/" + f.ID)
	}
	for _, ward := range p.Wards()[:3] {
		open("/wards/" + ward.Code)
	}
	for what, least := range map[string]int{`<figure class="wm-chart`: 5, "[c]": 10, "⟦not known⟧": 3, "<table": 100, "⟦Year": 1} {
		if n := strings.Count(all.String(), what); n < least {
			r.t.Errorf("the pages of figures show %s %d times, and not %d", what, n, least)
		}
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
