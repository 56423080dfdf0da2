package words

import (
	"github.com/kljensen/snowball/english"
)

// span is where a phrase was found in a text, and how well.
type span struct {
	from, to int // positions of words, to not included
	quality  float64
}

// gapMost are the loose words that may stand between two words of a phrase.
const gapMost = 2

// page is a text with all that its words may stand for.
type page struct {
	tokens []token
	reads  [][]reading
	pairs  []string // the stem of a word and the next written as one: "fire works"
}

func (l *Lexicon) open(text string) page {
	p := page{tokens: fold(text)}
	p.reads, p.pairs = make([][]reading, len(p.tokens)), make([]string, len(p.tokens))
	for i, t := range p.tokens {
		p.reads[i] = l.readings(t)
		if i+1 < len(p.tokens) && len(t.plain) > 1 {
			if one := english.Stem(t.plain+p.tokens[i+1].plain, true); len(one) >= 6 && l.known[one] {
				p.pairs[i] = one
			}
		}
	}
	return p
}

// match tries a phrase at a position.
func (p page) match(stems []string, at int) (span, bool) {
	if len(stems) == 1 && p.pairs[at] == stems[0] {
		return span{at, at + 2, 1}, true
	}
	quality, i := 1.0, at
	for n, want := range stems {
		gap := 0
		for {
			if i >= len(p.tokens) {
				return span{}, false
			}
			if q := p.quality(i, want); q > 0 {
				quality = min(quality, q)
				i++
				break
			}
			if n == 0 || gap == gapMost || !loose[p.tokens[i].plain] {
				return span{}, false
			}
			gap++
			i++
		}
	}
	return span{at, i, quality}, true
}

func (p page) quality(i int, want string) float64 {
	for _, r := range p.reads[i] {
		if r.stem == want {
			return r.quality
		}
	}
	return 0
}

// hits are the phrases found in a text, by what they speak for.
func (l *Lexicon) hits(text string) map[target][]span {
	p, found := l.open(text), map[target][]span{}
	for at := range p.tokens {
		starts := make([]string, 0, 4)
		for _, r := range p.reads[at] {
			starts = append(starts, r.stem)
		}
		if p.pairs[at] != "" {
			starts = append(starts, p.pairs[at])
		}
		for _, start := range starts {
			for _, id := range l.vocab[start] {
				if s, ok := p.match(l.phrases[id].stems, at); ok {
					t := l.phrases[id].target
					found[t] = append(found[t], s)
				}
			}
		}
	}
	return found
}

// weigh adds up what a text says for each category and each service.
func (l *Lexicon) weigh(text string) (categories, services map[string]float64) {
	categories, services = map[string]float64{}, map[string]float64{}
	said, own := map[int][]span{}, map[string]float64{}
	for t, spans := range l.hits(text) {
		if t.row != none {
			said[t.row] = spans
			continue
		}
		for _, s := range spans { // of its own words the best, not each: its name repeats its words
			own[t.category+"\x00"+t.service] = max(own[t.category+"\x00"+t.service], s.quality*t.weight)
		}
	}
	for i := range l.rows {
		r := &l.rows[i]
		if len(r.Means)+len(r.Services) == 0 || r.Category != "" {
			continue
		}
		score := r.Weight * l.holds(r, i, said)
		if score == 0 {
			continue
		}
		for n, id := range r.Means {
			categories[id] += score * power(second, n)
		}
		for n, id := range r.Services {
			services[id] += score * power(second, n)
		}
	}
	for i := range l.pack.Categories {
		id := l.pack.Categories[i].ID
		categories[id] += own[id+"\x00"]
	}
	for i := range l.pack.Contacts {
		id := l.pack.Contacts[i].ID
		services[id] += own["\x00"+id]
	}
	return categories, services
}

// holds says how well a row holds, 0 where it does not: its own words are there, and all notions that it names, each said by
// words of its own.
func (l *Lexicon) holds(r *row, at int, said map[int][]span) float64 {
	var all [][]span
	if len(r.Say) > 0 {
		all = append(all, said[at])
	}
	for _, notion := range r.when {
		all = append(all, said[notion])
	}
	return apart(all, nil)
}

// apart chooses one span of each so that no two share a word, and gives the quality of the worst chosen, as good as can be.
func apart(all [][]span, taken []span) float64 {
	if len(all) == 0 {
		return 1
	}
	best := 0.0
	for _, s := range all[0] {
		if clashes(s, taken) || s.quality <= best {
			continue
		}
		best = max(best, min(s.quality, apart(all[1:], append(taken, s))))
	}
	return best
}

func clashes(s span, taken []span) bool {
	for _, t := range taken {
		if s.from < t.to && t.from < s.to {
			return true
		}
	}
	return false
}
