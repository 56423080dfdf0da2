package page

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// Handler answers a request or says why it cannot.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Handle makes a Handler serve: what it returns becomes the page of the error.
func (s *Site) Handle(h Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.Failure(w, r, err)
		}
	})
}

// contentPolicy allows what we serve ourselves and nothing inline. The map draws to a canvas and reads it back as a blob.
const contentPolicy = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; " +
	"form-action 'self'; frame-ancestors 'none'"

// headers that every answer carries. Nothing is kept by a browser or on the way to it unless its handler says so.
var headers = map[string]string{
	"Cache-Control":                "no-store",
	"Content-Security-Policy":      contentPolicy,
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"Referrer-Policy":              "same-origin",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)",
}

type requestKey struct{}

// exchange is what the middleware knows of a request. It hangs on the context, which every copy of the request shares.
type exchange struct {
	id    string
	from  origin
	files spooled
	words *catalogue.Catalogue // in which it is answered
	own   *catalogue.Catalogue // that of the site
	parts map[*catalogue.Catalogue]*govuk.Words
}

// RequestID is the number by which a request is found in the log; empty outside Middleware.
func RequestID(ctx context.Context) string {
	if e, ok := ctx.Value(requestKey{}).(*exchange); ok {
		return e.id
	}
	return ""
}

// statusWriter remembers what was answered, for the log and so that a panic after the first byte is not answered twice. It
// is where every header passes last, so what holds for every cookie is done here.
type statusWriter struct {
	http.ResponseWriter
	secure bool
	status int
	bytes  int64
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
		w.guardCookies()
	}
	w.ResponseWriter.WriteHeader(status)
}

// guardCookies keeps cookies off connections that others can read (RFC 6265, 4.1.2.5), and out of what a cache on the way may
// keep and give to the next reader.
func (w *statusWriter) guardCookies() {
	h := w.Header()
	cookies := h["Set-Cookie"]
	if len(cookies) == 0 {
		return
	}
	if w.secure {
		for i, c := range cookies {
			if !strings.Contains(strings.ToLower(c), "; secure") {
				cookies[i] = c + "; Secure"
			}
		}
	}
	if kept, public := strings.CutPrefix(h.Get("Cache-Control"), "public"); public {
		h.Set("Cache-Control", "private"+kept)
	}
}

// FlushError sends what was written so far.
func (w *statusWriter) FlushError() error {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	return http.NewResponseController(w.ResponseWriter).Flush()
}

func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach what lies beneath.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Middleware wraps the whole program: a number for each request, the log, the headers, refusal of forms sent from other
// sites (net/http's CrossOriginProtection), compression, and recovery from a panic. Paths are logged without their query, which may
// hold what somebody searched for; the reader's address is not logged at all.
func (s *Site) Middleware(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(s.Handle(func(_ http.ResponseWriter, r *http.Request) error {
		return Refuse(r, Forbidden, "failure.foreign")
	}))
	if mux, ok := next.(*http.ServeMux); ok {
		next = s.Routed(mux)
	}
	guarded := compress(guard.Handler(next))
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		start, e := time.Now(), &exchange{id: rand.Text()[:12], from: s.Proxies.of(r), files: spooled{spool: s.Spool}, own: s.own(), parts: s.components}
		w := &statusWriter{ResponseWriter: out, secure: e.from.secure}
		r = r.WithContext(context.WithValue(r.Context(), requestKey{}, e))
		s.guard(w.Header(), e)
		e.words = s.languageOf(w, r)
		defer func() {
			fault := recover()
			e.files.end()
			s.recovered(w, r, fault)
			if w.status == 0 {
				w.WriteHeader(http.StatusOK) // what net/http would do for a handler that wrote nothing
			}
			s.Log.Info("request", "request", RequestID(r.Context()), "method", r.Method, "path", r.URL.Path,
				"status", w.status, "bytes", w.bytes, "took", time.Since(start))
		}()
		guarded.ServeHTTP(w, r)
	})
}

// guard sets the headers of every answer.
func (s *Site) guard(h http.Header, e *exchange) {
	for name, value := range headers {
		h.Set(name, value)
	}
	h.Set("X-Request-Id", e.id)
	if e.from.secure && s.HSTS > 0 {
		h.Set("Strict-Transport-Security", "max-age="+strconv.Itoa(int(s.HSTS.Seconds()))) // RFC 6797, 6.1; over TLS alone, 7.2
	}
}

func (s *Site) recovered(w *statusWriter, r *http.Request, fault any) {
	if fault == nil {
		return
	}
	if err, ok := fault.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(fault) // net/http's own way to cut a connection
	}
	s.Log.Error("panic", "request", RequestID(r.Context()), "path", r.URL.Path, "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
	if w.status == 0 {
		s.Failure(w, r, Wrap(Internal, fmt.Errorf("panic: %v", fault)))
	}
}

// Mux is where screens register themselves; *http.ServeMux is one.
type Mux interface {
	Handle(pattern string, h http.Handler)
	HandleFunc(pattern string, h func(http.ResponseWriter, *http.Request))
}

// Routed gives our own pages for what the mux would answer in plain text: an unknown path and a wrong method.
func (s *Site) Routed(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		probe := &probeWriter{header: http.Header{}}
		mux.ServeHTTP(probe, r)
		kind := NotFound
		if probe.status == http.StatusMethodNotAllowed {
			kind = NotAllowed
			w.Header().Set("Allow", probe.header.Get("Allow"))
		}
		s.Failure(w, r, &Error{Kind: kind})
	})
}

// probeWriter learns what the mux would have answered.
type probeWriter struct {
	header http.Header
	status int
}

func (p *probeWriter) Header() http.Header         { return p.header }
func (p *probeWriter) Write(b []byte) (int, error) { return len(b), nil }
func (p *probeWriter) WriteHeader(status int)      { p.status = status }

// NewToken is a number that nobody can guess, for a form that must be taken only once: put it in a hidden field and keep
// it with what the form made, so that a second click, the back button or a replay finds it.
func NewToken() string { return rand.Text() }
