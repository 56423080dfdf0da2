package desk

import (
	"net/http"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Loads bound what one sender may have us read of forms with files. It is asked before the first byte: a form is on disk and its
// photos are in memory while it is read. Many residents share one address behind a provider's gateway or in a library, so an
// address may send some photos of each; an account sends evidence and imports.
type Loads struct{ address, account *credential.Limiter }

const (
	loadOfAddress = 120 << 10            // kilobytes at once
	loadOfAccount = 2 << 20              // kilobytes at once
	unsaid        = 32 << 10             // kilobytes that a form counts as which does not say how long it is
	loadKeys      = 50_000               // senders at a time
	backToAddress = 2 * time.Millisecond // for a kilobyte: 30 MB a minute
	backToAccount = time.Millisecond / 4
)

// NewLoads are the limits at their start: nobody has sent anything.
func NewLoads() *Loads {
	return &Loads{address: credential.NewLimiter(backToAddress, loadOfAddress, loadKeys), account: credential.NewLimiter(backToAccount, loadOfAccount, loadKeys)}
}

// allow takes the length of a form with files from what its sender may still send.
func (l *Loads) allow(r *http.Request, who access.Principal, now time.Time) error {
	if l == nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		return nil
	}
	of, key := l.address, credential.AddressKey(page.Address(r))
	if len(who.Posts) > 0 {
		of, key = l.account, who.Account
	}
	kilobytes := unsaid
	if r.ContentLength >= 0 {
		kilobytes = int(r.ContentLength >> 10)
	}
	ok, wait := of.Take(key, kilobytes, now)
	if ok {
		return nil
	}
	return &page.Error{Kind: page.TooMany, Err: fault.ErrTooMany, Wait: wait,
		Message: page.Say(r, "failure.files")}
}
