package segment

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/wardmote/wardmote/internal/core/store"
)

// importKind marks the rows of the table that stand for a whole import: their manifest column holds the list of what the
// import brought, and they carry no content.
const importKind = "import"

// SQL keeps segments in the store's table "segment", for installations where several processes share one PostgreSQL.
type SQL struct {
	db *store.DB

	mu     sync.Mutex
	latest string // the entry up to which all is known; entries never change
	all    []Import
}

// InStore gives the depot of a store.
func InStore(db *store.DB) *SQL { return &SQL{db: db} }

// List implements Depot.
func (s *SQL) List(ctx context.Context) ([]Manifest, error) {
	all, err := s.Imports(ctx)
	return Manifests(InForce(all)), err
}

// Imports implements Depot.
func (s *SQL) Imports(ctx context.Context) (all []Import, err error) {
	err = s.db.Read(ctx, func(tx store.Tx) error {
		latest, err := latestImport(ctx, tx)
		if err != nil {
			return err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.latest != latest {
			ledger, err := readLedger(ctx, tx)
			if err != nil {
				return err
			}
			s.latest, s.all = latest, Imports(ledger)
		}
		all = slices.Clone(s.all)
		return nil
	})
	return all, err
}

func readLedger(ctx context.Context, tx store.Tx) (out []Entry, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT hash, manifest FROM segment WHERE kind = $1 ORDER BY hash`, importKind)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err is read below
	for rows.Next() {
		var name, raw string
		if err := rows.Scan(&name, &raw); err != nil {
			return nil, err
		}
		number, err := importNumber(name)
		if err != nil {
			return nil, err
		}
		e, err := readEntry([]byte(raw), number)
		if err != nil {
			return nil, fmt.Errorf("a manifest in the database (%s) is damaged: %w", name, err)
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

// Version implements Depot.
func (s *SQL) Version(ctx context.Context) (string, error) {
	all, err := s.Imports(ctx)
	return versionOf(all), err
}

// latestImport is the name of the last import: import:00000000 before the first.
func latestImport(ctx context.Context, tx store.Tx) (string, error) {
	version := importName(0)
	err := tx.QueryRowContext(ctx, `SELECT coalesce(max(hash), $1) FROM segment WHERE kind = $2`, version, importKind).Scan(&version)
	return version, err
}

func importName(n int) string { return fmt.Sprintf("%s:%08d", importKind, n) }

func importNumber(name string) (n int, err error) {
	_, err = fmt.Sscanf(name, importKind+":%d", &n)
	return n, err
}

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
	var latest string
	err := s.db.Read(ctx, func(tx store.Tx) (err error) {
		latest, err = latestImport(ctx, tx)
		return err
	})
	return &sqlBatch{db: s.db, began: latest}, err
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

// Commit implements Batch.
func (b *sqlBatch) Commit(ctx context.Context) error {
	_, err := b.Enter(ctx, bringing(b.list))
	return err
}

// Enter implements Batch: one transaction that claims the next number. Two that claim the same number cannot both succeed,
// because the number is the row's key.
func (b *sqlBatch) Enter(ctx context.Context, e Entry) (number int, err error) {
	if b.ended {
		return 0, errors.New("the import has already ended")
	}
	b.ended = true
	if e.Files = append(e.Files, b.list...); e.empty() {
		return 0, nil
	}
	err = b.db.Write(ctx, func(tx store.Tx) error {
		if number, err = b.claim(ctx, tx, e); err != nil {
			return err
		}
		if e.Act == Drop {
			return b.sweep(ctx, tx)
		}
		return b.store(ctx, tx)
	})
	return number, err
}

func (b *sqlBatch) store(ctx context.Context, tx store.Tx) error {
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
}

// sweep removes the contents of what was dropped.
func (b *sqlBatch) sweep(ctx context.Context, tx store.Tx) error {
	ledger, err := readLedger(ctx, tx)
	if err != nil {
		return err
	}
	all := Imports(ledger)
	named := contents(all)
	for _, m := range Manifests(all) {
		if m.Hash == "" || named[m.Hash] {
			continue
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM segment WHERE hash = $1 AND kind <> $2`, m.Hash, importKind); err != nil {
			return fmt.Errorf("removing what was dropped: %w", err)
		}
	}
	return nil
}

const insertSegment = `INSERT INTO segment (hash, kind, manifest, content, imported) VALUES ($1, $2, $3, $4, $5)
	ON CONFLICT (hash) DO NOTHING`

func (b *sqlBatch) claim(ctx context.Context, tx store.Tx, e Entry) (int, error) {
	began, err := importNumber(b.began)
	if err != nil {
		return 0, err
	}
	latest, err := latestImport(ctx, tx)
	if err != nil {
		return 0, err
	}
	if latest != b.began {
		return 0, ErrOvertaken
	}
	raw, err := json.Marshal(e)
	if err != nil {
		return 0, err
	}
	res, err := tx.ExecContext(ctx, insertSegment, importName(began+1), importKind, string(raw), []byte{}, e.At)
	if err != nil {
		return 0, err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return 0, errors.Join(err, ErrOvertaken)
	}
	return began + 1, nil
}

// Abort implements Batch.
func (b *sqlBatch) Abort() error {
	b.ended, b.content = true, nil
	return nil
}
