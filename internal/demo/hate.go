package demo

import "github.com/wardmote/wardmote/internal/core/gate/change"

// refer refers most people whom hate has hurt for support; every fourth does not want it. They are counted and not drawn, so
// that a demonstration of any day has each.
func (s *story) refer(e *change.Edit) error {
	s.hate++
	if s.hate%4 == 0 {
		return nil
	}
	outcome := []string{"taken-up", "waiting", "taken-up", "declined", "taken-up"}[s.hate%5]
	for _, x := range []struct {
		field string
		value any
	}{{"support_referral", true}, {"referred_to", []string{"victim-support"}}, {"referred_on", s.now.Date()}, {"referral_outcome", outcome}} {
		if err := e.Set(x.field, x.value); err != nil {
			return err
		}
	}
	return nil
}

// complex says that a case of hate needs the panel: one in five that it has not reviewed.
func (s *story) complex(e *change.Edit) bool {
	return e.Record().Kind == "hate-incident" && e.Record().Fields["panel_decision"] == nil && s.chance(0.2)
}

// reviewed records what the panel decided about a case.
func (s *story) reviewed(e *change.Edit) error {
	if err := e.Set("panel_day", s.now.Date()); err != nil {
		return err
	}
	if err := e.Set("panel_decision", "The landlord moves the family within the month, the school names somebody to turn to, and the police visit both neighbours."); err != nil {
		return err
	}
	return e.Move("supporting", "", "")
}
