package records_test

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// formOf is the last form of a page's content that posts, as a browser without scripts would send it before anything is
// typed.
func formOf(t testing.TB, body string) url.Values {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var forms []*html.Node
	walk(root, func(n *html.Node) {
		if n.Data == "form" && attr(n, "method") == "post" && !strings.Contains(attr(n, "action"), "sign-out") {
			forms = append(forms, n)
		}
	})
	values := url.Values{}
	if len(forms) == 0 {
		return values
	}
	walk(forms[len(forms)-1], func(n *html.Node) {
		name := attr(n, "name")
		switch {
		case name == "":
		case n.Data == "textarea":
			values.Set(name, textOf(n))
		case n.Data == "select":
			values.Set(name, chosen(n))
		case n.Data == "input":
			kind := attr(n, "type")
			if (kind == "radio" || kind == "checkbox") && !has(n, "checked") || kind == "file" {
				return
			}
			values.Add(name, attr(n, "value"))
		}
	})
	return values
}

func walk(n *html.Node, fn func(*html.Node)) {
	fn(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, fn)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func textOf(n *html.Node) string {
	var b strings.Builder
	walk(n, func(c *html.Node) {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	})
	return b.String()
}

func chosen(sel *html.Node) string {
	first, found := "", ""
	n := 0
	walk(sel, func(o *html.Node) {
		if o.Data != "option" {
			return
		}
		if n++; n == 1 {
			first = attr(o, "value")
		}
		if has(o, "selected") {
			found = attr(o, "value")
		}
	})
	if found == "" {
		return first
	}
	return found
}
