package act

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/risk"
)

// The questions of assessing by a matrix, beside those of the matrix (MatrixID).
const (
	Concern = "safeguarding" // who is in danger or at risk now, asked before all others
	Flags   = "flags"
	Band    = "band"
	Why     = "reason"
)

// MatrixID is the name of the control of a question of a matrix.
func MatrixID(question string) string { return "q_" + question }

// assessed is the act by which the risk of a kind is assessed: by its matrix, or by choosing a band where it has none.
func assessed(p *pack.Pack, k *pack.Kind) Act {
	x := Act{ID: Assess, Verb: pack.Edit, Of: isCase, Asks: askAssess, Do: doAssess, Button: "Save", Title: "Assess the risk", Done: "The risk is assessed"}
	if _, ok := p.Assesses(k); ok {
		x.May, x.Asks, x.Do = isOpen, askMatrix, doMatrix
	}
	return x
}

// concerns are what is asked first. Whoever is in danger now comes before any score.
var concerns = []pack.Option{
	{ID: record.NoConcern, Name: "No"},
	{ID: record.DangerNow, Name: "Somebody is in danger now", Hint: "Ring 999 before you go on"},
	{ID: record.ChildAtRisk, Name: "A child may be at risk"},
	{ID: record.AdultAtRisk, Name: "An adult with care needs may be at risk"},
}

// Scored is the matrix by which the record is assessed today, in the version that scores.
func (s *Scene) Scored() (*risk.Matrix, *risk.Version, bool) {
	m, ok := s.Pack.Assesses(s.Kind)
	if !ok {
		return nil, nil, false
	}
	v, ok := m.On(s.Today)
	return m, v, ok
}

// askMatrix asks for safeguarding, then for the answers of the matrix, which show what was answered last, and for judgement. Who is in danger is
// asked afresh each time.
func askMatrix(s *Scene) []Question {
	m, v, ok := s.Scored()
	if !ok {
		return nil
	}
	var last record.Assessment
	if len(s.Record.Assessments) > 0 && s.Record.Assessments[0].Matrix == m.ID {
		last = s.Record.Assessments[0]
	}
	out := []Question{{Spread: true, Missing: "Say first whether somebody is in danger or at risk",
		Field: pack.Field{ID: Concern, Name: "Is somebody in danger now, or a child or an adult at risk?", Type: pack.Choice, Required: true, Options: concerns}}}
	for _, q := range v.Questions {
		out = append(out, asksOf(q, last.Answers[q.ID]))
	}
	flags := Question{Field: pack.Field{ID: Flags, Name: "Is any of this so? Then the risk is the highest, whatever the points", Type: pack.Choices}}
	var ticked []string
	for _, f := range v.Flags {
		if len(f.Of) > 0 {
			continue
		}
		flags.Options = append(flags.Options, pack.Option{ID: f.ID, Name: f.Name})
		if slices.Contains(last.Flags, f.ID) {
			ticked = append(ticked, f.ID)
		}
	}
	if flags.Held = ticked; len(flags.Options) > 0 {
		out = append(out, flags)
	}
	band := Question{None: "As scored", Field: pack.Field{ID: Band, Name: "Your judgement", Type: pack.Choice, Hint: "Lower than scored: " + s.Pack.RoleNames(m.Lowers)}}
	for _, b := range v.Bands {
		if r, ok := s.Pack.Risk(b.Risk); ok {
			band.Options = append(band.Options, pack.Option{ID: r.ID, Name: r.Name})
		}
	}
	why := Text(Why, "Why, if you judge otherwise than scored", "", longReason)
	why.Short = true
	return append(out, band, why)
}

// asksOf is a question of a matrix as an act asks it, with what it was answered last.
func asksOf(q risk.Question, held []string) Question {
	out := Question{Spread: true, Missing: "Answer: " + record.Lower(q.Short), Field: pack.Field{ID: MatrixID(q.ID), Name: q.Ask, Type: pack.Choice, Required: !q.Many}}
	for _, o := range q.Options {
		out.Options = append(out.Options, pack.Option{ID: o.ID, Name: o.Name, Hint: fmt.Sprint(o.Points)})
	}
	known := slices.DeleteFunc(slices.Clone(held), func(id string) bool { _, ok := q.Option(id); return !ok })
	switch {
	case q.Many:
		out.Type, out.Held = pack.Choices, known
	case len(known) > 0:
		out.Held = known[0]
	}
	return out
}

// followed is what somebody is to do at once where the first question was not answered with no.
var followed = map[string]string{
	record.DangerNow:   "Somebody was in danger when the risk was assessed: ring 999 if nobody has, and note what was done",
	record.ChildAtRisk: "Record a concern for the child who may be at risk, if it is not recorded yet",
	record.AdultAtRisk: "Record a concern for the adult who may be at risk, if it is not recorded yet",
}

func doMatrix(d *Doing) error {
	_, v, _ := d.Scored()
	given := record.Assessment{Concern: d.Answers.Text(Concern), Answers: risk.Answers{}, Band: d.Answers.Text(Band), Reason: d.Answers.Text(Why)}
	given.Flags, _ = d.Answers[Flags].([]string)
	for _, q := range v.Questions {
		switch answer := d.Answers[MatrixID(q.ID)].(type) {
		case string:
			given.Answers[q.ID] = []string{answer}
		case []string:
			given.Answers[q.ID] = answer
		}
	}
	kept, err := d.Edit.AssessBy(given)
	if err != nil {
		return err
	}
	band, _ := d.Pack.Risk(kept.Band)
	d.says = fmt.Sprintf("The risk is assessed: %s, %d of %d points", strings.ToLower(band.Name), kept.Score, kept.Most)
	what := followed[kept.Concern]
	if what == "" || d.Who.System {
		return nil
	}
	d.says += ". " + what
	r := d.Edit.Record()
	_, err = d.Edit.AddAction(record.Action{What: what, Owner: d.Who.Account, Body: r.OwnerBody, Due: d.Today})
	return err
}
