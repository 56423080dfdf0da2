package pack

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Who may read a part of a record (a note, a file, an action, a party, a message, an event) is said by its seal: everybody who may open the
// record (ForStaff), these and whoever reported it (ForReporter), or those of them who are in a compartment, by its id.
const (
	ForStaff    = "staff"
	ForReporter = "reporter"
)

// Narrower says that a seal opens to fewer of the staff than may open the record: it is that of a compartment.
func Narrower(seal string) bool { return seal != ForStaff && seal != ForReporter }

// Compartment is a circle of people to whom parts of records are narrowed: of those who may open the record only its members read the part,
// and for all others it is not there. It holds nobody's name but posts: an account is let in or kept out beside them, from a day to a
// day (access.Membership).
type Compartment struct {
	ID      string   `yaml:"id" need:"yes"`
	Name    string   `yaml:"name" need:"yes"` // as people choose it: "Police only"
	What    string   `yaml:"what" need:"yes"` // what is kept in it
	Members []Member `yaml:"members" need:"yes"`
	Source  string   `yaml:"source" need:"yes"`
}

// Member says which posts are in a compartment: those that are of all that it names.
type Member struct {
	Bodies []string  `yaml:"bodies"` // at one of these, or at a body under one
	Roles  []string  `yaml:"roles"`
	Teams  []string  `yaml:"teams"`
	From   when.Date `yaml:"from"`  // the first day; from the beginning where it is not set
	Until  when.Date `yaml:"until"` // the last day; without end where it is not set
}

// Within says that a post is in it on a day. Who asks on no day is in what has no end alone.
func (m Member) Within(p *Pack, role, body, team string, day when.Date) bool {
	switch {
	case !m.From.IsZero() && (day.IsZero() || day.Before(m.From)), !m.Until.IsZero() && (day.IsZero() || day.After(m.Until)):
		return false
	case len(m.Roles) > 0 && !slices.Contains(m.Roles, role), len(m.Teams) > 0 && !slices.Contains(m.Teams, team):
		return false
	}
	return len(m.Bodies) == 0 || slices.ContainsFunc(m.Bodies, func(b string) bool { return p.Under(body, b) })
}

// Compartment is the compartment of that id.
func (p *Pack) Compartment(id string) (*Compartment, bool) {
	return find(p, "compartments", id, p.Compartments)
}

func (l *loader) checkCompartments(r registry) {
	for i := range l.pack.Compartments {
		c, at := &l.pack.Compartments[i], join("compartments", i)
		if !Narrower(c.ID) {
			l.add(l.spot(at+".id"), "", "compartment %q has the name of what everybody on a record reads: choose another", c.ID)
		}
		for j, m := range c.Members {
			path := join(at, "members", j)
			l.refs(r, "bodies", m.Bodies, path+".bodies")
			l.refs(r, "roles", m.Roles, path+".roles")
			l.refs(r, "teams", m.Teams, path+".teams")
			if len(m.Bodies)+len(m.Roles)+len(m.Teams) == 0 {
				l.add(l.spot(path), "", "a member of compartment %q names no bodies, roles or teams, and would let in everybody", c.ID)
			}
			if !m.From.IsZero() && !m.Until.IsZero() && m.Until.Before(m.From) {
				l.add(l.spot(path+".until"), "", "a member of compartment %q ends before it begins", c.ID)
			}
		}
	}
}
