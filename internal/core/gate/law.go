package gate

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

// Signatures are those that approvers of a store's partnership gave to rules of law, the first one first, without those taken back.
func Signatures(ctx context.Context, db *store.DB) (all []law.Signature, err error) {
	err = db.Read(ctx, func(tx store.Tx) error {
		all, err = signatures(ctx, tx)
		return err
	})
	if err != nil {
		err = fmt.Errorf("read who signed the law: %w", err)
	}
	return all, err
}

func signatures(ctx context.Context, tx store.Tx) ([]law.Signature, error) {
	rows, err := tx.QueryContext(ctx, "SELECT rule, key, account, name, from_day, words, at FROM law_signature WHERE withdrawn IS NULL ORDER BY at, id")
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err below tells of a broken read
	var all []law.Signature
	for rows.Next() {
		var s law.Signature
		if err := rows.Scan(&s.Rule, &s.Key, &s.Account, &s.Name, &s.From, &s.Words, &s.At); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

// Signatures are those that the partnership's approvers gave.
func (g *Gate) Signatures(ctx context.Context) ([]law.Signature, error) {
	return Signatures(ctx, g.core.DB)
}

// LearnLaw takes the signatures of the store into the table.
func (g *Gate) LearnLaw(ctx context.Context) error {
	all, err := Signatures(ctx, g.core.DB)
	if err == nil {
		g.core.Table.Store(law.EnglandAndWales.With(all))
	}
	return err
}

// SignLaw keeps the word of an approver that a rule which is not confirmed is the law from a day. The rule binds when two have said so
// from one day.
func (g *Gate) SignLaw(ctx context.Context, who access.Principal, rule law.Rule, from when.Date, words string) error {
	if err := g.maySign(who); err != nil {
		return err
	}
	s := law.Signature{Rule: rule.ID(), Key: rule.Key, Account: who.Account, Name: who.Name, From: from, Words: words, At: g.core.Now()}
	err := g.core.DB.Write(ctx, func(tx store.Tx) error {
		others, err := signatures(ctx, tx)
		if err != nil {
			return err
		}
		if err := rule.CheckSignature(s, others); err != nil {
			return fault.Invalid{"words": err.Error()}
		}
		r := row.Rows{Into: "law_signature (id, rule, key, account, name, from_day, words, at)"}
		r.Add(row.NewID(), s.Rule, s.Key, s.Account, s.Name, s.From, s.Words, s.At)
		if err := r.Insert(ctx, tx); err != nil {
			return fmt.Errorf("keep the signature: %w", err)
		}
		return g.keepLawEvent(ctx, tx, who, "law signed", rule.Key, rule.Words()+" from "+from.String(), words)
	})
	if err != nil {
		return err
	}
	return g.LearnLaw(ctx)
}

// WithdrawLaw takes back what the principal signed of a rule. What was counted meanwhile stays as it was counted.
func (g *Gate) WithdrawLaw(ctx context.Context, who access.Principal, rule law.Rule, why string) error {
	if err := g.maySign(who); err != nil {
		return err
	}
	if why == "" {
		return fault.Invalid{"reason": "Enter why it is taken back"}
	}
	err := g.core.DB.Write(ctx, func(tx store.Tx) error {
		done, err := tx.ExecContext(ctx, "UPDATE law_signature SET withdrawn = $1 WHERE rule = $2 AND account = $3 AND withdrawn IS NULL", g.core.Now(), rule.ID(), who.Account)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return sight.OrNotFound(err, "signature of yours")
		}
		return g.keepLawEvent(ctx, tx, who, "law signature withdrawn", rule.Key, rule.Words(), why)
	})
	if err != nil {
		return err
	}
	return g.LearnLaw(ctx)
}

func (g *Gate) maySign(who access.Principal) error {
	if who.System || who.Account == "" {
		return fmt.Errorf("a rule of law is signed by somebody with a name: %w", fault.ErrForbidden)
	}
	return g.May(who, pack.SignLaw)
}

// keepLawEvent puts what was signed into the one history.
func (g *Gate) keepLawEvent(ctx context.Context, tx store.Tx, who access.Principal, verb, key, what, words string) error {
	events := row.Rows{Into: row.EventColumns}
	row.AddEvent(&events, record.Event{ID: row.NewID(), At: g.core.Now(), Actor: who.Account, ActorName: who.Name, Post: who.Post(), Verb: verb, Field: key,
		After: what, Reason: words, Seal: record.ForStaff})
	return events.Insert(ctx, tx)
}
