package pack

import "slices"

// Role is what a post lets its holder do. Access is decided from the grants of every post a user holds today; what no
// grant allows is refused.
type Role struct {
	ID     string  `yaml:"id" need:"yes"`
	Name   string  `yaml:"name" need:"yes"`
	Home   string  `yaml:"home" need:"yes"` // which home screen: triage, casework, police, tasking, patrol, analysis, performance, board, panel, monitoring, protection, admin
	Does   string  `yaml:"does" need:"yes"` // one sentence for the sign-in page of a demonstration and the access register
	Grants []Grant `yaml:"grants" need:"yes"`
}

// Scope says which records of a kind a grant reaches.
type Scope string

// The scopes, from the narrowest.
const (
	Assigned Scope = "assigned" // the record is assigned to the principal
	OwnTeam  Scope = "team"     // the record is with a team of the principal
	OwnArea  Scope = "area"     // the record lies in an area of the principal's post
	OwnBody  Scope = "body"     // the record is owned by, or was sent by, a body of the principal
	Everyone Scope = "all"      // any record
)

// Verb is something that can be done with records.
type Verb string

// The verbs of the gate.
const (
	View    Verb = "view"
	Create  Verb = "create"
	Edit    Verb = "edit"    // change fields, notes, actions, parties, links
	Assign  Verb = "assign"  // change owner body, team, assignee
	Close   Verb = "close"   // move to or from a closed state
	Export  Verb = "export"  // take lists out of the system
	Count   Verb = "count"   // see counts only
	Analyse Verb = "analyse" // open imported facts
	Import  Verb = "import"  // bring facts in
	Admin   Verb = "admin"   // users and posts
	Audit   Verb = "audit"   // read the audit
	SignLaw Verb = "law"     // confirm rules of law that the program ships unconfirmed
)

// Grant gives verbs on kinds within a scope. Kinds may hold "*", every kind that is not sealed. Markings lists the protective markings that the grant
// reaches; empty means official only.
type Grant struct {
	Kinds    []string `yaml:"kinds"`
	Verbs    []Verb   `yaml:"verbs" need:"yes"`
	Scope    Scope    `yaml:"scope" need:"yes"`
	Markings []string `yaml:"markings"`
}

// On says that the grant is on a kind: it names it, or is on every kind and this one is not sealed.
func (g Grant) On(k *Kind) bool { return has(g.Kinds, k.ID) || has(g.Kinds, "*") && !k.Sealed }

// The protective markings that a record may carry, least first (Government Security Classifications).
var Markings = []string{"official", "official-sensitive", "restricted"}

// Higher is the more protective of two markings; one that is empty or not declared protects nothing.
func Higher(a, b string) string {
	if slices.Index(Markings, b) > slices.Index(Markings, a) {
		return b
	}
	return a
}

// Role is the declared role of that id, and false where the pack has none.
func (p *Pack) Role(id string) (*Role, bool) {
	for i := range p.Roles {
		if p.Roles[i].ID == id {
			return &p.Roles[i], true
		}
	}
	return nil, false
}

// Kind is the declared kind of that id, and false where the pack has none.
func (p *Pack) Kind(id string) (*Kind, bool) {
	for i := range p.Kinds {
		if p.Kinds[i].ID == id {
			return &p.Kinds[i], true
		}
	}
	return nil, false
}
