package words

import (
	"slices"
	"strings"

	"github.com/kljensen/snowball/english"

	"github.com/wardmote/wardmote/internal/core/spelling"
)

const none = -1

// target is what a phrase speaks for: a row of the lexicon, or a category or a service by its own words.
type target struct {
	row      int // none where it is a category's or a service's own
	category string
	service  string
	weight   float64
}

type phrase struct {
	stems []string
	target
}

type stem struct {
	text  string
	runes []rune
}

// add takes in a phrase. One of two words is also known written as one: flytipping.
func (l *Lexicon) add(say string, t target) {
	tokens := fold(say)
	if len(tokens) == 0 {
		return
	}
	p := phrase{target: t}
	for _, word := range tokens {
		p.stems = append(p.stems, word.stem)
		l.known[word.stem], l.known[word.plain] = true, true
	}
	l.index(p)
	if len(tokens) == 2 && len(tokens[0].plain) > 1 && !loose[tokens[0].plain] {
		one := english.Stem(tokens[0].plain+tokens[1].plain, true)
		l.known[one] = true
		l.index(phrase{[]string{one}, t})
	}
}

// addEach takes in the words of a sentence one by one.
func (l *Lexicon) addEach(sentence string, t target) {
	seen := map[string]bool{}
	for _, word := range contentful(fold(sentence)) {
		if !seen[word.stem] {
			seen[word.stem] = true
			l.index(phrase{[]string{word.stem}, t})
			l.known[word.stem] = true
		}
	}
}

func (l *Lexicon) index(p phrase) {
	l.vocab[p.stems[0]] = append(l.vocab[p.stems[0]], len(l.phrases))
	l.phrases = append(l.phrases, p)
}

// finish makes the sorted list of stems that a misspelling is held against, and makes a word that the sentences of many share
// weigh less for each. A word of a row that means nothing by itself (ordinary words) says nothing in a sentence either.
func (l *Lexicon) finish() {
	shared, empty := map[string]int{}, map[string]bool{}
	used := l.used()
	for i := range l.phrases {
		switch p := &l.phrases[i]; {
		case p.row != none && !used[p.row] && len(p.stems) == 1:
			empty[p.stems[0]] = true
		case p.row == none && p.weight < ofWords:
			shared[p.stems[0]]++
		}
	}
	for i := range l.phrases {
		p := &l.phrases[i]
		if p.row != none || p.weight >= ofWords {
			continue
		}
		if p.weight /= float64(shared[p.stems[0]]); empty[p.stems[0]] {
			p.weight = 0
		}
	}
	for s := range l.known {
		if len(s) >= 4 && !small[s] && !loose[s] {
			l.stems = append(l.stems, stem{s, []rune(s)})
		}
	}
	slices.SortFunc(l.stems, func(a, b stem) int { return strings.Compare(a.text, b.text) })
}

// used are the rows that mean something, or that another row names.
func (l *Lexicon) used() map[int]bool {
	used := map[int]bool{}
	for i, r := range l.rows {
		if len(r.Means)+len(r.Services) > 0 {
			used[i] = true
			for _, id := range r.when {
				used[id] = true
			}
		}
	}
	return used
}

// reading is a stem that a word of a text may stand for, and how well.
type reading struct {
	stem    string
	quality float64
}

// readings of a word: itself where the lexicon knows it, else the nearest that it knows.
func (l *Lexicon) readings(t token) []reading {
	if l.known[t.stem] || l.known[t.plain] {
		return []reading{{t.stem, 1}}
	}
	allowed := 0
	switch n := len([]rune(t.plain)); { // of words of four letters and fewer nearly every one is one letter from another
	case n >= 8:
		allowed = 2
	case n >= 5:
		allowed = 1
	}
	if allowed == 0 {
		return nil
	}
	best, found := allowed+1, []string{}
	for _, typed := range [][]rune{[]rune(t.stem), []rune(t.plain)} {
		for _, s := range l.stems {
			d := spelling.Slips(typed, s.runes, allowed)
			if d > allowed || d == allowed && d > 1 && typed[0] != s.runes[0] {
				continue
			}
			if d < best {
				best, found = d, found[:0]
			}
			if d == best && !slices.Contains(found, s.text) {
				found = append(found, s.text)
			}
		}
	}
	const sameSpelling = 3 // more words at one distance are no reading but a guess among many
	if len(found) == 0 || len(found) > sameSpelling {
		return nil
	}
	out := make([]reading, 0, len(found))
	for _, s := range found {
		out = append(out, reading{english.Stem(s, true), 1 - 0.15*float64(best)})
	}
	return out
}
