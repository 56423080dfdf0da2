package audit

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

const (
	exportRows = 500     // of one reading of the store
	exportMost = 100_000 // of a file; who needs more asks by days
)

// export is what the audit says, narrowed as on its page, as a table. That it was taken out, and what for, is in the audit.
func (s *screens) export(w http.ResponseWriter, r *http.Request) error {
	if err := s.desk.Gate.May(desk.Who(r), pack.Audit); err != nil {
		return err
	}
	in := page.ReadQuery(r)
	q, err := s.query(r, in)
	if err != nil {
		return err
	}
	if q.Export = in.Text("purpose", 300); q.Export == "" {
		return page.Fail(page.Unprocessable, "Say what the audit is taken out for. Go back and try again.")
	}
	if len(in.Errors) > 0 {
		return page.Fail(page.Unprocessable, "%s. Go back and try again.", in.Errors[0].Message)
	}
	q.Limit = exportRows
	lines, q, err := s.more(r, q)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="audit-`+s.desk.Gate.Now().Date().String()+`.csv"`)
	out, say := csv.NewWriter(w), words.Words{Pack: s.desk.Pack()}
	err = out.Write([]string{"when", "account", "name", "post", "did", "what", "record", "rows", "why", "records"})
	for rows := 0; err == nil && len(lines) > 0 && rows < exportMost; rows += len(lines) {
		for _, e := range lines {
			line := []string{e.At.String(), e.Actor, e.Name, say.Post(e.Post), words.Done(e.Verb), say.Subject(e.Subject, e.Record), e.Record, strconv.Itoa(e.Rows), e.Detail, e.Records}
			for i := range line {
				line[i] = harmless(line[i])
			}
			_ = out.Write(line) // out.Error tells of it below
		}
		if out.Flush(); out.Error() != nil || q.Before.IsZero() {
			break
		}
		lines, q, err = s.more(r, q)
	}
	if out.Flush(); err != nil {
		panic(http.ErrAbortHandler) // so that the reader sees that the file is not whole
	}
	return nil
}

// more is the next part of a query, and the query of the part after it.
func (s *screens) more(r *http.Request, q gate.AuditQuery) ([]gate.Entry, gate.AuditQuery, error) {
	var lines []gate.Entry
	err := s.desk.Gate.ReadLong(r.Context(), desk.Who(r), func(v *gate.View) (err error) {
		lines, err = v.Audit(q)
		return err
	})
	lines, q.Before = page.WholeMoments(lines, q.Limit, func(e gate.Entry) when.Instant { return e.At })
	return lines, q, err
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
