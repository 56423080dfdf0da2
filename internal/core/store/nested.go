package store

import (
	"bytes"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
)

// errNested is what a test sees. In the running program nobody looks: a read that waits for a second connection while it
// holds its first works until all connections are held that way, and then nothing works; and what is begun within a write may
// itself have something to write first, for which SQLite's one writer would wait for itself.
var errNested = errors.New("a read or a write was begun within another: it takes a second connection, and where everybody holds one and waits for another nobody goes on")

// refusing is set by RefuseNested, and within are the goroutines that read or write at this moment where it is.
var (
	refusing atomic.Bool
	within   sync.Map
)

// RefuseNested has every read and write within another of the same goroutine refused from here on. Package storetest asks for it, and
// so for all tests; to look costs the running program more than it is worth there.
func RefuseNested() { refusing.Store(true) }

// enter says that the goroutine begins to read or to write, or refuses; leave ends it.
func enter() (leave func(), err error) {
	if !refusing.Load() {
		return func() {}, nil
	}
	id := goroutine()
	if _, reads := within.LoadOrStore(id, true); reads {
		return nil, errNested
	}
	return func() { within.Delete(id) }, nil
}

// alone refuses a write of a goroutine that reads or writes.
func alone() error {
	if refusing.Load() {
		if _, reads := within.Load(goroutine()); reads {
			return errNested
		}
	}
	return nil
}

// goroutine is the number of the running goroutine, which the runtime tells in a stack alone: "goroutine 7 [running]: …".
func goroutine() string {
	stack := make([]byte, 64)
	stack = stack[:runtime.Stack(stack, false)]
	return string(bytes.Fields(stack)[1])
}
