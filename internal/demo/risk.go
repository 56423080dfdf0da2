package demo

import (
	"hash/fnv"
	"math/rand/v2"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/risk"
)

// assess has the officer of a case assess its risk, and look at it again when that is due: most do, and some are late. What is answered is drawn
// beside the rest of the year, from the case and how often it was assessed.
func (s *story) assess(ref string) error {
	r, err := s.look(ref)
	if err != nil || !r.Open {
		return err
	}
	k, _ := s.pack.Kind(r.Kind)
	m, ok := s.pack.Assesses(k)
	if !ok {
		return nil
	}
	v, ok := m.On(s.now.Date())
	if !ok {
		return nil
	}
	draw := drawOf(ref + s.now.Date().String())
	answers := answersOf(v, r.Risk, draw)
	if draw.IntN(12) == 0 && r.Risk != v.Bands[len(v.Bands)-1].Risk {
		answers[act.Band], answers[act.Why] = v.Bands[len(v.Bands)-1].Risk, "Those affected no longer go out after dark, which the questions do not show."
	}
	if _, err := s.do(s.by(r.Team), ref, act.Assess, answers); err != nil {
		return s.allowed(err)
	}
	if r, err = s.look(ref); err != nil {
		return err
	}
	s.later(s.workday(v.Review(r.Risk)+draw.IntN(3)), func() error { return s.assessAgain(ref) })
	return nil
}

// assessAgain is the day on which a case is to be assessed again: one in five is left.
func (s *story) assessAgain(ref string) error {
	r, err := s.look(ref)
	if err != nil || !r.RiskStale(s.now.Date()) || drawOf(ref+"again"+s.now.Date().String()).IntN(5) == 0 {
		return err
	}
	return s.assess(ref)
}

func drawOf(words string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(words)) // which never fails
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// answersOf are what somebody in a band answers: the more serious of what is offered where the band is high, the less where it is low.
func answersOf(v *risk.Version, band string, draw *rand.Rand) act.Answers {
	out := act.Answers{act.Concern: record.NoConcern}
	pull := map[string]int{"low": 0, "medium": 1, "high": 2}[band]
	for _, q := range v.Questions {
		if q.Many {
			var chosen []string
			for _, o := range q.Options {
				if draw.IntN(4) < pull {
					chosen = append(chosen, o.ID)
				}
			}
			if chosen != nil {
				out[act.MatrixID(q.ID)] = chosen
			}
			continue
		}
		at := draw.IntN(len(q.Options)) // the first are those of the most points
		for range 2 - pull {
			at = max(at, draw.IntN(len(q.Options)))
		}
		for range pull - 1 {
			at = min(at, draw.IntN(len(q.Options)))
		}
		out[act.MatrixID(q.ID)] = q.Options[at].ID
	}
	if pull == 2 && draw.IntN(5) == 0 {
		out[act.Flags] = []string{"weapons"}
	}
	return out
}

// judgedHigh is the officer who judges a case higher than its points.
func (s *story) judgedHigh(ref string) error {
	r, err := s.look(ref)
	if err != nil {
		return err
	}
	k, _ := s.pack.Kind(r.Kind)
	m, _ := s.pack.Assesses(k)
	v, ok := m.On(s.now.Date())
	if !ok {
		return nil
	}
	answers := answersOf(v, "medium", drawOf(ref))
	answers[act.Band], answers[act.Why] = "high", "Two households were threatened, and one of them no longer goes out after dark."
	_, err = s.do(s.by(r.Team), ref, act.Assess, answers)
	return err
}

// markedAlleged is what whoever visits has to know of one of the two men of the shared case, and of what the other needs.
func (s *story) markedAlleged(ref string) error {
	return s.edit(ref, func(_ *change.Unit, e *change.Edit) error {
		for _, m := range []struct {
			name string
			mark record.Mark
		}{
			{"Sorrel Padlock", record.Mark{Sort: record.StaffSafety, Words: "Keeps a large dog that is not on a lead. Ring first, and visit in pairs.", Source: "The officer of the ward, who visited", Review: s.now.Date().AddMonths(6)}},
			{"Yarrow Latchkey", record.Mark{Sort: record.NeedOf, Words: "Finds letters hard to read. Say it first, and send it in plain words.", Source: "He said so himself, by telephone"}},
		} {
			if err := e.Join(record.Person{Name: m.name}, "alleged"); err != nil {
				return err
			}
			w, err := e.Whole()
			if err != nil {
				return err
			}
			for _, p := range w.Parties {
				if p.PersonName == m.name {
					m.mark.Person = p.Person
				}
			}
			if err := e.Mark(m.mark); err != nil {
				return err
			}
		}
		return nil
	})
}
