package demo

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
)

// namesake is somebody who is put on a case of their own.
type namesake struct{ name, phone, born string }

// namesakes are two people of one name, whom a telephone number and a date of birth tell apart, and one person of two spellings. The numbers
// are of those that Ofcom keeps for drama (07700 900000 to 900999).
var namesakes = []namesake{{"Hazel Stonecrop", "07700 900311", "1961-04-18"}, {"Hazel Stonecrop", "07700 900624", "1998-11-02"},
	{"Mohammed Lampwick", "07700 900845", "1984-07-30"}, {"Muhammad Lampwick", "07700 900845", ""}}

// putNamesakes puts the namesakes on open cases of one team, each on another, and has its officer say which two cards are one person.
func (s *story) putNamesakes() error {
	var refs []string
	var team string
	err := s.gate.Read(s.ctx, access.System("demonstration"), func(v *gate.View) error {
		list, err := v.List(gate.Query{Kinds: []string{"asb-case"}, Open: new(true), Limit: 500, Bare: true})
		by := map[string][]string{}
		for _, r := range list.Records {
			if by[r.Team] = append(by[r.Team], r.Reference); len(by[r.Team]) == len(namesakes) {
				team, refs = r.Team, by[r.Team]
				break
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(refs) < len(namesakes) {
		return fmt.Errorf("no team has the %d open cases that people of one name are put on", len(namesakes))
	}
	who := s.by(team)
	for i, n := range namesakes {
		answers := act.Answers{"role": "witness", "person": act.NewPerson + n.name, "phone": n.phone}
		if n.born != "" {
			answers["born"] = n.born
		}
		if _, err := s.do(who, refs[i], act.AddParty, answers); err != nil {
			return fmt.Errorf("put %s on a case: %w", n.name, err)
		}
	}
	one, err := s.cardOn(who, refs[2], namesakes[2].name)
	if err != nil {
		return err
	}
	other, err := s.cardOn(who, refs[3], namesakes[3].name)
	if err != nil {
		return err
	}
	_, err = s.do(who, refs[2], act.SamePerson, act.Answers{"person": one, "other": other, "reason": "Answered the same telephone and gave both spellings."})
	return err
}

// cardOn is the id of somebody on a record.
func (s *story) cardOn(who access.Principal, ref, name string) (id string, err error) {
	err = s.gate.Read(s.ctx, who, func(v *gate.View) error {
		w, err := v.Open(ref)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(w.Parties, func(p record.Party) bool { return p.PersonName == name })
		if i < 0 {
			return fmt.Errorf("%s is not on %s", name, ref)
		}
		id = w.Parties[i].Person
		return nil
	})
	return id, err
}
