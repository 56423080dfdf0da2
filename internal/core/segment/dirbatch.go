package segment

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/wardmote/wardmote/internal/core/filelock"
)

// dirBatch stages contents beside their final names; only the rename of the manifest makes them exist.
type dirBatch struct {
	dir    *Dir
	held   *filelock.Lock
	list   []Manifest
	staged []stagedFile
	ended  bool
}

type stagedFile struct {
	temp, final string
	synced      chan error // the sync runs while the next file is read
}

// Add implements Batch.
func (b *dirBatch) Add(ctx context.Context, m Manifest, content []byte) (Manifest, error) {
	if err := ctx.Err(); err != nil {
		return m, err
	}
	m = sealed(m, content)
	if m.Hash != "" {
		final := b.dir.contentFile(m.Hash)
		if _, err := os.Stat(final); errors.Is(err, fs.ErrNotExist) {
			b.stage(final, content)
		}
	}
	b.list = append(b.list, m)
	return m, nil
}

func (b *dirBatch) stage(final string, content []byte) {
	s := stagedFile{final: final, temp: filepath.Join(b.dir.path, randomName()+stagedSuffix), synced: make(chan error, 1)}
	b.staged = append(b.staged, s)
	go func() { s.synced <- writeSynced(s.temp, content) }()
}

// Commit implements Batch.
func (b *dirBatch) Commit(ctx context.Context) error {
	_, err := b.Enter(ctx, bringing(b.list))
	return err
}

// Enter implements Batch: contents first, then the manifest, each synced with its folder before the next step.
func (b *dirBatch) Enter(ctx context.Context, e Entry) (int, error) {
	if b.ended {
		return 0, errors.New("the import has already ended")
	}
	e.Files = append(e.Files, b.list...)
	number, err := b.commit(ctx, e)
	if err != nil {
		return 0, errors.Join(err, b.Abort())
	}
	b.ended = true
	return number, b.held.Release()
}

func (b *dirBatch) commit(ctx context.Context, e Entry) (int, error) {
	for i := range b.staged {
		s := &b.staged[i]
		if err := s.wait(); err != nil {
			return 0, fmt.Errorf("writing a segment: %w", err)
		}
		if err := os.Rename(s.temp, s.final); err != nil {
			return 0, err
		}
	}
	if err := ctx.Err(); err != nil || e.empty() {
		return 0, err
	}
	number, err := b.next()
	if err != nil {
		return 0, err
	}
	return number, b.write(e, filepath.Join(b.dir.path, manifestName(number)))
}

func (b *dirBatch) write(e Entry, final string) error {
	raw, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		return err
	}
	temp := filepath.Join(b.dir.path, randomName()+stagedSuffix)
	if err := writeSynced(temp, raw); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	if err := syncFolder(b.dir.path); err != nil {
		return err
	}
	if err := os.Rename(temp, final); err != nil {
		return err
	}
	return syncFolder(b.dir.path)
}

// next is the number of the next entry, so that names sort as entries came; the lock keeps the number ours.
func (b *dirBatch) next() (int, error) {
	ledger, err := b.dir.ledger()
	if err != nil || len(ledger) == 0 {
		return 1, err
	}
	return ledger[len(ledger)-1].Number + 1, nil
}

// Abort implements Batch. Contents that were renamed already have no manifest, so sweep takes them.
func (b *dirBatch) Abort() error {
	if b.ended {
		return nil
	}
	b.ended = true
	for i := range b.staged {
		_ = b.staged[i].wait() // a write that failed left nothing to keep
	}
	return errors.Join(b.dir.sweep(), b.held.Release())
}

func (s *stagedFile) wait() error {
	if s.synced == nil {
		return nil
	}
	err := <-s.synced
	s.synced = nil
	return err
}

func writeSynced(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
