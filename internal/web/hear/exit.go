package hear

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/web/desk"
)

// ExitPath is where "Exit this page" leads, by its button, by Shift three times and without scripts alike. It stands under
// the journey because the cookie of a form under way is sent nowhere else.
const ExitPath = "/report/exit"

// away is a page that many people have open and that says nothing of whoever looks at it.
const away = "https://www.bbc.co.uk/weather"

// exit ends whatever a reporter has open on this device, every form with its photos, the receipt with its PIN, and the page of
// their own report, and leads away. Whoever goes back finds the first question of an empty form: every page was answered with
// no-store, so the browser asks for it again, and nothing is there any more. What was not sent is lost; that is the lesser
// harm beside its being read by whoever made the person leave.
func (s *screens) exit(w http.ResponseWriter, r *http.Request) error {
	if r.Header.Get("Sec-Fetch-Site") != "cross-site" { // a link on another site must not throw away what somebody wrote
		if t := s.report.Cookie.Token(r); t != "" {
			if err := s.reports.Abandon(r.Context(), t); err != nil {
				return err
			}
			s.report.Cookie.Drop(w)
		}
		if t := askCookie.Token(r); t != "" {
			if err := s.forms.Abandon(r.Context(), t); err != nil {
				return err
			}
			askCookie.Drop(w)
		}
		s.leave(w, r)
	}
	http.Redirect(w, r, away, http.StatusSeeOther)
	return nil
}

// leave closes the reporter's own page on this device.
func (s *screens) leave(w http.ResponseWriter, r *http.Request) {
	s.desk.Unfollow(r.Context())
	if len(desk.Who(r).Posts) == 0 {
		s.desk.ForgetWriter(w, r)
	}
}
