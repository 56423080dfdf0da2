package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Setting is what the store remembers of itself under a name; empty where nothing.
func (db *DB) Setting(ctx context.Context, name string) (value string, err error) {
	err = db.Read(ctx, func(tx Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT value FROM setting WHERE name = $1", name).Scan(&value)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	if err != nil {
		err = fmt.Errorf("read the setting %s of the store: %w", name, err)
	}
	return value, err
}

// Settle keeps a value under a name unless another was first, and gives what stands there.
func (db *DB) Settle(ctx context.Context, name, value string) (stands string, err error) {
	err = db.Write(ctx, func(tx Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", name, value); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, "SELECT value FROM setting WHERE name = $1", name).Scan(&stands)
	})
	if err != nil {
		err = fmt.Errorf("keep the setting %s of the store: %w", name, err)
	}
	return stands, err
}

// KeepSetting puts a value under a name, in place of what stood there.
func (db *DB) KeepSetting(ctx context.Context, name, value string) error {
	err := db.Write(ctx, func(tx Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
		return err
	})
	if err != nil {
		err = fmt.Errorf("keep the setting %s of the store: %w", name, err)
	}
	return err
}

// Post is a role at a body that somebody holds or held.
type Post struct{ Role, Body string }

// Posts are the different ones of all accounts.
func (db *DB) Posts(ctx context.Context) (all []Post, err error) {
	err = db.Read(ctx, func(tx Tx) error {
		all = nil
		rows, err := tx.QueryContext(ctx, "SELECT DISTINCT role, body FROM post ORDER BY role, body")
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var p Post
			if err := rows.Scan(&p.Role, &p.Body); err != nil {
				return err
			}
			all = append(all, p)
		}
		return rows.Err()
	})
	return all, err
}
