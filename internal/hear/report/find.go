package report

import (
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/hear/words"
)

// OtherCategory is the id of the category that takes what fits nowhere.
const OtherCategory = "other"

// FoundCategories are the categories that words may mean, best first; Sure where that rests on more than a guess.
type FoundCategories struct {
	Categories []pack.Category
	Sure       bool
}

// FindCategories are the categories that words may mean: people do not call things by our names.
func FindCategories(p *pack.Pack, l *words.Lexicon, text string) FoundCategories {
	read := l.Categories(text)
	found := FoundCategories{Sure: read.Sure}
	for _, id := range read.IDs {
		if c, ok := p.Category(id); ok {
			found.Categories = append(found.Categories, *c)
		}
	}
	return found
}
