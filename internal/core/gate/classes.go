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

// classesOf are those of some classes in which a word may be. Most words are in few, and those are found one after the other;
// where they are more than half of what was asked about, all of these are.
func (v *View) classesOf(word string, classes []int64) ([]int64, error) {
	most := len(classes) / 2
	if most < 32 {
		return classes, nil
	}
	var has []int64
	n := 0
	text := "WITH RECURSIVE c (class, n) AS (SELECT (SELECT min(x.class) FROM record_word x WHERE x.word = ?), 1" +
		" UNION ALL SELECT (SELECT min(x.class) FROM record_word x WHERE x.word = ? AND x.class > c.class), c.n + 1 FROM c" +
		" WHERE c.class IS NOT NULL AND c.n < ?) SELECT c.class FROM c WHERE c.class IS NOT NULL"
	err := v.rows(store.SQL(text, word, word, most), func(s scanner) error {
		var class int64
		err := s.Scan(&class)
		if _, asked := slices.BinarySearch(classes, class); asked {
			has = append(has, class)
		}
		n++
		return err
	})
	if n == most {
		return classes, err
	}
	return has, err
}
