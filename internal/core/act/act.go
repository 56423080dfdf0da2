// Package act is the one way to change a record (design, decision 6). What anybody can do to a record is an Act: declared once, with who
// may do it, what it asks and what it does. Screens, changes of many records at once, jobs, the command line and the demonstration
// all run the same act by the same call (Acts.Run), so that no way in walks round a rule of another.
//
// The acts of a kind come from its archetype and its transitions (generic.go). A movement with rules of its own replaces some of them
// and says which of the others it leaves (Movement); what it neither replaces nor leaves is not offered, to anybody.
package act

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

// The parts of a record that an act may be done to, as the word in its address.
const (
	Whole     = ""          // the record itself
	Party     = "party"     // a person or body on it
	Action    = "action"    // of its action plan
	Linked    = "link"      // another record that it is linked with
	Excluded  = "excluded"  // an account from which it is kept
	Invited   = "invited"   // an account that is invited to it
	Promised  = "promised"  // a contact that was promised
	Recording = "recording" // a file of it to which somebody is to listen
	NewState  = "move"      // a state that it can be moved to
	NewRecord = "new"       // nothing that is there yet: the act makes a record of its kind
)

// Act is one thing that can be done to a record.
type Act struct {
	ID   string // among the acts of a kind; the word in its address where it is done to the whole record
	Part string // what of the record it is done to
	Verb pack.Verb
	By   []Caller // who may call it; staff and the program where it is empty

	Of   func(*pack.Kind) bool   // the kinds that have it; all where it is nil
	May  func(*Scene) error      // why it is not possible as the record stands; it reads nothing but the Scene
	Asks func(*Scene) []Question // what it has to be told
	Do   func(*Doing) error      // does it, in the unit
	Says func(*Doing) string     // what was done, in a sentence; Done where it is nil

	Button string // its words on a button
	Title  string // of the page that asks
	Lead   string // what it means, under the title
	Done   string // what is said afterwards

	Many bool // may be done to many records at once
	Away bool // the record may be out of the doer's sight afterwards
}

// Caller is a sort of who calls an act.
type Caller string

// The callers. A reporter, whom reference and PIN let in to one record, is offered the acts that are declared for reporters and no other; they
// are written by the program in the reporter's name, whose own principal changes nothing.
const (
	Staff    Caller = "staff"
	Reporter Caller = "reporter"
	Program  Caller = "program"
)

// CallerOf is what sort of caller a principal is.
func CallerOf(who access.Principal) Caller {
	switch {
	case who.Record != "":
		return Reporter
	case who.System:
		return Program
	}
	return Staff
}

// serves says that a caller may call the act.
func (a *Act) serves(who access.Principal) bool {
	if len(a.By) == 0 {
		return CallerOf(who) != Reporter
	}
	return slices.Contains(a.By, CallerOf(who))
}

// Name is the act's place among the acts of a kind: the part and the id.
func (a *Act) Name() string {
	if a.Part == Whole {
		return a.ID
	}
	return a.Part + "/" + a.ID
}

// Scene is a record as one principal finds it, and all that an act is decided by.
type Scene struct {
	Pack     *pack.Pack
	Rules    *access.Rules
	Who      access.Principal
	Today    when.Date
	Calendar *clock.Calendar
	Kind     *pack.Kind
	Record   *record.Whole
	Part     string           // id of the party, action, link, account or state that it is done to
	Holders  []account.Holder // who holds a post today, for acts that name somebody

	gate   *gate.Gate
	acts   *Acts
	kept   func(body string) bool // from which bodies it is kept, once somebody asked
	agreed bool                   // what closes it was asked for by another, and is made now
}

// Law is the law that is in force, with what the partnership has signed.
func (s *Scene) Law() *law.Table { return s.gate.Law() }

// Forbids says that nothing of the record may go to a body: it may be about them.
func (s *Scene) Forbids(body string) bool {
	if s.kept == nil {
		s.kept = s.gate.KeptFrom(&s.Record.Record)
	}
	return s.kept(body)
}

// May is a verb on the record as it stands.
func (s *Scene) May(verb pack.Verb) bool {
	return s.Rules.May(s.Who, verb, gate.Subject(&s.Record.Record))
}

// Doing is an act under way, in one unit.
type Doing struct {
	*Scene
	Unit    *change.Unit
	Edit    *change.Edit
	Answers Answers
	Made    string   // reference of the record that the act made, if it made one
	With    []string // references of others that it was done to with the record

	act  *Act
	says string // what came of it, where that is not what the act says
}

// Say is what came of it, in a sentence, where that is not what the act says.
func (d *Doing) Say(words string) { d.says = words }

// Not is the refusal of an act that is not possible as the record stands, in words.
func Not(words string) error { return fault.Invalid{"": words} }

// Possible says why the act may not be done in a scene: by the kind, the verb, and its own rule; nil where it may.
func (a *Act) Possible(s *Scene) error {
	if !a.serves(s.Who) {
		return fmt.Errorf("there is no such act for you: %w", fault.ErrNotFound)
	}
	if a.Of != nil && !a.Of(s.Kind) {
		return Not("There is no such act on a " + record.Lower(s.Kind.Name))
	}
	if a.Part == NewRecord && !s.Rules.Anywhere(s.Who, a.Verb, s.Kind.ID) {
		return fmt.Errorf("your post does not let you record a %s: %w", s.Kind.Name, fault.ErrForbidden)
	}
	if a.Part != NewRecord && a.Verb != "" && !s.May(a.Verb) {
		return fmt.Errorf("your post does not let you do this with %s: %w", s.Record.Reference, fault.ErrForbidden)
	}
	if a.May == nil {
		return nil
	}
	return a.May(s)
}

// said is what was done, in a sentence.
func (a *Act) said(d *Doing) string {
	switch {
	case d.says != "":
		return d.says
	case a.Says != nil:
		return a.Says(d)
	}
	return a.Done
}

// Questions are what the act asks in a scene.
func (a *Act) Questions(s *Scene) []Question {
	if a.Asks == nil {
		return nil
	}
	return a.Asks(s)
}
