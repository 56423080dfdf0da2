package whole

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/record"
)

// closings reads what waits to be agreed on a record. A reporter reads of it when it is agreed.
func closings(v *sight.Reader, w *record.Whole) (err error) {
	if k, ok := v.Core.Pack.Kind(w.Kind); ok && k.Agrees() && v.Principal.Record == "" {
		w.Closing, err = Closing(v, w.ID)
	}
	return err
}

// Closing is what waits to be agreed on a record; nil where nothing does.
func Closing(v *sight.Reader, id string) (*record.Closing, error) {
	c := record.Closing{}
	var answers []byte
	err := v.Tx.QueryRowContext(v.Ctx, "SELECT record, state, act, part, answers, at, account, name FROM closing WHERE record = $1", id).
		Scan(&c.Record, &c.State, &c.Act, &c.Part, &answers, &c.At, &c.Account, &c.Name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal(answers, &c.Answers)
	}
	if err != nil {
		return nil, fmt.Errorf("read what was asked to close %s: %w", id, err)
	}
	for q, v := range c.Answers { // several chosen options, as fields hold them
		if list, ok := v.([]any); ok {
			chosen := make([]string, len(list))
			for i := range list {
				chosen[i], _ = list[i].(string)
			}
			c.Answers[q] = chosen
		}
	}
	return &c, nil
}
