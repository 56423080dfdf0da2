// Package words understands what people write in their own words: frightened, tired, young and old people, people who grew up
// with another English or with none, who mistype and do not call things by our names. It ranks a pack's categories and services
// by how much of what was written speaks for each.
//
// The knowledge is the pack's lexicon (pack.Saying): notions, the words for them, and what they mean alone and together. This
// package folds text to words, cuts endings off (Porter's English stemmer, Snowball), takes a word that is nowhere in the
// lexicon for the nearest that is, and adds up the rows that hold. What it does not understand it says: Reading.Sure is false
// where the best of it rests on a guess, and nothing is given where nothing fits.
//
// It is pure, and a Lexicon is immutable and safe for concurrent use.
package words

import (
	"cmp"
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
)

// What text weighs that a category or a service has of its own, beside the rows of the lexicon. A hint is a sentence, whose words
// are shared by many; a name was chosen with care.
const (
	ofWords = 3
	ofName  = 2
	ofHint  = 0.6
)

// Strength of evidence.
const (
	least    = 1.0  // below it nothing was understood
	sure     = 2.9  // from it on the reading does not rest on a guess: one plain word of the lexicon is enough
	besides  = 0.28 // of the best: what is weaker than this share is left out
	second   = 0.7  // a row's second meaning counts so much of its first, and so on
	echoed   = 0.55 // a service counts so much of the category that it serves
	mostHits = 10
)

// Lexicon is a pack's lexicon, ready to be asked.
type Lexicon struct {
	pack    *pack.Pack
	vocab   map[string][]int // a stem → the phrases that begin with it
	stems   []stem           // every stem that stands in a phrase or a name, sorted
	known   map[string]bool  // stems, and the small words: never taken for a misspelling
	phrases []phrase
	rows    []row
	serving map[string][]string // category → services
}

// row is a row of the lexicon with its notions as positions of rows.
type row struct {
	pack.Saying
	when []int
}

// New prepares the lexicon of a pack.
func New(p *pack.Pack) *Lexicon {
	l := &Lexicon{pack: p, vocab: map[string][]int{}, known: map[string]bool{}, serving: map[string][]string{}}
	at := map[string]int{}
	for i := range p.Words {
		at[p.Words[i].ID] = i
	}
	for i := range p.Words {
		r := row{Saying: p.Words[i]}
		r.Weight = cmp.Or(r.Weight, 1)
		if r.Category != "" {
			l.serving[r.Category] = r.Services
		}
		for _, id := range r.When {
			r.when = append(r.when, at[id])
		}
		l.rows = append(l.rows, r)
		for _, say := range r.Say {
			l.add(say, target{row: i})
		}
	}
	l.addCategories()
	l.addServices()
	l.finish()
	return l
}

func (l *Lexicon) addCategories() {
	for i := range l.pack.Categories {
		c := &l.pack.Categories[i]
		l.addNamed(target{row: none, category: c.ID}, c.Name, c.Words, c.Hint)
	}
}

func (l *Lexicon) addServices() {
	for i := range l.pack.Contacts {
		c := &l.pack.Contacts[i]
		l.addNamed(target{row: none, service: c.ID}, c.Name, c.Words, c.For, c.Group)
	}
}

// addNamed adds what the pack itself says of a category or a service: its name, the words that people use for it, and what it is about.
func (l *Lexicon) addNamed(t target, name string, words []string, about ...string) {
	weighing := func(weight float64) target {
		t.weight = weight
		return t
	}
	for _, w := range words {
		l.add(w, weighing(ofWords))
	}
	l.add(name, weighing(ofWords))
	l.addEach(name, weighing(ofName))
	for _, text := range about {
		l.addEach(text, weighing(ofHint))
	}
}

// Reading is what a text may mean.
type Reading struct {
	IDs  []string // best first; none where nothing was understood
	Sure bool     // the best rests on more than a guess
}

// Categories are the categories that a text may mean.
func (l *Lexicon) Categories(text string) Reading {
	categories, _ := l.weigh(text)
	return rank(categories, len(l.pack.Categories), func(i int) string { return l.pack.Categories[i].ID })
}

// Services are the contacts of the directory that a text asks for.
func (l *Lexicon) Services(text string) Reading {
	categories, services := l.weigh(text)
	echo := map[string]float64{}
	for category, score := range categories {
		for i, id := range l.serving[category] {
			echo[id] = max(echo[id], echoed*score*power(second, i)) // the most, not the sum: 101 serves nearly everything
		}
	}
	for id, score := range echo {
		services[id] += score
	}
	return rank(services, len(l.pack.Contacts), func(i int) string { return l.pack.Contacts[i].ID })
}

// rank orders what was found; of equals the one that the pack names first comes first.
func rank(scores map[string]float64, n int, id func(int) string) Reading {
	var found []string
	for i := range n {
		if scores[id(i)] >= least {
			found = append(found, id(i))
		}
	}
	slices.SortStableFunc(found, func(a, b string) int { return cmp.Compare(scores[b], scores[a]) })
	if len(found) == 0 {
		return Reading{}
	}
	best := scores[found[0]]
	found = slices.DeleteFunc(found, func(id string) bool { return scores[id] < besides*best })
	return Reading{IDs: found[:min(len(found), mostHits)], Sure: best >= sure}
}

func power(base float64, n int) float64 {
	out := 1.0
	for range n {
		out *= base
	}
	return out
}
