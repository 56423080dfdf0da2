package gate_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// asColumns is the small partnership in which a kind asks every column that a kind may ask as a field of its own.
func asColumns(t *testing.T, kind string) *pack.Pack {
	p := gatetest.Pack(t)
	p.Categories = append(p.Categories, pack.Category{ID: "noise", Name: "Noise", Risk: "low"}, pack.Category{ID: "litter", Name: "Litter", Risk: "low"})
	k, _ := p.Kind(kind)
	k.Fields = append(k.Fields, pack.Field{ID: "title", Name: "Title", Type: pack.Text, Filter: true}, pack.Field{ID: "category", Name: "Category", Type: pack.Choice, From: "categories", Filter: true},
		pack.Field{ID: "channel", Name: "Channel", Type: pack.Choice, Options: []pack.Option{{ID: "phone", Name: "Phone"}, {ID: "walk", Name: "Walk"}}, Filter: true},
		pack.Field{ID: "repeat_victim", Name: "Again", Type: pack.YesNo, Filter: true}, pack.Field{ID: "team", Name: "Team", Type: pack.Choice, From: "teams", Filter: true})
	return p
}

// TestWhatIsAColumnAndAFieldIsSaidOnce: by whichever of the two it is written, both say it, the history says it once, lists find it, and the
// document does not hold it.
func TestWhatIsAColumnAndAFieldIsSaidOnce(t *testing.T) {
	for _, kind := range []string{"case", "patrol"} {
		gatetest.EachOf(t, asColumns(t, kind), func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
			system := access.System("test")
			ref := create(t, g, record.Draft{Kind: kind, Title: "First", OwnerBody: "council", Team: "north", Area: "W1", Fields: record.Fields{"category": "noise", "channel": "phone"}})
			for i, step := range []struct {
				does   func(*change.Edit) error
				field  string
				value  any
				column func(*record.Record) any
			}{
				{func(*change.Edit) error { return nil }, "category", "noise", func(r *record.Record) any { return r.Category }},
				{func(*change.Edit) error { return nil }, "title", "First", func(r *record.Record) any { return r.Title }},
				{func(*change.Edit) error { return nil }, "team", "north", func(r *record.Record) any { return r.Team }},
				{func(e *change.Edit) error { return e.Set("category", "litter") }, "category", "litter", func(r *record.Record) any { return r.Category }},
				{func(e *change.Edit) error { return e.Correct("category", "noise", "") }, "category", "noise", func(r *record.Record) any { return r.Category }},
				{func(e *change.Edit) error { return e.Set("title", "Second") }, "title", "Second", func(r *record.Record) any { return r.Title }},
				{func(e *change.Edit) error { return e.Set("channel", "walk") }, "channel", "walk", func(r *record.Record) any { return r.Channel }},
				{func(e *change.Edit) error { return e.Set("repeat_victim", true) }, "repeat_victim", true, func(r *record.Record) any { return r.RepeatVictim }},
				{func(e *change.Edit) error { return e.Repeat(false, "") }, "repeat_victim", nil, func(r *record.Record) any { return !r.RepeatVictim }},
				{func(e *change.Edit) error { return e.Set("repeat_victim", false) }, "repeat_victim", false, func(r *record.Record) any { return r.RepeatVictim }},
				{func(e *change.Edit) error { return e.Repeat(true, "") }, "repeat_victim", true, func(r *record.Record) any { return r.RepeatVictim }},
				{func(e *change.Edit) error { return e.Assign("council", "south", "", "") }, "team", "south", func(r *record.Record) any { return r.Team }},
				{func(e *change.Edit) error { return e.Set("team", "north") }, "team", "north", func(r *record.Record) any { return r.Team }},
			} {
				before, err := open(t, g, system, ref)
				if err != nil {
					t.Fatal(err)
				}
				if err := change.Of(g).Write(ctx, system, func(u *change.Unit) error {
					e, err := u.Edit(ref, 0)
					if err == nil {
						err = step.does(e)
					}
					if err == nil && e.Record().Fields[step.field] != step.value {
						err = fmt.Errorf("in the unit it is %v", e.Record().Fields[step.field])
					}
					return err
				}); err != nil {
					t.Fatalf("%s step %d: %v", kind, i, err)
				}
				w, err := open(t, g, system, ref)
				if err != nil {
					t.Fatal(err)
				}
				column := step.column(&w.Record)
				if step.value == nil {
					column = nil
				}
				if w.Fields[step.field] != step.value || column != step.value {
					t.Errorf("%s step %d: the field says %v and the column %v, not %v", kind, i, w.Fields[step.field], column, step.value)
				}
				if i > 2 && len(w.Events) != len(before.Events)+1 {
					t.Errorf("%s step %d: %d events for one change", kind, i, len(w.Events)-len(before.Events))
				}
				if k, _ := g.Pack().Kind(kind); slices.ContainsFunc(k.Fields, func(f pack.Field) bool { _, twice := w.Own(k)[f.ID]; return twice && f.Column() != "" }) != (step.value == false) {
					t.Errorf("%s step %d: the document keeps %v", kind, i, w.Own(k))
				}
				if text, ok := step.value.(string); ok {
					err := g.Read(ctx, system, func(v *gate.View) error {
						l, err := v.List(gate.Query{Kinds: []string{kind}, Fields: map[string]string{step.field: text}, Limit: 5})
						if err == nil && len(l.Records) != 1 {
							t.Errorf("%s step %d: a list by %s finds %d", kind, i, step.field, len(l.Records))
						}
						return err
					})
					if err != nil {
						t.Fatal(err)
					}
				}
			}
		})
	}
}
