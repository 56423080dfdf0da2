package list

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Added are the counted results of a list added up: by value of the field that says what sort of thing each record is of, then by
// measure. The value is empty where the kind has no such field.
type Added map[string]map[string]float64

// SortOf is the field of a kind that says what sort of thing a record of it is about: the first choice that everybody must make and
// lists filter by.
func SortOf(k *pack.Kind) (pack.Field, bool) {
	for _, f := range k.Fields {
		if f.Required && f.Filter && f.Type == pack.Choice && f.From == "" && f.Compartment == "" {
			return f, true
		}
	}
	return pack.Field{}, false
}

// Added adds up what a list of one kind counted. It is false where the list is longer than CountMost, so that no page does work that
// grows with the store.
func (v *Lists) Added(q Query) (Added, bool, error) {
	if len(q.Kinds) != 1 {
		return nil, false, nil
	}
	kind, ok := v.r.Core.Pack.Kind(q.Kinds[0])
	if !ok {
		return nil, false, nil
	}
	q.After, q.ByDue = "", !q.DueBefore.IsZero()
	type sum struct {
		added Added
		all   bool
	}
	s, err := sight.Ask(v.r, summed{q}, func() (sum, error) {
		at, err := v.locate(q, CountMost)
		if err != nil || at.next != "" || len(at.ids) == 0 {
			return sum{all: at.next == ""}, err
		}
		added, err := v.addUp(kind, at.ids)
		return sum{added, true}, err
	})
	return s.added, s.all && err == nil, err
}

func (v *Lists) addUp(kind *pack.Kind, ids []string) (Added, error) {
	shown := map[string]bool{}
	for _, f := range kind.Fields {
		shown[f.Measure] = v.r.Core.Rules.Keeps(v.r.Principal, f)
	}
	sort, _ := SortOf(kind)
	out := Added{}
	err := v.r.Rows(store.SQL(`SELECT coalesce(x.value, ''), m.measure, sum(m.amount) FROM record_measure m
 LEFT JOIN record_value x ON x.record = m.record AND x.field = ? WHERE m.record IN ? GROUP BY coalesce(x.value, ''), m.measure`, sort.ID, ids), func(s row.Scanner) error {
		var value, measure string
		var sum float64
		if err := s.Scan(&value, &measure, &sum); err != nil || !shown[measure] {
			return err
		}
		if out[value] == nil {
			out[value] = map[string]float64{}
		}
		out[value][measure] = sum
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("add up %s: %w", kind.Plural, err)
	}
	return out, nil
}
