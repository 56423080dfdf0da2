package act

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// waysTo are the transitions of a kind that lead to a state.
func waysTo(k *pack.Kind, to string) []pack.Transition {
	return slices.DeleteFunc(slices.Clone(k.Transitions), func(t pack.Transition) bool { return t.To != to })
}

// move is the act that takes a record of a kind to a state, by whichever transition leads there from where it is.
func move(k *pack.Kind, to pack.State, first pack.Transition) Act {
	plain := !slices.ContainsFunc(waysTo(k, to.ID), func(t pack.Transition) bool { return t.Guard != nil || t.Tells })
	return Act{ID: to.ID, Part: NewState, May: func(s *Scene) error { return s.CanMove(to.ID) }, Asks: func(s *Scene) []Question { return askMove(s, to.ID) }, Do: func(d *Doing) error { return doMove(d, to.ID) }, Button: Words(first), Title: Words(first), Many: plain,
		Says: func(d *Doing) string { return d.Edit.Record().Reference + ": " + to.Name }}
}

// Transition is the transition that leads to the state that the act names, and false where none does from where the record is.
func (s *Scene) Transition(to string) (pack.Transition, bool) {
	t, ok := s.Kind.Move(s.Record.State, to)
	return s.Stands(t), ok && to != s.Record.State
}

// CanMove says why the principal cannot take the record to a state as it stands.
func (s *Scene) CanMove(to string) error {
	t, ok := s.Transition(to)
	if !ok {
		return notNow(s)
	}
	return s.MayMake(t)
}

// MayMake says why the principal may not make a transition: a record is closed and opened again by those who may close it.
func (s *Scene) MayMake(t pack.Transition) error {
	from, _ := s.Kind.State(s.Record.State)
	to, _ := s.Kind.State(t.To)
	verb := pack.Edit
	if from.Closed != to.Closed {
		verb = pack.Close
	}
	if !s.May(verb) || len(t.Roles) > 0 && !s.Who.System && !s.agreed && !s.Who.HasRole(t.Roles...) {
		return fmt.Errorf("your post does not let you %s %s: %w", strings.ToLower(t.Verb), s.Record.Reference, fault.ErrForbidden)
	}
	if why := s.unassessed(to); why != "" {
		return Not(why)
	}
	if err := s.once(t); err != nil {
		return err
	}
	return s.waiting(t)
}

// unassessed says why the record cannot be closed for its risk, and is empty where nothing stands in the way.
func (s *Scene) unassessed(to pack.State) string {
	if !to.Closed || !s.Record.Open || s.Who.System {
		return ""
	}
	var last when.Instant
	if len(s.Record.Assessments) > 0 {
		last = s.Record.Assessments[0].At
	}
	return gate.Unassessed(s.Pack, s.Calendar, &s.Record.Record, last, s.Today)
}

// once refuses a transition before a clock has run out: nobody is taken to court while the time to pay runs.
func (s *Scene) once(t pack.Transition) error {
	for _, c := range s.Record.Clocks {
		if t.Once != "" && c.Clock == t.Once && (c.Due.IsZero() || !s.Today.After(c.Due)) {
			return Not(fmt.Sprintf("%s runs to the end of %s. %s is possible from the day after", s.clockName(t.Once), c.Due.Words(), t.Verb))
		}
	}
	return nil
}

func (s *Scene) clockName(id string) string {
	for _, c := range s.Kind.Clocks {
		if c.ID == id {
			return "“" + c.Name + "”"
		}
	}
	return "The time"
}

// FieldID is the name of the control of a kind's own field in the forms of acts.
func FieldID(field string) string { return "f_" + field }

// Own asks for a field of the record's kind, which shows what the record holds.
func Own(s *Scene, f pack.Field) Question {
	q := Question{Fills: f.ID, Held: s.Record.Fields[f.ID], Field: f}
	q.ID, q.Options = FieldID(f.ID), s.Pack.OptionsOf(f)
	return q
}

// Guarded are the fields that the guard of a transition looks at and that the principal may fill in: they are asked where the move is
// made, so that nobody is refused for what they were never asked.
func (s *Scene) Guarded(t pack.Transition) []pack.Field {
	ids := t.Guarded()
	return slices.DeleteFunc(slices.Clone(s.Kind.Fields), func(f pack.Field) bool {
		return !slices.Contains(ids, f.ID) || f.Type == pack.Document || !s.Rules.Keeps(s.Who, f)
	})
}

func askMove(s *Scene, to string) []Question {
	t, _ := s.Transition(to)
	var out []Question
	for _, f := range s.Guarded(t) {
		out = append(out, Own(s, f))
	}
	if t.Reason {
		out = append(out, Needed(Text("reason", "Reason", "", longReason), "Enter a reason"))
	}
	if t.Tells {
		out = append(out, Needed(Text("message", "What to tell the person who reported it", "They read these words as they stand", 4000), "Enter what to tell the person who reported it"))
	}
	return append(out, Leaving(s, t.To)...)
}

// Leaving asks why a record is closed although something that it promised stands open, where it is.
func Leaving(s *Scene, to string) []Question {
	state, _ := s.Kind.State(to)
	open := gate.Standing(s.Pack, s.Record)
	if !state.Closed || !s.Record.Open || len(open) == 0 {
		return nil
	}
	return []Question{Text(leaving, "Why it is closed although this stands open", strings.Join(open, "; "), longReason)}
}

func doMove(d *Doing, to string) error {
	t, _ := d.Transition(to)
	return d.Closes(t, func() error {
		for _, f := range d.Guarded(t) {
			if err := d.Fill(f.ID, d.Answers[FieldID(f.ID)]); err != nil {
				return err
			}
		}
		d.Edit.Leaving(d.Answers.Text(leaving))
		return d.Edit.Move(to, d.Answers.Text("reason"), d.Answers.Text("message"))
	})
}

// Fill sets a field of the record to an answer; somebody who was not known before is added.
func (d *Doing) Fill(field string, value any) error {
	if name, isNew := strings.CutPrefix(textOf(value), NewPerson); isNew {
		if f, ok := d.Kind.Field(field); ok && f.Type == pack.Person {
			id, err := d.Unit.AddPerson(record.Person{Name: name})
			if err != nil {
				return err
			}
			value = id
		}
	}
	return d.Edit.Set(field, value)
}

func textOf(v any) string {
	s, _ := v.(string)
	return s
}
