package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Who gives posts could open every record by giving one to themselves, and nobody would know of it. So what an administrator gives
// to their own account is told to somebody else, who says that they have looked at it (separation of duties, AC-5 of NIST SP 800-53).
// A second account for somebody who has one is told in the same way: its maker may be the only one who knows of it, and set its password.

// secondAccount begins what is kept of a second account, and tells it from a post that somebody gave to themselves.
const secondAccount = "a second account: "

// OwnGift is what somebody gave to themselves, or a second account that they made for a person who has one, and who has looked at it
// since.
type OwnGift struct {
	ID      string
	At      when.Instant
	Account string
	Name    string
	What    string
	Seen    when.Instant // zero until somebody has looked at it
	SeenBy  string       // their name
}

// Second says that it is a second account.
func (g OwnGift) Second() bool { return strings.HasPrefix(g.What, secondAccount) }

// ownMost bounds what is listed.
const ownMost = 200

// toThemselves keeps, in the write of the giving, that an account was given something by its own holder.
func (r *Register) toThemselves(ctx context.Context, tx store.Tx, who access.Principal, account, what string) error {
	if who.System || who.Account != account {
		return nil
	}
	return r.keepGift(ctx, tx, who, "given to oneself", what)
}

func (r *Register) keepGift(ctx context.Context, tx store.Tx, who access.Principal, verb, what string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO own_gift (id, at, account, name, what) VALUES ($1, $2, $3, $4, $5)",
		uuid.Must(uuid.NewV7()).String(), r.now(), who.Account, who.Name, what)
	if err != nil {
		return fmt.Errorf("keep for others to look at what %s did (%s): %w", who.Name, what, err)
	}
	return keepEvent(ctx, tx, who, r.now(), verb, what)
}

// second keeps, in the write that makes an account, that its holder has another already: an e-mail address is one person's.
func (r *Register) second(ctx context.Context, tx store.Tx, who access.Principal, a Account) error {
	email := Fold(a.Email)
	if who.System || email == "" {
		return nil
	}
	var first string
	err := tx.QueryRowContext(ctx, "SELECT username FROM account WHERE lower(trim(email)) = $1 AND id <> $2 ORDER BY created, id LIMIT 1", email, a.ID).Scan(&first)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for another account of the same person: %w", err)
	}
	return r.keepGift(ctx, tx, who, "second account", fmt.Sprintf("%s%s, for %s, who has the account %s", secondAccount, Fold(a.Username), a.Name, first))
}

// Watchers are who is told of what an account gives to itself: the other administrators; where there is none, who reads the audit;
// where nobody else does, the duty post.
func (r *Register) Watchers(ctx context.Context, of string) ([]Holder, error) {
	return r.first(ctx, of, r.administers, r.audits, r.onDuty)
}

// watchersOf are who is told of a gift. Of a second account the data protection officer is told beside the administrators: who acts by
// it may be another than its name says.
func (r *Register) watchersOf(ctx context.Context, g OwnGift) ([]Holder, error) {
	if !g.Second() {
		return r.Watchers(ctx, g.Account)
	}
	return r.first(ctx, g.Account, func(h Holder) bool { return r.administers(h) || r.audits(h) }, r.onDuty)
}

func (r *Register) administers(h Holder) bool {
	return access.NewRules(r.pack).Anywhere(h.Principal(), pack.Admin, "")
}

func (r *Register) audits(h Holder) bool {
	return access.NewRules(r.pack).Anywhere(h.Principal(), pack.Audit, "")
}

func (r *Register) onDuty(h Holder) bool { return h.Team != "" && h.Team == r.pack.Duty }

// first are the holders, but for one account, of whom the first rule holds that holds of any.
func (r *Register) first(ctx context.Context, of string, rules ...func(Holder) bool) ([]Holder, error) {
	all, err := r.Holders(ctx)
	if err != nil {
		return nil, err
	}
	for _, watches := range rules {
		var out []Holder
		for _, h := range all {
			if h.Account != of && watches(h) && !slices.ContainsFunc(out, func(o Holder) bool { return o.Account == h.Account }) {
				out = append(out, h)
			}
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return nil, nil
}

// MayWatch says that somebody's post can make them a watcher, so that for all others nothing is read.
func (r *Register) MayWatch(who access.Principal) bool {
	rules := access.NewRules(r.pack)
	return len(who.Posts) > 0 && (rules.Anywhere(who, pack.Admin, "") || rules.Anywhere(who, pack.Audit, "") || slices.Contains(who.Teams(), r.pack.Duty))
}

// OwnGifts are what others gave to themselves and the principal is told of, newest first; those that somebody has looked at too,
// where all are asked for.
func (r *Register) OwnGifts(ctx context.Context, who access.Principal, all bool) ([]OwnGift, error) {
	if !r.MayWatch(who) {
		return nil, fmt.Errorf("your post is not told what others give to themselves: %w", fault.ErrForbidden)
	}
	kept, err := r.ownGifts(ctx, all)
	if err != nil {
		return nil, err
	}
	type sort struct {
		account string // whose gift it is
		second  bool
	}
	told := map[sort]bool{}
	var out []OwnGift
	for _, g := range kept {
		mine, known := told[sort{g.Account, g.Second()}]
		if !known {
			watchers, err := r.watchersOf(ctx, g)
			if err != nil {
				return nil, err
			}
			mine = slices.ContainsFunc(watchers, func(h Holder) bool { return h.Account == who.Account })
			told[sort{g.Account, g.Second()}] = mine
		}
		if mine {
			out = append(out, g)
		}
	}
	return out, nil
}

func (r *Register) ownGifts(ctx context.Context, all bool) ([]OwnGift, error) {
	where := "seen IS NULL"
	if all {
		where = "1 = 1"
	}
	var out []OwnGift
	err := r.db.Read(ctx, func(tx store.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT id, at, account, name, what, seen, seen_name FROM own_gift WHERE "+where+" ORDER BY at DESC, id DESC"+store.Limit(ownMost))
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var g OwnGift
			if err := rows.Scan(&g.ID, &g.At, &g.Account, &g.Name, &g.What, &g.Seen, &g.SeenBy); err != nil {
				return err
			}
			out = append(out, g)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("list what people gave to themselves: %w", err)
	}
	return out, nil
}

// Look says that the principal has looked at what somebody else gave to themselves. Nobody looks at their own.
func (r *Register) Look(ctx context.Context, who access.Principal, id string) error {
	open, err := r.OwnGifts(ctx, who, false)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(open, func(g OwnGift) bool { return g.ID == id })
	if i < 0 {
		return fault.Invalid{"id": "Somebody has looked at it already, or it is not for your post"}
	}
	return r.db.Write(ctx, func(tx store.Tx) error {
		res, err := tx.ExecContext(ctx, "UPDATE own_gift SET seen = $1, seen_by = $2, seen_name = $3 WHERE id = $4 AND seen IS NULL", r.now(), who.Account, who.Name, id)
		if err != nil {
			return fmt.Errorf("keep that it was looked at: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return fault.Invalid{"id": "Somebody has looked at it already"}
		}
		verb := "looked at what was given to oneself"
		if open[i].Second() {
			verb = "looked at a second account"
		}
		return keepEvent(ctx, tx, who, r.now(), verb, open[i].Name+": "+open[i].What)
	})
}

// described is a post in the words of the pack.
func (r *Register) described(p access.Post) string {
	parts := []string{p.Role, p.Body}
	if role, ok := r.pack.Role(p.Role); ok {
		parts[0] = role.Name
	}
	if body, ok := r.pack.Body(p.Body); ok {
		parts[1] = body.Name
	}
	if team, ok := r.pack.Team(p.Team); ok {
		parts = append(parts, team.Name)
	}
	return strings.Join(parts, ", ")
}
