package journey

import (
	"net/http"
	"time"

	"github.com/wardmote/wardmote/internal/hear/form"
)

// Cookie holds the token of a browser, under which its forms under way are sealed. It is sent to the pages of forms alone, and its name
// says nothing of which form it is.
type Cookie struct{ Name, Path string }

// longestToken bounds what is taken for a token.
const longestToken = 200

// Token is the token that the browser holds; empty where it holds none.
func (c Cookie) Token(r *http.Request) string {
	held, err := r.Cookie(c.Name)
	if err != nil || len(held.Value) > longestToken {
		return ""
	}
	return held.Value
}

// Set gives the browser a token, for as long as a form is kept.
func (c Cookie) Set(w http.ResponseWriter, token string) {
	c.set(w, token, int(form.Life/time.Second))
}

// Drop takes the token out of the browser.
func (c Cookie) Drop(w http.ResponseWriter) { c.set(w, "", -1) }

func (c Cookie) set(w http.ResponseWriter, value string, seconds int) {
	http.SetCookie(w, &http.Cookie{Name: c.Name, Value: value, Path: c.Path, MaxAge: seconds, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}
