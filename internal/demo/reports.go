package demo

import (
	"errors"
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
)

// weights of what is reported, after what surveys of the borough name most; what is not listed comes up now and then.
var weights = map[string]int{"nitrous-oxide": 14, "child-worry": 3, "adult-worry": 2, "domestic-abuse": 2, "rough-sleeping": 2, "housing-repair": 3, "fire-setting": 3, "stop-search": 2,
	"drug-dealing": 12, "drug-use": 11, "noise": 12, "groups": 10, "rowdy": 6, "speeding-cars": 6, "litter": 5,
	"fly-tipping": 7, "graffiti": 3, "neighbours": 7, "hate": 5, "begging": 2, "street-drinking": 4, "fireworks": 1, "unlicensed-music": 2, "vandalism": 3}

func (s *story) category() string {
	total := 0
	for _, c := range s.pack.Categories {
		total += max(1, weights[c.ID])
	}
	n := s.random.IntN(total)
	for _, c := range s.pack.Categories {
		if n -= max(1, weights[c.ID]); n < 0 {
			return c.ID
		}
	}
	return s.pack.Categories[0].ID
}

// newReport is a resident who tells us something, or an adviser who writes it down for one.
func (s *story) newReport() error {
	ref, err := s.send(s.category(), s.somewhere(), s.chance(0.01))
	if err != nil {
		return err
	}
	s.later(s.workday(s.random.IntN(3)), func() error { return s.takeOn(ref) })
	return nil
}

// report sends a report of a category about a spot, of something that is over: it goes where its category goes.
func (s *story) report(category string, where spot) (string, error) {
	return s.send(category, where, false)
}

// send sends a report of a category about a spot; the zero spot is a place that nobody found on the map.
func (s *story) send(category string, where spot, happening bool) (string, error) {
	f := &report.Filled{Asked: true, Category: category, What: s.narrative(category), PlaceKind: s.placeKind(category), PlaceWords: where.street, Area: where.area,
		FromDay: s.now.Date().AddDays(-s.random.IntN(4)), AtTime: pick(s, []string{"11pm", "evening", "10pm", "2am", "afternoon", "1am"}),
		HowOften: pick(s, []string{"once", "now-and-then", "weekly", "most-days", "daily"}), Repeat: s.chance(0.3),
		Affected: pick(s, []string{"me", "household", "neighbours", "everyone", "business"}), BecauseOfWho: category == "hate",
		Happening: happening, Anonymous: s.chance(0.25), Key: fmt.Sprintf("demonstration-%d-%d", s.order, s.future.Len())}
	if where.area != "" {
		f.Point = &where.at
	} else {
		f.PlaceWords = "by the steps behind the market"
	}
	who := access.Public()
	f.Channel = "online"
	if s.chance(0.35) {
		f.Channel, who = pick(s, []string{"phone", "phone", "email", "walk-in"}), s.by(s.pack.Partnership.Intake)
	}
	if !f.Anonymous {
		safe := !s.chance(0.1)
		f.Name, f.Email, f.SafeContact = pick(s, inventedNames), fmt.Sprintf("resident%d@demo.example", s.random.IntN(900)), &safe
	}
	receipt, err := s.desk.Send(s.ctx, who, f, nil)
	if err != nil {
		return "", err
	}
	if len(receipt.Decision.Alerts) > 0 {
		s.later(s.now.Add(time.Duration(4+s.random.IntN(50))*time.Minute), func() error { return s.answerAlerts(receipt.Reference) })
	}
	return receipt.Reference, nil
}

// answerAlerts is what those do who were told at once: they accept within the hour and say what they did.
func (s *story) answerAlerts(ref string) error {
	return change.Of(s.gate).Write(s.ctx, access.System("demonstration"), func(u *change.Unit) error {
		w, err := u.Open(ref)
		if err != nil {
			return err
		}
		for _, l := range w.Links {
			if l.Kind != s.pack.Partnership.Alert {
				continue
			}
			e, err := u.Edit(l.Reference, 0)
			if err != nil {
				return err
			}
			if e.Record().State != "sent" {
				continue
			}
			done := "Rang back and went there. Nobody was hurt, and the owner of the report goes on with it."
			if err := errors.Join(e.Move("accepted", "", ""), e.Set("done", done), e.Move("closed", "It was answered.", "")); err != nil {
				return err
			}
		}
		return nil
	})
}

var inventedNames = []string{"Amber Teacup", "Basil Kerbstone", "Coral Lampost", "Dune Raincoat", "Elm Postbox", "Fern Crossing", "Garnet Towpath",
	"Holly Turnstile", "Indigo Bollard", "Jasper Canopy", "Kestrel Archway", "Lilac Viaduct", "Moss Drinking-Fountain", "Nettle Balcony", "Opal Stopcock"}

// look is a report as it stands.
func (s *story) look(ref string) (*record.Record, error) {
	var r *record.Record
	err := s.gate.Read(s.ctx, access.System("demonstration"), func(v *gate.View) (err error) {
		r, err = v.Glance(ref)
		return err
	})
	return r, err
}

// takeOn is a team reading a report that was sent to it: most are accepted, a few refused with a reason, and one in twelve
// waits too long, because that is what a demonstration must show as well.
func (s *story) takeOn(ref string) error {
	r, err := s.look(ref)
	if err != nil || r.State != "received" {
		return err
	}
	if s.chance(0.08) {
		s.later(s.workday(4+s.random.IntN(6)), func() error { return s.takeOn(ref) })
		return nil
	}
	who := s.by(r.Team)
	if s.chance(0.04) && r.Team != s.pack.Partnership.Intake && !s.protects(r.Category) {
		_, err := s.do(who, ref, triage.Refuse, act.Answers{"reason": "It lies in the area of another team."})
		if err := s.allowed(err); err != nil {
			return err
		}
		s.later(s.workday(1), func() error { return s.sendOn(ref) })
		return nil
	}
	_, err = s.do(who, ref, triage.Accept, nil)
	if err := s.allowed(err); err != nil {
		return err
	}
	s.later(s.workday(s.random.IntN(4)), func() error { return s.work(ref) })
	return nil
}

// allowed lets the story go on where a rule refused an act: an invented officer may not do everything, as a real one may not.
func (s *story) allowed(err error) error {
	var bad fault.Invalid
	var wrong fault.Wrong
	if errors.Is(err, fault.ErrForbidden) || errors.Is(err, fault.ErrNotFound) || errors.As(err, &bad) || errors.As(err, &wrong) {
		return nil
	}
	return err
}

func (s *story) sendOn(ref string) error {
	r, err := s.look(ref)
	if err != nil || r.State != "refused" {
		return err
	}
	team := s.pack.Partnership.Intake
	if teams := s.pack.LocalityTeams("council", r.Area); len(teams) > 0 {
		team = teams[0].ID
	}
	_, err = s.do(s.by(s.pack.Partnership.Intake), ref, triage.SendOn, act.Answers{"team": team, "reason": "Sent to the locality's own team."})
	if err := s.allowed(err); err != nil {
		return err
	}
	s.later(s.workday(1), func() error { return s.takeOn(ref) })
	return nil
}

// work is the officer's first contact, and then either a case or an answer.
func (s *story) work(ref string) error {
	r, err := s.look(ref)
	if err != nil || r.State != "accepted" {
		return err
	}
	who := s.by(r.Team)
	safe := record.ReadSafeContact(r.Fields)
	if !r.Fields.Yes("anonymous") && safe.Rule != record.ContactNever {
		how := act.Answers{"how": pick(s, []string{"telephone", "e-mail", "visit"})}
		if safe.Rule == record.ContactOnly {
			how = act.Answers{"how": "by the way that they called safe", "way": safe.By[0]}
		}
		_, err := s.do(who, ref, act.Contact, how)
		if err := s.allowed(err); err != nil {
			return err
		}
	}
	if opened, err := s.openCase(who, r); opened || err != nil {
		return err
	}
	s.later(s.workday(2+s.random.IntN(15)), func() error { return s.answer(ref) })
	return nil
}

// answer closes a report with what came of it.
func (s *story) answer(ref string) error {
	r, err := s.look(ref)
	if err != nil || !r.Open {
		return err
	}
	o := pick(s, s.outcomes(r.Category))
	_, err = s.do(s.by(r.Team), ref, triage.Close, act.Answers{"outcome": o.id, "reason": o.reason, "message": o.message})
	if err := s.allowed(err); err != nil {
		return err
	}
	return s.comesBack(ref)
}
