package find

import (
	"strings"
	"unicode"
)

// Span is a piece of a text; Hit where it is what was asked for.
type Span struct {
	Text string
	Hit  bool
}

// snippetWords bounds a snippet: so many words before the first hit, and so many in all.
const (
	wordsBefore  = 8
	snippetWords = 32
)

// Snippet is the part of a text about the first words that were asked for, with these marked, and how many of the terms are in the text.
// Without any it is empty.
func (a Ask) Snippet(text string) (spans []Span, terms int) {
	if a.Empty() {
		return nil, 0
	}
	pieces := cut(text)
	hit, found := a.hits(pieces)
	first := -1
	for i, h := range hit {
		if h {
			first = i
			break
		}
	}
	if first < 0 {
		return nil, 0
	}
	from := max(first-2*wordsBefore, 0)
	to := min(from+2*snippetWords, len(pieces))
	if from > 0 {
		spans = append(spans, Span{Text: "… "})
	}
	spans = append(spans, merged(pieces[from:to], hit[from:to])...)
	if to < len(pieces) {
		spans = append(spans, Span{Text: " …"})
	}
	return spans, found
}

// Marked is a whole text with what was asked for marked.
func (a Ask) Marked(text string) []Span {
	pieces := cut(text)
	hit, _ := a.hits(pieces)
	return merged(pieces, hit)
}

// cut cuts a text into words and what stands between them, in turn; all together are the text.
func cut(text string) []string {
	var out []string
	word := func(c rune) bool {
		return isWord(c) || unicode.Is(unicode.Mn, c) || strings.ContainsRune("@+", c) || isJoin(c)
	}
	begin, was := 0, false
	for i, c := range text {
		if is := word(c); i > 0 && is != was {
			out = append(out, text[begin:i])
			begin, was = i, is
		} else {
			was = is
		}
	}
	return append(out, text[begin:])
}

// isJoin says that a rune stands within words: any sort of hyphen or apostrophe.
func isJoin(c rune) bool {
	return unicode.Is(unicode.Pd, c) || strings.ContainsRune("−'’‘ʼʻ`´", c)
}

// reach bounds of how many words one thing that was asked for is written: a telephone number in groups, a postcode in two.
const reach = 6

// hits says of each piece whether it belongs to a term, and how many terms are there.
func (a Ask) hits(pieces []string) (hit []bool, terms int) {
	hit = make([]bool, len(pieces))
	tokens := make([][]string, len(pieces))
	for i, p := range pieces {
		var s set
		for _, c := range compounds(Fold(p)) {
			s.add(append(partsOf(c), bare(c))...)
		}
		tokens[i] = s.list
	}
	for _, t := range a.Terms {
		found := false
		for _, way := range t {
			for _, w := range way {
				if spans(w) {
					found = spanning(w, pieces, hit) || found
				}
				for i := range pieces {
					if begins(tokens[i], w) {
						hit[i], found = true, true
					}
				}
			}
		}
		if found {
			terms++
		}
	}
	return hit, terms
}

// spans says that a word may be written over several pieces of a text.
func spans(w string) bool {
	return strings.HasPrefix(w, ofMail) || strings.HasPrefix(w, ofPhone) || postcodes.FindString(w) == w
}

// spanning marks what is written over several pieces.
func spanning(w string, pieces []string, hit []bool) (found bool) {
	for i := 0; i < len(pieces); i++ {
		if !strings.ContainsAny(pieces[i], "0123456789@+") {
			continue
		}
		for n := 1; n <= 2*reach && i+n <= len(pieces); n += 2 {
			if !begins(Tokens(strings.Join(pieces[i:i+n], "")), w) {
				continue
			}
			for j := i; j < i+n; j++ {
				hit[j] = true
			}
			i += n - 1
			found = true
			break
		}
	}
	return found
}

func begins(tokens []string, w string) bool {
	for _, t := range tokens {
		if strings.HasPrefix(t, w) {
			return true
		}
	}
	return false
}

// merged puts neighbouring pieces of one sort together.
func merged(pieces []string, hit []bool) []Span {
	var out []Span
	for i, p := range pieces {
		if n := len(out); n > 0 && out[n-1].Hit == hit[i] {
			out[n-1].Text += p
			continue
		}
		out = append(out, Span{p, hit[i]})
	}
	return out
}
