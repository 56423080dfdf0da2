package page

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// Kind is what went wrong, as the reader needs to know it. Its value is the HTTP status.
type Kind int

// The kinds of failure that have a page of their own.
const (
	BadRequest    Kind = http.StatusBadRequest
	Forbidden     Kind = http.StatusForbidden
	NotFound      Kind = http.StatusNotFound
	NotAllowed    Kind = http.StatusMethodNotAllowed
	Conflict      Kind = http.StatusConflict
	Gone          Kind = http.StatusGone
	TooLarge      Kind = http.StatusRequestEntityTooLarge
	Unprocessable Kind = http.StatusUnprocessableEntity
	TooMany       Kind = http.StatusTooManyRequests
	Internal      Kind = http.StatusInternalServerError
	Busy          Kind = http.StatusServiceUnavailable
)

// Error is a failure whose kind is known. Message, where it is given, is shown to the reader in place of the usual text;
// Title likewise for the usual heading; Link, where it is given, leads to what they can open; Wait is after how long to try
// again, a minute where it is not said; Err is for the log only.
type Error struct {
	Kind    Kind
	Wait    time.Duration
	Title   string
	Message string
	Link    govuk.Link
	Err     error
}

// Error is for the log.
func (e *Error) Error() string {
	text := strings.ToLower(http.StatusText(int(e.Kind)))
	if e.Message != "" {
		text += ": " + e.Message
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap is what lies behind the failure.
func (e *Error) Unwrap() error { return e.Err }

// Fail makes an error of a kind, with a text for the reader, such as Fail(NotFound, "There is no case %s.", ref).
func Fail(kind Kind, message string, args ...any) error {
	return &Error{Kind: kind, Message: fmt.Sprintf(message, args...)}
}

// Wrap gives a kind to an error that the reader must not see.
func Wrap(kind Kind, err error) error { return &Error{Kind: kind, Err: err} }

// Change is one field that somebody else changed meanwhile.
type Change struct {
	Field  string
	Theirs string
	Yours  string
}

// ConflictError is a lost race: the record was changed while the reader had it open. Href opens it as it is now.
type ConflictError struct {
	Record  string // its reference
	By      string
	At      when.Instant
	Changes []Change
	Known   []string // what the record says in several words, which the reader's form held as well
	Href    string
}

// Error is for the log.
func (e *ConflictError) Error() string { return "the record was changed by " + e.By + " meanwhile" }

// kindOf is the one place where an error becomes a status.
func (s *Site) kindOf(err error) Kind {
	var known *Error
	var conflict *ConflictError
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &known):
		return known.Kind
	case errors.As(err, &conflict):
		return Conflict
	case errors.As(err, &tooLarge):
		return TooLarge
	case errors.Is(err, context.DeadlineExceeded):
		return Busy
	}
	for _, classify := range s.Classify {
		if kind, ok := classify(err); ok {
			return kind
		}
	}
	return Internal
}

// failurePage says what happened and what to do. Onward are the ways on; Wrote is what the reader wrote into the form that
// came to nothing, so that they can copy it.
type failurePage struct {
	Page
	Text      string
	Link      govuk.Link
	Reference string
	Onward    []Link
	Wrote     []string
}

type conflictPage struct {
	Page
	By    string
	Table govuk.Table
	Href  string
	Wrote []string
}

// Failure answers a request with the page of an error. Handler does it for what handlers return; call it only where
// there is no Handler.
func (s *Site) Failure(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // the reader has gone away: nobody is there to tell
	}
	if s.Tell != nil {
		err = s.Tell(r, err)
	}
	kind := s.kindOf(err)
	level := slog.LevelInfo
	if kind >= Internal {
		level = slog.LevelError
	}
	s.Log.Log(r.Context(), level, "request failed", "request", RequestID(r.Context()), "method", r.Method,
		"path", r.URL.Path, "status", int(kind), "error", err)
	if kind == TooMany || kind == Busy {
		w.Header().Set("Retry-After", retryAfter(err))
	}
	w.Header().Set("Cache-Control", "no-store") // whatever was meant to be answered
	if err := s.writeFailure(w, r, kind, err); err != nil {
		s.Log.Error("the error page failed", "request", RequestID(r.Context()), "error", err)
		http.Error(w, Say(r, "failure.500.title"), int(kind))
	}
}

// retryAfter is the seconds until another try may succeed.
func retryAfter(err error) string {
	wait := time.Minute
	if known := (*Error)(nil); errors.As(err, &known) && known.Wait > 0 {
		wait = known.Wait
	}
	return strconv.Itoa(int(math.Ceil(wait.Seconds())))
}

func (s *Site) writeFailure(w http.ResponseWriter, r *http.Request, kind Kind, err error) error {
	prefix := "failure." + strconv.Itoa(int(kind))
	words := s.spoken(r)
	if !catalogue.English().Has(prefix + ".title") {
		prefix = "failure.500"
	}
	head := Page{Title: words.Say(prefix + ".title"), Status: int(kind), site: s, words: words}
	var conflict *ConflictError
	if errors.As(err, &conflict) {
		screen := s.conflict(head, conflict)
		screen.Wrote = slices.DeleteFunc(s.wrote(r), conflict.shows)
		return s.errors.Write(w, r, "conflict.html", screen)
	}
	screen := &failurePage{Page: head, Wrote: s.wrote(r)}
	screen.Back = SentFrom(r)
	screen.Text = words.Say(prefix + ".text")
	if ref := r.PathValue("ref"); kind == NotFound && ref != "" {
		screen.Title, screen.Text = head.word("failure.404.record.title"), head.word("failure.404.record.text", "reference", ref)
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) && tooLarge.Limit >= 1<<20 {
		screen.Text = head.word("failure.413.most", "most", fmt.Sprintf("%d MB", tooLarge.Limit>>20))
	}
	var known *Error
	if errors.As(err, &known) && known.Message != "" {
		screen.Text, screen.Link = known.Message, known.Link
		if kind == Conflict {
			screen.Title = head.word("failure.409.refused") // it is said why, and it need not be that somebody else was there first
		}
	}
	if known != nil && known.Title != "" {
		screen.Title = known.Title
	}
	if s.Viewer != nil && screen.Link.Href == "" {
		screen.Onward = s.Viewer(r).Onward
	}
	if kind >= Internal {
		screen.Reference = RequestID(r.Context())
	}
	return s.errors.Write(w, r, "failure.html", screen)
}

// SentFrom is the page of this site whose form was sent, which the reader may open again; empty for a link.
func SentFrom(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if r.Method != http.MethodPost || err != nil || from.Host != r.Host || !strings.HasPrefix(from.Path, "/") {
		return ""
	}
	return from.RequestURI()
}

// wroteMost bounds the texts that an error page gives back.
const wroteMost = 10

// wrote is Wrote where the site gives words back to this reader.
func (s *Site) wrote(r *http.Request) []string {
	if s.GivesBack == nil || !s.GivesBack(r) {
		return nil
	}
	return Wrote(r)
}

// Wrote are the texts of several words in the form that was sent, in the order of their fields' names. Nothing of a form
// that was not read, and no password, however many words it has.
func Wrote(r *http.Request) []string {
	values := r.PostForm
	var out []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		text := Clean(values.Get(name))
		if strings.ContainsAny(text, " \n") && !strings.Contains(name, "password") && len(out) < wroteMost && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// shows says that the reader need not copy a text: the record holds it, or the table shows it.
func (e *ConflictError) shows(text string) bool {
	return slices.Contains(e.Known, text) || slices.ContainsFunc(e.Changes, func(c Change) bool { return c.Yours == text })
}

func (s *Site) conflict(head Page, e *ConflictError) *conflictPage {
	screen := &conflictPage{Page: head, Href: e.Href}
	if e.By != "" && !e.At.IsZero() {
		screen.By = head.word("failure.409.by", "name", e.By, "record", cmp.Or(e.Record, head.word("failure.409.this")), "when", e.At)
	}
	yours := slices.ContainsFunc(e.Changes, func(c Change) bool { return c.Yours != "" })
	screen.Table = govuk.Table{FirstCellIsHeader: true, Head: []govuk.Cell{{Text: head.word("failure.409.field")}, {Text: head.word("failure.409.theirs")}}}
	if yours {
		screen.Table.Head = append(screen.Table.Head, govuk.Cell{Text: head.word("failure.409.yours")})
	}
	for _, c := range e.Changes {
		row := []govuk.Cell{{Text: c.Field}, {Text: c.Theirs}}
		if yours {
			row = append(row, govuk.Cell{Text: c.Yours})
		}
		screen.Table.Rows = append(screen.Table.Rows, row)
	}
	return screen
}
