package page

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/web/assets"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// frame is the page as the layout sees it. It is a type of its own so that a screen's struct may have a field of any
// name without hiding a part of the layout.
type frame struct{ *Page }

// Layout is what the layout draws from.
func (p *Page) Layout() frame { return frame{p} }

// BrowserTitle is the title of the tab: what is wrong comes first (GOV.UK: error summary).
func (p frame) BrowserTitle() string {
	title := p.Title
	if p.site.Brand.Name != "" {
		title += " – " + p.site.Brand.Name
	}
	if len(p.Errors) > 0 {
		return p.word("layout.errorPrefix") + " " + title
	}
	return title
}

// SignOut is the form action that signs out.
func (p frame) SignOut() string { return p.site.SignOut }

// SkipLink is the first link of the page.
func (p frame) SkipLink() template.HTML {
	return govuk.HTML(govuk.SkipLink{Text: p.word("layout.skip"), Href: "#main"})
}

// Header is the strip with the partnership's name.
func (p frame) Header() template.HTML {
	return govuk.HTML(govuk.GenericHeader{URL: p.site.Home, LogoText: p.site.Brand.Name, Classes: "wm-header"})
}

// Navigation is the bar of sections, with who is signed in at its end; nothing where there is neither.
func (p frame) Navigation() template.HTML {
	if len(p.Viewer.Nav) == 0 && !p.Viewer.SignedIn && p.site.SignIn == "" {
		return ""
	}
	bar := govuk.ServiceNavigation{MenuButtonText: p.word("layout.menu"), MenuButtonLabel: p.word("layout.menu.label"),
		AriaLabel: p.word("layout.service"), NavigationLabel: p.word("layout.sections")}
	for _, item := range p.Viewer.Nav {
		current, active := item.in(p.Path)
		bar.Navigation = append(bar.Navigation, govuk.NavigationItem{Text: item.Text, Href: item.Href, Current: current, Active: active})
	}
	if !p.Viewer.SignedIn && p.site.SignIn != "" {
		bar.Navigation = append(bar.Navigation, govuk.NavigationItem{Text: p.word("layout.signIn"), Href: p.site.SignIn, Current: p.Path == p.site.SignIn})
	}
	return govuk.HTML(bar)
}

// Phase marks a demonstration on every page of it.
func (p frame) Phase() template.HTML {
	if !p.site.Demonstration {
		return ""
	}
	return govuk.HTML(govuk.PhaseBanner{Tag: govuk.Tag{Text: p.word("layout.demonstration")}, Text: p.word("layout.demonstration.text")})
}

// ExitButton is "Exit this page" on journeys that ask for it.
func (p frame) ExitButton() template.HTML {
	if !p.Exit {
		return ""
	}
	hidden := `<span class="govuk-visually-hidden">` + template.HTMLEscapeString(p.word("exit.emergency")) + `</span> `
	return govuk.HTML(govuk.ExitThisPage{
		HTML:        template.HTML(hidden + template.HTMLEscapeString(p.word("exit.text"))), //nolint:gosec // escaped on this line
		RedirectURL: p.site.ExitURL, ActivatedText: p.word("exit.activated"), TimedOutText: p.word("exit.timedOut"),
		PressTwoMoreTimesText: p.word("exit.two"), PressOneMoreTimeText: p.word("exit.one"),
	})
}

// Way is the back link or the breadcrumbs.
func (p frame) Way() template.HTML {
	switch {
	case p.Back != "":
		link := govuk.HTML(govuk.BackLink{Href: p.Back, Text: p.word("layout.back")})
		label := template.HTML(template.HTMLEscapeString(p.word("layout.way"))) //nolint:gosec // escaped on this line
		return `<nav aria-label="` + label + `">` + link + `</nav>`
	case len(p.Breadcrumbs) > 0:
		return govuk.HTML(govuk.Breadcrumbs{Items: p.Breadcrumbs, LabelText: p.word("layout.breadcrumb"), CollapseOnMobile: true})
	}
	return ""
}

// Message is what the page before left to say.
func (p frame) Message() template.HTML {
	if p.Notice.Text == "" {
		return ""
	}
	banner := govuk.NotificationBanner{Text: p.Notice.Text, TitleText: p.word("layout.notice")}
	if p.Notice.Success {
		banner.Type, banner.TitleText = "success", p.word("layout.success")
	}
	return govuk.HTML(banner)
}

// Summary is the error summary.
func (p frame) Summary() template.HTML {
	if len(p.Errors) == 0 {
		return ""
	}
	return govuk.HTML(p.Errors.Summary(p.word("errors.title")))
}

// Foot closes the page.
func (p frame) Foot() template.HTML {
	meta := govuk.FooterMeta{VisuallyHiddenTitle: p.word("layout.support"), HTML: p.site.Attribution}
	for _, link := range p.site.Footer {
		meta.Items = append(meta.Items, govuk.Link{Text: p.word(link.Text), Href: link.Href})
	}
	return govuk.HTML(govuk.Footer{Meta: &meta})
}

// Asset is the path of a bundle, empty where bundles were not built.
func (p frame) Asset(name string) string { return p.site.Assets.URL(name) }

// HasAssets says that bundles were built.
func (p frame) HasAssets() bool { return p.site.Assets.Built() }

// brandPath serves the partnership's colour as a style sheet: the content policy allows no inline style, and a pack may
// change while the program's bundles do not.
const brandPath = "/brand.css"

// BrandStyles is the path of the partnership's own style sheet.
func (p frame) BrandStyles() string {
	return brandPath + "?" + strings.TrimPrefix(p.site.Brand.colour(), "#")
}

// colour is the brand's colour, or the black of the generic header where the pack's is not a colour.
func (b Brand) colour() string {
	if len(b.Colour) == 7 && b.Colour[0] == '#' && strings.Trim(strings.ToLower(b.Colour[1:]), "0123456789abcdef") == "" {
		return strings.ToLower(b.Colour)
	}
	return "#0b0c0c"
}

func (s *Site) serveBrand(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	_, _ = w.Write([]byte(":root{--wm-brand-colour:" + s.Brand.colour() + ";--govuk-brand-colour:" + s.Brand.colour() + "}\n"))
}

// Register adds what the layout itself links to: bundles and the brand's style sheet.
func (s *Site) Register(mux Mux) {
	mux.Handle("GET "+assets.Prefix, s.Assets)
	mux.HandleFunc("GET "+brandPath, s.serveBrand)
}
