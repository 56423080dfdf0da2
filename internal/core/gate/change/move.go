package change

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Move takes the record to another state along a transition that the kind allows. message, where the transition tells the
// reporter, is what they will read.
func (e *Edit) Move(to, reason, message string) error {
	t, err := e.MayMove(to)
	if err != nil {
		return err
	}
	bad := fault.Invalid{}
	if t.Reason && strings.TrimSpace(reason) == "" {
		bad.Add("reason", "Enter a reason")
	}
	if t.Tells && strings.TrimSpace(message) == "" {
		bad.Add("message", "Enter what to tell the person who reported it")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	if err := e.leave(to); err != nil {
		return err
	}
	if e.asked != nil {
		if err := e.dropClosing(e.asked, "closing agreed", ""); err != nil {
			return err
		}
	}
	if t.Takes && len(e.unit.r.Principal.Posts) > 0 && e.rec.Assignee != e.unit.r.Principal.Account {
		e.say("assigned", "assignee", e.rec.Assignee, e.unit.r.Principal.Account, "", record.ForStaff)
		e.rec.Assignee = e.unit.r.Principal.Account
	}
	return e.enter(to, reason, message)
}

// MayMove is the transition to a state, where the kind allows it and the principal may make it.
func (e *Edit) MayMove(to string) (pack.Transition, error) {
	t, err := e.moves(to)
	if err != nil {
		return t, err
	}
	roles := t.Roles
	if len(t.Agree) > 0 {
		roles = nil // it is for who agrees it
	}
	if err := e.mayMake(t, roles); err != nil {
		return t, err
	}
	if !t.Guard.Holds(e.vars()) {
		return t, fault.Invalid{"state": cmp.Or(t.Else, "this cannot be done yet")}
	}
	if err := e.assessed(to); err != nil {
		return t, err
	}
	if len(t.Agree) > 0 && !e.unit.r.Principal.System {
		err = e.agreed(t)
	}
	return t, err
}

// moves is the transition to a state, where the kind has one from where the record is.
func (e *Edit) moves(to string) (pack.Transition, error) {
	from, _ := e.kind.State(e.rec.State)
	next, known := e.kind.State(to)
	t, ok := e.kind.Move(e.rec.State, to)
	t = gate.AsItStands(e.kind, e.rec, t)
	if !known || !ok || from.ID == to {
		return t, fault.Invalid{"state": fmt.Sprintf("a %s that is %s cannot become %s", e.kind.Name, strings.ToLower(from.Name), strings.ToLower(cmp.Or(next.Name, to)))}
	}
	return t, nil
}

// mayMake refuses a transition to whose post does not let them make it, or who holds none of the roles where some are named.
func (e *Edit) mayMake(t pack.Transition, roles []string) error {
	from, _ := e.kind.State(e.rec.State)
	next, _ := e.kind.State(t.To)
	verb := pack.Edit
	if from.Closed != next.Closed {
		verb = pack.Close
	}
	if err := e.mayAsStaff(verb); err != nil {
		return err
	}
	if len(roles) > 0 && !e.unit.r.Principal.System && !e.unit.r.Principal.HasRole(roles...) {
		return fmt.Errorf("only some posts can %s a %s: %w", strings.ToLower(t.Verb), e.kind.Name, fault.ErrForbidden)
	}
	return nil
}

// vars are what a guard of the kind sees.
func (e *Edit) vars() map[string]any {
	who := e.unit.r.Principal
	vars := e.Record().Vars(e.kind, e.unit.r.Moment.Date())
	var roles, areas []string
	for _, p := range who.Posts {
		roles = append(roles, p.Role)
		areas = append(areas, p.Areas...)
	}
	vars["principal"] = pack.Values{"id": who.Account, "roles": roles, "teams": who.Teams(), "bodies": who.Bodies(),
		"areas": areas, "police": e.unit.r.Core.Rules.Police(who)}
	return vars
}

func (e *Edit) enter(to, reason, message string) error {
	next, _ := e.kind.State(to)
	e.say("moved", "state", e.rec.State, to, reason, sealOf(e.kind, e.unit.r.Core.Pack))
	again := !e.rec.Open && !next.Closed
	e.rec.State, e.rec.Open = to, !next.Closed
	if again {
		e.riskAgain("It is open again")
	}
	e.rec.Closed = when.Instant{}
	if next.Closed {
		e.rec.Closed = e.unit.r.Moment
	}
	if message != "" {
		if err := e.Note(message, record.ForReporter); err != nil {
			return err
		}
	}
	if next.Closed { // whose clocks stop as its state has them stop, or with it
		if err := errors.Join(e.stopAll(), e.endPromises("It is closed", func(record.ContactPromise) bool { return true })); err != nil {
			return err
		}
	}
	at := e.unit.r.Moment
	if !e.when.IsZero() && e.when.Before(at) {
		at = e.when
	}
	return e.happens("state:"+to, at)
}
