package segment

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/wardmote/wardmote/internal/core/store"
)

// Missing are the segments whose content is not there, or is not as long as it was, in words; it reads no content.
func Missing(ctx context.Context, d Depot) ([]string, error) {
	list, err := needed(ctx, d)
	if err != nil {
		return nil, err
	}
	there, err := d.sizes(ctx)
	if err != nil {
		return nil, err
	}
	var wrong []string
	for _, m := range list {
		if size, ok := there[m.Hash]; m.Hash != "" && (!ok || size != m.Size) {
			wrong = append(wrong, fmt.Sprintf("segment %s of %s is missing or cut off; put it back from a backup", m.Hash, m.Source.Name))
		}
	}
	return wrong, nil
}

// Damaged are the segments whose content is not what it was, in words; it reads all of it.
func Damaged(ctx context.Context, d Depot) ([]string, error) {
	list, err := needed(ctx, d)
	if err != nil {
		return nil, err
	}
	var wrong []string
	for _, m := range list {
		if m.Hash == "" {
			continue
		}
		if _, err := d.Content(ctx, m.Hash); err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %v", m.Source.Name, err))
		}
	}
	return wrong, ctx.Err()
}

// needed are the manifests whose content must be there: of what is in force, and of what waits to be.
func needed(ctx context.Context, d Depot) ([]Manifest, error) {
	all, err := d.Imports(ctx)
	var out []Manifest
	for _, in := range all {
		if in.State == Held || in.State == Waiting {
			out = append(out, in.Files...)
		}
	}
	return out, err
}

func (d *Dir) sizes(context.Context) (map[string]int64, error) {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return nil, err
	}
	all := map[string]int64{}
	for _, e := range entries {
		if hash, ok := strings.CutSuffix(e.Name(), contentSuffix); ok {
			if info, err := e.Info(); err == nil {
				all[hash] = info.Size()
			}
		}
	}
	return all, nil
}

func (s *SQL) sizes(ctx context.Context) (map[string]int64, error) {
	var all map[string]int64
	err := s.db.Read(ctx, func(tx store.Tx) error {
		all = map[string]int64{}
		rows, err := tx.QueryContext(ctx, "SELECT hash, length(content) FROM segment WHERE kind <> $1", importKind)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var hash string
			var size int64
			if err := rows.Scan(&hash, &size); err != nil {
				return err
			}
			all[hash] = size
		}
		return rows.Err()
	})
	return all, err
}

// copyTries: an import that is taken back while its files are copied has the copy begun anew.
const copyTries = 5

// Copy copies all files of the folder into a new one while others import, and proves that the copy is whole.
func (d *Dir) Copy(ctx context.Context, to string) error {
	var wrong []string
	for range copyTries {
		if err := os.RemoveAll(to); err != nil {
			return err
		}
		if err := d.copyOnce(to); err != nil {
			return fmt.Errorf("copy the segments: %w", err)
		}
		copied, err := OpenDir(to)
		if err != nil {
			return err
		}
		if wrong, err = Damaged(ctx, copied); err != nil || len(wrong) == 0 {
			return err
		}
	}
	return fmt.Errorf("the segments cannot be copied whole: %s", wrong[0])
}

// copyOnce takes the manifests before what they name, which was there before them.
func (d *Dir) copyOnce(to string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	for _, manifests := range []bool{true, false} {
		entries, err := os.ReadDir(d.path)
		if err != nil {
			return err
		}
		for _, e := range entries {
			name := e.Name()
			if e.IsDir() || name == lockName || strings.HasSuffix(name, stagedSuffix) || strings.HasSuffix(name, contentSuffix) == manifests {
				continue
			}
			if _, err := os.Stat(filepath.Join(to, name)); err == nil {
				continue
			}
			content, err := os.ReadFile(filepath.Join(d.path, name))
			if os.IsNotExist(err) {
				continue
			}
			if err == nil {
				err = writeSynced(filepath.Join(to, name), content)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
