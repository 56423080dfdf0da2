package incident

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// memory is a depot without a disk, so that fuzzing is not bound by its syncs.
type memory struct {
	segment.Depot // nil: nothing else of it is asked
	list          []segment.Manifest
	content       map[string][]byte
	imports       int
}

func newMemory() *memory { return &memory{content: map[string][]byte{}} }

func (m *memory) List(context.Context) ([]segment.Manifest, error) { return m.list, nil }

func (m *memory) Imports(context.Context) ([]segment.Import, error) {
	return []segment.Import{{ID: 1, State: segment.Held, Files: m.list}}, nil
}

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

func (b *memoryBatch) Commit(ctx context.Context) error {
	_, err := b.Enter(ctx, segment.Entry{})
	return err
}

func (b *memoryBatch) Enter(context.Context, segment.Entry) (int, error) {
	b.depot.list = append(b.depot.list, b.list...)
	for hash, content := range b.content {
		b.depot.content[hash] = content
	}
	b.depot.imports++
	return b.depot.imports, nil
}

func (b *memoryBatch) Abort() error { return nil }

// newLedgerMemory is a folder's depot in memory as far as the ledger goes: entries, and what follows from them.
func newLedgerMemory() *ledgerMemory { return &ledgerMemory{memory: *newMemory()} }

type ledgerMemory struct {
	memory
	ledger []segment.Entry
}

func (m *ledgerMemory) List(context.Context) ([]segment.Manifest, error) {
	return segment.Manifests(segment.InForce(segment.Imports(m.ledger))), nil
}

func (m *ledgerMemory) Imports(context.Context) ([]segment.Import, error) {
	return segment.Imports(m.ledger), nil
}

func (m *ledgerMemory) Version(context.Context) (string, error) {
	return fmt.Sprint(len(m.ledger)), nil
}

func (m *ledgerMemory) Begin(context.Context) (segment.Batch, error) {
	return &ledgerBatch{depot: m, memoryBatch: memoryBatch{depot: &m.memory, content: map[string][]byte{}}}, nil
}

type ledgerBatch struct {
	memoryBatch
	depot *ledgerMemory
}

func (b *ledgerBatch) Enter(_ context.Context, e segment.Entry) (int, error) {
	e.Files = append(e.Files, b.list...)
	if len(e.Files) == 0 && (e.Act == segment.Bring || e.Act == segment.Stage) {
		return 0, nil
	}
	for hash, content := range b.content {
		b.depot.content[hash] = content
	}
	e.Number = len(b.depot.ledger) + 1
	b.depot.ledger = append(b.depot.ledger, e)
	return e.Number, nil
}
