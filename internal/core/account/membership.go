package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Beside what its posts give, an account is let into a compartment or kept out of one from a day to a day, with a reason: the one officer
// who works a sealed part of a case for another body, the one member of a panel whom it concerns.

// memberships are those that a condition on them (alias m) finds, by account, in the order in which they begin.
func memberships(ctx context.Context, tx store.Tx, of store.Clause) (map[string][]access.Membership, error) {
	text, args := store.Number(store.SQL("SELECT m.account, m.id, m.compartment, m.kept_out, m.since, m.until FROM membership m WHERE "+of.Text+" ORDER BY m.since, m.id", of.Args...))
	rows, err := tx.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err below tells of a broken read
	all := map[string][]access.Membership{}
	for rows.Next() {
		var account string
		var m access.Membership
		if err := rows.Scan(&account, &m.ID, &m.Compartment, &m.Out, &m.From, &m.Until); err != nil {
			return nil, err
		}
		all[account] = append(all[account], m)
	}
	return all, rows.Err()
}

// Memberships are those of an account, of before and to come too.
func (r *Register) Memberships(ctx context.Context, who access.Principal, id string) (all []access.Membership, err error) {
	if err := r.mayAdmin(who); err != nil {
		return nil, err
	}
	err = r.db.Read(ctx, func(tx store.Tx) error {
		of, err := memberships(ctx, tx, store.SQL("m.account = ?", id))
		all = of[id]
		return err
	})
	return all, err
}

// Admit lets an account into a compartment, or keeps it out, from a day (today where it is not set) to a last day (open where it is not set).
func (r *Register) Admit(ctx context.Context, who access.Principal, id string, m access.Membership, reason string) error {
	if err := r.mayAdmin(who); err != nil {
		return err
	}
	a, err := r.ByID(ctx, id)
	if err != nil {
		return err
	}
	if m.From.IsZero() {
		m.From = r.now().Date()
	}
	bad := fault.Invalid{}
	c, ok := r.pack.Compartment(m.Compartment)
	if !ok {
		bad.Add("compartment", "Select a compartment")
	}
	if !m.Until.IsZero() && m.Until.Before(m.From) {
		bad.Add("until", "The last day must be the first day or later")
	}
	if strings.TrimSpace(reason) == "" {
		bad.Add("reason", "Enter a reason")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	verb, what := "let into a compartment", "entry to “"+c.Name+"”"
	if m.Out {
		verb = "kept out of a compartment"
	}
	return r.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO membership (id, account, compartment, kept_out, since, until, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			uuid.Must(uuid.NewV7()).String(), id, m.Compartment, m.Out, m.From, m.Until, reason)
		if err != nil {
			return fmt.Errorf("keep the membership: %w", err)
		}
		if err := keepEvent(ctx, tx, who, r.now(), verb, a.Username+": "+m.Compartment+": "+reason); err != nil || m.Out {
			return err
		}
		return r.toThemselves(ctx, tx, who, id, what)
	})
}

// EndMembership ends a membership with a last day; one of before today ends it at once. The history keeps that it was.
func (r *Register) EndMembership(ctx context.Context, who access.Principal, id, membership string, last when.Date) error {
	all, err := r.Memberships(ctx, who, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(m access.Membership) bool { return m.ID == membership })
	if i < 0 {
		return fmt.Errorf("there is no such membership: %w", fault.ErrNotFound)
	}
	if err := endsSooner(all[i].Until, last, "let them in again"); err != nil {
		return err
	}
	return r.db.Write(ctx, func(tx store.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE membership SET until = $1 WHERE id = $2", last, membership); err != nil {
			return fmt.Errorf("end the membership: %w", err)
		}
		what := all[i].Compartment
		if all[i].Out {
			return errors.Join(keepEvent(ctx, tx, who, r.now(), "no longer kept out after "+last.String(), what), r.toThemselves(ctx, tx, who, id, "an end to being kept out of “"+what+"”"))
		}
		return keepEvent(ctx, tx, who, r.now(), "in a compartment until "+last.String(), what)
	})
}

// endsSooner refuses a last day that would give time: what somebody holds for longer is given anew, with a reason.
func endsSooner(until, last when.Date, anew string) error {
	switch {
	case last.IsZero():
		return fault.Invalid{"until": "Enter the last day"}
	case !until.IsZero() && last.After(until):
		return fault.Invalid{"until": "It ends before that: " + anew + ", with a reason"}
	}
	return nil
}
