package govuk

import (
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// published is how many examples govuk-frontend 6.6 publishes, and notOurs those of the GOV.UK header: it exists to
// carry the crown, which only a GOV.UK domain may show.
const (
	published = 725
	notOurs   = 6
)

type fixture struct {
	Name    string         `json:"name"`
	Options map[string]any `json:"options"`
	HTML    string         `json:"html"`
}

// nodeModules is the folder of npm packages beside go.mod.
func nodeModules(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	modules := filepath.Join(dir, "node_modules")
	if _, err := os.Stat(filepath.Join(modules, "govuk-frontend")); err != nil {
		t.Fatal("govuk-frontend is not installed: run `npm ci` in the root of the repository")
	}
	return modules
}

func fixturesOf(t *testing.T, component string) []fixture {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(nodeModules(t), "govuk-frontend/dist/govuk/components", component, "fixtures.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Fixtures []fixture `json:"fixtures"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	return file.Fixtures
}

// drawn calls the template function of a component with the options of a fixture.
func drawn(component string, options map[string]any) (template.HTML, error) {
	name := "govuk"
	for _, word := range strings.Split(component, "-") {
		name += capitalise(word)
	}
	draw, ok := Funcs(nil)[name].(func(...any) (template.HTML, error))
	if !ok {
		return "", fmt.Errorf("there is no function %s", name)
	}
	var pairs []any
	for option, value := range options {
		pairs = append(pairs, option, value)
	}
	return draw(pairs...)
}

func TestEveryPublishedExampleIsDrawnAsPublished(t *testing.T) {
	dirs, err := os.ReadDir(filepath.Join(nodeModules(t), "govuk-frontend/dist/govuk/components"))
	if err != nil {
		t.Fatal(err)
	}
	total, passed := 0, 0
	for _, dir := range dirs {
		if !dir.IsDir() {
			continue
		}
		examples := fixturesOf(t, dir.Name())
		total += len(examples)
		if dir.Name() == "header" {
			continue
		}
		for _, f := range examples {
			if t.Run(dir.Name()+"/"+f.Name, func(t *testing.T) { compare(t, dir.Name(), f) }) {
				passed++
			}
		}
	}
	if total != published || passed != published-notOurs {
		t.Errorf("%d of %d published examples pass, want %d of %d", passed, total, published-notOurs, published)
	}
}

func compare(t *testing.T, component string, f fixture) {
	options, want := f.Options, f.HTML
	if component == "footer" {
		options, want = withoutCrown(options, want)
	}
	if component == "file-upload" {
		delete(options, "value") // no browser lets a page fill a file input, and the macro no longer draws it
	}
	got, err := drawn(component, options)
	if err != nil {
		t.Fatal(err)
	}
	if g, w := normal(string(got)), normal(want); g != w {
		t.Errorf("options %v\n got: %s\nwant: %s", options, g, w)
	}
}

// withoutCrown takes the crest, the crown copyright and the licence's logo out of a published footer, and gives the
// licence that the macro assumes as an option, since ours assumes none.
func withoutCrown(options map[string]any, published string) (map[string]any, string) {
	ours := map[string]any{}
	for name, value := range options {
		if name != "copyright" {
			ours[name] = value
		}
	}
	licence, given := options["contentLicence"]
	if own, ok := licence.(map[string]any); !given || ok && len(own) == 0 {
		ours["contentLicence"] = map[string]any{"html": `All content is available under the <a class="govuk-footer__link"
			href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" rel="license">Open Government Licence
			v3.0</a>, except where otherwise stated`}
	}
	for _, mark := range []string{`class="govuk-footer__crown"`, `class="govuk-footer__licence-logo"`} {
		if at := strings.Index(published, mark); at >= 0 {
			start := strings.LastIndex(published[:at], "<svg")
			end := at + strings.Index(published[at:], "</svg>") + len("</svg>")
			published = published[:start] + published[end:]
		}
	}
	at := strings.LastIndex(published, `<div class="govuk-footer__meta-item">`)
	end := at + strings.Index(published[at:], "</div>") + len("</div>")
	return ours, published[:at] + published[end:]
}

// normal writes HTML without what a browser does not see: the order of attributes and classes' spacing, and white space.
func normal(source string) string {
	nodes, err := html.ParseFragment(strings.NewReader(source), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: 0})
	if err != nil {
		return "cannot be parsed: " + err.Error()
	}
	var b strings.Builder
	for _, n := range nodes {
		writeNormal(&b, n)
	}
	return b.String()
}

func writeNormal(b *strings.Builder, n *html.Node) {
	switch n.Type {
	case html.TextNode:
		if text := strings.Join(strings.Fields(n.Data), " "); text != "" {
			b.WriteString(text + "\n")
		}
		return
	case html.ElementNode:
		attrs := make([]string, 0, len(n.Attr))
		for _, a := range n.Attr {
			attrs = append(attrs, fmt.Sprintf("%s=%q", a.Key, strings.Join(strings.Fields(a.Val), " ")))
		}
		sort.Strings(attrs)
		b.WriteString("<" + n.Data + " " + strings.Join(slices.Compact(attrs), " ") + ">\n")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		writeNormal(b, c)
	}
	b.WriteString("</" + n.Data + ">\n")
}
