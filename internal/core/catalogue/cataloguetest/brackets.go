// Package cataloguetest has a language made of the English messages, each in brackets, so that a test sees what is of no catalogue.
package cataloguetest

import (
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/wardmote/wardmote/internal/core/catalogue"
)

// Lang is the tag of the language.
const Lang = "en-XA"

// Source is the file of its messages.
func Source() ([]byte, error) {
	messages := map[string]string{}
	if err := yaml.Unmarshal(catalogue.EnglishSource(), &messages); err != nil {
		return nil, err
	}
	for key, text := range messages {
		messages[key] = "⟦" + text + "⟧"
	}
	return yaml.Marshal(messages)
}

// Brackets is the language.
func Brackets() (*catalogue.Catalogue, error) {
	source, err := Source()
	if err != nil {
		return nil, err
	}
	return catalogue.Parse(Lang, source, catalogue.English())
}

var letters = regexp.MustCompile(`[A-Za-zÀ-ÿ]{2,}`)

// Outside are the pieces of a text that have words and stand in no bracket; depth goes on from one text to the next.
func Outside(text string, depth *int) (out []string) {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '⟦':
			*depth++
			b.WriteRune('\n')
		case r == '⟧':
			*depth--
		case *depth == 0:
			b.WriteRune(r)
		}
	}
	for _, piece := range strings.Split(b.String(), "\n") {
		if letters.MatchString(piece) {
			out = append(out, piece)
		}
	}
	return out
}
