// Package account keeps who may sign in and the posts they hold from day to day. What a post lets its holder do is the
// pack's roles; this package only says who holds which.
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

// Account is somebody who may sign in.
type Account struct {
	ID       string
	Username string
	Name     string
	Email    string
	Password string // PHC string; never leaves this program
	Disabled bool
	Demo     bool
	// MustChange says that somebody else knows the password, who set it: it opens nothing but the page that changes it.
	MustChange bool
	Epoch      int64 // of the sessions that stand
}

// Sitting is who acts in a session, and what the session must agree with.
type Sitting struct {
	access.Principal
	Epoch      int64
	MustChange bool
}

// Register is the accounts and posts of one store.
type Register struct {
	db   *store.DB
	pack *pack.Pack
	now  func() when.Instant
}

// New is the register of a store.
func New(db *store.DB, p *pack.Pack, now func() when.Instant) *Register {
	return &Register{db: db, pack: p, now: now}
}

// Add keeps an account with its posts. Only an administrator or the program itself may.
func (r *Register) Add(ctx context.Context, who access.Principal, a Account, posts []access.Post) (string, error) {
	if err := r.mayAdmin(who); err != nil {
		return "", err
	}
	if err := r.check(a, posts); err != nil {
		return "", err
	}
	a.ID = uuid.Must(uuid.NewV7()).String()
	err := r.db.Write(ctx, func(tx store.Tx) error {
		var taken int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM account WHERE username = $1", Fold(a.Username)).Scan(&taken); err != nil {
			return err
		}
		if taken > 0 {
			return fault.Invalid{"username": "this user name is taken; choose another"}
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO account (id, username, name, email, password, disabled, demo, must_change, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			a.ID, Fold(a.Username), a.Name, a.Email, a.Password, a.Disabled, a.Demo, a.MustChange, r.now())
		if err != nil {
			return err
		}
		for _, p := range posts {
			if err := r.insertPost(ctx, tx, a.ID, p); err != nil {
				return err
			}
		}
		if err := r.second(ctx, tx, who, a); err != nil {
			return err
		}
		return keepEvent(ctx, tx, who, r.now(), "account added", a.Username)
	})
	return a.ID, err
}

// Fold is a user name as it is kept and found: capitals and spaces about it say nothing.
func Fold(username string) string { return strings.ToLower(strings.TrimSpace(username)) }

func (r *Register) mayAdmin(who access.Principal) error {
	if access.NewRules(r.pack).Anywhere(who, pack.Admin, "") {
		return nil
	}
	return fmt.Errorf("your post does not let you manage accounts: %w", fault.ErrForbidden)
}

func (r *Register) check(a Account, posts []access.Post) error {
	bad := fault.Invalid{}
	if Fold(a.Username) == "" || len(a.Username) > 100 || strings.ContainsAny(Fold(a.Username), " \t\n") {
		bad.Add("username", "Enter a user name of up to 100 characters without spaces")
	}
	if strings.TrimSpace(a.Name) == "" {
		bad.Add("name", "Enter a name")
	}
	for _, p := range posts {
		if _, ok := r.pack.Role(p.Role); !ok {
			bad.Add("role", "the pack declares no role %q", p.Role)
		}
		if _, ok := r.pack.Body(p.Body); !ok {
			bad.Add("body", "the pack declares no body %q", p.Body)
		}
	}
	return bad.OrNil()
}

func (r *Register) insertPost(ctx context.Context, tx store.Tx, account string, p access.Post) error {
	since := p.Since
	if since.IsZero() {
		since = r.now().Date()
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO post (id, account, role, body, team, areas, since, until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		uuid.Must(uuid.NewV7()).String(), account, p.Role, p.Body, p.Team, strings.Join(p.Areas, " "), since, p.Until)
	return err
}

// keepEvent puts a change of accounts into the one history.
func keepEvent(ctx context.Context, tx store.Tx, who access.Principal, at when.Instant, verb, what string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO event (id, at, actor, actor_name, post, record, verb, field, before, after, reason, seal)
 VALUES ($1, $2, $3, $4, $5, '', $6, 'account', '', $7, '', 'staff')`, uuid.Must(uuid.NewV7()).String(), at, who.Account, who.Name, who.Post(), verb, what)
	return err
}

var errNone = fmt.Errorf("there is no such account: %w", fault.ErrNotFound)

// ByUsername is the account of that user name; ErrNotFound where there is none.
func (r *Register) ByUsername(ctx context.Context, username string) (*Account, error) {
	return r.one(ctx, "username = $1", Fold(username))
}

// ByID is the account of that id; ErrNotFound where there is none.
func (r *Register) ByID(ctx context.Context, id string) (*Account, error) {
	return r.one(ctx, "id = $1", id)
}

const accountColumns = "SELECT id, username, name, email, password, disabled, demo, must_change, epoch FROM account WHERE "

func (r *Register) one(ctx context.Context, where, arg string) (*Account, error) {
	var a Account
	err := r.db.Read(ctx, func(tx store.Tx) error {
		return tx.QueryRowContext(ctx, accountColumns+where, arg).Scan(&a.ID, &a.Username, &a.Name, &a.Email, &a.Password, &a.Disabled, &a.Demo, &a.MustChange, &a.Epoch)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errNone
	}
	return &a, err
}

// Principal is the account as it acts today, with the posts it holds today. A disabled account holds none.
func (r *Register) Principal(ctx context.Context, id string) (access.Principal, error) {
	sitting, err := r.Sitting(ctx, id)
	return sitting.Principal, err
}

// Sitting is Principal for a session. Every page asks, so it is one reading.
func (r *Register) Sitting(ctx context.Context, id string) (Sitting, error) {
	var who Sitting
	disabled, today := false, r.now().Date()
	who.Day = today
	err := r.db.Read(ctx, func(tx store.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT a.id, a.name, a.disabled, a.epoch, a.must_change, coalesce(p.id, ''), coalesce(p.role, ''), coalesce(p.body, ''), coalesce(p.team, ''),
 coalesce(p.areas, ''), p.since, p.until, p.ended FROM account a LEFT JOIN post p ON p.account = a.id WHERE a.id = $1 ORDER BY p.since, p.id`, id)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var p access.Post
			var areas string
			if err := rows.Scan(&who.Account, &who.Name, &disabled, &who.Epoch, &who.MustChange, &p.ID, &p.Role, &p.Body, &p.Team, &areas, &p.Since, &p.Until, &p.Ended); err != nil {
				return err
			}
			if p.Areas = strings.Fields(areas); p.ID != "" && p.Held(today) {
				who.Posts = append(who.Posts, p)
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
		in, err := memberships(ctx, tx, store.SQL("m.account = ?", id))
		if who.Memberships = in[id]; err != nil {
			return err
		}
		by, err := authorities(ctx, tx, store.SQL("a.account = ?", id))
		who.Authorities = by[id]
		return err
	})
	switch {
	case err != nil:
		return Sitting{}, err
	case who.Account == "":
		return Sitting{}, errNone
	case disabled:
		return Sitting{}, fmt.Errorf("this account is disabled: %w", fault.ErrForbidden)
	}
	return who, nil
}

// Holder is a post and who holds it.
type Holder struct {
	access.Post
	Account     string
	Name        string
	Memberships []access.Membership // of the account, in compartments
}

func (r *Register) posts(ctx context.Context, of store.Clause) (out []Holder, err error) {
	err = r.db.Read(ctx, func(tx store.Tx) error {
		out, err = holders(ctx, tx, of)
		return err
	})
	return out, err
}

func holders(ctx context.Context, tx store.Tx, of store.Clause) ([]Holder, error) {
	text, args := store.Number(store.SQL(`SELECT p.id, p.role, p.body, p.team, p.areas, p.since, p.until, p.ended, a.id, a.name FROM post p
 JOIN account a ON a.id = p.account WHERE `+of.Text+" AND a.disabled = FALSE ORDER BY p.since, p.id", of.Args...))
	rows, err := tx.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err below tells of a broken read
	var out []Holder
	for rows.Next() {
		var h Holder
		var areas string
		if err := rows.Scan(&h.ID, &h.Role, &h.Body, &h.Team, &areas, &h.Since, &h.Until, &h.Ended, &h.Account, &h.Name); err != nil {
			return nil, err
		}
		h.Areas = strings.Fields(areas)
		out = append(out, h)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	in, err := memberships(ctx, tx, store.And())
	for i := range out {
		out[i].Memberships = in[out[i].Account]
	}
	return out, err
}

// Holders is who holds any post on a day, as a transaction under way sees it.
func Holders(ctx context.Context, tx store.Tx, day when.Date) ([]Holder, error) {
	all, err := holders(ctx, tx, store.SQL("p.since <= ?", day))
	return slices.DeleteFunc(all, func(h Holder) bool { return !h.Held(day) }), err
}

// Holders is who holds any post today.
func (r *Register) Holders(ctx context.Context) (all []Holder, err error) {
	err = r.db.Read(ctx, func(tx store.Tx) error {
		all, err = Holders(ctx, tx, r.now().Date())
		return err
	})
	return all, err
}

// Principal is the holder acting in this post alone.
func (h Holder) Principal() access.Principal {
	return access.Principal{Account: h.Account, Name: h.Name, Posts: []access.Post{h.Post}, Memberships: h.Memberships}
}

// Team is who holds a post in a team today: those to whom its records can be assigned.
func (r *Register) Team(ctx context.Context, team string) ([]Holder, error) {
	all, err := r.posts(ctx, store.SQL("p.team = ?", team))
	today := r.now().Date()
	return slices.DeleteFunc(all, func(h Holder) bool { return !h.Held(today) }), err
}

// Names are the names of accounts by id, for lists that show who a record is assigned to.
func (r *Register) Names(ctx context.Context, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	q, args := store.Number(store.SQL("SELECT id, name FROM account WHERE id IN ?", ids))
	err := r.db.Read(ctx, func(tx store.Tx) error {
		rows, err := tx.QueryContext(ctx, q, args...)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var id, name string
			if err := rows.Scan(&id, &name); err != nil {
				return err
			}
			names[id] = name
		}
		return rows.Err()
	})
	return names, err
}

// List is every account with its posts, by name, for the administrator.
func (r *Register) List(ctx context.Context, who access.Principal) ([]Account, error) {
	if err := r.mayAdmin(who); err != nil {
		return nil, err
	}
	return r.list(ctx, "1 = 1 ORDER BY name, id LIMIT 1000")
}

// DemoUsers are the accounts of a demonstration, listed on its sign-in page.
func (r *Register) DemoUsers(ctx context.Context) ([]Account, error) {
	return r.list(ctx, "demo = TRUE AND disabled = FALSE ORDER BY created, id LIMIT 100")
}

func (r *Register) list(ctx context.Context, where string) ([]Account, error) {
	var out []Account
	err := r.db.Read(ctx, func(tx store.Tx) error {
		rows, err := tx.QueryContext(ctx, accountColumns+where)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var a Account
			if err := rows.Scan(&a.ID, &a.Username, &a.Name, &a.Email, &a.Password, &a.Disabled, &a.Demo, &a.MustChange, &a.Epoch); err != nil {
				return err
			}
			out = append(out, a)
		}
		return rows.Err()
	})
	return out, err
}
