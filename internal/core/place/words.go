package place

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/wardmote/wardmote/internal/core/spelling"
)

// What people write short, and in full.
var inFull = map[string]string{
	"ave": "avenue", "av": "avenue", "cl": "close", "cres": "crescent", "ct": "court", "dr": "drive", "est": "estate",
	"gdn": "garden", "gdns": "gardens", "gr": "grove", "gt": "great", "hse": "house", "hosp": "hospital", "ln": "lane",
	"mkt": "market", "pk": "park", "pl": "place", "rd": "road", "sch": "school", "sq": "square", "stn": "station",
	"sta": "station", "str": "street", "ter": "terrace", "terr": "terrace", "nth": "north", "sth": "south", "upr": "upper",
	"uni": "university",
}

// Words that many names share, and so tell little.
var common = map[string]bool{
	"avenue": true, "buildings": true, "close": true, "court": true, "crescent": true, "drive": true, "east": true,
	"estate": true, "gardens": true, "grove": true, "hill": true, "house": true, "lane": true, "market": true, "mews": true,
	"north": true, "park": true, "passage": true, "place": true, "road": true, "row": true, "saint": true, "school": true,
	"south": true, "square": true, "station": true, "street": true, "terrace": true, "walk": true, "way": true, "west": true,
	"yard": true, "ward": true, "wharf": true, "green": true,
}

// Words between the words that matter.
var small = map[string]bool{
	"a": true, "along": true, "and": true, "around": true, "at": true, "behind": true, "between": true, "by": true,
	"corner": true, "end": true, "from": true, "front": true, "in": true, "junction": true, "near": true, "next": true,
	"of": true, "off": true, "on": true, "opposite": true, "or": true, "outside": true, "the": true, "to": true, "with": true,
	"london": true, "somewhere": true,
}

const mostWords = 24 // of one query or name; more are not a place

// fold takes text to its words as they are compared: no case, accents or apostrophes, abbreviations in full. "St" is
// street as the last word and saint before another.
func fold(text string) []string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(clipWords(text)) {
		b.WriteString(foldRune(r))
	}
	words := strings.Fields(b.String())
	words = words[:min(len(words), mostWords)]
	for i, w := range words {
		switch full, ok := inFull[w]; {
		case w == "st" && i == len(words)-1 && i > 0:
			words[i] = "street"
		case w == "st":
			words[i] = "saint"
		case ok:
			words[i] = full
		}
	}
	return words
}

// foldRune gives what a character counts for: itself in lower case, nothing, or a gap between words.
func foldRune(r rune) string {
	switch {
	case unicode.Is(unicode.Mn, r) && r < 0x0900: // accents of Latin, Greek and Cyrillic; other scripts need theirs
		return ""
	case strings.ContainsRune("'’‘`.", r):
		return ""
	case r == '&':
		return " and "
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return string(unicode.ToLower(r))
	}
	return " "
}

// clipWords bounds the work that hostile text can ask for.
func clipWords(s string) string {
	const most = 400
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}

// significant leaves out the small words, unless nothing else is left.
func significant(words []string) []string {
	var kept []string
	for _, w := range words {
		if !small[w] {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return words
	}
	return kept
}

func weight(word string) float64 {
	if common[word] {
		return 0.3
	}
	return 1
}

// likeness says how well a word that was typed stands for a word of a name: 1 the same, less for the beginning of it or
// for a slip or two of the fingers, 0 for another word.
func likeness(typed, name []rune) float64 {
	if slices.Equal(typed, name) {
		return 1
	}
	if len(typed) > len(name)+2 {
		return 0
	}
	allowed := 0
	switch n := min(len(typed), len(name)); {
	case n >= 8:
		allowed = 2
	case n >= 4:
		allowed = 1
	}
	if d := spelling.Slips(typed, name, allowed); d <= allowed {
		return 1 - 0.12*float64(d)
	}
	if len(typed) >= 3 && len(typed) < len(name) && slices.Equal(name[:len(typed)], typed) {
		return 0.7 + 0.2*float64(len(typed))/float64(len(name))
	}
	return 0
}
