package programtest

import (
	"net/url"
	"regexp"
	"strings"
)

var (
	control   = regexp.MustCompile(`<(?:input|textarea|select)\b[^>]*>`)
	attribute = regexp.MustCompile(`\b(name|type|value)="([^"]*)"`)
	choice    = regexp.MustCompile(`<option value="([^"]+)"`)
)

// Answers are answers to whatever a page of a public form asks: what prefer names, else the first of what is offered, and words where
// words are wanted.
func Answers(body, words string, prefer map[string]string) url.Values {
	_, body, _ = strings.Cut(body, `<form method="post" novalidate`)
	body, _, _ = strings.Cut(body, `</form>`)
	form := url.Values{}
	for _, tag := range control.FindAllString(body, -1) {
		is := map[string]string{}
		for _, m := range attribute.FindAllStringSubmatch(tag, -1) {
			is[m[1]] = m[2]
		}
		name := is["name"]
		switch {
		case name == "" || form.Has(name) || is["type"] == "file":
		case prefer[name] != "":
			form.Set(name, prefer[name])
		case is["type"] == "radio", is["type"] == "checkbox", is["type"] == "hidden":
			form.Set(name, is["value"])
		case strings.HasPrefix(tag, "<select"):
			form.Set(name, choice.FindStringSubmatch(body[strings.Index(body, tag):])[1])
		default:
			form.Set(name, written(name, words))
		}
	}
	return form
}

// written is what is typed into a control of that name.
func written(name, words string) string {
	switch {
	case name == "place":
		return "brick lane"
	case name == "email":
		return "quillfeather@example.org"
	case name == "phone":
		return "020 7946 0999"
	case strings.HasSuffix(name, "-day"), strings.HasSuffix(name, "-month"):
		return "3"
	case strings.HasSuffix(name, "-year"):
		return "2024"
	case strings.HasPrefix(name, "hours-"):
		return "6pm"
	}
	return words
}
