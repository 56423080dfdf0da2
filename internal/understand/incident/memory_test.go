package incident

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// memory is a depot without a disk, so that fuzzing is not bound by its syncs.
type memory struct {
	list    []segment.Manifest
	content map[string][]byte
	imports int
}

func newMemory() *memory { return &memory{content: map[string][]byte{}} }

func (m *memory) List(context.Context) ([]segment.Manifest, error) { return m.list, nil }

func (m *memory) Version(context.Context) (string, error) { return fmt.Sprint(m.imports), nil }

func (m *memory) Content(_ context.Context, hash string) ([]byte, error) {
	if c, ok := m.content[hash]; ok {
		return c, nil
	}
	return nil, segment.ErrAbsent
}

func (m *memory) Begin(context.Context) (segment.Batch, error) {
	return &memoryBatch{depot: m, content: map[string][]byte{}}, nil
}

type memoryBatch struct {
	depot   *memory
	list    []segment.Manifest
	content map[string][]byte
}

func (b *memoryBatch) Add(_ context.Context, m segment.Manifest, content []byte) (segment.Manifest, error) {
	if m.Size = int64(len(content)); len(content) > 0 {
		m.Hash = fmt.Sprintf("%x", sha256.Sum256(content))
		b.content[m.Hash] = content
	}
	b.list = append(b.list, m)
	return m, nil
}

func (b *memoryBatch) Commit(context.Context) error {
	b.depot.list = append(b.depot.list, b.list...)
	for hash, content := range b.content {
		b.depot.content[hash] = content
	}
	b.depot.imports++
	return nil
}

func (b *memoryBatch) Abort() error { return nil }
