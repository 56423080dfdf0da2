package act

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// The names of the acts that every kind has, by which a movement keeps or replaces them.
const (
	Note        = "note"
	AddParty    = "party"
	EndParty    = "party/end"
	AddAction   = "action"
	EndAction   = "action/end"
	AddFile     = "file"
	AddLink     = "link"
	Unlink      = "link/end"
	Assign      = "assign"
	Assess      = "assess"
	Contact     = "contact"
	AddIncident = "add-incident"
	Promise     = "promise"
	EndPromise  = "promised/end"
	Listened    = "listened"
	SetDue      = "due"
	Exclude     = "exclude"
	Readmit     = "excluded/end"
	Invite      = "invite"
	Uninvite    = "invited/end"
	leaving     = "leaving" // the question why it is closed although something stands open
	longReason  = 2000      // characters
)

// MoveTo is the name of the act that moves a record to a state.
func MoveTo(state string) string { return NewState + "/" + state }

// Generic are the acts that a kind has by its archetype and its transitions.
func Generic(p *pack.Pack, k *pack.Kind) []Act {
	out := []Act{
		{ID: Note, Verb: pack.Edit, Asks: askNote, Do: doNote, Button: "Add note", Title: "Add a note", Done: "The note is added"},
		{ID: AddParty, Verb: pack.Edit, Of: hasParties, Asks: askParty, Do: doParty, Button: "Add", Title: "Add a person or a body", Done: "They are on the record"},
		{ID: "end", Part: Party, Verb: pack.Edit, Asks: askReason, Do: doEndParty, Button: "Take off", Title: "Take off the record", Done: "They are off the record"},
		{ID: AddAction, Verb: pack.Edit, Asks: askAction, Do: doAction, Button: "Add action", Title: "Add an action", Done: "The action is set", Many: true},
		{ID: "end", Part: Action, Verb: pack.Edit, Asks: askEndAction, Do: doEndAction, Button: "Save", Title: "How did the action go?", Done: "The action is ended"},
		{ID: AddFile, Verb: pack.Edit, Asks: askFile, Do: doFile, Button: "Add file", Title: "Add a file", Done: "The file is added"},
		{ID: AddLink, Verb: pack.Edit, Asks: askLink, Do: doLink, Button: "Link", Title: "Link another record", Done: "The records are linked"},
		{ID: "end", Part: Linked, Verb: pack.Edit, Asks: askReason, Do: doUnlink, Button: "Unlink", Title: "Unlink", Done: "The records are no longer linked"},
		{ID: Assign, Verb: pack.Assign, Asks: askAssign, Do: doAssign, Button: "Assign", Title: "Assign", Done: "It is assigned"},
		assessed(p, k),
		{ID: SetDue, Verb: pack.Edit, May: isOpen, Asks: askDue, Do: doDue, Button: "Save", Title: "Set a due date", Done: "The day is set", Many: true},
		{ID: Exclude, Verb: pack.Assign, Asks: askExclude, Do: doExclude, Button: "Keep from them", Title: "Keep this record from somebody", Done: "It is kept from them", Away: true,
			Lead: "For them it is as if it were not there: on its page, in every list, count and search, whatever their posts. Who has work on it gives that to somebody else first."},
		{ID: "end", Part: Excluded, Verb: pack.Assign, May: isExcluded, Asks: askReason, Do: doReadmit, Button: "Let them see it again", Title: "Let somebody see this record again", Done: "They can see it again as their posts say"},
		{ID: Invite, Verb: pack.Assign, Asks: askInvite, Do: doInvite, Button: "Let them see it", Title: "Ask somebody to look at this record", Done: "They can see it on these days",
			Lead: "They see this record and change nothing on it, whatever their posts, from one day to another. It ends by itself."},
		{ID: "end", Part: Invited, Verb: pack.Assign, May: isInvited, Asks: askReason, Do: doUninvite, Button: "End it", Title: "End an invitation to this record", Done: "The invitation is ended"},
	}
	out = append(append(append(append(out, diaryActs()...), personActs()...), markActs()...), agreementActs()...)
	for _, s := range k.States {
		if moves := waysTo(k, s.ID); len(moves) > 0 {
			out = append(out, move(k, s, moves[0]))
		}
	}
	return out
}

func hasParties(k *pack.Kind) bool { return len(k.Parties) > 0 }
func isCase(k *pack.Kind) bool     { return k.Archetype == pack.Case }

func isOpen(s *Scene) error {
	if !s.Record.Open {
		return Not("it is closed")
	}
	return nil
}

// Text is a question for words, of at most so many characters where most is not nought.
func Text(id, name, hint string, most int) Question {
	return Question{Field: pack.Field{ID: id, Name: name, Hint: hint, Type: pack.Text, Max: most}}
}

// Needed is a question that must be answered, and what to say where it is not.
func Needed(q Question, missing string) Question {
	q.Required, q.Missing = true, missing
	return q
}

func askReason(*Scene) []Question {
	return []Question{Needed(Text("reason", "Why", "", longReason), "Enter a reason")}
}

// readers asks who may read what is written: staff, of a record that somebody outside follows them too, or a compartment in which the writer is.
// Nothing is asked where there is no choice.
func readers(s *Scene, outside bool) []Question {
	q := Question{Held: record.ForStaff, Field: pack.Field{ID: "audience", Name: "Who may read it", Type: pack.Choice, Options: []pack.Option{{ID: record.ForStaff, Name: "Staff"}}}}
	if outside && s.Pack.Followed(s.Kind.ID) {
		q.Options = append(q.Options, pack.Option{ID: record.ForReporter, Name: "Staff and the person who reported it"})
	}
	for _, c := range s.Pack.Compartments {
		if s.Rules.Opens(s.Who, c.ID) {
			q.Options = append(q.Options, pack.Option{ID: c.ID, Name: c.Name, Hint: c.What})
		}
	}
	if len(q.Options) == 1 {
		return nil
	}
	return []Question{q}
}

// seal is what was answered to readers.
func seal(d *Doing) string { return cmp.Or(d.Answers.Text("audience"), record.ForStaff) }

func askNote(s *Scene) []Question {
	note := Needed(Text("note", "Note", "Facts, and what was said. People may ask to read what is kept about them", 0), "Enter a note")
	return append([]Question{note}, readers(s, true)...)
}

func doNote(d *Doing) error { return d.Edit.Note(d.Answers.Text("note"), seal(d)) }

func askFile(s *Scene) []Question {
	file := Question{Missing: "Select a file", Field: pack.Field{ID: "file", Name: "File", Type: pack.Document, Required: true}}
	return append([]Question{file}, readers(s, true)...)
}

func doFile(d *Doing) error {
	f, _ := d.Answers["file"].(File)
	return d.Edit.Attach(f.Name, f.Media, f.Content, seal(d))
}

func doEndParty(d *Doing) error { return d.Edit.EndParty(d.Part, d.Answers.Text("reason")) }

// Risk asks for the risk band, and shows the one that the record has.
func Risk(s *Scene) Question {
	risk := Question{Held: s.Record.Risk, Spread: true, Missing: "Select a risk band from the list", Field: pack.Field{ID: "risk", Name: "Risk", Type: pack.Choice, Required: true}}
	for _, b := range s.Pack.Risks {
		risk.Options = append(risk.Options, pack.Option{ID: b.ID, Name: b.Name, Hint: b.Means})
	}
	return risk
}

func askAssess(s *Scene) []Question {
	return []Question{Risk(s), Text("reason", "Why", "What it rests on. It is needed when the risk changes", longReason)}
}

func doAssess(d *Doing) error { return d.Edit.Assess(d.Answers.Text("risk"), d.Answers.Text("reason")) }

func day(id, name, missing string) Question {
	return Question{Missing: missing, Field: pack.Field{ID: id, Name: name, Type: pack.Date, Required: missing != ""}}
}

func askDue(*Scene) []Question {
	return []Question{day("due", "Due", "Enter the day"), Text("reason", "Why (optional)", "", longReason)}
}

func doDue(d *Doing) error { return d.Edit.DueBy(d.Answers.Day("due"), d.Answers.Text("reason")) }

func askEndAction(s *Scene) []Question {
	state := Question{Missing: "Select whether it was done", Field: pack.Field{ID: "state", Name: "Was it done?", Type: pack.Choice, Required: true,
		Options: []pack.Option{{ID: record.ActionDone, Name: "Done"}, {ID: record.ActionNotDone, Name: "Not done"}}}}
	for _, a := range s.Record.Actions {
		if a.ID == s.Part {
			state.Hint = a.What
		}
	}
	return []Question{state, Text("outcome", "What came of it, or why it was not done", "", longReason)}
}

func doEndAction(d *Doing) error {
	return d.Edit.EndAction(d.Part, d.Answers.Text("state"), d.Answers.Text("outcome"))
}

func askLink(*Scene) []Question {
	other := Needed(Text("other", "Reference of the other record", "Such as ASB-26-00042-3", 40), "Enter the reference of the other record")
	other.Short = true
	return []Question{other, Needed(Text("reason", "Why the two belong together", "", longReason), "Enter why the two belong together")}
}

func doLink(d *Doing) error {
	other, err := d.Unit.Edit(d.Answers.Text("other"), 0)
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return fault.Invalid{"other": "There is no record with that reference that you may see"}
	case err != nil:
		return err
	case other.Record().ID == d.Edit.Record().ID:
		return fault.Invalid{"other": "Enter the reference of another record: this is the record itself"}
	}
	for _, l := range d.Record.Links {
		if l.Other == other.Record().ID {
			return fault.Invalid{"other": "The two are linked already"}
		}
	}
	return d.Unit.Link(d.Edit, other, d.Answers.Text("reason"))
}

func doUnlink(d *Doing) error { return d.Unit.Unlink(d.Edit, d.Part, d.Answers.Text("reason")) }

// notNow says that a record cannot do what was asked from the state in which it is.
func notNow(s *Scene) error {
	return Not(fmt.Sprintf("%s cannot do that from the state it is in now. Open it to see what it can do", s.Record.Reference))
}
