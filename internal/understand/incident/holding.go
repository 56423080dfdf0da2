package incident

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// holding is what is held of one kind, month by month as it is needed: a row can only repeat one of its own month.
type holding struct {
	known
	months map[Month]bool // of which every row in force is known

}

// holding gives what is held of the months of some rows, before this import and by the files of it that were read already.
func (im *importer) holding(ctx context.Context, of *rows) (*known, error) {
	if im.held == nil {
		im.held = map[Kind]*holding{}
	}
	h := im.held[of.kind]
	if h == nil {
		h = &holding{months: map[Month]bool{}}
		im.held[of.kind] = h
	}
	first, last := of.period()
	from, to := first.String(), last.String()
	overlaps := func(m *segment.Manifest) bool {
		return m.Hash != "" && m.Kind == string(of.kind) && m.From <= to && from <= m.To
	}
	wanted := map[Month]bool{}
	for m := first; m <= last; m++ {
		if !h.months[m] {
			h.months[m], wanted[m] = true, true
		}
	}
	for i := range im.past {
		if m := &im.past[i]; len(wanted) > 0 && overlaps(m) {
			r, err := load(ctx, im.depot, *m)
			if err != nil {
				return nil, err
			}
			h.take(r, m.Whole, wanted)
		}
	}
	for i := range im.staged {
		if s := &im.staged[i]; s.rows != nil && overlaps(&s.manifest) {
			h.hold(s.rows, nil)
			s.rows = nil
		}
	}
	return &h.known, nil
}

// take adds the rows of a stored segment of some months, without those that repeat what is known already, and marks the latter.
func (k *known) take(r *rows, whole bool, months map[Month]bool) {
	if whole && r.kind != Count && k.contents.n > 0 {
		if keep, all := k.sift(r, &notTaken{}); !all {
			r.repeat = make([]bool, len(keep))
			for i, kept := range keep {
				r.repeat[i] = !kept && months[r.month[i]]
			}
		}
	}
	k.hold(r, months)
}
