package record_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// TestAValueThatAFieldCannotHoldIsRefusedWhateverTheWayIn: a patrol once had "two" officers and -3 canisters, because only the form of a
// record looked.
func TestAValueThatAFieldCannotHoldIsRefusedWhateverTheWayIn(t *testing.T) {
	options := []pack.Option{{ID: "foot", Name: "On foot"}}
	for _, c := range []struct {
		field     pack.Field
		good, bad []any
	}{
		{pack.Field{ID: "officers", Name: "Officers", Type: pack.Number, Min: 1, Max: 100}, []any{nil, 1.0, 100.0, 2}, []any{"two", 0.0, 101.0, true}},
		{pack.Field{ID: "canisters", Name: "Canisters", Type: pack.Number}, []any{0.0}, []any{-3.0}},
		{pack.Field{ID: "amount", Name: "Amount", Type: pack.Money}, []any{int64(0), int64(1250)}, []any{int64(-1), 0.5, "£20"}},
		{pack.Field{ID: "day", Name: "Day", Type: pack.Date}, []any{"2026-06-10", when.Day(2026, 6, 10)}, []any{"10/06/2026", 3.0}},
		{pack.Field{ID: "yes", Name: "Yes", Type: pack.YesNo}, []any{true, false}, []any{"yes", 1.0}},
		{pack.Field{ID: "how", Name: "How", Type: pack.Choice}, []any{"foot"}, []any{"horse", 1.0}},
		{pack.Field{ID: "hows", Name: "Hows", Type: pack.Choices}, []any{[]string{"foot"}, []string{}}, []any{[]string{"foot", "horse"}, "foot"}},
		{pack.Field{ID: "text", Name: "Text", Type: pack.Text, Max: 5}, []any{"abcde"}, []any{"abcdef", 5.0}},
	} {
		for _, v := range c.good {
			if err := record.Check(c.field, v, options); err != nil {
				t.Errorf("%s refuses %v: %v", c.field.ID, v, err)
			}
		}
		for _, v := range c.bad {
			if err := record.Check(c.field, v, options); err == nil {
				t.Errorf("%s takes %v", c.field.ID, v)
			}
		}
	}
}
