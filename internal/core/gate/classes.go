package gate

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/store"
)

// seen are the classes of record that somebody may see. A class is made and then never changed or taken away, so that the
// answer stands as long as there are so many of them; to ask the access rule of each anew was most of a search.
type seen struct {
	of  int // so many classes there were
	ids []int64
}

const classesKept = 512

// classes are the numbers of those that fit, in their order. where is of record_class, alias r.
func (v *View) classes(where store.Clause) ([]int64, error) {
	var now seen
	if err := v.tx.QueryRowContext(v.ctx, "SELECT count(*) FROM record_class").Scan(&now.of); err != nil {
		return nil, fmt.Errorf("count the classes of records: %w", err)
	}
	question, err := asking(where.Text, where.Args)
	if err != nil {
		return nil, err
	}
	if found, ok := v.gate.classes.Get(question); ok && found.of == now.of {
		return found.ids, nil
	}
	err = v.rows(store.SQL("SELECT r.id FROM (SELECT c.*, '' AS assignee FROM record_class c) r WHERE "+where.Text, where.Args...), func(s scanner) error {
		var id int64
		err := s.Scan(&id)
		now.ids = append(now.ids, id)
		return err
	})
	slices.Sort(now.ids)
	if err == nil && v.counts != nil { // what a write sees may yet be undone
		v.gate.classes.Add(question, now)
	}
	return now.ids, err
}
