package store

import "context"

// Shared is what the writes of one commit do together: it is collected while they run and done once, before the commit. Half
// of the cost of a small write is that of its statements.
type Shared interface {
	End(ctx context.Context, tx Tx) error
}

// Share gives what the writes of tx's commit share under a name, made by the first that asks. Where one of the writes has to
// be undone all of them run again, each with a share of its own.
func Share[S Shared](tx Tx, name string, begin func() S) S {
	w, ok := tx.(sharing)
	if !ok {
		panic("store: a reading has nothing to end")
	}
	all := w.share()
	if s, ok := all.named[name]; ok {
		return s.(S)
	}
	s := begin()
	if all.named == nil {
		all.named = map[string]Shared{}
	}
	all.named[name], all.order = s, append(all.order, s)
	return s
}

// sharing is a Tx that writes.
type sharing interface{ share() *shares }

// shares are those of one commit.
type shares struct {
	named map[string]Shared
	order []Shared // in which they were begun, and are ended
}

// end ends them, and begins with none again.
func (s *shares) end(ctx context.Context, tx Tx) error {
	order := s.order
	s.named, s.order = nil, nil
	for _, one := range order {
		if err := one.End(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}
