package pack

import (
	"regexp"
	"slices"
	"strings"
)

// Archetype is one of the three shapes that nearly everything a partnership keeps takes (design, decision 4).
type Archetype string

// The three archetypes.
const (
	Case     Archetype = "case"     // has a lifecycle, parties, clocks, risk, an action plan, closure
	Activity Archetype = "activity" // something done somewhere on a date by someone, with counted results
	Register Archetype = "register" // something kept and reviewed
)

// FieldType is what a field of a kind may hold.
type FieldType string

// The field types. A person field holds a person's id, a body field a body's id, a place field a Place of the gazetteer
// or a point, a document field the id of an attached file.
const (
	Text     FieldType = "text"
	Number   FieldType = "number"
	Money    FieldType = "money" // pence
	Date     FieldType = "date"
	Choice   FieldType = "choice"
	Choices  FieldType = "choices" // several of the listed
	YesNo    FieldType = "yes-no"
	Person   FieldType = "person"
	PlaceRef FieldType = "place"
	BodyRef  FieldType = "body"
	Document FieldType = "document"
)

// Kind declares one kind of record in about twenty lines of YAML; from it come form, list, filters, map, history, export,
// counted results and access, with no Go.
type Kind struct {
	ID          string       `yaml:"kind" need:"yes"`
	Name        string       `yaml:"name" need:"yes"`
	Plural      string       `yaml:"plural" need:"yes"`
	Archetype   Archetype    `yaml:"archetype" need:"yes"`
	Prefix      string       `yaml:"prefix" need:"yes"`  // of the reference: ASB gives ASB-26-00042
	Purpose     string       `yaml:"purpose" need:"yes"` // one sentence shown over the form
	Marking     string       `yaml:"marking"`            // protective marking of a new record; official where empty
	States      []State      `yaml:"states"`
	Transitions []Transition `yaml:"transitions"`
	Fields      []Field      `yaml:"fields"`
	Clocks      []Clock      `yaml:"clocks"`
	Parties     []PartyRole  `yaml:"parties"`
	Checks      []Relation   `yaml:"checks"`    // what must hold between the answers of every record
	Owners      []Owner      `yaml:"owners"`    // who owns a new record, whoever makes it; the first whose rule holds
	Map         bool         `yaml:"map"`       // records of the kind have a point and show on a map
	Sensitive   bool         `yaml:"sensitive"` // the screens carry exit-this-page and tighter access
	Sealed      bool         `yaml:"sealed"`    // a grant on every kind is none on this one: only who is given it by name has it
	Known       bool         `yaml:"known"`     // of somebody on an open record of it others may be told whom to ring (gate.View.Knows)
	Street      string       `yaml:"street"`    // words of the button by which it is recorded on a patrol; offered there and on the homes of who patrols
	Lately      string       `yaml:"lately"`    // heading under which those homes list what was recorded in the last three days
	Declared    Declaration  `yaml:"personal_data"`
	Assessed    string       `yaml:"assessed"` // of a case: the matrix by which its risk is assessed; a band is chosen where there is none
	ReviewEvery int          `yaml:"review_every_months"`
	Promises    []string     `yaml:"contact_promises"` // contacts may be promised on records of it; roles of which somebody agrees a closing over one that was missed
	Powers      []string     `yaml:"powers"`           // powers of law under which its records are served, by the ids of law/powers
	After       string       `yaml:"after"`            // kind of the record that must have been served before, such as the warning before a notice
	Youngest    int          `yaml:"youngest"`         // age below which none is served and a concern is recorded in its place, as the partnership decided
	Leaders     []string     `yaml:"leaders"`          // roles that are told on the day of what was served against the ordinary rule
	Printed     []Printed    `yaml:"printed"`          // words that stand on every notice of the kind
	Source      string       `yaml:"source"`           // the seed lines that the kind answers to
}

// State is one state of a kind. Public is what the reporter is told while the record stands in it, and Next what
// happens next, both in plain words.
type State struct {
	ID      string `yaml:"id" need:"yes"`
	Name    string `yaml:"name" need:"yes"`
	Initial bool   `yaml:"initial"`
	Closed  bool   `yaml:"closed"`
	Past    bool   `yaml:"past"`   // what stands here has happened: its day cannot lie ahead
	Draft   bool   `yaml:"draft"`  // of a kind with powers: what will be served can still be changed here
	Colour  string `yaml:"colour"` // GOV.UK tag colour; never the only sign of the state
	Public  string `yaml:"public"`
	Next    string `yaml:"next"`
}

// Transition allows a move between two states. Moves that no transition allows are refused.
type Transition struct {
	From   []string `yaml:"from" need:"yes"`
	To     string   `yaml:"to" need:"yes"`
	Verb   string   `yaml:"verb" need:"yes"` // the button's words: Accept, Close, Re-open
	Reason bool     `yaml:"reason"`          // a reason must be given
	Roles  []string `yaml:"roles"`           // roles that may; empty means whoever may edit the record
	Guard  *Rule    `yaml:"guard"`           // CEL over record, fields, principal, today
	Else   string   `yaml:"else"`            // what to tell the person whom the guard refuses
	Tells  bool     `yaml:"tells"`           // needs a message to the reporter
	Takes  bool     `yaml:"takes"`           // whoever makes the move has the record from then on
	Once   string   `yaml:"once"`            // a clock that must have run out: what nobody may do while somebody else still has time
	Agree  []string `yaml:"agree"`           // of a closing: roles of which somebody other than who asks must agree it
}

// Agrees says that a closing of the kind needs agreement, or may need it.
func (k *Kind) Agrees() bool {
	return len(k.Promises) > 0 || slices.ContainsFunc(k.Transitions, func(t Transition) bool { return len(t.Agree) > 0 })
}

// RoleNames are roles in words, any one of which will do.
func (p *Pack) RoleNames(ids []string) string {
	var names []string
	for _, id := range ids {
		if r, ok := p.Role(id); ok {
			names = append(names, r.Name)
		}
	}
	return strings.Join(names, " or ")
}

// AgreedBy are the kinds of which holders of some roles agree closings.
func (p *Pack) AgreedBy(has func(roles ...string) bool) (kinds []string) {
	for i := range p.Kinds {
		if slices.ContainsFunc(p.Kinds[i].Transitions, func(t Transition) bool { return len(t.Agree) > 0 && has(t.Agree...) }) {
			kinds = append(kinds, p.Kinds[i].ID)
		}
	}
	return kinds
}

// Owner is the team to which a new record of a kind goes, whoever makes it and whatever team they chose.
type Owner struct {
	When *Rule  `yaml:"when"` // CEL over fields and record; always where empty
	Team string `yaml:"team" need:"yes"`
	Why  string `yaml:"why" need:"yes"` // in plain words, shown to whoever made it
}

// guarded finds the fields that a guard looks at.
var guarded = regexp.MustCompile(`fields\.([a-z][a-z0-9_]*)`)

// Guarded are the ids of the fields that the guard looks at: they are asked where the move is made, so that nobody is refused
// for what they were never asked.
func (t Transition) Guarded() []string {
	if t.Guard == nil {
		return nil
	}
	return t.named(guarded)
}

// named are the ids of fields that an expression finds in the guard.
func (t Transition) named(by *regexp.Regexp) []string {
	var ids []string
	for _, m := range by.FindAllStringSubmatch(t.Guard.Source, -1) {
		ids = append(ids, m[1])
	}
	return ids
}

var given = regexp.MustCompile(`(?:^|[^!])given\(fields\.([a-z][a-z0-9_]*)\)`)

// Needs are the ids of the fields without which the guard never holds, so that a form can name each that is missing. Where the
// guard leaves a choice it names none.
func (t Transition) Needs() []string {
	if t.Guard == nil || strings.Contains(t.Guard.Source, "||") {
		return nil
	}
	return t.named(given)
}

// Field is one typed field of a kind.
type Field struct {
	ID          string    `yaml:"id" need:"yes"`
	Name        string    `yaml:"name" need:"yes"`
	Type        FieldType `yaml:"type" need:"yes"`
	Hint        string    `yaml:"hint"`
	Required    bool      `yaml:"required"`
	Filter      bool      `yaml:"filter"`  // projected to an indexed row, so that lists filter by it
	Measure     string    `yaml:"measure"` // a number or money field counted as this measure, summed by indicators
	Max         int       `yaml:"max"`     // longest text in characters, or largest number
	Min         int       `yaml:"min"`
	Options     []Option  `yaml:"options"`
	From        string    `yaml:"from"`        // options taken from another part of the pack: categories, bodies, teams, wards
	Compartment string    `yaml:"compartment"` // only who is in it may see or change the field
	Ranked      string    `yaml:"ranked"`      // its values are ranked by how often they were recorded, with how often this yes-no field was yes
	Public      bool      `yaml:"public"`      // may appear on public pages
	When        *Rule     `yaml:"when"`        // CEL over fields: asked only when it holds
	Personal    bool      `yaml:"personal"`    // personal data: left out of exports without a purpose

	Stated    bool `yaml:"stated"`    // stands on what is served, and is fixed once it was
	Reference bool `yaml:"reference"` // a text that holds the reference of another record, which this one is about and whose marking it takes
}

// Column is the column of every record that the field is, and empty where the field is the kind's own: what a column says is kept
// there and nowhere else, whichever form asks it. A title, a category, a team, a channel and whether somebody suffered it before are such.
func (f Field) Column() string {
	if f.ID == "title" && f.Type == Text || f.ID == "channel" && f.Type == Choice || f.ID == "repeat_victim" && f.Type == YesNo ||
		f.ID == "category" && f.Type == Choice && f.From == "categories" || f.ID == "team" && f.Type == Choice && f.From == "teams" {
		return f.ID
	}
	return ""
}

// Relation is what must hold between the answers of a record, whoever writes it and by whatever way: offers taken are never more than
// offers made. Else tells the person what is wrong, at Field.
type Relation struct {
	That  *Rule  `yaml:"that" need:"yes"` // CEL over record, fields and today
	Else  string `yaml:"else" need:"yes"`
	Field string `yaml:"field" need:"yes"` // a field of the kind
}

// Option is one choice of a choice field.
type Option struct {
	ID   string `yaml:"id" need:"yes"`
	Name string `yaml:"name" need:"yes"`
	Hint string `yaml:"hint"`
}

// PartyRole is a role that a person or body may have on a record of the kind.
type PartyRole struct {
	ID   string `yaml:"id" need:"yes"`
	Name string `yaml:"name" need:"yes"`
	Many bool   `yaml:"many"`

	Affected bool `yaml:"affected"` // who is in it is harmed: lists and the top of a case name them first
}

// Affected are the roles of the people whom a record is for: those that are harmed.
func (k *Kind) Affected() (ids []string) {
	for _, r := range k.Parties {
		if r.Affected {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// State is the declared state of that id, and false where the kind has none.
func (k *Kind) State(id string) (State, bool) {
	for _, s := range k.States {
		if s.ID == id {
			return s, true
		}
	}
	return State{}, false
}

// Field is the declared field of that id, and false where the kind has none.
func (k *Kind) Field(id string) (Field, bool) {
	for _, f := range k.Fields {
		if f.ID == id {
			return f, true
		}
	}
	return Field{}, false
}

// Initial is the state in which a new record of the kind stands.
func (k *Kind) Initial() State {
	for _, s := range k.States {
		if s.Initial {
			return s
		}
	}
	return State{}
}

// Move is the transition between two states, and false where none is allowed.
func (k *Kind) Move(from, to string) (Transition, bool) {
	for _, t := range k.Transitions {
		if t.To != to {
			continue
		}
		for _, f := range t.From {
			if f == from || f == "*" {
				return t, true
			}
		}
	}
	return Transition{}, false
}

// Moves are the transitions that leave a state.
func (k *Kind) Moves(from string) []Transition {
	var moves []Transition
	for _, t := range k.Transitions {
		if m, ok := k.Move(from, t.To); ok && m.Verb == t.Verb && t.To != from {
			moves = append(moves, t)
		}
	}
	return moves
}
