package pack

import "strings"

// checkWords holds the lexicon to the categories, the services and the notions that it names, and to rows that say something.
func (l *loader) checkWords(r registry) {
	notions := &ids{what: "notion", at: map[string]int{}}
	for i := range l.pack.Words {
		if id := l.pack.Words[i].ID; id != "" {
			notions.declare(l, join("words", i), id, i, "words")
		}
	}
	r["words"] = notions
	for i := range l.pack.Words {
		w, at := &l.pack.Words[i], join("words", i)
		l.refs(r, "words", w.When, at+".when")
		l.refs(r, "categories", w.Means, at+".means")
		l.refs(r, "contacts", w.Services, at+".services")
		l.ref(r, "categories", w.Category, at+".category")
		l.checkSaying(w, at)
	}
}

func (l *loader) checkSaying(w *Saying, at string) {
	for i, say := range w.Say {
		if strings.TrimSpace(say) == "" {
			l.add(l.spot(join(at+".say", i)), "", "an empty phrase would be found in everything")
		}
	}
	switch {
	case w.Category != "" && (len(w.Say)+len(w.When)+len(w.Means) > 0 || len(w.Services) == 0):
		l.add(l.spot(at), "", "a row with \"category:\" names its \"services:\" and nothing else")
	case w.Category == "" && len(w.Say) == 0 && len(w.When) == 0:
		l.add(l.spot(at), "", "a row of words needs \"say:\" or \"when:\"")
	case w.Category == "" && w.ID == "" && len(w.Means)+len(w.Services) == 0:
		l.add(l.spot(at), "", "the row means nothing: give it \"means:\", \"services:\" or an id that other rows name")
	case w.Weight < 0 || w.Weight > SayingWeightMost:
		l.add(l.spot(at+".weight"), "", "weight %g is not between 0 and %d", w.Weight, SayingWeightMost)
	}
}
