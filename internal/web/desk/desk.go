// Package desk is what every screen of Wardmote stands on beside its layout: who asks, the gate through which they see and
// change records, the atlas, and the few words in which a refusal of the core becomes a page. A movement's screens take a
// *Desk and register their own routes.
package desk

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Desk is shared by all screens. It must not change while it serves.
type Desk struct {
	Site     *page.Site
	Gate     *gate.Gate
	Acts     *act.Acts // everything that can be done to a record
	Accounts *account.Register
	Sessions *scs.SessionManager
	Atlas    func() *place.Atlas // as it is now: streets join it once the facts have been read
	Queue    *queue.Queue
	Post     *message.Post // for the words of messages
	Demo     bool          // a demonstration: its users are listed on the sign-in page
	Loads    *Loads        // how much of forms with files is read of one sender
}

// Pack is the partnership that the screens serve.
func (d *Desk) Pack() *pack.Pack { return d.Gate.Pack() }

// Session keys.
const (
	keyAccount = "account"
	keyReport  = "report"
	keyEpoch   = "epoch"  // of the account's sessions when it signed in
	keyOpened  = "opened" // Unix seconds: when the session's report was last looked at
	keySeen    = "seen"   // Unix seconds: when the session was last kept because it was used
)

// seenEvery is how often a session that is used is kept anew, against its end when nobody uses it (account.Idle).
const seenEvery = 60

type whoKey struct{}

// Identify finds who asks, once a request, and puts them where Who reads it.
func (d *Desk) Identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if now := d.Gate.Now().Time().Unix(); d.Sessions.Token(r.Context()) != "" && now-d.Sessions.GetInt64(r.Context(), keySeen) >= seenEvery {
			d.Sessions.Put(r.Context(), keySeen, now)
		}
		who, err := d.sitting(r.Context())
		if err == nil {
			err = d.Loads.allow(r, who.Principal, d.Gate.Now().Time())
		}
		if err != nil {
			d.Site.Failure(w, r, err)
			return
		}
		if len(who.Posts) > 0 {
			page.InOwnLanguage(r)
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), whoKey{}, who)))
	})
}

// sitting is who the session is of; the public where it is nobody's, or of an account that may no longer act in it.
func (d *Desk) sitting(ctx context.Context) (account.Sitting, error) {
	public := account.Sitting{Principal: access.Public()}
	id := d.Sessions.GetString(ctx, keyAccount)
	if id == "" {
		return public, nil
	}
	who, err := d.Accounts.Sitting(ctx, id)
	if errors.Is(err, fault.ErrNotFound) || errors.Is(err, fault.ErrForbidden) || err == nil && who.Epoch != d.Sessions.GetInt64(ctx, keyEpoch) {
		d.Sessions.Remove(ctx, keyAccount) // disabled, or ended, after it signed in
		return public, nil
	}
	return who, err
}

func sitting(r *http.Request) account.Sitting {
	who, ok := r.Context().Value(whoKey{}).(account.Sitting)
	if !ok {
		return account.Sitting{Principal: access.Public()}
	}
	return who
}

// Who asks. Somebody who must first change their password is nobody yet.
func Who(r *http.Request) access.Principal {
	who := sitting(r)
	if who.MustChange {
		return access.Public()
	}
	return who.Principal
}

// Holder is the id of the account that has signed in, also before it has changed its first password; empty where none has.
func Holder(r *http.Request) (id string, mustChange bool) {
	who := sitting(r)
	if who.Public {
		return "", false
	}
	return who.Account, who.MustChange
}

// SignIn makes the session that of an account, under a new token.
func (d *Desk) SignIn(ctx context.Context, a *account.Account) error {
	if err := d.Sessions.RenewToken(ctx); err != nil {
		return err
	}
	d.Sessions.Remove(ctx, keyReport)
	d.Sessions.Put(ctx, keyAccount, a.ID)
	d.Sessions.Put(ctx, keyEpoch, a.Epoch)
	return nil
}

// SignOut ends the session.
func (d *Desk) SignOut(ctx context.Context) error { return d.Sessions.Destroy(ctx) }

// Follow lets the session see one report as its reporter, after reference and PIN were right.
func (d *Desk) Follow(ctx context.Context, recordID string) error {
	if err := d.Sessions.RenewToken(ctx); err != nil {
		return err
	}
	d.Sessions.Put(ctx, keyReport, recordID)
	d.Sessions.Put(ctx, keyOpened, d.Gate.Now().Time().Unix())
	return nil
}

// followLife is how long a report stays open in a browser that shows no page of it: a browser without scripts cannot say that
// the page was left. What somebody writes for longer is kept for them (KeepWords).
const followLife = 15 * time.Minute

// Reporter is the principal of the session's own report, and false where there is none or it was not looked at for a while.
// Asking is looking at it.
func (d *Desk) Reporter(ctx context.Context) (access.Principal, bool) {
	id := d.Sessions.GetString(ctx, keyReport)
	if id == "" {
		return access.Reporter(""), false
	}
	now := d.Gate.Now().Time()
	seen := now.Sub(time.Unix(d.Sessions.GetInt64(ctx, keyOpened), 0))
	if seen > followLife {
		d.Unfollow(ctx)
		return access.Reporter(""), false
	}
	if seen >= seenEvery*time.Second {
		d.Sessions.Put(ctx, keyOpened, now.Unix())
	}
	return access.Reporter(id), true
}

// Unfollow forgets the session's report.
func (d *Desk) Unfollow(ctx context.Context) {
	d.Sessions.Remove(ctx, keyReport)
	d.Sessions.Remove(ctx, keyOpened)
}

// Open serves a screen to anybody.
func (d *Desk) Open(h page.Handler) http.Handler { return d.Site.Handle(h) }

// Staff serves a screen to those who have signed in; others are led to the sign-in page and back.
func (d *Desk) Staff(h page.Handler) http.Handler {
	return d.Site.Handle(func(w http.ResponseWriter, r *http.Request) error {
		if _, must := Holder(r); must {
			http.Redirect(w, r, "/password", http.StatusSeeOther)
			return nil
		}
		if len(Who(r).Posts) == 0 {
			if r.Method != http.MethodGet {
				return d.signedOut(w, r)
			}
			http.Redirect(w, r, "/sign-in?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
			return nil
		}
		err := h(w, r)
		if d.refuses(r, err) {
			err = errors.Join(err, d.Gate.Note(r.Context(), Who(r), "refused", "", "", r.Method+" "+r.URL.Path))
		}
		return err
	})
}

// refuses says that somebody was refused what they asked for, which the audit keeps: a page or an act that is not for their post,
// and a record that they may not see, which is answered as one that is not there.
func (d *Desk) refuses(r *http.Request, err error) bool {
	var known *page.Error
	switch {
	case errors.As(err, &known):
		return known.Kind == page.Forbidden
	case errors.Is(err, fault.ErrForbidden):
		return true
	}
	return errors.Is(err, fault.ErrNotFound) && r.PathValue("ref") != ""
}

// signedOut tells somebody whose session ended while they filled in a form. What they wrote comes back to them once they have
// signed in again, and not before: anybody may sit at the computer by now.
func (d *Desk) signedOut(w http.ResponseWriter, r *http.Request) error {
	message := page.Say(r, "failure.signedOut.text")
	if d.KeepWords(w, r) {
		message += " " + page.Say(r, "failure.signedOut.kept")
	}
	next := Next(page.SentFrom(r), "/home")
	return &page.Error{Kind: page.Forbidden, Title: page.Say(r, "failure.signedOut"), Message: message,
		Link: govuk.Link{Text: page.Say(r, "failure.signedOut.open"), Href: "/sign-in?next=" + url.QueryEscape(next)}}
}

// Next is a path of this site to go on to, and the fallback where what was asked for is not one.
func Next(asked, fallback string) string {
	u, err := url.Parse(asked)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(asked, "/") || strings.HasPrefix(asked, "//") || strings.ContainsAny(asked, "\\\r\n") {
		return fallback
	}
	return asked
}
