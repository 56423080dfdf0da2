package ask

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
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
	found, err := v.People(typed, 10)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 && !confirm {
		return act.NewPerson + typed, nil
	}
	picks := []Pick{}
	for _, p := range found {
		picks = append(picks, Pick{Value: p.ID, Text: p.Name, Hint: "On a record that you may see"})
	}
	s.Picks[name] = append(picks, Pick{Value: another, Text: "Somebody else: add " + typed})
	return nil, nil
}
