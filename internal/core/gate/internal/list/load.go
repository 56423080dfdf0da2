package list

import (
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Load gives the records of ids in their order, but for those on which the principal may not have the query's verb: a walk
// asked the access rule already.
func Load(v *sight.Reader, q Query, ids []string) ([]record.Record, error) {
	found, err := loaded(v, q, ids)
	if err != nil {
		return nil, err
	}
	may := v.Core.Rules.Judge(v.Principal, q.verb())
	out := make([]record.Record, 0, len(ids))
	shown := make([]*record.Record, 0, len(ids))
	for _, id := range ids {
		r, ok := found[id]
		if !ok || !may(sight.Subject(r)) {
			continue
		}
		out = append(out, *r)
		shown = append(shown, &out[len(out)-1]) // out has room for all, and is not moved
	}
	return out, v.Narrow(shown...)
}

// loaded are the records of ids by their id.
func loaded(v *sight.Reader, q Query, ids []string) (map[string]*record.Record, error) {
	found := make(map[string]*record.Record, len(ids))
	for left := ids; len(left) > 0; {
		n := min(len(left), loadMost)
		some := make([]string, loadSize(n))
		for i := range some {
			some[i] = left[min(i, n-1)]
		}
		left = left[n:]
		var come []*record.Record
		err := v.Rows(store.SQL("SELECT "+q.columns()+" FROM record r WHERE r.id IN ?", some), func(s row.Scanner) error {
			r, err := row.ScanRecord(v.Core.Pack, s)
			if err == nil {
				found[r.ID] = r
				come = append(come, r)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		if err := v.Seal(come...); err != nil {
			return nil, err
		}
	}
	return found, nil
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
