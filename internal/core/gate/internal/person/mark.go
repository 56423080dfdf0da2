package person

import (
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Marks are the marks on some cards, the newest first, ended and lapsed ones too. Whoever asks has looked whether the principal may see the people.
func Marks(v *sight.Reader, people []string) (all []record.Mark, err error) {
	if len(people) == 0 {
		return nil, nil
	}
	err = v.Rows(store.SQL("SELECT id, person, sort, words, source, at, by, review, ended, end_reason FROM person_mark WHERE person IN ? ORDER BY at DESC, id DESC", people), func(s row.Scanner) error {
		var m record.Mark
		err := s.Scan(&m.ID, &m.Person, &m.Sort, &m.Words, &m.Source, &m.At, &m.By, &m.Review, &m.Ended, &m.EndFor)
		all = append(all, m)
		return err
	})
	return all, err
}
