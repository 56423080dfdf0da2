package page

import (
	"context"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// A reader chooses a language by a link at the top of the page (?lang=cy), and a cookie that says nothing else keeps the choice. It
// goes by nothing that a browser says of itself: a page that somebody sends on reads as it read to them.
const (
	languageQuery  = "lang"
	languageCookie = "wm-lang"
	languageLife   = 365 * 24 * 60 * 60 // seconds
)

// Words are those of the language in which a request is answered; English where it did not pass Middleware.
func Words(r *http.Request) *catalogue.Catalogue { return WordsOf(r.Context()) }

// WordsOf is Words for what has the context of a request alone.
func WordsOf(ctx context.Context) *catalogue.Catalogue {
	if e, ok := ctx.Value(requestKey{}).(*exchange); ok && e.words != nil {
		return e.words
	}
	return catalogue.English()
}

// Say is a message in the language of a request.
func Say(r *http.Request, key string, names ...any) string { return Words(r).Say(key, names...) }

// Refuse is Fail with a message of the catalogue, in the language of a request.
func Refuse(r *http.Request, kind Kind, key string, names ...any) error {
	return &Error{Kind: kind, Message: Say(r, key, names...)}
}

// Draw draws a component in the language of a request.
func Draw(r *http.Request, c govuk.Component) template.HTML { return components(r).HTML(c) }

// components are the words of components in the language of a request; none, which is English, where it did not pass Middleware.
func components(r *http.Request) *govuk.Words {
	if e, ok := r.Context().Value(requestKey{}).(*exchange); ok {
		return e.parts[e.words]
	}
	return nil
}

// InOwnLanguage answers a request in the first language of the site, as of those who work there.
func InOwnLanguage(r *http.Request) {
	if e, ok := r.Context().Value(requestKey{}).(*exchange); ok {
		e.words = e.own
	}
}

// own is the language of who says nothing of one.
func (s *Site) own() *catalogue.Catalogue {
	if len(s.Languages) == 0 {
		return catalogue.English()
	}
	return s.Languages[0]
}

// languageOf is the language that a reader asks for, or asked for before.
func (s *Site) languageOf(w http.ResponseWriter, r *http.Request) *catalogue.Catalogue {
	if len(s.Languages) < 2 {
		return s.own()
	}
	if r.URL.RawQuery != "" {
		if c, ok := s.language(r.URL.Query().Get(languageQuery)); ok {
			http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: c.Lang, Path: "/", MaxAge: languageLife, HttpOnly: true, SameSite: http.SameSiteLaxMode})
			return c
		}
	}
	if kept, err := r.Cookie(languageCookie); err == nil {
		if c, ok := s.language(kept.Value); ok {
			return c
		}
	}
	return s.own()
}

func (s *Site) language(lang string) (*catalogue.Catalogue, bool) {
	i := slices.IndexFunc(s.Languages, func(c *catalogue.Catalogue) bool { return c.Lang == lang })
	if i < 0 {
		return nil, false
	}
	return s.Languages[i], true
}

// LanguageNavigation are the links to the same page in each language; nothing where there is one, or for those who work there.
func (p frame) LanguageNavigation() template.HTML {
	if len(p.site.Languages) < 2 || p.Viewer.SignedIn {
		return ""
	}
	nav := govuk.LanguageNavigation{AriaLabel: p.word("language.label")}
	for _, c := range p.site.Languages {
		query := p.query
		query.Set(languageQuery, c.Lang)
		nav.Items = append(nav.Items, govuk.Language{Text: c.Name, Lang: c.Lang, Current: c == p.words, Href: p.Path + "?" + query.Encode()})
	}
	return govuk.HTML(nav)
}

// componentWords are what components say of their own in a language, made once for each when the site is prepared.
func componentWords(c *catalogue.Catalogue) *govuk.Words {
	if c == catalogue.English() {
		return nil
	}
	raw := func(key string) map[string]string {
		out := c.Forms(key)
		for form, text := range out {
			out[form] = strings.ReplaceAll(text, "{count}", "%{count}")
		}
		return out
	}
	return &govuk.Words{Error: c.Say("component.error"), Warning: c.Say("component.warning"), Success: c.Say("layout.success"), Important: c.Say("layout.notice"),
		Day: c.Say("component.day"), Month: c.Say("component.month"), Year: c.Say("component.year"), Pages: c.Say("pager.label"),
		Previous: c.Say("pager.previous"), Next: c.Say("pager.next"), Page: c.Say("pager.page"),
		UpTo:  c.Say("component.upTo", "count", "%{count}"),
		Under: raw("component.under"), Over: raw("component.over"), AtLimit: c.Say("component.atLimit"),
		Show: c.Say("component.show"), Hide: c.Say("component.hide"), ShowIt: c.Say("component.show.it"), HideIt: c.Say("component.hide.it"), Shown: c.Say("component.shown"), Hidden: c.Say("component.hidden")}
}
