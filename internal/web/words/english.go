package words

import (
	"strings"
	"unicode"
)

// Article is "a" or "an" before a name, which begins in lower case.
func Article(name string) string {
	if strings.ContainsAny(name[:min(1, len(name))], "AEIOUaeiou") {
		return "an " + Lower(name)
	}
	return "a " + Lower(name)
}

// Lower writes a name inside a sentence; an abbreviation stays as it is.
func Lower(name string) string {
	runes := []rune(name)
	if len(runes) == 0 || len(runes) > 1 && unicode.IsUpper(runes[1]) {
		return name
	}
	return string(unicode.ToLower(runes[0])) + string(runes[1:])
}

// Capital begins a word with a capital.
func Capital(name string) string {
	runes := []rune(name)
	if len(runes) == 0 {
		return name
	}
	return string(unicode.ToUpper(runes[0])) + string(runes[1:])
}
