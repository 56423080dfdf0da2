package list

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// BodyActions are the open actions that the bodies of the principal are to do, and nobody in particular, the nearest due first. What was
// given to a body is the body's to read; on which record it stands is said where they may see that record. The reading is audited.
func (v *Lists) BodyActions(most int) ([]DueAction, error) {
	bodies := v.r.Principal.Bodies()
	if len(bodies) == 0 {
		return nil, nil
	}
	may, err := v.r.Rule(pack.View)
	if err != nil {
		return nil, err
	}
	in, err := v.r.NotShutOut("a.record")
	if err != nil {
		return nil, err
	}
	in = store.And(in, v.r.Opened("a.seal"))
	text := store.SQL(`SELECT a.id, a.record, a.what, a.body, a.due, a.set_at, a.seal, r.kind,
 CASE WHEN `+may.Text+` THEN r.reference ELSE '' END, CASE WHEN `+may.Text+` THEN r.title ELSE '' END
 FROM action a JOIN record r ON r.id = a.record WHERE a.body IN ? AND a.body <> '' AND a.state = ? AND a.owner = '' AND a.team = '' AND `+in.Text+` ORDER BY a.due, a.id`+store.Limit(min(max(most, 1), 200)),
		append(append(append(append([]any{}, may.Args...), may.Args...), bodies, record.ActionOpen), in.Args...)...)
	var out []DueAction
	err = v.r.Rows(text, func(s row.Scanner) error {
		d := DueAction{Action: record.Action{State: record.ActionOpen}}
		err := s.Scan(&d.ID, &d.Record, &d.What, &d.Body, &d.Due, &d.SetAt, &d.Seal, &d.Kind, &d.Reference, &d.Title)
		out = append(out, d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list what a body is to do: %w", err)
	}
	v.r.NoteReading(string(pack.View), "action", "", len(out), "")
	return out, nil
}
