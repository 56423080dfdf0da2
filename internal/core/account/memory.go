package account

import (
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/wardmote/wardmote/internal/core/store"
)

// memory keeps answers that every page asks for again: the session, who asks, who works in a team. An answer stands until
// this process changes what answers are made of, and no longer than stands, for another process may have changed it.
type memory[T any] struct {
	changes atomic.Int64 // that have ended
	known   *lru.Cache[string, kept[T]]
	stands  time.Duration // nothing is remembered where it is zero
}

// kept was asked for when so many changes had ended.
type kept[T any] struct {
	answer T
	after  int64
	at     time.Time
}

// stands is how long an answer stands at most: on SQLite there is one server, and beside it only the command that adds an
// account. On PostgreSQL there may be several, and a session that ended at one must not go on at another.
func stands(db *store.DB) time.Duration {
	if db.Engine() == store.Postgres {
		return 0
	}
	return 2 * time.Second
}

// memorySize bounds the answers of one kind.
const memorySize = 4096

func newMemory[T any](stands time.Duration) *memory[T] {
	known, err := lru.New[string, kept[T]](memorySize)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &memory[T]{known: known, stands: stands}
}

// ask gives the answer to a question, read anew where it is not known. An answer that is an error is not kept.
func (m *memory[T]) ask(question string, now time.Time, read func() (T, error)) (T, error) {
	after := m.changes.Load() // before the reading: a change that ends within it may not be in it
	if k, ok := m.known.Get(question); ok && k.after == after && now.Sub(k.at).Abs() < m.stands {
		return k.answer, nil
	}
	answer, err := read()
	if err == nil && m.stands > 0 {
		m.known.Add(question, kept[T]{answer, after, now})
	}
	return answer, err
}

// changed is said after every change, whether it succeeded or not.
func (m *memory[T]) changed() { m.changes.Add(1) }
