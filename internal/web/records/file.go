package records

import (
	"mime"
	"net/http"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
)

// file gives a file of a record, as a download and never as a page of this site: what is in it is not ours. The gate keeps
// in the audit who took it.
func (s *screens) file(w http.ResponseWriter, r *http.Request) error {
	var f record.File
	var content []byte
	err := s.read(r, func(v *gate.View) (err error) {
		f, content, err = v.Content(r.PathValue("ref"), r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", f.Media)
	h.Set("Content-Length", strconv.Itoa(len(content)))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	if r.Method != http.MethodHead {
		_, _ = w.Write(content) // a reader that has gone away is not our fault
	}
	return nil
}
