package records

import (
	"slices"

	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// triaged are the moves of a report that belong to triage, which does more with them than change a state.
var triaged = []string{"received", "accepted", "refused", "case-opened", "closed"}

// deeper is the screen of a move that has rules of its own (design, decision 4): triage for a report, the tasking board for
// a tasking, and for the end of a case the page that answers its reports with it. It is empty for all other moves.
func (s *screens) deeper(k *pack.Kind, ref, state, to string) string {
	switch {
	case k.ID == s.desk.Pack().Partnership.Report && slices.Contains(triaged, to):
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
