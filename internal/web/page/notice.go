package page

import (
	"encoding/base64"
	"net/http"
	"strings"
)

// Notice is one line that a page leaves for the next, such as "Case closed".
type Notice struct {
	Text    string
	Success bool
}

const (
	noticeCookie = "wm-notice"
	noticeLength = 300
)

// Tell leaves a notice for the next page that this reader opens. Do not use it on anonymous journeys, which keep nothing
// on the device.
func Tell(w http.ResponseWriter, n Notice) {
	mark := "i"
	if n.Success {
		mark = "s"
	}
	text := n.Text
	if len(text) > noticeLength {
		text = strings.ToValidUTF8(text[:noticeLength], "") + "…"
	}
	http.SetCookie(w, &http.Cookie{Name: noticeCookie, Value: base64.RawURLEncoding.EncodeToString([]byte(mark + text)),
		Path: "/", MaxAge: 60, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// Redirect leaves a notice and sends the reader on with GET, so that a reload repeats nothing.
func Redirect(w http.ResponseWriter, r *http.Request, to, done string) error {
	if done != "" {
		Tell(w, Notice{Text: done, Success: true})
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func takeNotice(w http.ResponseWriter, r *http.Request) Notice {
	cookie, err := r.Cookie(noticeCookie)
	if err != nil {
		return Notice{}
	}
	http.SetCookie(w, &http.Cookie{Name: noticeCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	raw, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil || len(raw) < 2 || len(raw) > noticeLength+8 {
		return Notice{}
	}
	return Notice{Text: strings.ToValidUTF8(string(raw[1:]), ""), Success: raw[0] == 's'}
}
