package record

import "github.com/wardmote/wardmote/internal/core/when"

// Whom a message is for.
const (
	ToReporter = "reporter" // whoever made a report; the addressee is its record
	ToAccount  = "account"
	ToTeam     = "team"
	ToBody     = "body"
)

// ByInbox is the channel of a message that leaves the program by none: it stands in an inbox. The others are ways to reach somebody
// (ByEmail, ByText, ByLetter).
const ByInbox = "inbox"

// How far a message has come.
const (
	MessageWaiting   = "waiting"   // to be sent, now or when it is safe
	MessageKept      = "kept"      // it would leave, and this program sends nothing
	MessageInside    = "inside"    // it stands in the inbox alone
	MessageHeld      = "held"      // it may not be sent: it would not be safe, or there is no way
	MessageDigested  = "digest"    // it goes with the next digest
	MessageSent      = "sent"      // whoever carries it has taken it
	MessageDelivered = "delivered" // whoever carries it says that it arrived
	MessageFailed    = "failed"    // it came to nobody
)

// MessageStates are all of them, in the order of a list.
var MessageStates = []string{MessageWaiting, MessageKept, MessageInside, MessageHeld, MessageDigested, MessageSent, MessageDelivered, MessageFailed}

// Message is something that somebody was told, or is to be told. Its words name {reference}, {record} and {link} until they are read or
// sent: whom they may be shown to is asked then.
type Message struct {
	ID        string
	At        when.Instant
	Record    string // id of the record that it belongs to; empty for a digest
	Reference string // of that record, where the reader may see it
	Cause     string // what it tells of: with whom it is for and its template it makes the message one
	Template  string // one of pack.Messages
	Whom      string // ToReporter, ToAccount, ToTeam or ToBody
	Addressee string // id of the account, team, body or record
	Channel   string
	Address   string // of e-mail or telephone; empty where it stands in an inbox
	Neutral   bool   // in the words that give nothing away
	Subject   string
	Body      string
	Inside    string // what is shown beside it within the program, and never sent
	State     string
	Why       string // why it is held, kept within, tried again or failed
	Due       when.Instant
	Tries     int
	Sent      when.Instant
	Carried   string // what whoever carries it calls it
	Seen      when.Instant
	SeenBy    string
	Seal      string // of what it tells
}
