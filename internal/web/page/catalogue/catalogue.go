// Package catalogue holds the words that every page shares, by key and language. English comes first and is whole; a
// language that lacks a message falls back to it. A key that English lacks is a mistake in the program and Text says so,
// which tests of templates turn into a failure.
//
// A message may hold names in braces, such as "Signed in as {name}". One that counts has two keys, ending in .one and
// .other, and {count} in it.
package catalogue

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed en.yaml
var english []byte

// Catalogue is the messages of one language.
type Catalogue struct {
	Lang     string
	messages map[string]string
	fallback *Catalogue
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

// Parse reads a catalogue: YAML of flat keys. Messages that fallback lacks are refused, for no page asks for them.
func Parse(lang string, source []byte, fallback *Catalogue) (*Catalogue, error) {
	c := &Catalogue{Lang: lang, fallback: fallback}
	if err := yaml.UnmarshalWithOptions(source, &c.messages, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("messages in %s: %w", lang, err)
	}
	for key := range c.messages {
		if fallback != nil && !fallback.Has(key) {
			return nil, fmt.Errorf("messages in %s: there is no message %q to translate", lang, key)
		}
	}
	return c, nil
}

// Has says that there is such a message.
func (c *Catalogue) Has(key string) bool {
	_, ok := c.messages[key]
	return ok
}

func (c *Catalogue) lookup(key string) (string, error) {
	for at := c; at != nil; at = at.fallback {
		if message, ok := at.messages[key]; ok {
			return message, nil
		}
	}
	return "", fmt.Errorf("there is no message %q", key)
}

// Text is the message of a key; names holds "name", value pairs for its braces.
func (c *Catalogue) Text(key string, names ...any) (string, error) {
	message, err := c.lookup(key)
	if err != nil || len(names) == 0 {
		return message, err
	}
	pairs := make([]string, 0, len(names))
	for i := 0; i+1 < len(names); i += 2 {
		pairs = append(pairs, "{"+fmt.Sprint(names[i])+"}", fmt.Sprint(names[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(message), nil
}

// Say is the English message of a key, for pieces that are drawn without a page: charts and maps. A key that is missing stands
// for itself; the tests of whoever calls it look for that.
func Say(key string, names ...any) string {
	text, err := en.Text(key, names...)
	if err != nil {
		return key
	}
	return text
}

// Count is the message of a key for a number of things.
func (c *Catalogue) Count(key string, n int, names ...any) (string, error) {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return c.Text(key+form, append(names, "count", n)...)
}
