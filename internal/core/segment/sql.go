package segment

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/store"
)

// importKind marks the rows of the table that stand for a whole import: their manifest column holds the list of what the
// import brought, and they carry no content.
const importKind = "import"

// SQL keeps segments in the store's table "segment", for installations where several processes share one PostgreSQL.
type SQL struct{ db *store.DB }

// InStore gives the depot of a store.
func InStore(db *store.DB) *SQL { return &SQL{db: db} }

// List implements Depot.
func (s *SQL) List(ctx context.Context) ([]Manifest, error) {
	var all []Manifest
	err := s.db.Read(ctx, func(tx store.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT manifest FROM segment WHERE kind = $1 ORDER BY hash`, importKind)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err is read below
		for rows.Next() {
			var raw string
			if err := rows.Scan(&raw); err != nil {
				return err
			}
			var list []Manifest
			if err := json.Unmarshal([]byte(raw), &list); err != nil {
				return fmt.Errorf("a manifest in the database is damaged: %w", err)
			}
			all = append(all, list...)
		}
		return rows.Err()
	})
	return all, err
}

// Version implements Depot.
func (s *SQL) Version(ctx context.Context) (string, error) {
	var version string
	err := s.db.Read(ctx, func(tx store.Tx) (err error) {
		version, err = latestImport(ctx, tx)
		return err
	})
	return version, err
}

// latestImport is the name of the last import: import:00000000 before the first.
func latestImport(ctx context.Context, tx store.Tx) (string, error) {
	version := importName(0)
	err := tx.QueryRowContext(ctx, `SELECT coalesce(max(hash), $1) FROM segment WHERE kind = $2`, version, importKind).Scan(&version)
	return version, err
}

func importName(n int) string { return fmt.Sprintf("%s:%08d", importKind, n) }

// Content implements Depot.
func (s *SQL) Content(ctx context.Context, hash string) ([]byte, error) {
	var content []byte
	err := s.db.Read(ctx, func(tx store.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT content FROM segment WHERE hash = $1 AND kind <> $2`, hash, importKind).Scan(&content)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%s: %w", hash, ErrAbsent)
	}
	if err != nil {
		return nil, err
	}
	return content, verify(hash, content)
}

// Begin implements Depot. Imports do not take turns here; Commit finds out whether another one overtook this.
func (s *SQL) Begin(ctx context.Context) (Batch, error) {
	version, err := s.Version(ctx)
	return &sqlBatch{db: s.db, began: version}, err
}

type sqlBatch struct {
	db      *store.DB
	began   string
	list    []Manifest
	content map[string][]byte
	ended   bool
}

// Add implements Batch.
func (b *sqlBatch) Add(ctx context.Context, m Manifest, content []byte) (Manifest, error) {
	m = sealed(m, content)
	if b.content == nil {
		b.content = map[string][]byte{}
	}
	if m.Hash != "" {
		b.content[m.Hash] = content
	}
	b.list = append(b.list, m)
	return m, ctx.Err()
}

// Commit implements Batch: one transaction that claims the next import's number. Two that claim the same number cannot both
// succeed, because the number is the row's key.
func (b *sqlBatch) Commit(ctx context.Context) error {
	if b.ended {
		return errors.New("the import has already ended")
	}
	b.ended = true
	if len(b.list) == 0 {
		return nil
	}
	raw, err := json.Marshal(b.list)
	if err != nil {
		return err
	}
	return b.db.Write(ctx, func(tx store.Tx) error {
		if err := b.claim(ctx, tx, string(raw)); err != nil {
			return err
		}
		for _, m := range b.list {
			if m.Hash == "" {
				continue
			}
			manifest, err := json.Marshal(m)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, insertSegment, m.Hash, m.Kind, string(manifest), b.content[m.Hash], m.Imported); err != nil {
				return fmt.Errorf("storing a segment: %w", err)
			}
		}
		return nil
	})
}

const insertSegment = `INSERT INTO segment (hash, kind, manifest, content, imported) VALUES ($1, $2, $3, $4, $5)
	ON CONFLICT (hash) DO NOTHING`

func (b *sqlBatch) claim(ctx context.Context, tx store.Tx, list string) error {
	var number int
	if _, err := fmt.Sscanf(b.began, importKind+":%d", &number); err != nil {
		return err
	}
	latest, err := latestImport(ctx, tx)
	if err != nil {
		return err
	}
	if latest != b.began {
		return ErrOvertaken
	}
	res, err := tx.ExecContext(ctx, insertSegment, importName(number+1), importKind, list, []byte{}, b.list[0].Imported)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, ErrOvertaken)
	}
	return nil
}

// Abort implements Batch.
func (b *sqlBatch) Abort() error {
	b.ended, b.content = true, nil
	return nil
}
