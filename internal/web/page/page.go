// Package page is what every screen stands on: the layout, the set of templates of a movement, handlers that return
// errors, the one place where an error becomes a status and a page in plain English, forms and their errors, paging,
// and the headers that keep a browser safe.
//
// A screen is three files of one name beside each other: what.go (the handler and the struct it fills), what.html (a
// flat list of component calls) and what_test.go. The struct embeds Page. See internal/web/README.md for an example.
//
// The package knows nothing of the pack, of the gate or of a database: Site carries plain data and functions.
package page

import (
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/web/assets"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// Brand is how the partnership names itself. Colour is #rrggbb, readable under white.
type Brand struct {
	Name   string
	Short  string
	Colour string
}

// Link is a link with its words.
type Link struct {
	Text string
	Href string
}

// NavItem is a section in the bar at the top. A reader is in it when the path begins with Href, or with Under.
type NavItem struct {
	Text  string
	Href  string
	Under string
}

// Viewer is the reader of a page as the layout needs to know them.
type Viewer struct {
	SignedIn bool
	Name     string
	Post     string    // the post or role in which they act, shown beside the name
	Nav      []NavItem // what they may open
	Onward   []Link    // where a page that failed leads on to
}

// Site is what is the same on every page. Fill it once at the start; it must not change while it serves.
type Site struct {
	Brand         Brand
	Demonstration bool
	Home          string // where the name in the header leads; "/" where empty
	SignIn        string // link for a reader who is not signed in; none where empty
	SignOut       string // form action that signs out
	ExitURL       string // where "Exit this page" leads: the page that ends what is open on the device and leads away
	Footer        []Link // accessibility statement, privacy, contact; their words are keys of the catalogue
	Attribution   template.HTML
	Assets        *assets.Files
	Log           *slog.Logger
	Languages     []*catalogue.Catalogue // in which pages can be read, its own first; English alone where empty
	Spool         *Spool                 // of the files of forms; a folder of the system's own where nil
	Proxies       Proxies                // whose word on where a request came from is taken
	HSTS          time.Duration          // for how long a browser shall ask through TLS alone; 0 says nothing
	// Viewer finds the reader of a request. Nil means that nobody ever signs in.
	Viewer func(*http.Request) Viewer
	// Classify tells the kind of errors that come from below the web, first match wins.
	Classify []func(error) (Kind, bool)
	// Tell gives an error from below the words in which a reader is told of it; other errors stay as they are.
	Tell func(*http.Request, error) error
	// GivesBack says that a page on which something failed may show what the reader wrote. Nil means never: whoever sends a form
	// again may be somebody else at the same device.
	GivesBack func(*http.Request) bool

	errors     *Set                                  // the error pages
	components map[*catalogue.Catalogue]*govuk.Words // of each language
}

// Prepare fills what was left out and parses the pages of the site itself.
func (s *Site) Prepare() error {
	if s.Log == nil {
		s.Log = slog.Default()
	}
	if len(s.Languages) == 0 {
		s.Languages = []*catalogue.Catalogue{catalogue.English()}
	}
	s.components = map[*catalogue.Catalogue]*govuk.Words{}
	for _, c := range s.Languages {
		s.components[c] = componentWords(c)
	}
	if s.Assets == nil {
		files, err := assets.Embedded()
		if err != nil {
			return err
		}
		s.Assets = files
	}
	if s.Home == "" {
		s.Home = "/"
	}
	if s.Spool == nil {
		s.Spool = &Spool{dir: os.TempDir()}
	}
	var err error
	s.errors, err = s.Set(failurePages)
	return err
}

// Page is what a screen tells the layout; the struct of every screen embeds it.
type Page struct {
	Title       string       // the h1's words, and the browser's title
	Back        string       // link to the step before; none where empty
	Breadcrumbs []govuk.Link // where the page stands; not together with Back
	Errors      Errors       // what was wrong with the form; the summary is drawn above the content
	Status      int          // 200 where 0, or 422 with Errors
	Exit        bool         // draw "Exit this page": sensitive journeys
	Wide        bool         // use the whole width: lists and maps
	Map         bool         // load the map's bundle
	Robots      bool         // let search engines list the page

	Notice  Notice // filled by the layout from the flash
	Viewer  Viewer // filled by the layout
	Path    string // filled by the layout
	Lang    string // filled by the layout
	Request string // id of the request, filled by the layout
	site    *Site
	words   *catalogue.Catalogue
	query   url.Values
}

func (p *Page) page() *Page { return p }

// Titled is any struct that embeds Page; screens pass a pointer to it.
type Titled interface{ page() *Page }

// word is a message that the catalogue is known to hold; a test asks for each of them.
func (p *Page) word(key string, names ...any) string {
	return p.words.Say(key, names...)
}

// in says that a path is in a section of the bar.
func (n NavItem) in(path string) (current, active bool) {
	under := n.Under
	if under == "" {
		under = n.Href
	}
	return path == n.Href, path == under || under != "/" && strings.HasPrefix(path, strings.TrimSuffix(under, "/")+"/")
}
