package sight

import (
	"fmt"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/wardmote/wardmote/internal/core/store"
)

// Remembered are answers to questions of one principal, and the rule is one: an answer stands until this process has written anything. The
// totals on everybody's pages, the open actions of a home and how far a walk goes are most of the work of a page, and most pages are opened
// while nothing changes. Of records the open actions of a home are among them, with the titles of what they stand on.
type Remembered struct {
	changes atomic.Int64 // writes that have ended
	stands  time.Duration
	known   *lru.Cache[string, answer]
}

type answer struct {
	is    any
	after int64 // so many writes had ended when its view began
	at    time.Time
}

const rememberedMost = 8192

// NewRemembered remembers for a store. Where several processes may write to it, nothing stands longer than two seconds.
func NewRemembered(db *store.DB) *Remembered {
	known, err := lru.New[string, answer](rememberedMost)
	if err != nil {
		panic(err) // only for a size below one
	}
	stands := time.Duration(1<<63 - 1)
	if db.Engine() == store.Postgres {
		stands = 2 * time.Second
	}
	return &Remembered{stands: stands, known: known}
}

// changed is said after every write, whether it succeeded or not: a view that began before counts for nobody else.
func (m *Remembered) changed() { m.changes.Add(1) }

// Ask gives the answer to a question, read where it is not known. Nobody changes an answer. A write asks anew: it sees what may yet be undone.
func Ask[Q, A any](v *Reader, question Q, read func() (A, error)) (A, error) {
	m := v.Core.Remembered
	if v.Undone {
		return read()
	}
	key, err := Asking(fmt.Sprintf("%T %T", question, *new(A)), v.Principal, question)
	if err != nil {
		return *new(A), err
	}
	if k, ok := m.known.Get(key); ok && k.after == m.changes.Load() && time.Since(k.at) < m.stands {
		return k.is.(A), nil
	}
	is, err := read()
	if err == nil {
		m.known.Add(key, answer{is, v.after, time.Now()})
	}
	return is, err
}
