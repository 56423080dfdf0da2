package change

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/internal/whole"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// A closing that needs agreement (pack.Transition.Agree) is made by two: one asks, the record stays as it is, and another who holds one of
// the roles agrees, which closes it, or returns it with a reason. Nobody agrees what they asked themselves. The program closes by its own rules,
// which are said in the history, and asks nobody.

// AskClosing asks for a closing that somebody else agrees. Fields are what the record would hold once it is closed: what they lack is said now,
// and not to whoever is to agree.
func (e *Edit) AskClosing(c record.Closing, fields record.Fields) error {
	t, err := e.moves(c.State)
	if err != nil {
		return err
	}
	if err := e.mayMake(t, t.Roles); err != nil {
		return err
	}
	if before, err := whole.Closing(e.unit.r, e.rec.ID); err != nil || before != nil {
		if err == nil {
			err = fault.Invalid{"": fmt.Sprintf("%s asked to close it already, on %s", before.Name, before.At.Date().Words())}
		}
		return err
	}
	if !t.Guard.Holds(e.would(fields)) {
		return fault.Invalid{"state": cmp.Or(t.Else, "this cannot be done yet")}
	}
	if err := e.assessed(c.State); err != nil {
		return err
	}
	if _, err := e.leaves(c.State); err != nil {
		return err
	}
	if agree, err := e.unit.Agreeing(e.rec, t, e.unit.r.Principal.Account); err != nil || agree != nil && len(agree) == 0 {
		if err == nil {
			err = fault.Invalid{"": "Nobody else who could agree it holds a post today: it needs " + e.unit.r.Core.Pack.RoleNames(t.Agree)}
		}
		return err
	}
	answers, err := json.Marshal(c.Answers)
	if err != nil {
		return fmt.Errorf("keep what was answered: %w", err)
	}
	reason, _ := c.Answers["reason"].(string)
	e.say("closing asked", "state", e.rec.State, c.State, reason, record.ForStaff)
	_, err = e.unit.r.Exec("INSERT INTO closing (record, state, act, part, answers, at, account, name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		e.rec.ID, c.State, c.Act, c.Part, string(answers), e.unit.r.Moment, e.unit.r.Principal.Account, e.unit.r.Principal.Name)
	return err
}

// Agreeing are those who could agree a closing today, other than who asked; nil in a store in which nobody holds a post.
func (u *Unit) Agreeing(r *record.Record, t pack.Transition, asker string) ([]account.Holder, error) {
	holders, err := u.holders()
	if err != nil || len(holders) == 0 {
		return nil, err
	}
	out := []account.Holder{}
	for _, h := range holders {
		if h.Account != asker && slices.Contains(t.Agree, h.Role) && gate.Agrees(u.r.Core.Rules, h.Principal(), r, t) {
			out = append(out, h)
		}
	}
	return out, nil
}

// EndClosing takes back what was asked: whoever asked withdraws it, and who could agree it returns it. The reason is the history's.
func (e *Edit) EndClosing(reason string) error {
	c, err := whole.Closing(e.unit.r, e.rec.ID)
	if err != nil {
		return err
	}
	if c == nil {
		return fault.Invalid{"": "Nobody asks to close it"}
	}
	if strings.TrimSpace(reason) == "" {
		return fault.Invalid{"reason": "Enter a reason"}
	}
	if c.Account == e.unit.r.Principal.Account {
		return e.dropClosing(c, "closing withdrawn", reason)
	}
	t, ok := e.kind.Move(e.rec.State, c.State)
	if t = gate.AsItStands(e.kind, e.rec, t); !ok || !gate.Agrees(e.unit.r.Core.Rules, e.unit.r.Principal, e.rec, t) {
		return fmt.Errorf("it is for %s to agree or return it: %w", e.unit.r.Core.Pack.RoleNames(t.Agree), fault.ErrForbidden)
	}
	return e.dropClosing(c, "closing returned", reason)
}

func (e *Edit) dropClosing(c *record.Closing, verb, reason string) error {
	if e.asked = c; verb != "" {
		e.say(verb, "state", c.State, e.rec.State, reason, record.ForStaff)
	}
	_, err := e.unit.r.Exec("DELETE FROM closing WHERE record = $1", e.rec.ID)
	return err
}

// agreed refuses a closing that needs agreement to whoever was not asked for it.
func (e *Edit) agreed(t pack.Transition) error {
	c, err := whole.Closing(e.unit.r, e.rec.ID)
	switch {
	case err != nil:
		return err
	case c == nil || c.State != t.To:
		return fault.Invalid{"state": "It is closed once " + e.unit.r.Core.Pack.RoleNames(t.Agree) + " agrees: ask for it"}
	case c.Account == e.unit.r.Principal.Account:
		return fault.Invalid{"state": "You asked to close it yourself: somebody else agrees it"}
	case !gate.Agrees(e.unit.r.Core.Rules, e.unit.r.Principal, e.rec, t):
		return fmt.Errorf("only %s agrees that a %s is closed: %w", e.unit.r.Core.Pack.RoleNames(t.Agree), e.kind.Name, fault.ErrForbidden)
	}
	e.asked = c
	return nil
}

// lapse ends what was asked where the record can no longer be closed so: it has moved on, or its answers do not allow it any more. Whoever asked
// is told, for nobody would agree it and nobody would say so.
func (e *Edit) lapse() error {
	if !e.kind.Agrees() || e.isNew {
		return nil
	}
	c, err := whole.Closing(e.unit.r, e.rec.ID)
	if err != nil || c == nil {
		return err
	}
	t, ok := e.kind.Move(e.rec.State, c.State)
	t = gate.AsItStands(e.kind, e.rec, t)
	state, _ := e.kind.State(e.rec.State)
	fields := maps.Clone(e.Record().Fields)
	maps.Copy(fields, c.Fields(e.kind))
	switch {
	case !e.rec.Open:
		return e.dropClosing(c, "closing lapsed", "It is closed already")
	case ok && len(t.Agree) == 0 && len(e.kind.Promises) > 0:
		return e.dropClosing(c, "closing lapsed", "Somebody has spoken with them, and it can be closed without being agreed")
	case !ok || len(t.Agree) == 0:
		return e.dropClosing(c, "closing lapsed", "It is “"+state.Name+"” now, and cannot be closed from there as it was asked")
	case !t.Guard.Holds(e.would(fields)):
		return e.dropClosing(c, "closing lapsed", cmp.Or(t.Else, "The record has changed since it was asked"))
	}
	return nil
}

// would are the variables of a guard as they would be with other fields.
func (e *Edit) would(fields record.Fields) map[string]any {
	vars, then := e.vars(), *e.rec
	then.Fields = fields
	vars["fields"] = then.Vars(e.kind, e.unit.r.Moment.Date())["fields"]
	return vars
}
