package gate

import (
	"maps"
	"slices"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// load gives the records of ids in their order, but for those on which the principal may not have the query's verb: a walk
// asked the access rule already.
func (v *View) load(q Query, ids []string) ([]record.Record, error) {
	found := v.recall(ids, q.Bare)
	if err := v.read(q, ids, found); err != nil {
		return nil, err
	}
	may := v.gate.rules.Judge(v.who, q.verb())
	out := make([]record.Record, 0, len(ids))
	shown := make([]*record.Record, 0, len(ids))
	for _, id := range ids {
		r, ok := found[id]
		if !ok || !may(Subject(r)) {
			continue
		}
		out = append(out, given(r, q.Bare))
		v.hidePoliceFields(&out[len(out)-1])
		shown = append(shown, &out[len(out)-1]) // out has room for all, and is not moved
	}
	return out, v.hideAbout(shown...)
}

// given is a record for somebody to change as they like: what is remembered stays as it was read.
func given(r *record.Record, bare bool) record.Record {
	out := *r
	if r.Point != nil {
		point := *r.Point
		out.Point = &point
	}
	if out.Fields = (record.Fields{}); !bare {
		out.Fields = ownFields(r.Fields)
	}
	return out
}

// ownFields are fields whose lists are nobody else's either.
func ownFields(f record.Fields) record.Fields {
	own := maps.Clone(f)
	for id, value := range own {
		if list, ok := value.([]string); ok {
			own[id] = slices.Clone(list)
		}
	}
	return own
}

// read adds the records of ids that were not found yet, and remembers them.
func (v *View) read(q Query, ids []string, found map[string]*record.Record) error {
	missing := make([]string, 0, len(ids))
	for _, id := range ids {
		if found[id] == nil {
			missing = append(missing, id)
		}
	}
	for left := missing; len(left) > 0; {
		n := min(len(left), loadMost)
		some := make([]string, loadSize(n))
		for i := range some {
			some[i] = left[min(i, n-1)]
		}
		left = left[n:]
		var come []*record.Record
		err := v.rows(store.SQL("SELECT "+q.columns()+" FROM record r WHERE r.id IN ?", some), func(s scanner) error {
			r, err := scanRecord(v.gate.pack, s)
			if err == nil {
				found[r.ID] = r
				come = append(come, r)
			}
			return err
		})
		if err != nil {
			return err
		}
		if err := v.seal(come...); err != nil {
			return err
		}
	}
	v.remember(missing, found, q.Bare)
	return nil
}

// loadMost bounds the records that are loaded by one statement. Their number is rounded up, so that few statements differ.
const loadMost = 256

func loadSize(n int) int {
	for _, size := range []int{8, 32, 64, loadMost} {
		if n <= size {
			return size
		}
	}
	return loadMost
}

// recordsMost bounds the records that are remembered, of one to four kilobytes.
const recordsMost = 16384

// records remembers records as lists last read them, until they are changed: those that are open or new are on everybody's
// lists, and to read one takes ten times as long as to find it. Where several processes share a store (PostgreSQL) another may
// change a record, and nothing is remembered; on SQLite one process serves a store (program.Serve).
type records struct {
	mu    sync.Mutex
	known *simplelru.LRU[string, recalled] // nil where nothing is remembered
}

type recalled struct {
	record *record.Record
	bare   bool
}

// recall gives those that are remembered. A page that began before a record was changed may be given it as it is now, but never
// as it was before: load asks the access rule of it as it is.
func (v *View) recall(ids []string, bare bool) map[string]*record.Record {
	found := make(map[string]*record.Record, len(ids))
	all := v.gate.records
	if !v.remembers(len(ids)) {
		return found
	}
	all.mu.Lock()
	defer all.mu.Unlock()
	for _, id := range ids {
		if r, ok := all.known.Get(id); ok && (bare || !r.bare) {
			found[id] = r.record
		}
	}
	return found
}

// remember keeps records that were read, unless anything was changed since the view began.
func (v *View) remember(ids []string, found map[string]*record.Record, bare bool) {
	all := v.gate.records
	if len(ids) == 0 || !v.remembers(len(ids)) {
		return
	}
	all.mu.Lock()
	defer all.mu.Unlock()
	if v.after != v.gate.counts.changes.Load() {
		return
	}
	for _, id := range ids {
		if r := found[id]; r != nil {
			all.known.Add(id, recalled{r, bare})
		}
	}
}

// remembers says that a list of so many records is kept: not that of a write, which may yet be undone, nor the long one of an
// export, which would push out everybody's.
func (v *View) remembers(n int) bool {
	return v.gate.records.known != nil && v.counts != nil && n <= pageUsual
}

// changed forgets records and counts the change. It is said after every write, whether it succeeded or not.
func (all *records) changed(edits []*Edit, counts *counts) {
	all.mu.Lock()
	defer all.mu.Unlock()
	for _, e := range edits {
		if all.known != nil {
			all.known.Remove(e.rec.ID)
		}
	}
	counts.changes.Add(1)
}
