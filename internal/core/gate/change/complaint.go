package change

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// AddComplaint writes down a complaint that a body holds, on the application for a case review for which it may count. Nothing takes one
// away again: what a body holds is evidence.
func (e *Edit) AddComplaint(c record.Complaint) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	bad, today := fault.Invalid{}, e.unit.r.Moment.Date()
	if e.kind.ID != pack.KindCaseReview {
		bad.Add("", "a %s holds no complaints", e.kind.Name)
	}
	switch {
	case c.Made.IsZero():
		bad.Add("made", "Enter the day on which it was made")
	case c.Made.After(today):
		bad.Add("made", "The day on which it was made must be today or in the past")
	case !c.Behaviour.IsZero() && c.Behaviour.After(c.Made):
		bad.Add("behaviour", "The behaviour must be on the day of the complaint or before it")
	}
	if c.Sort == "" {
		bad.Add("sort", "Select to whom it was made")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	_, err := e.unit.r.Tx.ExecContext(e.unit.r.Ctx, `INSERT INTO complaint (id, record, sort, body, behaviour, made, about, reference, done, said, at, by)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, row.NewID(), e.rec.ID, c.Sort, c.Body, c.Behaviour.String(), c.Made, c.About, c.Reference, c.Done, c.Said, e.unit.r.Moment, e.unit.r.Principal.Name)
	if err != nil {
		return fmt.Errorf("keep the complaint: %w", err)
	}
	e.say("complaint added", c.Sort, "", c.Made.String(), "", record.ForStaff)
	return nil
}

// WorkedOn says that an account has had a hand in the record or in one that is linked with it: whoever did something there, has it or has
// something to do on it is not independent of it. What they did leaves the unit by no other way than this answer.
func (e *Edit) WorkedOn(account string) (bool, error) {
	n := 0
	err := e.unit.r.Tx.QueryRowContext(e.unit.r.Ctx, `WITH these AS (SELECT CAST($1 AS TEXT) AS id UNION SELECT to_id FROM link WHERE from_id = $1 AND ended IS NULL
 UNION SELECT from_id FROM link WHERE to_id = $1 AND ended IS NULL)
SELECT (SELECT count(*) FROM event WHERE actor = $2 AND record IN (SELECT id FROM these))
 + (SELECT count(*) FROM record WHERE assignee = $2 AND id IN (SELECT id FROM these))
 + (SELECT count(*) FROM action WHERE owner = $2 AND record IN (SELECT id FROM these))`, e.rec.ID, account).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("look who worked on %s: %w", e.rec.Reference, err)
	}
	return n > 0, nil
}
