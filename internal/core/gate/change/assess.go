package change

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/risk"
	"github.com/wardmote/wardmote/internal/core/when"
)

// AssessBy assesses the risk by the matrix of the kind: given are its answers, the flags that were ticked, the concern, and the band and
// reason of who judges otherwise than was scored (none takes what was scored). It is kept beside all earlier ones, the band and the clocks follow, and the day
// comes on which it is assessed again.
func (e *Edit) AssessBy(given record.Assessment) (record.Assessment, error) {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return given, err
	}
	m, v, ok := e.matrix()
	if !ok {
		return given, fault.Invalid{"": "No matrix is in force today by which this is assessed"}
	}
	if !slices.Contains(record.Concerns, given.Concern) {
		return given, fault.Invalid{"safeguarding": "Say first whether somebody is in danger or at risk"}
	}
	ticked := given.Flags
	if f, ok := v.Flag(record.FlagsOfChild); ok && len(f.Of) == 0 && given.Concern == record.ChildAtRisk && !slices.Contains(ticked, f.ID) {
		ticked = append(slices.Clone(ticked), f.ID)
	}
	scored, err := v.Score(given.Answers, ticked)
	if err != nil {
		return given, fault.Invalid{"": err.Error()}
	}
	who, a := e.unit.r.Principal, given
	a.ID, a.Record, a.At, a.Account, a.Name, a.Seal = row.NewID(), e.rec.ID, e.unit.r.Moment, who.Account, who.Name, record.ForStaff
	a.Matrix, a.Version, a.Flags, a.Score, a.Most, a.Scored = m.ID, v.Version, scored.Flags, scored.Score, scored.Most, scored.Band
	a.Band, a.Reason = cmp.Or(given.Band, scored.Band), strings.TrimSpace(given.Reason)
	if err := e.judged(m, v, &a); err != nil {
		return a, err
	}
	a.Review = e.unit.r.Core.Calendar.AddWorkingDays(a.At.Date(), v.Review(a.Band))
	if err := e.keepAssessment(&a); err != nil {
		return a, err
	}
	e.say("assessed", "risk", e.rec.Risk, a.Band, e.scoredWords(&a), record.ForStaff)
	e.rec.Risk, e.rec.RiskDue = a.Band, a.Review
	return a, e.resetClocks()
}

// judged holds a band other than was scored to its rule: everybody may raise it with a reason, and only some roles may lower it, with one.
func (e *Edit) judged(m *risk.Matrix, v *risk.Version, a *record.Assessment) error {
	judgement, ok := v.Judge(a.Scored, a.Band)
	who := e.unit.r.Principal
	switch {
	case !ok:
		return fault.Invalid{"band": "Select a risk band from the list"}
	case judgement == risk.AsScored:
		return nil
	case judgement == risk.Lowered && !who.System && !who.HasRole(m.Lowers...):
		return fault.Invalid{"band": fmt.Sprintf("It was scored %s, and only %s may set it lower. Save it as scored and ask them", strings.ToLower(e.bandName(a.Scored)), e.unit.r.Core.Pack.RoleNames(m.Lowers))}
	case a.Reason == "":
		return fault.Invalid{"reason": fmt.Sprintf("Enter why it is %s and not %s, as it was scored", strings.ToLower(e.bandName(a.Band)), strings.ToLower(e.bandName(a.Scored)))}
	}
	return nil
}

func (e *Edit) bandName(id string) string {
	if b, ok := e.unit.r.Core.Pack.Risk(id); ok {
		return b.Name
	}
	return id
}

// scoredWords are what an assessment rests on, for the history.
func (e *Edit) scoredWords(a *record.Assessment) string {
	words := fmt.Sprintf("%d of %d points", a.Score, a.Most)
	if len(a.Flags) > 0 {
		words += fmt.Sprintf(", %d of what is always the highest band", len(a.Flags))
	}
	if a.Band != a.Scored {
		words += fmt.Sprintf(", scored %s. %s", strings.ToLower(e.bandName(a.Scored)), a.Reason)
	}
	return words
}

func (e *Edit) keepAssessment(a *record.Assessment) error {
	answers, err := json.Marshal(a.Answers)
	if err != nil {
		return err
	}
	_, err = e.unit.r.Exec(`INSERT INTO assessment (id, record, at, account, name, matrix, version, concern, answers, flags, score, most, scored, band, reason, review, seal)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`, a.ID, a.Record, a.At, a.Account, a.Name, a.Matrix, a.Version, a.Concern,
		string(answers), strings.Join(a.Flags, " "), a.Score, a.Most, a.Scored, a.Band, a.Reason, a.Review, a.Seal)
	if err != nil {
		return fmt.Errorf("keep the assessment of %s: %w", e.rec.Reference, err)
	}
	return nil
}

// matrix is the matrix by which the record is assessed today; false where none is.
func (e *Edit) matrix() (*risk.Matrix, *risk.Version, bool) {
	m, ok := e.unit.r.Core.Pack.Assesses(e.kind)
	if !ok {
		return nil, nil, false
	}
	v, ok := m.On(e.unit.r.Moment.Date())
	return m, v, ok
}

// RiskAgain has the risk assessed again from today on, since something happened after it was assessed: a new incident, a further report, a case that is
// open again. A record of a kind without a matrix is left as it is.
func (e *Edit) RiskAgain(why string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	e.riskAgain(why)
	return nil
}

func (e *Edit) riskAgain(why string) {
	today := e.unit.r.Moment.Date()
	if _, _, ok := e.matrix(); !ok || !e.rec.RiskDue.IsZero() && !today.Before(e.rec.RiskDue) {
		return
	}
	e.say("assess again", "risk_due", e.rec.RiskDue.String(), today.String(), why, record.ForStaff)
	e.rec.RiskDue = today
}

// assessedFirst gives a new record the day by which it is assessed first.
func (e *Edit) assessedFirst() {
	if _, v, ok := e.matrix(); ok && e.rec.Open {
		e.rec.RiskDue = e.unit.r.Core.Calendar.AddWorkingDays(e.rec.Opened.Date(), v.Within)
	}
}

// assessed refuses to close a record whose risk was never assessed or is out of date. The program closes by its rules.
func (e *Edit) assessed(to string) error {
	next, _ := e.kind.State(to)
	if _, _, ok := e.matrix(); !ok || !next.Closed || !e.rec.Open || e.unit.r.Principal.System {
		return nil
	}
	var last when.Instant
	err := e.unit.r.Tx.QueryRowContext(e.unit.r.Ctx, "SELECT at FROM assessment WHERE record = $1 ORDER BY at DESC LIMIT 1", e.rec.ID).Scan(&last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read when the risk of %s was assessed: %w", e.rec.Reference, err)
	}
	if why := gate.Unassessed(e.unit.r.Core.Pack, e.unit.r.Core.Calendar, e.rec, last, e.unit.r.Moment.Date()); why != "" {
		return fault.Invalid{"state": why}
	}
	return nil
}
