package find

import (
	"regexp"
	"strings"

	"github.com/wardmote/wardmote/internal/core/reference"
)

// references are what looks like the beginning of one, or one with a wrong letter at its end: read as the one word that it is in the index. As
// three words it would be looked for among all that begin like them, which is every record of a kind and a year.
var references = regexp.MustCompile(`\b([a-z]{2,5}[- ]?[0-9]{2}[- ]?[0-9]{4,9})(?:[- ]?[0-9a-z])?\b`)

// termsMost bounds what is asked for at once.
const termsMost = 24

// Term is one thing that was asked for, and the ways in which it may be written: of one of them all words must be there, each as a beginning.
type Term [][]string

// Ask is what somebody types to find something, read once.
type Ask struct {
	Typed     string
	Reference string // canonical, where all of it is one
	Name      string // all of it as a title, place or name would be kept; "" where it could be none
	Terms     []Term
}

// Read reads what was typed. Every text can be asked for; one without words finds nothing.
func Read(typed string) Ask {
	a := Ask{Typed: typed, Name: Name(typed)}
	if ref, err := reference.Parse(typed); err == nil {
		a.Reference = ref.String()
		a.Terms = []Term{{{bare(Fold(a.Reference))}}}
		a.Name = ""
		return a
	}
	plain, terms := Fold(typed), []Term(nil)
	take := func(form *regexp.Regexp, read func(string) Term) {
		found := form.FindAllStringIndex(plain, -1)
		for i := len(found) - 1; i >= 0; i-- {
			from, to := found[i][0], found[i][1]
			if t := read(plain[from:to]); t != nil {
				terms = append(terms, t)
				plain = plain[:from] + " " + plain[to:]
			}
		}
	}
	take(emails, func(s string) Term { return single(mailToken(s)) })
	take(phones, func(s string) Term { return single(phoneToken(s)) })
	take(postcodes, func(s string) Term {
		m := postcodes.FindStringSubmatch(s)
		return Term{{m[1] + m[2]}, {m[1], m[2]}}
	})
	take(references, func(s string) Term {
		return single(strings.ReplaceAll(bare(references.FindStringSubmatch(s)[1]), " ", ""))
	})
	for _, c := range compounds(plain) {
		if t := termOf(c); len(t) > 0 {
			terms = append(terms, t)
		}
	}
	a.Terms = distinct(terms)
	return a
}

func single(token string) Term {
	if token == "" {
		return nil
	}
	return Term{{clip(token)}}
}

// termOf is a word with the ways in which it may be written: an e-scooter is one word, or a scooter.
func termOf(compound string) Term {
	var t Term
	one, parts := clip(bare(compound)), partsOf(compound)
	if wordLike(one) {
		t = append(t, []string{one})
	}
	if len(parts) > 0 && (len(parts) > 1 || parts[0] != one) {
		for i := range parts {
			parts[i] = clip(parts[i])
		}
		t = append(t, parts)
	}
	return t
}

// clip is a word as the index keeps it.
func clip(w string) string {
	var s set
	s.add(w)
	if len(s.list) == 0 {
		return ""
	}
	return s.list[0]
}

func distinct(terms []Term) []Term {
	seen, out := map[string]bool{}, []Term(nil)
	for _, t := range terms {
		key := ""
		for _, way := range t {
			key += strings.Join(way, " ") + "|"
		}
		if seen[key] || len(out) == termsMost {
			continue
		}
		seen[key] = true
		out = append(out, t)
	}
	return out
}

// Empty says that there is nothing to look for.
func (a Ask) Empty() bool { return len(a.Terms) == 0 }

// written are the terms as a query language writes them: all of them, of each one of its ways, of that all words.
func (a Ask) written(and, or string, word func(string) string) string {
	var all []string
	for _, t := range a.Terms {
		var ways []string
		for _, words := range t {
			var each []string
			for _, w := range words {
				each = append(each, word(w))
			}
			ways = append(ways, "("+strings.Join(each, and)+")")
		}
		all = append(all, "("+strings.Join(ways, or)+")")
	}
	return strings.Join(all, and)
}

// written is an Ask in a query language: that all of it is a name, that all words are in the head, that they are anywhere; and what stands
// between two of these of which either, or the first and not the second, is to hold.
type written struct{ named, headed, all, or, but string }

// in is the query for a place; empty where nothing can be found there.
func (w written) in(in Where) string {
	join := func(one, between, other string) string { return "(" + one + ")" + between + "(" + other + ")" }
	switch {
	case in == Named:
		return w.named
	case w.all == "":
		return ""
	case in == Headed && w.named != "":
		return join(w.headed, w.but, w.named)
	case in == Headed, in == Heads:
		return w.headed
	case in == Written:
		return join(w.all, w.but, w.headed)
	case w.named != "":
		return join(w.all, w.or, w.named)
	}
	return w.all
}
