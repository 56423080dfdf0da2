package work

import (
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Caseload is what somebody has open, as whoever shares out the work looks at it. It says how much and how old, and judges nobody: it is for
// supervision, and stands on no other page.
type Caseload struct {
	Open   int
	High   int       // of the highest band of risk
	Late   int       // whose day has passed
	Missed int       // on which somebody waits for a contact that was promised
	Stale  int       // whose risk is to be assessed again
	Oldest when.Date // when the oldest was opened; zero where nothing is open
	More   bool      // there was more than was counted
}

// Caseload counts what is open of a question, such as what somebody has, up to Most.
func (q *Queue) Caseload(ask gate.Query) (out Caseload, err error) {
	ask.Open = new(true)
	all, more, err := q.View.Waits(ask, Most)
	out.More = more
	for _, w := range all {
		i := q.item(w, false)
		out.Open++
		if i.highest {
			out.High++
		}
		if !w.Due.IsZero() && w.Due.Before(q.Today) {
			out.Late++
		}
		if !w.Missed.IsZero() {
			out.Missed++
		}
		if !w.RiskDue.IsZero() && !w.RiskDue.After(q.Today) {
			out.Stale++
		}
		if day := w.Opened.Date(); out.Oldest.IsZero() || day.Before(out.Oldest) {
			out.Oldest = day
		}
	}
	return out, err
}
