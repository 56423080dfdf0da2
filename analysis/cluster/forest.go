package cluster

import "sync/atomic"

// forest joins cells into sets from several cores at once without locks (Anderson and Woll 1991, STOC): a root is
// replaced only by a lower one, so the root of a set at the end is its lowest cell, whatever the order of the joins.
type forest []atomic.Int32

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i].Store(int32(i))
	}
	return f
}

func (f forest) root(i int32) int32 {
	for {
		parent := f[i].Load()
		if parent == i {
			return i
		}
		above := f[parent].Load()
		if above != parent {
			f[i].CompareAndSwap(parent, above) // halve the path; losing the race does no harm
		}
		i = above
	}
}

func (f forest) join(a, b int32) {
	for {
		a, b = f.root(a), f.root(b)
		if a == b {
			return
		}
		if a > b {
			a, b = b, a
		}
		if f[b].CompareAndSwap(b, a) {
			return
		}
	}
}
