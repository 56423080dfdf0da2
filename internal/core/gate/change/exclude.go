package change

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
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
	theirs := store.And(store.SQL("record = ? AND owner = ? AND state = ?", e.rec.ID, account, record.ActionOpen), e.unit.r.Opened("seal"))
	text, args := store.Number(store.SQL("SELECT count(*) FROM action WHERE "+theirs.Text, theirs.Args...))
	err := e.unit.r.Tx.QueryRowContext(e.unit.r.Ctx, text, args...).Scan(&has)
	switch {
	case err != nil:
		return fmt.Errorf("look for their open actions: %w", err)
	case has > 0:
		return fault.Invalid{"account": "They have an open action on it: give that to somebody else first"}
	case slices.Contains(e.rec.Excluded, account):
		return nil
	}
	if left, err := e.leftTo(account); err != nil || !left {
		if err == nil {
			err = fault.Invalid{"account": "Nobody else could open it and work on it: give it to others first"}
		}
		return err
	}
	return e.inSeal(sealEntry{account: account, excluded: true}, "kept from", "", account, reason)
}

// leftTo says that the record is for somebody still once an account is shut out of it: open work stands on a home, and anything else is
// opened by one who holds a post. What was nobody's before is no worse.
func (e *Edit) leftTo(without string) (bool, error) {
	then := *e.rec
	then.Excluded = append(slices.Clone(e.rec.Excluded), without)
	holders, err := e.unit.holders()
	if err != nil || len(holders) == 0 {
		return true, err
	}
	opens := func(_ *pack.Kind, r *record.Record) (bool, error) {
		return slices.ContainsFunc(holders, func(h account.Holder) bool {
			return e.unit.r.Core.Rules.May(h.Principal(), pack.View, sight.Subject(r))
		}), nil
	}
	for _, is := range []func(*pack.Kind, *record.Record) (bool, error){opens, e.unit.stands} {
		before, err := is(e.kind, e.rec)
		after, again := is(e.kind, &then)
		if err := errors.Join(err, again); err != nil || before && !after {
			return false, err
		}
		if e.kind.Archetype != pack.Case || !e.rec.Open {
			break
		}
	}
	return true, nil
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
	return e.inSeal(sealEntry{account: account}, "shown again", account, "", reason)
}

// sealEntry is what stands in a seal of an account from then on: it is shut out, invited from a day to a day, or neither.
type sealEntry struct {
	account      string
	excluded     bool
	since, until when.Date
}

// inSeal writes an entry in the seal of the record. A record gets its seal with the first, and with it a circle of its own.
func (e *Edit) inSeal(x sealEntry, verb, before, after, reason string) error {
	u := e.unit
	seal, err := e.sealed()
	if err != nil {
		return err
	}
	if seal == 0 {
		if err := u.r.Tx.QueryRowContext(u.r.Ctx, "INSERT INTO seal (record) VALUES ($1) RETURNING id", e.rec.ID).Scan(&seal); err != nil {
			return fmt.Errorf("seal %s: %w", e.rec.Reference, err)
		}
	}
	_, err = u.r.Tx.ExecContext(u.r.Ctx, "INSERT INTO seal_entry (id, seal, account, excluded, at, since, until) VALUES ($1, $2, $3, $4, $5, $6, $7)", row.NewID(), seal, x.account, x.excluded, u.r.Moment, x.since, x.until)
	if err != nil {
		return fmt.Errorf("seal %s: %w", e.rec.Reference, err)
	}
	u.r.Within = nil
	if err := e.circledUnder(seal); err != nil {
		return err
	}
	if err := u.r.Seal(e.rec); err != nil {
		return err
	}
	e.say(verb, "account", before, after, reason, record.ForStaff)
	return u.checkOpened(e.kind, e.rec)
}
