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
func Find(p *pack.Pack, q Query) []pack.Contact {
	type hit struct {
		contact pack.Contact
		score   int
	}
	typed := words.Of(q.Words)
	var hits []hit
	for _, c := range p.Contacts {
		score := fits(p, &c, typed)
		if q.Group != "" && c.Group != q.Group || q.Open && !Answered(&c, q.Now) || strings.TrimSpace(q.Words) != "" && score == 0 {
			continue
		}
		hits = append(hits, hit{c, score})
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	out := make([]pack.Contact, 0, len(hits))
	for _, h := range hits {
		out = append(out, h.contact)
	}
	return out
}

func fits(p *pack.Pack, c *pack.Contact, typed []string) int {
	body := ""
	if b, ok := p.Body(c.Body); ok {
		body = b.Name
	}
	score := 0
	for _, w := range typed {
		score += max(4*words.Likeness(w, c.Name), 3*words.Likeness(w, strings.Join(c.Words, " ")), 2*words.Likeness(w, c.For), words.Likeness(w, c.Group+" "+body))
	}
	return score
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
