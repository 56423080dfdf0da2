package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/wardmote/wardmote/internal/core/pack"
)

// FindCategories are the categories that words may mean, best first: people do not call things by our names. A word counts
// where it begins a word of the category, or differs from one by a single letter.
func FindCategories(p *pack.Pack, text string) []pack.Category {
	type hit struct {
		category pack.Category
		score    int
	}
	words := wordsOf(text)
	if len(words) > 12 {
		words = words[:12]
	}
	var hits []hit
	for _, c := range p.Categories {
		score := 0
		for _, w := range words {
			score += max(3*likeness(w, c.Name), 3*likeness(w, strings.Join(c.Words, " ")), likeness(w, c.Hint), likeness(w, c.Group))
		}
		if score > 0 {
			hits = append(hits, hit{c, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	out := make([]pack.Category, 0, len(hits))
	for _, h := range hits[:min(len(hits), 10)] {
		out = append(out, h.category)
	}
	return out
}

// fillers are words that say nothing about what happened.
var fillers = map[string]bool{"the": true, "and": true, "are": true, "for": true, "with": true, "people": true, "some": true, "someone": true,
	"somebody": true, "that": true, "this": true, "was": true, "has": true, "have": true, "from": true, "about": true, "their": true, "who": true, "not": true}

func wordsOf(text string) []string {
	all := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(all, func(w string) bool { return len(w) < 3 || fillers[w] })
}

// likeness is 2 where the typed word begins a word of the text or the other way round, 1 where they differ by one letter.
func likeness(typed, text string) int {
	best := 0
	for _, w := range wordsOf(text) {
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
