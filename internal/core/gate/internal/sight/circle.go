package sight

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Each record is of a circle, which holds the facts by which seeing is decided (access.Circle). Who may have a verb is asked of the
// circles, some hundreds, and never of the records; a list, a count and a search ask the record for its circle alone. So a change of
// the pack or of a role re-asks the circles and writes no record again, and a fact more is a column more of the circle.

// Circles are all that a store has, as one reading found them, with what was asked of them since. They are
// only ever added, as entries of seals are, so what is remembered stands as long as there are so many of each.
type Circles struct {
	made, sealed int // so many circles and entries of seals there were
	All          []access.Circle
	asked        *lru.Cache[string, access.Set] // by principal with the day on which they ask, verb and kinds
}

// askedMost bounds the sets that are remembered; the one that was asked for longest ago goes first.
const askedMost = 4096

// Circles are those of the store, as this view sees it. They are looked at once in a view; a unit looks again after it made one, and
// keeps to itself what may yet be undone until it is written (Gate.Write).
func (v *Reader) Circles() (*Circles, error) {
	if v.Within != nil {
		return v.Within, nil
	}
	var now Circles
	err := v.Tx.QueryRowContext(v.Ctx, "SELECT (SELECT count(*) FROM circle), (SELECT count(*) FROM seal_entry)").Scan(&now.made, &now.sealed)
	if err != nil {
		return nil, fmt.Errorf("count the circles: %w", err)
	}
	if was := v.Core.Circles.Load(); was != nil && was.made == now.made && was.sealed == now.sealed {
		v.Within = was
		return was, nil
	}
	if err := v.readCircles(&now); err != nil {
		return nil, fmt.Errorf("read the circles: %w", err)
	}
	v.Within = &now
	if !v.Undone {
		v.Core.Circles.Store(&now)
	}
	return &now, nil
}

func (v *Reader) readCircles(to *Circles) (err error) {
	if to.asked, err = lru.New[string, access.Set](askedMost); err != nil {
		return err
	}
	kept := map[int64]entries{}
	err = v.Rows(store.SQL("SELECT seal, account, excluded, since, until FROM seal_entry ORDER BY at, id"), entered(kept))
	if err != nil {
		return err
	}
	return v.Rows(store.SQL("SELECT id, "+strings.Join(CircleFacts, ", ")+" FROM circle ORDER BY id"), func(s row.Scanner) error {
		var c access.Circle
		err := s.Scan(&c.ID, &c.Kind, &c.Marking, &c.OwnerBody, &c.SenderBody, &c.Team, &c.Area, &c.Seal)
		c.Excluded, c.Invited = kept[c.Seal].excluded, kept[c.Seal].invited
		to.All = append(to.All, c)
		return err
	})
}

// Seal tells records for which accounts they are not there, and who is invited to them. It is asked of these records alone and not of the memory of all circles: what a
// resident's own report reads must not depend on what others reported.
func (v *Reader) Seal(records ...*record.Record) error {
	var ids []int64
	for _, r := range records {
		if !slices.Contains(ids, r.Circle) {
			ids = append(ids, r.Circle)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	of := v.Core.DB.Engine().Among("c.id", ids)
	kept := map[int64]entries{}
	err := v.Rows(store.SQL("SELECT c.id, e.account, e.excluded, e.since, e.until FROM circle c JOIN seal_entry e ON e.seal = c.seal WHERE c.seal <> 0 AND "+of.Text+" ORDER BY e.at, e.id", of.Args...), entered(kept))
	for _, r := range records {
		r.Excluded, r.Invited = kept[r.Circle].excluded, kept[r.Circle].invited
	}
	return err
}

// entries is what the entries of a seal come to.
type entries struct {
	excluded []string
	invited  []access.Invitation
}

// entered reads entries of seals in their order: the last of an account stands.
func entered(to map[int64]entries) func(row.Scanner) error {
	return func(s row.Scanner) error {
		var of int64
		var excluded bool
		var i access.Invitation
		err := s.Scan(&of, &i.Account, &excluded, &i.From, &i.Until)
		now := to[of]
		now.excluded = slices.DeleteFunc(now.excluded, func(a string) bool { return a == i.Account })
		now.invited = slices.DeleteFunc(now.invited, func(x access.Invitation) bool { return x.Account == i.Account })
		switch {
		case excluded:
			now.excluded = append(now.excluded, i.Account)
		case !i.Until.IsZero():
			now.invited = append(now.invited, i)
		}
		to[of] = now
		return err
	}
}

// Set is what the principal may have the verb on, of some kinds or of all where none is named.
func (v *Reader) Set(verb pack.Verb, kinds ...string) (access.Set, error) {
	if v.Principal.System || v.Principal.Public || v.Principal.Record != "" {
		return v.Core.Rules.Among(v.Principal, verb, nil), nil // whatever circles there are
	}
	all, err := v.Circles()
	if err != nil {
		return access.Set{}, err
	}
	question, err := Asking(v.Principal, verb, kinds)
	if err != nil {
		return access.Set{}, err
	}
	if set, ok := all.asked.Get(question); ok {
		return set, nil
	}
	asked := all.All
	if len(kinds) > 0 {
		asked = nil
		for _, c := range all.All {
			if slices.Contains(kinds, c.Kind) {
				asked = append(asked, c)
			}
		}
	}
	set := v.Core.Rules.Among(v.Principal, verb, asked)
	all.asked.Add(question, set)
	return set, nil
}

// Asking is a question of its parts. It is JSON, so that no two lists of values read alike, whatever somebody typed into one.
func Asking(parts ...any) (string, error) {
	text, err := json.Marshal(parts)
	return string(text), err
}

// Rule is the set as a condition on the record table (alias r), beside which the caller's own on the kinds stands. Its words do not
// depend on how many circles there are and who is shut out of some: the statements of a reader tell nothing of what is kept from them.
func (v *Reader) Rule(verb pack.Verb, kinds ...string) (store.Clause, error) {
	set, err := v.Set(verb, kinds...)
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
		parts = append(parts, v.Core.DB.Engine().Among("r.circle", set.Circles))
	}
	if len(set.Assigned) > 0 {
		parts = append(parts, store.And(store.SQL("r.assignee = ?", set.Account), v.Core.DB.Engine().Among("r.circle", set.Assigned)))
	}
	return store.Or(parts...), nil
}

// RecordFacts are the columns of a record that its circle is made of, and CircleFacts those of the circle.
var (
	RecordFacts = []string{"kind", "marking", "owner_body", "sender_body", "team", "area"}
	CircleFacts = append(slices.Clone(RecordFacts), "seal")
)
