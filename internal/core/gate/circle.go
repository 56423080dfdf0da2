package gate

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Each record is of a circle, which holds the facts by which seeing is decided (access.Circle). Who may have a verb is asked of the
// circles, some hundreds, and never of the records; a list, a count and a search ask the record for its circle alone. So a change of
// the pack or of a role re-asks the circles and writes no record again, and a fact more is a column more of the circle.

// circles are all that a store has, as one reading found them, with what was asked of them since. It is the one thing that the gate
// remembers, and the rule is one: circles and entries of seals are only ever added, so it stands as long as there are so many of each.
type circles struct {
	made, sealed int // so many circles and entries of seals there were
	all          []access.Circle
	asked        *lru.Cache[string, access.Set] // by principal with the day on which they ask, verb and kinds
}

// askedMost bounds the sets that are remembered; the one that was asked for longest ago goes first.
const askedMost = 4096

// circles are those of the store, as this view sees it. They are looked at once in a view; a unit looks again after it made one, and
// keeps to itself what may yet be undone until it is written (Gate.Write).
func (v *View) circles() (*circles, error) {
	if v.inCircles != nil {
		return v.inCircles, nil
	}
	var now circles
	err := v.tx.QueryRowContext(v.ctx, "SELECT (SELECT count(*) FROM circle), (SELECT count(*) FROM seal_entry)").Scan(&now.made, &now.sealed)
	if err != nil {
		return nil, fmt.Errorf("count the circles: %w", err)
	}
	if was := v.gate.circles.Load(); was != nil && was.made == now.made && was.sealed == now.sealed {
		v.inCircles = was
		return was, nil
	}
	if err := v.readCircles(&now); err != nil {
		return nil, fmt.Errorf("read the circles: %w", err)
	}
	v.inCircles = &now
	if !v.undone {
		v.gate.circles.Store(&now)
	}
	return &now, nil
}

func (v *View) readCircles(to *circles) (err error) {
	if to.asked, err = lru.New[string, access.Set](askedMost); err != nil {
		return err
	}
	out := map[int64][]string{}
	err = v.rows(store.SQL("SELECT seal, account, excluded FROM seal_entry ORDER BY at, id"), shutOut(out))
	if err != nil {
		return err
	}
	return v.rows(store.SQL("SELECT id, "+strings.Join(circleFacts, ", ")+" FROM circle ORDER BY id"), func(s scanner) error {
		var c access.Circle
		err := s.Scan(&c.ID, &c.Kind, &c.Marking, &c.OwnerBody, &c.SenderBody, &c.Team, &c.Area, &c.Seal)
		c.Excluded = out[c.Seal]
		to.all = append(to.all, c)
		return err
	})
}

// seal tells records for which accounts they are not there. It is asked of these records alone and not of the memory of all circles: what a
// resident's own report reads must not depend on what others reported.
func (v *View) seal(records ...*record.Record) error {
	var ids []int64
	for _, r := range records {
		if !slices.Contains(ids, r.Circle) {
			ids = append(ids, r.Circle)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	of := v.gate.db.Engine().Among("c.id", ids)
	out := map[int64][]string{}
	err := v.rows(store.SQL("SELECT c.id, e.account, e.excluded FROM circle c JOIN seal_entry e ON e.seal = c.seal WHERE c.seal <> 0 AND "+of.Text+" ORDER BY e.at, e.id", of.Args...), shutOut(out))
	for _, r := range records {
		r.Excluded = out[r.Circle]
	}
	return err
}

// shutOut reads entries of seals in their order: who is shut out of each in the end.
func shutOut(to map[int64][]string) func(scanner) error {
	return func(s scanner) error {
		var of int64
		var account string
		var excluded bool
		err := s.Scan(&of, &account, &excluded)
		to[of] = slices.DeleteFunc(to[of], func(a string) bool { return a == account })
		if excluded {
			to[of] = append(to[of], account)
		}
		return err
	}
}

// set is what the principal may have the verb on, of some kinds or of all where none is named.
func (v *View) set(verb pack.Verb, kinds ...string) (access.Set, error) {
	if v.who.System || v.who.Public || v.who.Record != "" {
		return v.gate.rules.Among(v.who, verb, nil), nil // whatever circles there are
	}
	all, err := v.circles()
	if err != nil {
		return access.Set{}, err
	}
	question, err := asking(v.who, verb, kinds)
	if err != nil {
		return access.Set{}, err
	}
	if set, ok := all.asked.Get(question); ok {
		return set, nil
	}
	asked := all.all
	if len(kinds) > 0 {
		asked = nil
		for _, c := range all.all {
			if slices.Contains(kinds, c.Kind) {
				asked = append(asked, c)
			}
		}
	}
	set := v.gate.rules.Among(v.who, verb, asked)
	all.asked.Add(question, set)
	return set, nil
}

// asking is a question of its parts. It is JSON, so that no two lists of values read alike, whatever somebody typed into one.
func asking(parts ...any) (string, error) {
	text, err := json.Marshal(parts)
	return string(text), err
}

// rule is the set as a condition on the record table (alias r), beside which the caller's own on the kinds stands. Its words do not
// depend on how many circles there are and who is shut out of some: the statements of a reader tell nothing of what is kept from them.
func (v *View) rule(verb pack.Verb, kinds ...string) (store.Clause, error) {
	set, err := v.set(verb, kinds...)
	if err != nil {
		return store.Clause{}, err
	}
	switch {
	case set.All:
		return store.And(), nil
	case set.Record != "":
		return store.SQL("r.id = ?", set.Record), nil
	}
	var parts []store.Clause
	if len(set.Circles) > 0 {
		parts = append(parts, v.gate.db.Engine().Among("r.circle", set.Circles))
	}
	if len(set.Assigned) > 0 {
		parts = append(parts, store.And(store.SQL("r.assignee = ?", set.Account), v.gate.db.Engine().Among("r.circle", set.Assigned)))
	}
	return store.Or(parts...), nil
}

// recordFacts are the columns of a record that its circle is made of, and circleFacts those of the circle, in the order of factsOf.
var (
	recordFacts = []string{"kind", "marking", "owner_body", "sender_body", "team", "area"}
	circleFacts = append(slices.Clone(recordFacts), "seal")
)

func factsOf(r *record.Record, seal int64) []any {
	return []any{r.Kind, r.Marking, r.OwnerBody, r.SenderBody, r.Team, r.Area, seal}
}

// circled puts the record into the circle of its facts, under the seal that it has.
func (e *Edit) circled() error {
	seal, err := e.sealed()
	if err != nil {
		return err
	}
	return e.circledUnder(seal)
}

// sealed is the seal of the record; 0 where it has none.
func (e *Edit) sealed() (seal int64, err error) {
	if e.rec.Circle == 0 { // it is being made
		return 0, nil
	}
	err = e.unit.tx.QueryRowContext(e.unit.ctx, "SELECT seal FROM circle WHERE id = $1", e.rec.Circle).Scan(&seal)
	return seal, err
}

// circledUnder is circled under another seal. The circle is made where the record is the first of it.
func (e *Edit) circledUnder(seal int64) error {
	u := e.unit
	find, args := store.Number(store.SQL("SELECT id FROM circle WHERE "+strings.Join(circleFacts, " = ? AND ")+" = ?", factsOf(e.rec, seal)...))
	err := u.tx.QueryRowContext(u.ctx, find, args...).Scan(&e.rec.Circle)
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	// Another process may make it at this moment: then it is found when that one has ended.
	one := rows{into: "circle (" + strings.Join(circleFacts, ", ") + ")", unless: " ON CONFLICT DO NOTHING"}
	one.add(args...)
	if err := one.insert(u.ctx, u.tx); err != nil {
		return fmt.Errorf("make the circle of %s: %w", e.rec.Reference, err)
	}
	u.inCircles = nil
	return u.tx.QueryRowContext(u.ctx, find, args...).Scan(&e.rec.Circle)
}
