package program

import (
	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/act/handover"
	"github.com/wardmote/wardmote/internal/act/lapse"
	"github.com/wardmote/wardmote/internal/act/patrol"
	"github.com/wardmote/wardmote/internal/act/power"
	"github.com/wardmote/wardmote/internal/act/review"
	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/answer/board"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/hear/report"
)

// NewActs are all acts of a partnership: those of every kind, and those of the movements that have rules of their own.
func NewActs(g *gate.Gate, posts act.Posts) *act.Acts {
	a := act.New(g, posts, triage.Acts, casework.Acts, tasking.Acts, review.Acts, power.Acts)
	a.Settles((&report.Desk{Gate: g}).Move)
	a.Beside(report.Acts)
	a.Beside(handover.Acts)
	a.Beside(lapse.Acts)
	a.Beside(patrol.Acts)
	a.Beside(board.Acts)
	return a
}
