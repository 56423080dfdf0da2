// Package catalogue holds the words that people read on public pages, by key and language: one flat file of YAML for each
// language, drawn by golang.org/x/text/message. English comes first and is whole; a language that lacks a message falls back to
// it. A key that English lacks is a mistake in the program and Text says so, which tests turn into a failure.
//
// A message may hold names in braces, such as "Signed in as {name}". One that counts has a key for each form that its language
// needs, ending in .zero, .one, .two, .few, .many or .other (Unicode CLDR, plural rules), and {count} in it; it is asked for by the
// key without the ending. Days, moments and numbers that stand for a name are written as the language writes them.
package catalogue

import (
	_ "embed"
	"fmt"
	"html"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/wardmote/wardmote/internal/core/when"
)

//go:embed en.yaml
var english []byte

// Catalogue is the messages of one language.
type Catalogue struct {
	Lang string // as html's lang has it
	Name string // what the language calls itself

	messages map[string]string // as they were written, the forms of one that counts under its key with their endings
	fallback *Catalogue
	printer  *message.Printer
	shapes   map[string]shape
}

// shape is what a message needs: its names in the order in which the printer is given them, and whether it counts.
type shape struct {
	names  []string
	counts bool
}

// English is the catalogue that all others stand on.
func English() *Catalogue { return en }

var en = mustParse("en", english)

func mustParse(lang string, source []byte) *Catalogue {
	c, err := Parse(lang, source, nil)
	if err != nil {
		panic(err) // the catalogue is part of the binary
	}
	return c
}

// EnglishSource is the file of the English messages, from which another language is made.
func EnglishSource() []byte { return slices.Clone(english) }

// Has says that there is such a message.
func (c *Catalogue) Has(key string) bool {
	_, ok := c.shapes[key]
	return ok
}

// Keys are those of all messages, sorted; those that count stand once.
func (c *Catalogue) Keys() []string { return slices.Sorted(maps.Keys(c.shapes)) }

// Text is the message of a key; names holds "name", value pairs for its braces.
func (c *Catalogue) Text(key string, names ...any) (string, error) {
	kind, ok := c.shapeOf(key)
	if !ok {
		return "", fmt.Errorf("there is no message %q", key)
	}
	if len(kind.names) == 0 {
		return c.plain(key), nil
	}
	args := make([]any, len(kind.names))
	for i, name := range kind.names {
		args[i] = c.argument(name, names)
	}
	return c.printer.Sprintf(message.Key(key, key), args...), nil
}

func (c *Catalogue) shapeOf(key string) (shape, bool) {
	for at := c; at != nil; at = at.fallback {
		if kind, ok := at.shapes[key]; ok {
			return kind, true
		}
	}
	return shape{}, false
}

func (c *Catalogue) plain(key string) string {
	for at := c; at != nil; at = at.fallback {
		if text, ok := at.messages[key]; ok {
			return text
		}
	}
	return key
}

// argument is what stands for a name. One that nobody gave stays in its braces.
func (c *Catalogue) argument(name string, names []any) any {
	for i := 0; i+1 < len(names); i += 2 {
		if fmt.Sprint(names[i]) == name {
			return c.written(names[i+1])
		}
	}
	return "{" + name + "}"
}

// written is a value as the language writes it.
func (c *Catalogue) written(value any) any {
	switch v := value.(type) {
	case when.Date:
		return c.Date(v)
	case when.Instant:
		return c.DateTime(v)
	}
	return value
}

// Say is the message of a key. A key that is missing stands for itself; a test looks for that.
func (c *Catalogue) Say(key string, names ...any) string {
	text, err := c.Text(key, names...)
	if err != nil {
		return key
	}
	return text
}

// HTML is the message of a key as HTML: names that are HTML stand as they are, and all else is escaped.
func (c *Catalogue) HTML(key string, names ...any) template.HTML {
	marked := slices.Clone(names)
	var put []string
	for i := 1; i < len(marked); i += 2 {
		if drawn, ok := marked[i].(template.HTML); ok {
			mark := "\uE000" + strconv.Itoa(i) + "\uE001" // of the private use area: no message and no answer holds them
			marked[i], put = mark, append(put, mark, string(drawn))
		}
	}
	return template.HTML(strings.NewReplacer(put...).Replace(html.EscapeString(c.Say(key, marked...)))) //nolint:gosec // escaped on this line
}

// Draw is HTML where a name is HTML, and else Text: the function of templates.
func (c *Catalogue) Draw(key string, names ...any) (any, error) {
	for i := 1; i < len(names); i += 2 {
		if _, ok := names[i].(template.HTML); ok && c.knows(key) {
			return c.HTML(key, names...), nil
		}
	}
	return c.Text(key, names...)
}

// Forms are the texts of a message that counts, by their endings, for a script that counts in the browser.
func (c *Catalogue) Forms(key string) map[string]string {
	out := map[string]string{}
	for at := c; at != nil && len(out) == 0; at = at.fallback {
		for _, f := range forms {
			if text, ok := at.messages[key+"."+f.ending]; ok {
				out[f.ending] = text
			}
		}
	}
	return out
}

func (c *Catalogue) knows(key string) bool {
	_, ok := c.shapeOf(key)
	return ok
}

// Language is the tag of the language.
func (c *Catalogue) Language() language.Tag { return language.Make(c.Lang) }

// Say is the English message of a key, for pieces that are drawn for staff alone.
func Say(key string, names ...any) string { return en.Say(key, names...) }
