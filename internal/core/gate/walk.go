package gate

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// walk goes along the paths of a query to its records. What the first columns of an index do not hold is asked of one
// record after the other, and where hardly any fits that would be a walk through all of them: so a page passes over so many
// at most, and the next page goes on from there. Where there are several ways, the shortest is found by trying: a few
// records along each, and then more.
type walk struct {
	view       *View
	q          Query
	limit      int
	conditions []condition
	found      []store.Clause // conditions that look into the narrow tables
	few        bool           // one of found finds few, and the walk begins there
}

func (w *walk) list() (List, error) {
	sets, err := w.paths(false)
	if err != nil {
		return List{}, err
	}
	within, err := w.q.within()
	if err != nil {
		return List{}, err
	}
	var best List
	var end string // how far the best of the sets came
	for try, stride := range w.view.gate.bounds.strides {
		for i, paths := range sets {
			list, stopped, err := w.along(paths, within, stride)
			if err != nil || stopped == "" || len(list.Records) > w.limit {
				return w.page(list, ""), err
			}
			if try > 0 && (i == 0 || w.q.behind(stopped, end)) {
				best, end = list, stopped
			}
		}
	}
	return w.page(best, end), nil
}

// page cuts a list to its limit; stopped is where the walk ended before it was full.
func (w *walk) page(list List, stopped string) List {
	switch {
	case len(list.Records) > w.limit:
		list.Records = list.Records[:w.limit]
		list.Next = cursor(w.q, &list.Records[w.limit-1])
	case stopped != "":
		list.Next, list.Short = w.q.cursorAt(stopped), true
	}
	return list
}

// along walks along each of some paths. stopped is the place in the list's order up to which everything was looked through,
// and "" where that is the end.
func (w *walk) along(paths []path, within store.Clause, stride int) (list List, stopped string, err error) {
	for _, p := range paths {
		var end place
		if !w.dense(p) {
			if end, err = w.end(p, within, stride); err != nil {
				return List{}, "", err
			}
		}
		before := len(list.Records)
		if list.Records, err = w.read(p, within, end, list.Records); err != nil {
			return List{}, "", err
		}
		if end.key == "" || len(list.Records)-before > w.limit {
			continue
		}
		if stopped == "" || w.q.behind(stopped, end.key) {
			stopped = end.key
		}
	}
	if len(paths) > 1 {
		list.Records = w.q.inOrder(list.Records)
	}
	if stopped != "" {
		list.Records = slices.DeleteFunc(list.Records, func(r record.Record) bool { return w.q.behind(w.q.key(&r), stopped) })
	}
	return list, stopped, nil
}

// read appends the first records of the query on a path.
func (w *walk) read(p path, within store.Clause, end place, to []record.Record) ([]record.Record, error) {
	to = slices.Grow(to, min(w.limit+1, pageUsual))
	where := store.And(p.key, within, p.rest, w.filters(), end.until)
	text := "SELECT " + w.q.columns() + w.from(p) + " WHERE " + where.Text + w.q.order() + store.Limit(w.limit+1)
	err := w.view.rows(store.SQL(text, where.Args...), func(s scanner) error {
		r, err := scanRecord(w.view.gate.pack, s)
		if err != nil {
			return err
		}
		w.view.hidePoliceFields(r)
		to = append(to, *r)
		return nil
	})
	return to, err
}

// dense says that a walk along the path meets hardly a record that is not of the query.
func (w *walk) dense(p path) bool {
	if p.index == "" {
		return true // what was found is few, and nothing else can be walked in order
	}
	if !p.sure && p.rest.Text != store.And().Text {
		return false
	}
	return len(w.found) == 0 && !slices.ContainsFunc(w.conditions, func(c condition) bool { return !p.holds(c) })
}

// filters are the query but for its kinds and the time within which it looks.
func (w *walk) filters() store.Clause {
	parts := slices.Clone(w.found)
	for _, c := range w.conditions {
		parts = append(parts, c.Clause)
	}
	return store.And(parts...)
}

func (w *walk) from(p path) string {
	if p.index != "" && w.view.gate.db.Engine() == store.SQLite {
		return " FROM record r INDEXED BY " + p.index
	}
	return " FROM record r"
}

// count counts the records, up to the limit.
func (w *walk) count() (int, error) {
	sets, err := w.paths(true)
	if err != nil {
		return 0, err
	}
	within, err := w.q.within()
	if err != nil {
		return 0, err
	}
	found := map[string]bool{}
	for _, p := range sets[0] {
		where := store.And(p.key, within, p.rest, w.filters())
		err := w.view.rows(store.SQL("SELECT r.id"+w.from(p)+" WHERE "+where.Text+store.Limit(w.limit), where.Args...), func(s scanner) error {
			var id string
			err := s.Scan(&id)
			found[id] = true
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	return min(len(found), w.limit), nil
}
