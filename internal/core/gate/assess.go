package gate

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Unassessed says why a record cannot be closed for its risk: it was never assessed by the matrix of its kind, or that is out of date. It is
// empty where nothing stands in the way. The ombudsman found a risk assessment that came too late (LGSCO 24 005 075).
func Unassessed(p *pack.Pack, cal *clock.Calendar, r *record.Record, last when.Instant, today when.Date) string {
	k, _ := p.Kind(r.Kind)
	m, ok := p.Assesses(k)
	if !ok {
		return ""
	}
	v, ok := m.On(today)
	if !ok {
		return ""
	}
	switch {
	case last.IsZero():
		return "Its risk was never assessed. Assess the risk first, then close it"
	case !r.RiskDue.IsZero() && !today.Before(r.RiskDue):
		return fmt.Sprintf("Its risk is out of date: it was assessed on %s and was to be assessed again by %s. Assess the risk first, then close it", last.Date().Words(), r.RiskDue.Words())
	case v.Closing > 0 && cal.AddWorkingDays(last.Date(), v.Closing).Before(today):
		return fmt.Sprintf("Its risk was assessed on %s, and it is closed within %d working days of an assessment. Assess the risk first, then close it", last.Date().Words(), v.Closing)
	}
	return ""
}
