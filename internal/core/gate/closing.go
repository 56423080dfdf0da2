package gate

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// A closing that needs agreement (pack.Transition.Agree) is made by two: one asks, the record stays as it is, and another who holds one of
// the roles agrees, which closes it, or returns it with a reason. Nobody agrees what they asked themselves. The program closes by its own rules,
// which are said in the history, and asks nobody.

// closings reads what waits to be agreed on a record. A reporter reads of it when it is agreed.
func (v *View) closings(w *record.Whole) (err error) {
	if v.who.Record == "" {
		w.Closing, err = v.closing(w.ID)
	}
	return err
}

func (v *View) closing(id string) (*record.Closing, error) {
	c := record.Closing{}
	var answers []byte
	err := v.tx.QueryRowContext(v.ctx, "SELECT record, state, act, part, answers, at, account, name FROM closing WHERE record = $1", id).
		Scan(&c.Record, &c.State, &c.Act, &c.Part, &answers, &c.At, &c.Account, &c.Name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal(answers, &c.Answers)
	}
	if err != nil {
		return nil, fmt.Errorf("read what was asked to close %s: %w", id, err)
	}
	for q, v := range c.Answers { // several chosen options, as fields hold them
		if list, ok := v.([]any); ok {
			chosen := make([]string, len(list))
			for i := range list {
				chosen[i], _ = list[i].(string)
			}
			c.Answers[q] = chosen
		}
	}
	return &c, nil
}

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
	if before, err := e.unit.closing(e.rec.ID); err != nil || before != nil {
		if err == nil {
			err = fault.Invalid{"": fmt.Sprintf("%s asked to close it already, on %s", before.Name, before.At.Date().Words())}
		}
		return err
	}
	if !t.Guard.Holds(e.would(fields)) {
		return fault.Invalid{"state": first(t.Else, "this cannot be done yet")}
	}
	if _, err := e.leaves(c.State); err != nil {
		return err
	}
	if agree, err := e.unit.Agreeing(e.rec, t, e.unit.who.Account); err != nil || agree != nil && len(agree) == 0 {
		if err == nil {
			err = fault.Invalid{"": "Nobody else who could agree it holds a post today: it needs " + e.unit.gate.pack.RoleNames(t.Agree)}
		}
		return err
	}
	answers, err := json.Marshal(c.Answers)
	if err != nil {
		return fmt.Errorf("keep what was answered: %w", err)
	}
	reason, _ := c.Answers["reason"].(string)
	e.say("closing asked", "state", e.rec.State, c.State, reason, record.ForStaff)
	_, err = e.unit.exec("INSERT INTO closing (record, state, act, part, answers, at, account, name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		e.rec.ID, c.State, c.Act, c.Part, string(answers), e.unit.now, e.unit.who.Account, e.unit.who.Name)
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
		if h.Account != asker && slices.Contains(t.Agree, h.Role) && Agrees(u.gate.rules, h.Principal(), r, t) {
			out = append(out, h)
		}
	}
	return out, nil
}

// Agrees says that somebody could agree that a record is closed, were it not they who asked.
func Agrees(rules *access.Rules, who access.Principal, r *record.Record, t pack.Transition) bool {
	return who.HasRole(t.Agree...) && rules.May(who, pack.View, Subject(r)) && rules.May(who, pack.Close, Subject(r))
}

// EndClosing takes back what was asked: whoever asked withdraws it, and who could agree it returns it. The reason is the history's.
func (e *Edit) EndClosing(reason string) error {
	c, err := e.unit.closing(e.rec.ID)
	if err != nil {
		return err
	}
	if c == nil {
		return fault.Invalid{"": "Nobody asks to close it"}
	}
	if strings.TrimSpace(reason) == "" {
		return fault.Invalid{"reason": "Enter a reason"}
	}
	if c.Account == e.unit.who.Account {
		return e.dropClosing(c, "closing withdrawn", reason)
	}
	if t, ok := e.kind.Move(e.rec.State, c.State); !ok || !Agrees(e.unit.gate.rules, e.unit.who, e.rec, t) {
		return fmt.Errorf("it is for %s to agree or return it: %w", e.unit.gate.pack.RoleNames(t.Agree), fault.ErrForbidden)
	}
	return e.dropClosing(c, "closing returned", reason)
}

func (e *Edit) dropClosing(c *record.Closing, verb, reason string) error {
	if e.asked = c; verb != "" {
		e.say(verb, "state", c.State, e.rec.State, reason, record.ForStaff)
	}
	_, err := e.unit.exec("DELETE FROM closing WHERE record = $1", e.rec.ID)
	return err
}

// agreed refuses a closing that needs agreement to whoever was not asked for it.
func (e *Edit) agreed(t pack.Transition) error {
	c, err := e.unit.closing(e.rec.ID)
	switch {
	case err != nil:
		return err
	case c == nil || c.State != t.To:
		return fault.Invalid{"state": "It is closed once " + e.unit.gate.pack.RoleNames(t.Agree) + " agrees: ask for it"}
	case c.Account == e.unit.who.Account:
		return fault.Invalid{"state": "You asked to close it yourself: somebody else agrees it"}
	case !Agrees(e.unit.gate.rules, e.unit.who, e.rec, t):
		return fmt.Errorf("only %s agrees that a %s is closed: %w", e.unit.gate.pack.RoleNames(t.Agree), e.kind.Name, fault.ErrForbidden)
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
	c, err := e.unit.closing(e.rec.ID)
	if err != nil || c == nil {
		return err
	}
	t, ok := e.kind.Move(e.rec.State, c.State)
	state, _ := e.kind.State(e.rec.State)
	fields := maps.Clone(e.Record().Fields)
	maps.Copy(fields, c.Fields(e.kind))
	switch {
	case !e.rec.Open:
		return e.dropClosing(c, "closing lapsed", "It is closed already")
	case !ok || len(t.Agree) == 0:
		return e.dropClosing(c, "closing lapsed", "It is “"+state.Name+"” now, and cannot be closed from there as it was asked")
	case !t.Guard.Holds(e.would(fields)):
		return e.dropClosing(c, "closing lapsed", first(t.Else, "The record has changed since it was asked"))
	}
	return nil
}

// would are the variables of a guard as they would be with other fields.
func (e *Edit) would(fields record.Fields) map[string]any {
	vars, then := e.vars(), *e.rec
	then.Fields = fields
	vars["fields"] = then.Vars(e.kind, e.unit.now.Date())["fields"]
	return vars
}
