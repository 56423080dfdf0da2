package list

import (
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// place is how far a walk along a path goes, in the list's order: nothing where it goes to the end of the path.
type place struct {
	key   string
	until store.Clause // the records that are not behind it
}

// end is the place of the record on a path that lies so many behind the first. It bounds what one page looks through, and the next page
// goes on from there.
func (w *walk) end(p path, within store.Clause, stride int) (place, error) {
	where := store.And(p.key, within)
	type far struct {
		Index  string
		Stride int
		ByDue  bool
		Text   string
		Args   []any
	}
	return sight.Ask(w.view.r, far{p.index, stride, w.q.ByDue, where.Text, where.Args}, func() (place, error) { return w.far(p, where, stride) })
}

// far looks for the end.
func (w *walk) far(p path, where store.Clause, stride int) (end place, err error) {
	asked := any(new(when.Instant))
	switch {
	case w.q.undated:
		asked = new(string)
	case w.q.ByDue:
		asked = new(when.Date)
	}
	text := "SELECT " + w.q.sorted() + w.from(p) + " WHERE " + where.Text + w.q.order() + store.Limit(1) + store.Offset(stride)
	err = w.view.r.Rows(store.SQL(text, where.Args...), func(s row.Scanner) error {
		if err := s.Scan(asked); err != nil {
			return err
		}
		switch at := asked.(type) {
		case *when.Instant:
			end.key, end.until = at.String(), store.SQL("r.opened >= ?", *at)
		case *when.Date:
			end.key, end.until = at.String(), store.SQL("r.due <= ?", *at)
		case *string:
			end.key, end.until = *at, store.SQL("r.id <= ?", *at)
		}
		return nil
	})
	return end, err
}
