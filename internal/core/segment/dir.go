package segment

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/wardmote/wardmote/internal/core/filelock"
)

// Names of the files of a directory depot. An import is its manifest file: one rename makes all its segments exist.
const (
	contentSuffix  = ".parquet"
	manifestPrefix = "import-"
	manifestSuffix = ".json"
	stagedSuffix   = ".staged"
	lockName       = "lock"
)

// Dir keeps segments as files of one folder.
type Dir struct {
	path string

	mu    sync.Mutex
	known map[string]Entry // by name of manifest file; those never change
}

// OpenDir opens the folder, making it where it does not exist, and sweeps what a killed import left there unless one is
// running now.
func OpenDir(path string) (*Dir, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("the folder of segments cannot be made: %w", err)
	}
	d := &Dir{path: path, known: map[string]Entry{}}
	held, err := filelock.Try(filepath.Join(path, lockName))
	if err != nil || held == nil {
		return d, err
	}
	return d, errors.Join(d.sweep(), held.Release())
}

// List implements Depot.
func (d *Dir) List(ctx context.Context) ([]Manifest, error) {
	all, err := d.Imports(ctx)
	return Manifests(InForce(all)), err
}

// Imports implements Depot.
func (d *Dir) Imports(_ context.Context) ([]Import, error) {
	ledger, err := d.ledger()
	return Imports(ledger), err
}

// Version implements Depot.
func (d *Dir) Version(ctx context.Context) (string, error) {
	all, err := d.Imports(ctx)
	return versionOf(all), err
}

func (d *Dir) ledger() ([]Entry, error) {
	names, err := d.manifestFiles()
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	out := make([]Entry, 0, len(names))
	for _, name := range names {
		e, ok := d.known[name]
		if !ok {
			if e, err = d.readEntry(name); err != nil {
				return nil, err
			}
			d.known[name] = e
		}
		out = append(out, e)
	}
	return out, nil
}

// Content implements Depot.
func (d *Dir) Content(_ context.Context, hash string) ([]byte, error) {
	if !isAddress(hash) {
		return nil, fmt.Errorf("%q: %w", hash, ErrAbsent)
	}
	content, err := os.ReadFile(d.contentFile(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, d.mendable(hash, fmt.Errorf("%s: %w", d.contentFile(hash), ErrAbsent))
	}
	if err != nil {
		return nil, err
	}
	return content, d.mendable(hash, verify(hash, content))
}

// mendable adds to a fault of a segment how it can be mended without a backup: while its manifest stands, an import takes its
// source for known and stores nothing.
func (d *Dir) mendable(hash string, fault error) error {
	if fault == nil {
		return nil
	}
	ledger, err := d.ledger()
	if err != nil {
		return errors.Join(fault, err)
	}
	for _, e := range ledger {
		for _, m := range e.Files {
			if m.Hash == hash {
				return fmt.Errorf("%w, or stop the server, remove %s and import %s again", fault, filepath.Join(d.path, manifestName(e.Number)), m.Source.Name)
			}
		}
	}
	return fault
}

// Begin implements Depot: it waits until no other import runs.
func (d *Dir) Begin(ctx context.Context) (Batch, error) {
	for {
		held, err := filelock.Try(filepath.Join(d.path, lockName))
		if err != nil {
			return nil, err
		}
		if held != nil {
			if err := d.sweep(); err != nil {
				return nil, errors.Join(err, held.Release())
			}
			return &dirBatch{dir: d, held: held}, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("another import is running: %w", ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (d *Dir) contentFile(hash string) string { return filepath.Join(d.path, hash+contentSuffix) }

func (d *Dir) manifestFiles() ([]string, error) {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if n := e.Name(); strings.HasPrefix(n, manifestPrefix) && strings.HasSuffix(n, manifestSuffix) {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	return names, nil
}

func manifestName(number int) string {
	return fmt.Sprintf("%s%08d%s", manifestPrefix, number, manifestSuffix)
}

func (d *Dir) readEntry(name string) (e Entry, err error) {
	number := 0
	if _, err := fmt.Sscanf(name, manifestPrefix+"%d", &number); err != nil {
		return e, fmt.Errorf("%s is not a name of a manifest: %w", name, err)
	}
	raw, err := os.ReadFile(filepath.Join(d.path, name))
	if err == nil {
		e, err = readEntry(raw, number)
	}
	if err != nil {
		return e, fmt.Errorf("%s is damaged: %w", name, err)
	}
	return e, nil
}

// sweep removes staged files, and contents that no manifest names: what an import leaves that was killed before its
// manifest stood, or that was dropped. It runs only under the lock.
func (d *Dir) sweep() error {
	all, err := d.Imports(context.Background())
	if err != nil {
		return err
	}
	named := contents(all)
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range entries {
		hash, isContent := strings.CutSuffix(e.Name(), contentSuffix)
		if strings.HasSuffix(e.Name(), stagedSuffix) || isContent && isAddress(hash) && !named[hash] {
			errs = append(errs, os.Remove(filepath.Join(d.path, e.Name())))
		}
	}
	return errors.Join(errs...)
}

func randomName() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return hex.EncodeToString(b[:])
}
