package program

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// manifestFile is the name of the file of a backup that says what is in it.
const manifestFile = "backup.json"

// Backup is what a backup holds, as its manifest says.
type Backup struct {
	Program string            `json:"program"`
	Made    when.Instant      `json:"made"`
	Store   store.Copied      `json:"store"`
	Keys    []string          `json:"keys"`  // names of the keys for PINs, newest first
	Files   map[string]string `json:"files"` // SHA-256 by path; the file of the keys is not among them, for it goes elsewhere
	Canary  *canary           `json:"canary,omitempty"`
}

// canary is a reference that nobody has, with a PIN and its hash under the keys of the backup: whoever restores proves by it that
// the keys at hand are those under which reporters' PINs were kept.
type canary struct {
	Reference string `json:"reference"`
	PIN       string `json:"pin"`
	Hash      string `json:"hash"`
}

// MakeBackup writes a whole backup into a new folder while the store is served: the store of one moment, the segments, the keys
// and a manifest. The folder appears when all of it is on disk, and not at all where something failed.
func MakeBackup(ctx context.Context, cfg Config, to string) (b Backup, err error) {
	if _, err := os.Lstat(to); err == nil {
		return b, fmt.Errorf("%s is there already; name a new folder", to)
	}
	db, err := store.Open(ctx, store.Config{Dir: cfg.Data, URL: cfg.Database, AsIs: true})
	if err != nil {
		return b, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	p := &Program{Config: cfg, Store: db}
	making := to + ".part"
	if err := errors.Join(os.RemoveAll(making), os.MkdirAll(making, 0o700)); err != nil {
		return b, fmt.Errorf("the backup's folder cannot be made: %w", err)
	}
	if b, err = p.backup(ctx, making); err == nil {
		err = os.Rename(making, to)
	}
	if err != nil {
		return b, errors.Join(fmt.Errorf("nothing was backed up: %w", err), os.RemoveAll(making))
	}
	return b, syncFile(filepath.Dir(filepath.Clean(to)))
}

func (p *Program) backup(ctx context.Context, dir string) (b Backup, err error) {
	b = Backup{Program: Version(), Made: when.At(time.Now())}
	if b.Store, err = p.Store.Copy(ctx, dir); err != nil {
		return b, err
	}
	if p.Store.Engine() == store.SQLite { // after the store, which names what an import brought only once that is there
		depot, err := segment.OpenDir(SegmentsFolder(p.Config.Data))
		if err != nil {
			return b, err
		}
		if err := depot.Copy(ctx, filepath.Join(dir, "segments")); err != nil {
			return b, err
		}
	}
	if b.Files, err = hashes(dir); err != nil {
		return b, err
	}
	if err := p.backupKeys(ctx, dir, &b); err != nil {
		return b, err
	}
	text, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return b, err
	}
	return b, errors.Join(writeFile(filepath.Join(dir, manifestFile), append(text, '\n')), syncFile(dir))
}

// backupKeys adds the keys and the canary. A store of facts alone has none.
func (p *Program) backupKeys(ctx context.Context, dir string, b *Backup) error {
	used, err := p.Store.Setting(ctx, secretSetting)
	if err != nil || used == "" {
		return err
	}
	keys, err := p.secrets(true)
	if err != nil {
		return err
	}
	pins, err := credential.NewPINs(keys...)
	if err != nil {
		return err
	}
	c := &canary{Reference: "CANARY", PIN: credential.NewPIN()}
	c.Hash = pins.Hash(c.Reference, c.PIN)
	b.Canary, b.Keys = c, pins.Keys()
	return writeFile(filepath.Join(dir, secretFile), writeKeys(keys))
}

// hashes are the SHA-256 of all files in a folder.
func hashes(dir string) (map[string]string, error) {
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err == nil {
			all[filepath.ToSlash(name)], err = hashOf(path)
		}
		return err
	})
	return all, err
}

func hashOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close() //nolint:errcheck // only read
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// writeFile writes a new file for its owner alone, onto disk.
func writeFile(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}

// syncFile puts a file or folder on disk.
func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
