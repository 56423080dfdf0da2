package words

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

// mostWords of a text are read, so that a long one costs no more than a screen of it.
const mostWords = 80

// small words are dropped from phrases and from texts alike: they stand anywhere and change nothing.
var small = set("a an the and or is are was were be been am i im ive it its of to that this there so very just really some s u for as")

// loose words may stand between the words of a phrase: "broke into [my] van". Where a phrase names one, it counts.
var loose = set("he she they we you his her hers their our your my me him them us at in on by with all always keep keeps people someone somebody old big own new bit again also no " +
	"every day night now here from off out up down over near like have has had do does did get got go goes going can will would")

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// joined are pairs that are written apart or together and are one word here.
var joined = map[string]string{"do not": "dont", "does not": "doesnt", "did not": "didnt", "can not": "cant", "will not": "wont", "is not": "isnt", "are not": "arent",
	"has not": "hasnt", "have not": "havent", "would not": "wouldnt", "could not": "couldnt", "was not": "wasnt", "should not": "shouldnt"}

// token is a word of a text.
type token struct {
	plain string // as it was written, folded
	stem  string
}

// fold takes a text to its words: lower case, no accents, no apostrophes and dots within a word, everything else a gap.
func fold(text string) []token {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		switch {
		case strings.ContainsRune("'’‘`.", r), unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		case r == '&':
			b.WriteString(" and ")
		default:
			b.WriteByte(' ')
		}
	}
	fields := strings.Fields(b.String())
	fields = fields[:min(len(fields), mostWords)]
	var out []token
	for i := 0; i < len(fields); i++ {
		w := fields[i]
		if i+1 < len(fields) {
			if one, ok := joined[w+" "+fields[i+1]]; ok {
				w = one
				i++
			}
		}
		if w == "cannot" {
			w = "cant"
		}
		if !small[w] {
			out = append(out, token{w, english.Stem(w, true)})
		}
	}
	return out
}

// contentful leaves out the words that may stand anywhere.
func contentful(tokens []token) []token {
	return slices.DeleteFunc(slices.Clone(tokens), func(t token) bool { return loose[t.plain] || len(t.plain) < 3 })
}
