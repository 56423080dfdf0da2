package program

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Restored is what came of a restore.
type Restored struct {
	Backup Backup
	Gap    int64 // by how much every count of references was moved on
	Keys   bool  // reporters' PINs open their reports
}

// How far references move on: further than a partnership gives out between a backup and the loss of what came after it. A busy
// borough gives some hundreds a day.
const (
	gapAtLeast = 10_000
	gapADay    = 1_000
)

// Restore makes a new data folder (or fills an empty PostgreSQL database) of a backup, and proves it: every file by its hash, every
// table by its rows, the keys by the canary. Without keys reporters' PINs will not open; the store gets a new one. Nothing is left
// where something is wrong.
func Restore(ctx context.Context, cfg Config, from, keysFile string) (r Restored, err error) {
	if entries, err := os.ReadDir(cfg.Data); err == nil && len(entries) > 0 {
		return r, fmt.Errorf("%s is not empty; name a new folder with --data", cfg.Data)
	}
	if r.Backup, err = readBackup(from); err != nil {
		return r, err
	}
	keys, err := r.Backup.keys(from, keysFile)
	if err != nil {
		return r, err
	}
	making := filepath.Clean(cfg.Data) + ".part"
	if err := errors.Join(os.RemoveAll(making), os.MkdirAll(making, 0o700)); err != nil {
		return r, fmt.Errorf("the data folder cannot be made: %w", err)
	}
	into := cfg
	into.Data = making
	if err = r.restore(ctx, into, from, keys); err == nil {
		_ = os.Remove(cfg.Data) // where it is there it is empty
		err = os.Rename(making, cfg.Data)
	}
	if err != nil {
		return r, errors.Join(fmt.Errorf("nothing was restored: %w", err), os.RemoveAll(making))
	}
	return r, syncFile(filepath.Dir(filepath.Clean(cfg.Data)))
}

// readBackup reads a manifest and proves the files by their hashes.
func readBackup(from string) (b Backup, err error) {
	text, err := os.ReadFile(filepath.Join(from, manifestFile))
	if err != nil {
		return b, fmt.Errorf("%s is no backup: %w", from, err)
	}
	if err := json.Unmarshal(text, &b); err != nil {
		return b, fmt.Errorf("%s of the backup is damaged: %w", manifestFile, err)
	}
	if b.Store.Schema > store.Schema() {
		return b, fmt.Errorf("the backup was made by a newer program (%s); restore it with that one", b.Program)
	}
	for _, name := range slices.Sorted(maps.Keys(b.Files)) {
		if !filepath.IsLocal(name) {
			return b, fmt.Errorf("%s of the backup names a file outside it: %s", manifestFile, name)
		}
		got, err := hashOf(filepath.Join(from, filepath.FromSlash(name)))
		if err != nil {
			return b, fmt.Errorf("the backup is not whole: %w", err)
		}
		if got != b.Files[name] {
			return b, fmt.Errorf("the backup is damaged: %s is not what was written; use another backup", name)
		}
	}
	return b, nil
}

// keys are those of a file, or those that lie with the backup, proved by the canary; none where there is no file.
func (b Backup) keys(from, file string) ([][]byte, error) {
	if b.Canary == nil {
		return nil, nil
	}
	name := file
	if name == "" {
		name = filepath.Join(from, secretFile)
		if _, err := os.Stat(name); errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("the keys cannot be read: %w", err)
	}
	keys, err := readKeys(string(text), name)
	if err != nil {
		return nil, err
	}
	pins, err := credential.NewPINs(keys...)
	if err != nil {
		return nil, fmt.Errorf("the keys in %s: %w", name, err)
	}
	if ok, _ := pins.Verify(b.Canary.Hash, b.Canary.Reference, b.Canary.PIN); !ok {
		return nil, fmt.Errorf("the keys in %s are not those of this backup, so that no reporter's PIN would open anything (needed: %s)", name, strings.Join(b.Keys, ", "))
	}
	return keys, nil
}

func (r *Restored) restore(ctx context.Context, cfg Config, from string, keys [][]byte) error {
	if err := store.Restore(ctx, store.Config{Dir: cfg.Data, URL: cfg.Database}, from, r.Backup.Store); err != nil {
		return err
	}
	if err := restoreSegments(ctx, cfg, from, r.Backup); err != nil {
		return err
	}
	db, err := store.Open(ctx, store.Config{Dir: cfg.Data, URL: cfg.Database})
	if err != nil {
		return err
	}
	days := int64(time.Since(r.Backup.Made.Time()).Hours()/24) + 1
	r.Gap = max(gapAtLeast, days*gapADay)
	if err = db.AfterRestore(ctx, r.Gap); err == nil && r.Backup.Canary != nil {
		err = r.restoreKeys(ctx, cfg, db, keys)
	}
	return errors.Join(err, db.Close())
}

// restoreKeys puts the keys where the server looks for them; where there are none it makes one, so that reports can be taken in.
func (r *Restored) restoreKeys(ctx context.Context, cfg Config, db *store.DB, keys [][]byte) error {
	r.Keys = len(keys) > 0
	if !r.Keys {
		keys = [][]byte{credential.NewKey()}
		pins, err := credential.NewPINs(keys...)
		if err != nil {
			return err
		}
		used, err := db.Setting(ctx, secretSetting)
		if err == nil {
			err = db.KeepSetting(ctx, secretSetting, strings.Join(append(pins.Keys(), strings.Fields(used)...), " "))
		}
		if err != nil {
			return err
		}
	}
	return writeFile(filepath.Join(cfg.Data, secretFile), writeKeys(keys))
}

func restoreSegments(ctx context.Context, cfg Config, from string, b Backup) error {
	if b.Store.Engine != store.SQLite {
		return nil
	}
	folder := SegmentsFolder(cfg.Data)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	for name := range b.Files {
		if rest, ok := strings.CutPrefix(name, "segments/"); ok {
			if err := copyInto(filepath.Join(from, filepath.FromSlash(name)), filepath.Join(folder, filepath.FromSlash(rest))); err != nil {
				return err
			}
		}
	}
	depot, err := segment.OpenDir(folder)
	if err != nil {
		return err
	}
	wrong, err := segment.Damaged(ctx, depot)
	if err == nil && len(wrong) > 0 {
		err = errors.New(wrong[0])
	}
	return errors.Join(err, syncFile(folder))
}

func copyInto(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // only read
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
