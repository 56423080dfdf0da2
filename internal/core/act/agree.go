package act

import (
	"fmt"
	"maps"
	"slices"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// The acts of a closing that needs agreement (pack.Transition.Agree): whoever closes such a record asks for it, another agrees it or returns
// it, and whoever asked may withdraw it. Many may be asked at once; each is agreed by itself, for it is to be read.
const (
	Agree    = "agree-closing"
	Return   = "return-closing"
	Withdraw = "withdraw-closing"
)

func agreementActs() []Act {
	return []Act{
		{ID: Agree, Verb: pack.Close, Of: (*pack.Kind).Agrees, May: mayAgree, Asks: askAgree, Do: doAgree, Button: "Agree and close", Title: "Agree that it is closed",
			Lead: "It is closed as it was asked, and those who reported it are told the words that stand there."},
		{ID: Return, Verb: pack.Close, Of: (*pack.Kind).Agrees, May: mayReturn, Asks: askReason, Do: doEndClosing, Button: "Return it", Title: "Do not agree that it is closed",
			Done: "It stays open, and who asked is told why", Lead: "It stays as it is. Who asked to close it reads your reason."},
		{ID: Withdraw, Verb: pack.View, Of: (*pack.Kind).Agrees, May: isAsker, Asks: askReason, Do: doEndClosing, Button: "Withdraw", Title: "Withdraw what you asked",
			Done: "It stays open, and nobody is asked to agree any more"},
	}
}

// Waits says that a transition is asked for and not made: it needs agreement, and this is not who agrees it. The program asks nobody, as where a
// body has ended or what it loads was closed before: its reason stands in the history.
func (s *Scene) Waits(t pack.Transition) bool {
	return len(s.Stands(t).Agree) > 0 && !s.Who.System && !s.agreed
}

// Stands is a transition as the record stands: it may need agreement that it does not need of others.
func (s *Scene) Stands(t pack.Transition) pack.Transition {
	return gate.AsItStands(s.Kind, &s.Record.Record, t)
}

// Closes makes a transition that may close the record, by what makes it; where it waits for agreement it asks for that, with all that was
// answered.
func (d *Doing) Closes(t pack.Transition, by func() error) error {
	if !d.Waits(t) {
		return by()
	}
	c := record.Closing{State: t.To, Act: d.act.ID, Answers: d.Answers}
	if d.act.Part == NewState {
		c.Act, c.Part = NewState, t.To
	}
	fields := maps.Clone(d.Edit.Record().Fields)
	maps.Copy(fields, c.Fields(d.Kind))
	d.Edit.Leaving(d.Answers.Text(leaving))
	d.says = fmt.Sprintf("%s waits for %s to agree that it is closed", d.Record.Reference, d.Pack.RoleNames(d.Stands(t).Agree))
	return d.Edit.AskClosing(c, fields)
}

// Words are those of the button of a transition: what needs agreement is asked for.
func Words(t pack.Transition) string {
	if len(t.Agree) > 0 {
		return "Ask to " + record.Lower(t.Verb)
	}
	return t.Verb
}

// Asked are the questions of what closes a record, and what whoever asked for it answered; none where nobody asked.
func Asked(s *Scene) ([]Question, Answers) {
	if s.Record.Closing == nil {
		return nil, nil
	}
	_, _, asks, answers := agreeing(s)
	return asks, answers
}

// waiting says that somebody asked to close the record already, to whoever would.
func (s *Scene) waiting(t pack.Transition) error {
	if c := s.Record.Closing; c != nil && s.Waits(t) {
		return Not(fmt.Sprintf("%s asked to close it on %s, and %s has not answered yet", c.Name, c.At.Date().Words(), s.Pack.RoleNames(s.Stands(t).Agree)))
	}
	return nil
}

func isAsker(s *Scene) error {
	if c := s.Record.Closing; c == nil || c.Account != s.Who.Account {
		return Not("You did not ask to close it")
	}
	return nil
}

func mayReturn(s *Scene) error {
	c := s.Record.Closing
	if c == nil {
		return Not("Nobody asks to close it")
	}
	t, _ := s.Kind.Move(s.Record.State, c.State)
	t = s.Stands(t)
	switch {
	case isAsker(s) == nil:
		return Not("You asked to close it yourself: somebody else agrees or returns it")
	case !gate.Agrees(s.Rules, s.Who, &s.Record.Record, t):
		return fmt.Errorf("it is for %s to agree: %w", s.Pack.RoleNames(t.Agree), fault.ErrForbidden)
	}
	return nil
}

// agreeing is the act that was asked for, in a scene in which it is made, and what it was answered. Of what stood open only what still
// does is answered, and what came to stand open since is asked of who agrees.
func agreeing(s *Scene) (x *Act, then *Scene, asks []Question, answers Answers) {
	c := s.Record.Closing
	if x = s.acts.Find(s.Kind.ID, c.Act, c.Part); x == nil {
		return nil, nil, nil, nil
	}
	scene := *s
	scene.agreed, scene.Part = true, c.Part
	asks, answers = x.Questions(&scene), maps.Clone(Answers(c.Answers))
	if !slices.ContainsFunc(asks, func(q Question) bool { return q.ID == leaving }) {
		delete(answers, leaving)
	}
	return x, &scene, asks, answers
}

// mayAgree says what of the record has changed since it was asked, where that stands in the way.
func mayAgree(s *Scene) error {
	if err := mayReturn(s); err != nil {
		return err
	}
	changed := func(why string) error {
		return Not("It has changed since it was asked, and can no longer be closed so: " + why + ". Return it")
	}
	x, then, asks, answers := agreeing(s)
	if x == nil {
		return changed("there is no such closing any more")
	}
	if err := x.Possible(then); err != nil {
		return changed(err.Error())
	}
	if _, err := Check(asks, answers); err != nil {
		return changed(err.Error())
	}
	return nil
}

func askAgree(s *Scene) []Question {
	if s.Record.Closing == nil {
		return nil
	}
	_, _, asks, answers := agreeing(s)
	return slices.DeleteFunc(asks, func(q Question) bool { return q.ID != leaving || answers.Text(leaving) != "" })
}

// doAgree does what was asked, as it was answered, in the name of who agrees it.
func doAgree(d *Doing) error {
	x, then, asks, answers := agreeing(d.Scene)
	if why, ok := d.Answers[leaving]; ok {
		answers[leaving] = why
	}
	inner := Doing{Scene: then, Unit: d.Unit, Edit: d.Edit, act: x}
	var err error
	if inner.Answers, err = Check(asks, answers); err == nil {
		err = x.Do(&inner)
	}
	d.Made, d.With, d.says = inner.Made, inner.With, x.said(&inner)
	return err
}

func doEndClosing(d *Doing) error { return d.Edit.EndClosing(d.Answers.Text("reason")) }
