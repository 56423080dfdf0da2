package page

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/mapview"
)

//go:embed layout.html
var layoutFile string

//go:embed failure.html conflict.html _wrote.html
var failurePages embed.FS

// Set is the templates of one movement: every .html file is the content of a page and stands on the layout, but a file
// whose name begins with _ is a piece that the pages of the same movement share: {{template "_row.html" .}}.
type Set struct {
	site  *Site
	pages map[*catalogue.Catalogue]map[string]*template.Template // of each language
}

// Set parses the templates of a movement. A template that does not parse, or calls what does not exist, is an error at
// the start and not on a reader's screen.
func (s *Site) Set(files fs.FS) (*Set, error) {
	names, err := fs.Glob(files, "*.html")
	if err != nil {
		return nil, fmt.Errorf("the templates: %w", err)
	}
	set := &Set{site: s, pages: map[*catalogue.Catalogue]map[string]*template.Template{}}
	for _, c := range s.Languages {
		if set.pages[c], err = s.parsed(c, files, names); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// parsed are the pages of a set in one language.
func (s *Site) parsed(c *catalogue.Catalogue, files fs.FS, names []string) (map[string]*template.Template, error) {
	base, err := template.New("layout").Funcs(funcs(c, s.components[c])).Parse(layoutFile)
	if err != nil {
		return nil, fmt.Errorf("the layout: %w", err)
	}
	var contents []string
	for _, name := range names {
		if !strings.HasPrefix(path.Base(name), "_") {
			contents = append(contents, name)
			continue
		}
		if err := parseInto(base.New(path.Base(name)), files, name); err != nil {
			return nil, err
		}
	}
	pages := make(map[string]*template.Template, len(contents))
	for _, name := range contents {
		clone, err := base.Clone()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := parseInto(clone.New("content"), files, name); err != nil {
			return nil, err
		}
		pages[path.Base(name)] = clone
	}
	return pages, nil
}

func parseInto(t *template.Template, files fs.FS, name string) error {
	source, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("template %s: %w", name, err)
	}
	if _, err := t.Parse(string(source)); err != nil {
		return fmt.Errorf("template %s: %w", name, err)
	}
	return nil
}

// MustSet is Set for templates that are embedded in the binary.
func (s *Site) MustSet(files fs.FS) *Set {
	set, err := s.Set(files)
	if err != nil {
		panic(err)
	}
	return set
}

// Names are the pages of the set, sorted, for a test that draws each.
func (s *Set) Names() []string {
	pages := s.pages[s.site.own()]
	names := make([]string, 0, len(pages))
	for name := range pages {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Write draws a page. Nothing is sent before the whole page is drawn, so a broken template is an honest error page.
func (s *Set) Write(w http.ResponseWriter, r *http.Request, name string, data Titled) error {
	t, ok := s.pages[s.site.spoken(r)][name]
	if !ok {
		return fmt.Errorf("there is no page %q among %s", name, strings.Join(s.Names(), ", "))
	}
	p := data.page()
	s.site.fill(p, w, r)
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	buffer.Reset()
	if err := t.Execute(buffer, data); err != nil {
		return fmt.Errorf("drawing %s: %w", name, err)
	}
	if p.Errors.arrange(buffer.Bytes()) {
		buffer.Reset()
		if err := t.Execute(buffer, data); err != nil {
			return fmt.Errorf("drawing %s: %w", name, err)
		}
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(buffer.Len()))
	w.WriteHeader(p.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(buffer.Bytes()) // a reader that has gone away is not our fault
	}
	return nil
}

// fill completes what the layout draws.
func (s *Site) fill(p *Page, w http.ResponseWriter, r *http.Request) {
	p.site, p.Path, p.query, p.words, p.Request = s, r.URL.Path, r.URL.Query(), s.spoken(r), RequestID(r.Context())
	p.Lang = p.words.Lang
	if s.Viewer != nil {
		p.Viewer = s.Viewer(r)
	}
	if p.Notice.Text == "" {
		p.Notice = takeNotice(w, r)
	}
	if p.Status == 0 {
		p.Status = http.StatusOK
		if len(p.Errors) > 0 {
			p.Status = http.StatusUnprocessableEntity
		}
	}
}

// funcs are what a page's template may call, beside the components.
func funcs(c *catalogue.Catalogue, parts *govuk.Words) template.FuncMap {
	all := govuk.Funcs(parts)
	for _, more := range []template.FuncMap{govuk.CaseworkFuncs(), chart.Funcs(c), mapview.Funcs(c), formats(c), {
		"pager": func(p Pager) template.HTML { return p.draw(c, parts) },
		"t":     c.Draw, "link": link, "either": c.Or,
	}} {
		for name, f := range more {
			all[name] = f
		}
	}
	return all
}

// spoken is the language in which the site answers a request.
func (s *Site) spoken(r *http.Request) *catalogue.Catalogue {
	if c := Words(r); len(s.Languages) > 1 || c == s.own() {
		return c
	}
	return s.own() // a request that did not pass Middleware
}

// link is a link with its words, which may be messages, for a message that names it.
func link(href string, text any, classes ...string) template.HTML {
	class := strings.Join(append([]string{"govuk-link"}, classes...), " ")
	attributes := template.HTMLEscapeString(class) + `" href="` + template.HTMLEscapeString(string(govuk.Href(href))) + `"`
	if strings.HasPrefix(href, "https:") {
		attributes += ` rel="noreferrer"`
	}
	return template.HTML(`<a class="` + attributes + `>` + template.HTMLEscapeString(fmt.Sprint(text)) + `</a>`) //nolint:gosec // escaped on these lines
}
