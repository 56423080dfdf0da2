package demo

import (
	"slices"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// becomesCase is how often a report becomes a case of a kind. Whoever protects people opens one for nearly every report.
var becomesCase = map[string]float64{"asb-case": 0.4, "hate-incident": 0.8, "concern": 0.9, "stop-concern": 1}

// openCase opens a case from a report, for some of those whose category has a kind of case.
func (s *story) openCase(who access.Principal, r *record.Record) (bool, error) {
	c, _ := s.pack.Category(r.Category)
	if c == nil || c.Kind == "" || !s.chance(becomesCase[c.Kind]) {
		return false, nil
	}
	k, _ := s.pack.Kind(c.Kind)
	out, err := s.do(who, r.Reference, triage.OpenCase, s.opening(k, r))
	if err := s.allowed(err); err != nil || out.Made == "" {
		return false, err
	}
	kase := out.Made
	s.origin[kase] = r.Reference
	s.later(s.workday(1+s.random.IntN(4)), func() error { return s.planCase(kase) })
	return true, nil
}

// protects says that reports of a category belong to those who protect people: no other team takes them on.
func (s *story) protects(category string) bool {
	c, _ := s.pack.Category(category)
	if c == nil {
		return false
	}
	k, ok := s.pack.Kind(c.Kind)
	return c.Sensitive || ok && k.Sensitive
}

// worries is whom a concern is about, by the category of its report.
var worries = map[string]string{"child-worry": "child", "rough-sleeping": "homeless", "substance-worry": "substance", "domestic-abuse": "domestic", "extremism-worry": "extremism"}

// opening are the answers that open a case of a kind: what it needs and its report does not say.
func (s *story) opening(k *pack.Kind, r *record.Record) act.Answers {
	out := act.Answers{"kind": k.ID}
	for _, f := range triage.Needed(s.pack, k, r, s.now.Date()) {
		switch f.ID {
		case "strands":
			out[triage.OwnID(k.ID, f.ID)] = []string{pick(s, []string{"race", "race", "islamophobic", "antisemitic", "homophobic", "disability"})}
		case "about":
			out[triage.OwnID(k.ID, f.ID)] = pick(s, []string{"stop", "manner", "who", "place"})
			if k.ID == "concern" {
				out[triage.OwnID(k.ID, f.ID)] = "adult"
				if about, ok := worries[r.Category]; ok {
					out[triage.OwnID(k.ID, f.ID)] = about
				}
			}
		case "raised_by":
			out[triage.OwnID(k.ID, f.ID)] = "resident"
		case "summary":
			out[triage.OwnID(k.ID, f.ID)] = r.Fields.Text("what")
		}
	}
	return out
}

// begin is the first step of a case that is not anti-social behaviour, and of any case that is open again.
func (s *story) begin(e *change.Edit) error {
	r := e.Record()
	switch r.Kind {
	case "concern":
		for id, v := range map[string]any{"handed_to": r.OwnerBody, "handed_on": s.now.Date()} {
			if err := e.Set(id, v); err != nil {
				return err
			}
		}
		return e.Move("handed-on", "", "")
	case "stop-concern":
		if err := e.Set("put_on", s.now.Date()); err != nil {
			return err
		}
		return e.Move("with-police", "The group asks for the record of the stop and its reason.", "")
	case "asb-case":
		return e.Move("investigating", "", "")
	}
	return e.Move("supporting", "", "")
}

// answerConcern closes a concern with what those who protect the person answered; whoever reported it is told the next day.
func (s *story) answerConcern(r *record.Record) error {
	err := s.change(r, func(u *change.Unit, e *change.Edit) error {
		if err := e.Set("answer", "Visited and spoke with the family. Support was offered and taken."); err != nil {
			return err
		}
		return e.Move("closed", "Those who protect the person have answered.", "")
	})
	if err == nil {
		s.answerOrigin(r.Reference)
	}
	return err
}

// placeKind is what kind of place a report is about. Trouble with neighbours and repairs is at home, and most else in the street.
func (s *story) placeKind(category string) string {
	if slices.Contains([]string{"neighbours", "housing-repair", "cuckooing", "drug-use"}, category) && s.chance(0.6) {
		return pick(s, []string{"home", "estate"})
	}
	return "street"
}
