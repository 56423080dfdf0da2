package ask

import (
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/words"
)

// another is the choice of somebody else of the name that was typed.
const another = "new"

// Person reads a person: the id of the one chosen, act.NewPerson and a name where they are to be added, and nil while the reader has still
// to choose among people of that name; where it is to be confirmed, also to say that it is somebody new. Two cards of one person do less harm than two people on one card.
func Person(s *Sheet, v *gate.View, name string, confirm bool) (any, error) {
	typed, chosen := s.In.Text(name, 200), s.In.Text(name+"_pick", 60)
	if typed == "" {
		return nil, nil
	}
	if s.In.Text(name+"_for", 200) == typed && chosen != "" {
		if chosen == another {
			return act.NewPerson + typed, nil
		}
		if _, err := v.Person(chosen); err == nil || slices.Contains(s.Initial[name+"_pick"], chosen) {
			return chosen, nil
		}
	}
	picks, err := alike(v, record.Person{Name: typed, Phone: s.In.Text("phone", 500), Email: s.In.Text("email", 500), Address: s.In.Text("address", 500)})
	if err != nil {
		return nil, err
	}
	if len(picks) == 0 && !confirm {
		return act.NewPerson + typed, nil
	}
	s.Picks[name] = append(picks, Pick{Value: another, Text: "Somebody else: add " + typed})
	return nil, nil
}

// alikeMost bounds the people that are offered to choose from.
const alikeMost = 10

// alike are the people who may be the one that was typed, with why each looks so: those whose card is like theirs, then those found by what was
// typed.
func alike(v *gate.View, p record.Person) ([]Pick, error) {
	like, err := v.Alike(p, alikeMost)
	if err != nil {
		return nil, err
	}
	found, err := v.People(p.Name, alikeMost)
	picks := []Pick{}
	for _, l := range like {
		picks = append(picks, Pick{Value: l.ID, Text: l.Name, Hint: words.Capital(strings.Join(l.Why, ", ")) + ". On a record that you may see"})
	}
	for _, f := range found {
		if !slices.ContainsFunc(picks, func(k Pick) bool { return k.Value == f.ID }) {
			picks = append(picks, Pick{Value: f.ID, Text: f.Name, Hint: "On a record that you may see"})
		}
	}
	return picks[:min(len(picks), alikeMost)], err
}
