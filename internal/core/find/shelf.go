package find

import "slices"

// Entry is one thing that stands in the pack and not in the store: a place, a body, a figure.
type Entry struct {
	Href  string
	Kind  string // what it is, in words
	Title string
	Also  []string // other names by which it is called
	Text  string   // what is said of it
}

// Shelf is what everybody may find, in an order of its own.
type Shelf struct{ parts []shelved }

type shelved struct {
	Entry
	names []string // whole names
	head  []string
	text  []string
}

// Put puts an entry on the shelf.
func (s *Shelf) Put(e Entry) {
	p := shelved{Entry: e, head: Tokens(append([]string{e.Title}, e.Also...)...), text: Tokens(e.Text)}
	for _, n := range append([]string{e.Title}, e.Also...) {
		if name := Name(n); name != "" {
			p.names = append(p.names, name)
		}
	}
	s.parts = append(s.parts, p)
}

// Find are the entries that an Ask finds, in the order of every search: of exactly that name, with all words in the name, with all
// words anywhere; in each as they were put.
func (s *Shelf) Find(a Ask, most int) []Entry {
	var places [3][]Entry
	for _, p := range s.parts {
		switch {
		case a.Name != "" && slices.Contains(p.names, a.Name):
			places[0] = append(places[0], p.Entry)
		case a.in(p.head):
			places[1] = append(places[1], p.Entry)
		case a.in(p.head, p.text):
			places[2] = append(places[2], p.Entry)
		}
	}
	all := slices.Concat(places[:]...)
	return all[:min(len(all), most)]
}

// in says that all terms are in lists of words.
func (a Ask) in(lists ...[]string) bool {
	has := func(w string) bool {
		return slices.ContainsFunc(lists, func(tokens []string) bool { return begins(tokens, w) })
	}
	for _, t := range a.Terms {
		if !slices.ContainsFunc(t, func(way []string) bool {
			return !slices.ContainsFunc(way, func(w string) bool { return !has(w) })
		}) {
			return false
		}
	}
	return !a.Empty()
}
