package demo

import (
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
)

// comesBack has some reporters come back to a report that was closed: one in fourteen writes that it is not solved, and one
// in five says on its page how satisfied they are.
func (s *story) comesBack(ref string) error {
	rates := s.chance(0.2)
	if !rates && !s.chance(0.07) {
		return nil
	}
	r, err := s.look(ref)
	if err != nil || r.Open {
		return err
	}
	s.later(s.now.Add(time.Duration(24+s.random.IntN(240))*time.Hour), func() error {
		if rates {
			return s.rates(r)
		}
		s.answerAgain(ref)
		_, err := s.desk.NotSolved(s.ctx, access.Reporter(r.ID), report.Word{Text: "It began again the next night."})
		return s.allowed(err)
	})
	return nil
}

// rates is a reporter saying how satisfied they are; where it is not solved, their report is open again.
func (s *story) rates(r *record.Record) error {
	solved, informed := s.chance(0.8), s.chance(0.75)
	said := report.Rating{Solved: &solved, Rating: s.rating(solved), Informed: &informed}
	if !solved {
		said.Comment = "It was quiet for a week and then it began again."
		s.answerAgain(r.Reference)
	}
	return s.allowed(s.desk.Rate(s.ctx, access.Reporter(r.ID), said))
}

func (s *story) answerAgain(ref string) {
	s.later(s.workday(2+s.random.IntN(8)), func() error { return s.answer(ref) })
}
