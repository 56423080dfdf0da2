// Package words compares what a person typed with our own words: people do not call things by our names, and they mistype.
// It is pure.
package words

import (
	"slices"
	"strings"
	"unicode"
)

// fillers are words that say nothing about what happened.
var fillers = map[string]bool{"the": true, "and": true, "are": true, "for": true, "with": true, "people": true, "some": true, "someone": true,
	"somebody": true, "that": true, "this": true, "was": true, "has": true, "have": true, "from": true, "about": true, "their": true, "who": true, "not": true}

// most bounds the words of a search.
const most = 12

// Of are the words of a text that say something, in lower case; twelve at most.
func Of(text string) []string { return all(text, most) }

func all(text string, most int) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return len(w) < 3 || fillers[w] })
	return words[:min(len(words), most)]
}

// Likeness is 2 where a typed word begins a word of the text or the other way round, 1 where the two differ by one letter, else
// 0.
func Likeness(typed, text string) int {
	best := 0
	for _, w := range all(text, 1000) {
		switch {
		case strings.HasPrefix(w, typed), len(w) > 3 && strings.HasPrefix(typed, w):
			return 2
		case len(typed) > 4 && oneOff(typed, w):
			best = 1
		}
	}
	return best
}

// oneOff says that two words differ by one letter changed, added, left out or swapped with the next.
func oneOff(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) < len(y) {
		return slices.Equal(x[i:], y[i+1:])
	}
	if i == len(x) || slices.Equal(x[i+1:], y[i+1:]) {
		return true
	}
	return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
}
