package govuk

import (
	"html/template"
	"net/url"
	"slices"
	"strings"
)

// Flag is a yes or no that may also be left to the component's own default.
type Flag int8

// The states of a Flag.
const (
	Unset Flag = 0
	On    Flag = 1
	Off   Flag = -1
)

// Given says that the flag was set either way.
func (f Flag) Given() bool { return f != Unset }

// String is what a data attribute holds.
func (f Flag) String() string {
	if f == On {
		return "true"
	}
	return "false"
}

func (f *Flag) fromLoose(value any) bool {
	b, ok := value.(bool)
	if ok {
		*f = Off
		if b {
			*f = On
		}
	}
	return ok
}

// Attributes are extra HTML attributes of an element, written in the order of their names. Names are the programmer's
// own; values are escaped.
type Attributes map[string]string

// Content is a text, or HTML that is trusted and wins.
type Content struct {
	Text string        `json:"text"`
	HTML template.HTML `json:"html"`
}

// Given says that there is something to draw.
func (c Content) Given() bool { return c.Text != "" || c.HTML != "" }

// helpers are what partials call; none of them is for pages.
var helpers = template.FuncMap{
	"add":        func(a, b int) int { return a + b },
	"attributes": attributes,
	"content":    content,
	"href":       Href,
	"i18n":       i18n,
	"i18nPlural": i18nPlural,
	"itemHint":   itemHint,
	"itemLabel":  itemLabel,
	"level":      level,
}

// content is the trusted HTML, or else the text, which html/template escapes.
func content(html template.HTML, text string) any {
	if html != "" {
		return html
	}
	return text
}

// Href lets through relative links and the schemes that a page of ours has cause to use; html/template's own list lacks
// tel, and a safety service is full of telephone numbers.
func Href(link string) template.URL {
	if link == "" {
		return "#"
	}
	parsed, err := url.Parse(link)
	if err != nil {
		return "#"
	}
	switch strings.ToLower(parsed.Scheme) {
	case "", "http", "https", "mailto", "tel", "sms":
		return template.URL(link) //nolint:gosec // the scheme was just checked
	}
	return "#"
}

func attributes(given Attributes) template.HTMLAttr {
	if len(given) == 0 {
		return ""
	}
	names := make([]string, 0, len(given))
	for name := range given {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		if !attributeName(name) {
			continue
		}
		b.WriteString(" " + name + `="` + template.HTMLEscapeString(given[name]) + `"`)
	}
	return template.HTMLAttr(b.String()) //nolint:gosec // names are checked and values escaped
}

// attributeName refuses what could leave the attribute, and inline handlers, which our content policy blocks anyway.
func attributeName(name string) bool {
	if name == "" || strings.HasPrefix(strings.ToLower(name), "on") {
		return false
	}
	return !strings.ContainsAny(name, " \t\r\n\f\"'<>/=`")
}

func i18n(key, text string) template.HTMLAttr {
	if text == "" {
		return ""
	}
	return attributes(Attributes{"data-i18n." + key: text})
}

func i18nPlural(key string, rules map[string]string) template.HTMLAttr {
	all := Attributes{}
	for rule, text := range rules {
		all["data-i18n."+key+"."+rule] = text
	}
	return attributes(all)
}

func level(given, standard int) int {
	if given < 1 || given > 6 {
		return standard
	}
	return given
}

// classes joins what is not empty.
func classes(names ...string) string {
	return strings.Join(slices.DeleteFunc(names, func(n string) bool { return n == "" }), " ")
}
