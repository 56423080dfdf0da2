package pack

import (
	"slices"
	"strings"
)

// Wording is what one message says in one language: as an e-mail or a letter, and in a few words where it goes to a telephone.
type Wording struct {
	ID       string  `yaml:"id" need:"yes"` // of Messages
	Language string  `yaml:"language"`      // such as en-GB; that of the partnership where left out
	Subject  string  `yaml:"subject" need:"yes"`
	Body     string  `yaml:"body" need:"yes"`
	Text     string  `yaml:"text"`    // as a text message
	Neutral  Neutral `yaml:"neutral"` // in place of all of them where others may see it
}

// Neutral is a message that gives nothing away to whoever else sees it: neither who writes nor what about. It names no field.
type Neutral struct {
	Subject string `yaml:"subject"`
	Body    string `yaml:"body"`
	Text    string `yaml:"text"`
}

// Message is something that the program tells somebody of its own accord, and what its words may name.
type Message struct {
	ID       string
	Resident bool // it goes to somebody who reported, and has neutral words and those of a text message
	Fields   []string
}

// The messages.
const (
	TellReceived       = "report-received"  // to a reporter: we have it, and this is its reference
	TellProgress       = "report-progress"  // to a reporter: it came to another state
	TellWritten        = "report-written"   // to a reporter: somebody asked or said something on it
	TellReporterClosed = "report-closed"    // to a reporter: we have finished with it
	TellReviewRight    = "review-right"     // to a reporter: you reported again, and have the right to a case review
	TellAssigned       = "assigned-to-you"  // to somebody: a record is yours now
	TellInvited        = "asked-to-look"    // to somebody: they may see one record for some days
	TellReferred       = "referred"         // to a team or a body: a record came to you
	TellAction         = "action-given"     // to whoever is to do it
	TellReporterWrote  = "reporter-wrote"   // to whoever has the report
	TellClosed         = "record-closed"    // to whoever had it or had sent it
	TellAsked          = "closing-asked"    // to whoever could agree that a record is closed
	TellReturned       = "closing-returned" // to whoever asked: it was not agreed, or can no longer be
	TellDue            = "due-soon"         // to whoever has an action that is due
	TellUndelivered    = "not-delivered"    // to whoever has the record: a message about it came to nobody
	TellDigest         = "digest"           // to somebody: what is new and what is late
)

var (
	residentFields = []string{"reference", "link", "partnership", "state"}
	staffFields    = []string{"name", "record", "link", "partnership", "due"}
)

// Messages are everything that the program tells. A pack that has words for one has words for all.
var Messages = []Message{
	{TellReceived, true, residentFields}, {TellProgress, true, residentFields}, {TellWritten, true, residentFields}, {TellReporterClosed, true, residentFields}, {TellReviewRight, true, residentFields},
	{TellAssigned, false, staffFields}, {TellInvited, false, staffFields}, {TellReferred, false, staffFields}, {TellAction, false, staffFields}, {TellReporterWrote, false, staffFields},
	{TellClosed, false, staffFields}, {TellAsked, false, staffFields}, {TellReturned, false, staffFields}, {TellDue, false, staffFields}, {TellUndelivered, false, staffFields},
	{TellDigest, false, []string{"name", "link", "partnership", "new", "late"}},
}

// Wording is the words of a message in a language, in that of the partnership where it has none in that one. It is false where the
// pack has no words for it, and nobody is told.
func (p *Pack) Wording(message, language string) (Wording, bool) {
	for _, want := range []string{language, p.Partnership.Language, ""} {
		i := slices.IndexFunc(p.Messages, func(w Wording) bool { return w.ID == message && w.Language == want })
		if i >= 0 {
			return p.Messages[i], true
		}
	}
	return Wording{}, false
}

// Named are the fields that a text names, each as {field}; broken says that a brace stands alone.
func Named(text string) (fields []string, broken bool) {
	for {
		open := strings.IndexAny(text, "{}")
		if open < 0 {
			return fields, false
		}
		end := strings.IndexAny(text[open+1:], "{}")
		if text[open] == '}' || end < 0 || text[open+1+end] == '{' {
			return fields, true
		}
		fields = append(fields, text[open+1:open+1+end])
		text = text[open+end+2:]
	}
}
