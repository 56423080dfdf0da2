package access

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// A part of a record says by its seal how it is narrower than the record: it holds the id of a compartment or of the two seals that every
// pack has, and never who may. Who may is asked of the seals, some few, so that a new member reads what was written before, one who has
// left reads nothing more, and no part is written again.

// Membership is what stands of an account in a compartment beside what its posts give: let in, or kept out, from a day to a day.
type Membership struct {
	ID          string
	Compartment string
	Out         bool // kept out, whatever the posts
	From        when.Date
	Until       when.Date // the last day; without end where it is not set
}

// On says that it counts on a day. Somebody is let in on a day alone, and kept out on none too.
func (m Membership) On(day when.Date) bool {
	if day.IsZero() {
		return m.Out
	}
	return !day.Before(m.From) && (m.Until.IsZero() || !day.After(m.Until))
}

// Opens says that a principal who may open a record reads the parts of it that are under a seal. A seal that the pack does not declare is
// open to nobody.
func (r *Rules) Opens(p Principal, seal string) bool {
	switch {
	case p.System:
		return true
	case p.Record != "":
		return seal == pack.ForReporter
	case len(p.Posts) == 0:
		return false
	case !pack.Narrower(seal):
		return true
	}
	i := slices.IndexFunc(r.pack.Compartments, func(c pack.Compartment) bool { return c.ID == seal })
	return i >= 0 && r.in(p, &r.pack.Compartments[i])
}

// in says that the principal is in a compartment: who is kept out of it is not, whatever else.
func (r *Rules) in(p Principal, c *pack.Compartment) bool {
	named := func(out bool) bool {
		return slices.ContainsFunc(p.Memberships, func(m Membership) bool { return m.Compartment == c.ID && m.Out == out && m.On(p.Day) })
	}
	return !named(true) && (named(false) || slices.ContainsFunc(p.Posts, func(post Post) bool {
		return slices.ContainsFunc(c.Members, func(m pack.Member) bool { return m.Within(r.pack, post.Role, post.Body, post.Team, p.Day) })
	}))
}

// Opened are the seals that a principal opens, in the order of the pack.
func (r *Rules) Opened(p Principal) (seals []string) {
	for _, s := range []string{pack.ForStaff, pack.ForReporter} {
		if r.Opens(p, s) {
			seals = append(seals, s)
		}
	}
	for i := range r.pack.Compartments {
		if s := r.pack.Compartments[i].ID; r.Opens(p, s) {
			seals = append(seals, s)
		}
	}
	return seals
}

// Keeps says that the principal may see and set a field: who is in its compartment, and anybody where it is in none.
func (r *Rules) Keeps(p Principal, f pack.Field) bool {
	return f.Compartment == "" || p.System || r.Opens(p, f.Compartment)
}
