package gate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Exclude keeps the record from one account, as where it is about somebody whom they know: whatever their posts, for them it is as if
// it were not there, on its page and in every list, count and search. Who has work on it gives that up first.
func (e *Edit) Exclude(account, reason string) error {
	if err := e.mayAsStaff(pack.Assign); err != nil {
		return err
	}
	bad := fault.Invalid{}
	if strings.TrimSpace(reason) == "" {
		bad.Add("reason", "Enter why it is kept from them")
	}
	if account == "" {
		bad.Add("account", "Select from whom it is kept")
	}
	if account != "" && account == e.rec.Assignee {
		bad.Add("account", "It is assigned to them: assign it to somebody else first")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	has := 0
	err := e.unit.tx.QueryRowContext(e.unit.ctx, "SELECT count(*) FROM action WHERE record = $1 AND owner = $2 AND state = $3", e.rec.ID, account, record.ActionOpen).Scan(&has)
	switch {
	case err != nil:
		return fmt.Errorf("look for their open actions: %w", err)
	case has > 0:
		return fault.Invalid{"account": "They have an open action on it: give that to somebody else first"}
	case slices.Contains(e.rec.Excluded, account):
		return nil
	}
	return e.shut(account, true, reason)
}

// Readmit ends an exclusion.
func (e *Edit) Readmit(account, reason string) error {
	if err := e.mayAsStaff(pack.Assign); err != nil {
		return err
	}
	switch {
	case !slices.Contains(e.rec.Excluded, account):
		return fault.Invalid{"account": "Select somebody from whom it is kept"}
	case strings.TrimSpace(reason) == "":
		return fault.Invalid{"reason": "Enter why they may see it again"}
	}
	return e.shut(account, false, reason)
}

// shut writes in the seal of the record that an account is shut out or let in again. A record gets its seal when somebody is shut
// out of it for the first time, and with it a circle of its own.
func (e *Edit) shut(account string, out bool, reason string) error {
	u := e.unit
	seal, err := e.sealed()
	if err != nil {
		return err
	}
	if seal == 0 {
		if err := u.tx.QueryRowContext(u.ctx, "INSERT INTO seal (record) VALUES ($1) RETURNING id", e.rec.ID).Scan(&seal); err != nil {
			return fmt.Errorf("seal %s: %w", e.rec.Reference, err)
		}
	}
	_, err = u.tx.ExecContext(u.ctx, "INSERT INTO seal_entry (id, seal, account, excluded, at) VALUES ($1, $2, $3, $4, $5)", newID(), seal, account, out, u.now)
	if err != nil {
		return fmt.Errorf("seal %s: %w", e.rec.Reference, err)
	}
	u.inCircles = nil
	if err := e.circledUnder(seal); err != nil {
		return err
	}
	if err := u.seal(e.rec); err != nil {
		return err
	}
	verb, before, after := "kept from", "", account
	if !out {
		verb, before, after = "shown again", account, ""
	}
	e.say(verb, "account", before, after, reason, record.ForStaff)
	return u.checkOpened(e.kind, e.rec)
}

// shutOut is the condition on a seal (alias s) that the reader is shut out of its record.
func (v *View) shutOut() (store.Clause, error) {
	all, err := v.circles()
	if err != nil {
		return store.Clause{}, err
	}
	var seals []int64
	for _, c := range all.all {
		if slices.Contains(c.Excluded, v.who.Account) {
			seals = append(seals, c.Seal)
		}
	}
	return v.gate.db.Engine().Among("s.id", seals), nil
}

// notShutOut is the condition on a column that it names no record out of which the reader is shut.
func (v *View) notShutOut(column string) (store.Clause, error) {
	of, err := v.shutOut()
	return store.SQL("NOT EXISTS (SELECT 1 FROM seal s WHERE s.record = "+column+" AND "+of.Text+")", of.Args...), err
}

// keptFromReader is the condition on a line of the audit (alias a) that it is of no record from which the reader is shut out, and the
// references of those records, which lists of others showed.
func (v *View) keptFromReader() (store.Clause, []string, error) {
	of, err := v.shutOut()
	if err != nil {
		return store.Clause{}, nil, err
	}
	var references []string
	err = v.rows(store.SQL("SELECT r.reference FROM seal s JOIN record r ON r.id = s.record WHERE "+of.Text, of.Args...), func(s scanner) error {
		var reference string
		err := s.Scan(&reference)
		references = append(references, reference)
		return err
	})
	if err != nil {
		return store.Clause{}, nil, err
	}
	kept, err := v.notShutOut("a.record")
	return kept, references, err
}

// without takes records out of those that a list showed.
func (e *Entry) without(references []string) {
	for _, reference := range references {
		shown := strings.Fields(e.Records)
		left := slices.DeleteFunc(shown, func(r string) bool { return r == reference })
		if n := len(strings.Fields(e.Records)) - len(left); n > 0 {
			e.Records, e.Rows = strings.Join(left, " "), e.Rows-n
		}
	}
}
