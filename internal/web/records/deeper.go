package records

import (
	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// deeper is the screen of a move that has rules of its own (design, decision 4): triage for a report, the tasking board for
// a tasking, and for the end of a case the page that answers its reports with it. It is empty for all other moves.
func (s *screens) deeper(k *pack.Kind, ref, state, to string) string {
	switch {
	case k.ID == s.desk.Pack().Partnership.Report && s.desk.Acts.Find(k.ID, act.NewState, to) == nil: // triage has a rule for it
		return "/triage/" + ref
	case k.ID == tasking.Kind:
		return "/tasking/" + ref
	case k.Archetype != pack.Case || k.ID == s.desk.Pack().Partnership.Report:
		return ""
	}
	if t, ok := casework.Ends(k, state); ok && t.To == to {
		return "/cases/" + ref + "/close"
	}
	return ""
}

// begins is the screen on which a kind with rules of its own begins; empty for all others.
func (s *screens) begins(k *pack.Kind) string {
	switch k.ID {
	case s.desk.Pack().Partnership.Report:
		return "/triage/log"
	case tasking.Kind:
		return "/tasking/new"
	}
	return ""
}
