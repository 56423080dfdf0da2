package whole

import (
	"encoding/json"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/record"
)

// assessments reads what the risk of a record was assessed by, the newest first.
func assessments(v *sight.Reader, w *record.Whole) error {
	k, _ := v.Core.Pack.Kind(w.Kind)
	if k.Assessed == "" {
		return nil
	}
	const columns = "SELECT id, record, at, account, name, matrix, version, concern, answers, flags, score, most, scored, band, reason, review, seal FROM assessment"
	return v.Rows(ofRecord(v, columns, w.ID, "at DESC, id DESC"), func(s row.Scanner) error {
		var a record.Assessment
		var answers, flags string
		err := s.Scan(&a.ID, &a.Record, &a.At, &a.Account, &a.Name, &a.Matrix, &a.Version, &a.Concern, &answers, &flags, &a.Score, &a.Most, &a.Scored, &a.Band, &a.Reason, &a.Review, &a.Seal)
		if err != nil {
			return err
		}
		a.Flags = strings.Fields(flags)
		w.Assessments = append(w.Assessments, a)
		return json.Unmarshal([]byte(answers), &w.Assessments[len(w.Assessments)-1].Answers)
	})
}
