package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/hear/words"
)

// FindCategories are the categories that words may mean, best first: people do not call things by our names. A word counts
// as package words says.
func FindCategories(p *pack.Pack, text string) []pack.Category {
	type hit struct {
		category pack.Category
		score    int
	}
	typed := words.Of(text)
	var hits []hit
	for _, c := range p.Categories {
		score := 0
		for _, w := range typed {
			score += max(3*words.Likeness(w, c.Name), 3*words.Likeness(w, strings.Join(c.Words, " ")), words.Likeness(w, c.Hint), words.Likeness(w, c.Group))
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
