package hear

import (
	"errors"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
)

func token(r *http.Request) string {
	c, err := r.Cookie(desk.FormCookie)
	if err != nil || len(c.Value) > 200 {
		return ""
	}
	return c.Value
}

func setToken(w http.ResponseWriter, value string, seconds int) {
	http.SetCookie(w, &http.Cookie{Name: desk.FormCookie, Value: value, Path: "/report", MaxAge: seconds, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// errStart says that there is no form under way, and the person begins at the first page.
var errStart = errors.New("no form under way")

// resume is the form that the browser has under way.
func (s *screens) resume(r *http.Request) (*report.Filled, string, error) {
	t := token(r)
	if t == "" {
		return nil, "", errStart
	}
	f, err := s.reports.Resume(r.Context(), t)
	if errors.Is(err, fault.ErrNotFound) {
		return nil, t, errStart
	}
	return f, t, err
}

// begin opens a new form, or goes on with the one under way.
func (s *screens) begin(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.resume(r)
	if err == nil {
		return page.Redirect(w, r, s.next(f), "")
	}
	if !errors.Is(err, errStart) {
		return err
	}
	return s.beginNew(w, r)
}

func (s *screens) beginNew(w http.ResponseWriter, r *http.Request) error {
	if err := s.allow(s.sending, "begin "+address(r), "You can also tell us by phone."); err != nil {
		return err
	}
	t, err := s.reports.Begin(r.Context())
	if err != nil {
		return err
	}
	setToken(w, t, int(report.FormLife.Seconds()))
	return page.Redirect(w, r, s.journey[0].path()+"?new", "")
}

// clear deletes what was entered, on the server and in the browser.
func (s *screens) clear(w http.ResponseWriter, r *http.Request) error {
	if t := token(r); t != "" {
		if err := s.reports.Abandon(r.Context(), t); err != nil {
			return err
		}
	}
	setToken(w, "", -1)
	return page.Redirect(w, r, "/", "")
}
