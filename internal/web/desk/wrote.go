package desk

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Words that somebody wrote into a form come back to them and to nobody else, for the device may be shared with whoever does
// the harm. A browser notes who last proved who they are in it, as a hash that opens nothing. Where a form is sent after that
// session has ended, its words stay on the server until the same account signs in, or the same report is opened with its PIN.

// FormCookie holds the token under which a resident's form under way is sealed. It is sent to the journey alone.
const FormCookie = "wardmote-report"

// AskCookie holds the token under which the other public forms of a browser are sealed. They stand under the journey too.
const AskCookie = "wardmote-form"

// writerCookie names who last proved who they are in this browser.
const writerCookie = "wardmote-writer"

// writerLife is how long a browser remembers whose form it was: a working day, as the session's own end.
const writerLife = 12 * time.Hour

// Session keys of the words of a form that came too late, and of who wrote them.
const (
	keyWriter = "writer"
	keyWrote  = "wrote"
)

func writer(owner string) string { return credential.HashToken("writer " + owner) }

// NoteWriter notes in the browser who proved who they are: an account, or the record of a report.
func (d *Desk) NoteWriter(w http.ResponseWriter, owner string) {
	d.setWriter(w, writer(owner), int(writerLife.Seconds()))
}

// ForgetWriter takes the note out of the browser, and words that wait in its session.
func (d *Desk) ForgetWriter(w http.ResponseWriter, r *http.Request) {
	d.setWriter(w, "", -1)
	d.Sessions.Remove(r.Context(), keyWriter)
	d.Sessions.Remove(r.Context(), keyWrote)
}

func (d *Desk) setWriter(w http.ResponseWriter, value string, seconds int) {
	http.SetCookie(w, &http.Cookie{Name: writerCookie, Value: value, Path: "/", MaxAge: seconds, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: d.Sessions.Cookie.Secure})
}

// KeepWords keeps the words of a form that was sent after its session had ended, for whoever the browser says wrote them. It
// is false where the browser names nobody: then they are given back to nobody.
func (d *Desk) KeepWords(w http.ResponseWriter, r *http.Request) bool {
	note, err := r.Cookie(writerCookie)
	if _, bad := page.ReadForm(w, r, 0); bad != nil || err != nil || note.Value == "" || len(note.Value) > 100 {
		return false
	}
	words, err := json.Marshal(page.Wrote(r))
	if err != nil {
		return false
	}
	d.Sessions.Put(r.Context(), keyWriter, note.Value)
	d.Sessions.Put(r.Context(), keyWrote, string(words))
	return true
}

// TakeWords are the words that wait for an account or a report, once. Those of somebody else are thrown away.
func (d *Desk) TakeWords(ctx context.Context, owner string) []string {
	by, kept := d.Sessions.PopString(ctx, keyWriter), d.Sessions.PopString(ctx, keyWrote)
	var words []string
	if by != writer(owner) || json.Unmarshal([]byte(kept), &words) != nil {
		return nil
	}
	return words
}

// GivesBack says that a page on which something failed may show what the reader wrote: they are signed in, or it is the report
// that they opened with its PIN, or the form under way whose cookie their browser still holds.
func (d *Desk) GivesBack(r *http.Request) bool {
	if len(Who(r).Posts) > 0 {
		return true
	}
	if _, known := r.Context().Value(whoKey{}).(access.Principal); !known {
		return false // refused before anybody asked who it is, as a form of another site
	}
	if strings.HasPrefix(r.URL.Path, "/track") {
		_, follows := d.Reporter(r.Context())
		return follows
	}
	cookie := FormCookie
	if strings.HasPrefix(r.URL.Path, "/report/form/") {
		cookie = AskCookie
	}
	_, err := r.Cookie(cookie)
	return err == nil && strings.HasPrefix(r.URL.Path, "/report")
}
