package catalogue

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

// forms are the forms of words that count, by their endings, in the order of the Unicode CLDR.
var forms = []struct {
	ending string
	form   plural.Form
}{{"zero", plural.Zero}, {"one", plural.One}, {"two", plural.Two}, {"few", plural.Few}, {"many", plural.Many}, {"other", plural.Other}}

// Forms are the endings that a language needs for words that count.
func Forms(tag language.Tag) []string {
	needed := map[plural.Form]bool{plural.Other: true}
	for n := range 1200 { // the rules of every language ask for the last digits alone
		needed[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)] = true
	}
	var out []string
	for _, f := range forms {
		if needed[f.form] {
			out = append(out, f.ending)
		}
	}
	return out
}

// countKey splits the key of one form of a message that counts.
func countKey(key string) (of, ending string, counts bool) {
	at := strings.LastIndexByte(key, '.')
	for _, f := range forms {
		if at > 0 && key[at+1:] == f.ending {
			return key[:at], f.ending, true
		}
	}
	return key, "", false
}

var braces = regexp.MustCompile(`\{([a-zA-Z]+)\}`)

// Parse reads a catalogue: YAML of flat keys. Refused, all at once, are messages and names that fallback lacks, for no page asks for
// them, and messages that count without a form that the language needs, or with one that it has not.
func Parse(lang string, source []byte, fallback *Catalogue) (*Catalogue, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("messages in %s: it is no tag of a language, such as cy: %w", lang, err)
	}
	c := &Catalogue{Lang: lang, fallback: fallback, shapes: map[string]shape{}}
	if err := yaml.UnmarshalWithOptions(source, &c.messages, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("messages in %s: %w", lang, err)
	}
	counted := c.counted()
	var wrong []error
	for _, key := range slices.Sorted(maps.Keys(c.messages)) {
		of, ending := key, ""
		if base, form, ok := countKey(key); ok && counted[base] {
			of, ending = base, form
		}
		c.note(of, key, ending != "")
	}
	for _, key := range c.Keys() {
		wrong = append(wrong, c.check(key, tag)...)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	c.Name = c.messages["language.name"]
	return c, c.print(tag)
}

// counted are the keys of messages that count: {count} stands in one of their forms, or in English they count.
func (c *Catalogue) counted() map[string]bool {
	out := map[string]bool{}
	for key, text := range c.messages {
		of, ending, ok := countKey(key)
		if ok && (strings.Contains(text, "{count}") || ending == "other" || c.fallback != nil && c.fallback.shapes[of].counts) {
			out[of] = true
		}
	}
	return out
}

// note adds what one text of a message needs to its shape; the number that is counted is given first.
func (c *Catalogue) note(of, key string, counts bool) {
	s := c.shapes[of]
	if c.fallback != nil && len(s.names) == 0 {
		s.names = c.fallback.shapes[of].names
	}
	if s.counts = s.counts || counts; counts && !slices.Contains(s.names, "count") {
		s.names = append([]string{"count"}, s.names...)
	}
	for _, m := range braces.FindAllStringSubmatch(c.messages[key], -1) {
		if !slices.Contains(s.names, m[1]) {
			s.names = append(slices.Clone(s.names), m[1])
		}
	}
	c.shapes[of] = s
}

func (c *Catalogue) check(key string, tag language.Tag) (wrong []error) {
	s := c.shapes[key]
	say := func(text string, args ...any) {
		wrong = append(wrong, fmt.Errorf("messages in %s: "+text, append([]any{c.Lang}, args...)...))
	}
	if c.fallback != nil {
		whole, ok := c.fallback.shapes[key]
		switch {
		case !ok:
			say("there is no message %q to translate", key)
			return wrong
		case whole.counts != s.counts:
			say("%q counts in one language and not in the other", key)
		}
		for _, name := range s.names {
			if !slices.Contains(whole.names, name) {
				say("%q names {%s}, which nobody gives it; it may name %s", key, name, strings.Join(whole.names, ", "))
			}
		}
	}
	if !s.counts {
		return wrong
	}
	needed := Forms(tag)
	for _, f := range forms {
		_, has := c.messages[key+"."+f.ending]
		if needs := slices.Contains(needed, f.ending); needs != has {
			say("%q has %s; the language has the forms %s", key, map[bool]string{true: "no form ." + f.ending, false: "a form ." + f.ending}[needs], strings.Join(needed, ", "))
		}
	}
	return wrong
}

// print makes the printer of the language, which knows the messages of what it falls back to.
func (c *Catalogue) print(tag language.Tag) error {
	b := catalog.NewBuilder(catalog.Fallback(tag))
	for key := range c.root().shapes {
		from := c
		if !from.Has(key) {
			from = c.root()
		}
		if err := b.Set(tag, key, from.message(key)...); err != nil {
			return fmt.Errorf("messages in %s: %q: %w", c.Lang, key, err)
		}
	}
	c.printer = message.NewPrinter(tag, message.Catalog(b))
	return nil
}

func (c *Catalogue) root() *Catalogue {
	if c.fallback == nil {
		return c
	}
	return c.fallback.root()
}

// message is one message as the printer takes it.
func (c *Catalogue) message(key string) []catalog.Message {
	s := c.shapes[key]
	if !s.counts {
		return []catalog.Message{catalog.String(verbs(c.messages[key], s.names))}
	}
	var cases []any
	for _, f := range forms {
		if text, ok := c.messages[key+"."+f.ending]; ok {
			cases = append(cases, f.ending, verbs(text, s.names))
		}
	}
	return []catalog.Message{plural.Selectf(1, "%d", cases...)}
}

// verbs writes a message's braces as the printer reads them.
func verbs(text string, names []string) string {
	text = strings.ReplaceAll(text, "%", "%%")
	return braces.ReplaceAllStringFunc(text, func(name string) string {
		return fmt.Sprintf("%%[%d]v", slices.Index(names, name[1:len(name)-1])+1)
	})
}
