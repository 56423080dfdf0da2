package list

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/store"
)

// walk goes along the paths of a query to its records. What the first columns of an index do not hold is asked of one
// record after the other, and where hardly any fits that would be a walk through all of them: so a page passes over so many
// at most, and the next page goes on from there. Where there are several ways, the shortest is found by trying: a few
// records along each, and then more.
type walk struct {
	view       *Lists
	q          Query
	limit      int
	conditions []condition
	found      []store.Clause // conditions that look into the narrow tables
	few        bool           // one of found finds few, and the walk begins there
}

// find is a page of the list. By the day on which they are due the records with a day come first, in that order, and then those
// without one: no order drops a record that the list holds.
func (w *walk) find() (located, error) {
	if w.q.undated = w.q.ByDue && w.q.afterUndated(); w.q.undated {
		return w.page(w.part(w.limit))
	}
	found, stopped, err := w.part(w.limit)
	if err != nil || !w.q.ByDue || stopped != "" || len(found) > w.limit || !w.q.DueBefore.IsZero() {
		return w.page(found, stopped, err)
	}
	w.q.undated, w.q.After = true, ""
	undated, stopped, err := w.part(w.limit - len(found))
	return w.page(append(found, undated...), stopped, err)
}

// part is where the first records of a list stand, one more than the limit where there are more, and where the walk stopped before
// it was full.
func (w *walk) part(limit int) (best []spot, end string, err error) {
	sets, err := w.paths(false)
	if err != nil {
		return nil, "", err
	}
	within, err := w.q.within()
	if err != nil {
		return nil, "", err
	}
	for try, stride := range w.view.r.Core.Bounds.Strides {
		for i, paths := range sets {
			found, stopped, err := w.along(paths, within, stride, limit)
			if err != nil {
				return nil, "", err
			}
			if stopped == "" || len(found) > limit {
				return found, "", nil
			}
			if try > 0 && (i == 0 || w.q.behind(stopped, end)) {
				best, end = found, stopped
			}
		}
	}
	return best, end, nil
}

// page is the list of what was found, up to its limit; stopped is where the walk ended before it was full.
func (w *walk) page(found []spot, stopped string, err error) (located, error) {
	var at located
	switch {
	case len(found) > w.limit:
		found = found[:w.limit]
		at.next = found[w.limit-1].cursor()
	case stopped != "":
		at.next, at.short = w.q.cursorAt(stopped), true
	}
	at.ids = make([]string, len(found))
	for i, f := range found {
		at.ids[i] = f.id
	}
	return at, err
}

// along walks along each of some paths. stopped is the place in the list's order up to which everything was looked through,
// and "" where that is the end.
func (w *walk) along(paths []path, within store.Clause, stride, limit int) (found []spot, stopped string, err error) {
	for _, p := range paths {
		var end place
		if !w.dense(p) {
			if end, err = w.end(p, within, stride); err != nil {
				return nil, "", err
			}
		}
		before := len(found)
		if found, err = w.read(p, store.And(within, end.until), limit, found); err != nil {
			return nil, "", err
		}
		if end.key == "" || len(found)-before > limit {
			continue
		}
		if stopped == "" || w.q.behind(stopped, end.key) {
			stopped = end.key
		}
	}
	if len(paths) > 1 {
		found = w.q.inOrder(found)
	}
	if stopped != "" {
		found = slices.DeleteFunc(found, func(f spot) bool { return w.q.behind(f.key, stopped) })
	}
	return found, stopped, nil
}

// read appends where the first records of the query stand on a path. An index answers that alone; of two paths as many records
// again as a page shows would be opened for nothing.
func (w *walk) read(p path, within store.Clause, limit int, to []spot) ([]spot, error) {
	to = slices.Grow(to, min(limit+1, pageUsual))
	where := store.And(p.key, within, p.rest, w.filters())
	text := "SELECT r.id, " + w.q.sorted() + w.from(p) + " WHERE " + where.Text + w.q.order() + store.Limit(limit+1)
	err := w.view.r.Rows(store.SQL(text, where.Args...), func(s row.Scanner) error {
		f, err := w.q.scanSpot(s)
		to = append(to, f)
		return err
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
	if p.index != "" && w.view.r.Core.DB.Engine() == store.SQLite {
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
		ids, err := w.view.r.IDs(store.SQL("SELECT r.id"+w.from(p)+" WHERE "+where.Text+store.Limit(w.limit), where.Args...))
		for _, id := range ids {
			found[id] = true
		}
		if err != nil {
			return 0, err
		}
	}
	return min(len(found), w.limit), nil
}
