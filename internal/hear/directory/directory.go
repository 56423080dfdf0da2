// Package directory finds the door that a person needs among the pack's contacts: by words, by group, and by whether its
// telephone is answered now. It is pure.
package directory

import (
	"cmp"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/words"
)

// Query narrows the directory. Empty fields do not.
type Query struct {
	Words string
	Group string
	Open  bool // only those whose telephone is answered at Now, by day or by its number out of hours
	Now   when.Instant
}

// Find are the contacts that a query asks for: by how well they fit its words, else in the pack's order.
func Find(p *pack.Pack, l *words.Lexicon, q Query) []pack.Contact {
	asked := strings.TrimSpace(q.Words) != ""
	var order []string
	if asked {
		order = l.Services(q.Words).IDs
	}
	var out []pack.Contact
	for _, c := range p.Contacts {
		if asked && !slices.Contains(order, c.ID) || q.Group != "" && c.Group != q.Group || q.Open && !Answered(&c, q.Now) {
			continue
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b pack.Contact) int {
		return cmp.Compare(slices.Index(order, a.ID), slices.Index(order, b.ID))
	})
	return out
}

// Answered says that somebody answers the telephone at a moment: in the hours, or at another number outside them.
func Answered(c *pack.Contact, at when.Instant) bool {
	open, known := c.Open(at)
	return c.Phone != "" && known && (open || c.OutOfHours != "")
}

// Groups are the headings of the directory, in the pack's order.
func Groups(p *pack.Pack) []string {
	var out []string
	for _, c := range p.Contacts {
		if c.Group != "" && !slices.Contains(out, c.Group) {
			out = append(out, c.Group)
		}
	}
	return out
}
