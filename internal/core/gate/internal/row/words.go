package row

import (
	"strings"
	"unicode"
)

// wordsMost bounds the words that one name is kept by.
const wordsMost = 40

// Words are the distinct lower-case words of a text, of two letters or more; a reference is one word with its dashes. The audit looks people up
// by them; what is searched is read by package find.
func Words(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' }) {
		w = strings.Trim(w, "-")
		if len(w) < 2 || seen[w] || len(out) == wordsMost {
			continue
		}
		seen[w] = true
		out = append(out, w)
	}
	return out
}
