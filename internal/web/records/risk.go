package records

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/risk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// riskPanel is what the page of a case shows of its risk: how it was assessed last, and whether that is out of date.
type riskPanel struct {
	Not     string // why it is to be assessed now
	Facts   govuk.SummaryList
	Answers govuk.Details
	Assess  string // where it is assessed, for who may
	All     string // where all assessments are
	AllText string
}

// riskPanel is nil for records of kinds that no matrix assesses.
func (x *view) riskPanel() *riskPanel {
	if _, ok := x.s.desk.Pack().Assesses(x.kind); !ok {
		return nil
	}
	rec, all := &x.whole.Record, x.whole.Assessments
	today := x.s.desk.Gate.Now().Date()
	out := &riskPanel{}
	switch {
	case rec.RiskStale(today) && len(all) == 0:
		out.Not = "The risk was to be assessed by " + rec.RiskDue.Words() + ". The case cannot be closed before."
	case rec.RiskStale(today):
		out.Not = "Out of date: it was to be assessed again by " + rec.RiskDue.Words() + ". The case cannot be closed before."
	case len(all) == 0 && rec.Open && !rec.RiskDue.IsZero():
		out.Not = "Not assessed yet. It is to be by " + rec.RiskDue.Words() + "."
	}
	if rec.Open && x.edit {
		out.Assess = x.href(act.Assess)
	}
	if len(all) == 0 {
		return out
	}
	out.All, out.AllText = "/record/"+rec.Reference+"/assessments", "See the assessment"
	if len(all) > 1 {
		out.AllText = fmt.Sprintf("See all %d assessments", len(all))
	}
	out.Facts.Rows = x.s.assessed(all, 0)
	out.Answers = x.s.answers(&all[0])
	return out
}

// assessed is one of a case's assessments in words, and how it stands to the one before it.
func (s *screens) assessed(all []record.Assessment, i int) []govuk.SummaryRow {
	a := &all[i]
	score := template.HTML(fmt.Sprintf("%d of %d points", a.Score, a.Most)) //nolint:gosec // two numbers
	if i+1 < len(all) {
		before := &all[i+1]
		switch change := a.Score - before.Score; {
		case before.Matrix != a.Matrix || before.Version != a.Version:
			score += ". The one before was scored by another version"
		case change > 0:
			score += template.HTML(fmt.Sprintf(", %d more than before", change)) //nolint:gosec // a number
		case change < 0:
			score += template.HTML(fmt.Sprintf(", %d fewer than before", -change)) //nolint:gosec // a number
		default:
			score += ", as before"
		}
	}
	rows := []govuk.SummaryRow{words.Row("Band", s.words.Risk(a.Band)+" "+s.judged(a)), words.Row("Score", score)}
	if len(a.Flags) > 0 {
		rows = append(rows, words.Row("Always highest", words.Prose(strings.Join(s.flags(a), "\n"))))
	}
	if a.Concern != record.NoConcern {
		rows = append(rows, words.Row("Asked first", words.Prose(concernWords[a.Concern])))
	}
	return append(rows, words.Row("Assessed", words.Prose(page.DateTime(a.At)+", "+a.Name)), words.Row("Again by", words.Prose(a.Review.Words())))
}

var concernWords = map[string]string{record.DangerNow: "Somebody was in danger", record.ChildAtRisk: "A child may be at risk", record.AdultAtRisk: "An adult may be at risk"}

// judged says whether the band is as it was scored, and why where it is not.
func (s *screens) judged(a *record.Assessment) template.HTML {
	if a.Band == a.Scored {
		return "as scored"
	}
	scored := a.Scored
	if b, ok := s.desk.Pack().Risk(scored); ok {
		scored = words.Lower(b.Name)
	}
	return words.Prose("by judgement, scored " + scored + ": " + a.Reason)
}

// version is what an assessment was scored by; nil where the pack has it no longer.
func (s *screens) version(a *record.Assessment) *risk.Version {
	if m, ok := s.desk.Pack().Matrix(a.Matrix); ok {
		v, _ := m.Named(a.Version)
		return v
	}
	return nil
}

func (s *screens) flags(a *record.Assessment) []string {
	v := s.version(a)
	out := slices.Clone(a.Flags)
	for i, id := range out {
		if v != nil {
			if f, ok := v.Flag(id); ok {
				out[i] = f.Name
			}
		}
	}
	return out
}

// answers are what an assessment was answered, folded away, with the points of each.
func (s *screens) answers(a *record.Assessment) govuk.Details {
	v := s.version(a)
	if v == nil {
		return govuk.Details{SummaryText: "The answers", Text: "The questions of " + a.Matrix + " " + a.Version + " are no longer in the pack."}
	}
	list := govuk.SummaryList{}
	for _, q := range v.Questions {
		names := []string{}
		for _, id := range a.Answers[q.ID] {
			if o, ok := q.Option(id); ok {
				names = append(names, fmt.Sprintf("%s (%d)", o.Name, o.Points))
			}
		}
		list.Rows = append(list.Rows, words.Row(q.Short, words.Prose(strings.Join(names, ", "))))
	}
	name := a.Matrix
	if m, ok := s.desk.Pack().Matrix(a.Matrix); ok {
		name = m.Name
	}
	return govuk.Details{SummaryText: fmt.Sprintf("The answers, by %s %s", name, a.Version), HTML: govuk.HTML(list)}
}

type assessmentsPage struct {
	page.Page
	Ref, Name   string
	Assessments []assessmentPart
}

type assessmentPart struct {
	ID, When string
	Facts    govuk.SummaryList
	Answers  govuk.Details
}

// assessments are all that the risk of a case was assessed by, with their answers.
func (s *screens) assessments(w http.ResponseWriter, r *http.Request) error {
	screen := &assessmentsPage{}
	err := s.read(r, func(v *gate.View) error {
		whole, err := v.Open(r.PathValue("ref"))
		if err != nil {
			return err
		}
		kind, _ := s.desk.Pack().Kind(whole.Kind)
		screen.Ref, screen.Name = whole.Reference, whole.Title
		screen.Page = page.Page{Title: "How the risk was assessed", Exit: kind.Sensitive, Breadcrumbs: s.crumbs(r, kind, govuk.Link{Text: whole.Reference, Href: "/record/" + whole.Reference}, govuk.Link{Text: "Risk"})}
		for i := range whole.Assessments {
			a := &whole.Assessments[i]
			screen.Assessments = append(screen.Assessments, assessmentPart{ID: "a" + a.ID, When: page.DateTime(a.At), Facts: govuk.SummaryList{Rows: s.assessed(whole.Assessments, i)}, Answers: s.answers(a)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "assessments.html", screen)
}
