package account

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
)

// SavedList is a list of work that its owner narrowed and keeps under a name. It holds what was asked, and nothing of what was found: who reads
// it later is asked anew what they may see.
type SavedList struct {
	ID, Name string
	Query    string // as it stands in the address of the list
}

// savedMost bounds the lists of one account, savedName the characters of a name.
const (
	savedMost = 30
	savedName = 60
)

// SavedLists are those of the principal, by name.
func (r *Register) SavedLists(ctx context.Context, who access.Principal) (out []SavedList, err error) {
	err = r.db.Read(ctx, func(tx store.Tx) error {
		out, err = savedLists(ctx, tx, who.Account)
		return err
	})
	return out, err
}

func savedLists(ctx context.Context, tx store.Tx, account string) (out []SavedList, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, name, query FROM saved_list WHERE account = $1 ORDER BY lower(name), id", account)
	if err != nil {
		return nil, fmt.Errorf("read the lists that somebody keeps: %w", err)
	}
	defer rows.Close() //nolint:errcheck // Err below tells of a broken read
	for rows.Next() {
		var l SavedList
		if err := rows.Scan(&l.ID, &l.Name, &l.Query); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, rows.Err()
}

// SaveList keeps a list under a name; one of the same name is replaced. The error is a fault.Invalid by "name" where the name is missing or too
// long, or there are too many lists.
func (r *Register) SaveList(ctx context.Context, who access.Principal, name, query string) error {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return fault.Invalid{"name": "Enter a name for the list"}
	case utf8.RuneCountInString(name) > savedName:
		return fault.Invalid{"name": fmt.Sprintf("The name must be %d characters or fewer", savedName)}
	case len(who.Posts) == 0:
		return fmt.Errorf("only those who work here keep lists: %w", fault.ErrForbidden)
	}
	return r.db.Write(ctx, func(tx store.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM saved_list WHERE account = $1 AND lower(name) = lower($2)", who.Account, name); err != nil {
			return fmt.Errorf("replace a list that somebody keeps: %w", err)
		}
		all, err := savedLists(ctx, tx, who.Account)
		if err != nil {
			return err
		}
		if len(all) >= savedMost {
			return fault.Invalid{"name": fmt.Sprintf("You keep %d lists, and that is as many as fit. Forget one of them first", savedMost)}
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO saved_list (id, account, name, query) VALUES ($1, $2, $3, $4)", uuid.NewString(), who.Account, name, query)
		return err
	})
}

// ForgetList takes one of the principal's own lists away; of another's, and of none, it does nothing.
func (r *Register) ForgetList(ctx context.Context, who access.Principal, id string) error {
	return r.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM saved_list WHERE account = $1 AND id = $2", who.Account, id)
		return err
	})
}
