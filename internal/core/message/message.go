// Package message is the one way to tell (design, decision 8). What happens to a record is told to whom it concerns, whoever did it and
// by whatever way: the gate asks Post at the end of every edit, and the messages are written in its transaction. They are sent
// afterwards by the durable queue, each at least once and with one identity, to nobody twice.
//
// Three things decide a message, and each has one home: whom a change concerns (telling.go), how they may be reached (whom.go), and
// in which words (wording.go). The person decides the second: a reporter by what they called safe, which is asked when the message is
// written and again when it is sent; staff by what they chose for their account. Words never hold what was reported, what was
// said or a PIN; which record they are about is filled in for whoever may see it (Words).
//
// A program that has nothing to send with keeps what would leave. A demonstration is such a one.
package message

import (
	"context"
	"errors"
	"maps"
	"strings"
	"sync/atomic"

	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// Line is the queue of messages that wait to be sent.
const Line = "message"

// Post writes messages, and sends them once it has carriers.
type Post struct {
	pack     *pack.Pack
	base     string
	carriers atomic.Pointer[map[string]Carrier]
}

// New is the post of a partnership. base is where the program is found from outside, such as https://report.example.org.
func New(p *pack.Pack, base string) *Post {
	return &Post{pack: p, base: strings.TrimRight(base, "/")}
}

// Carrier takes messages to people by one channel (record.ByEmail, ByText, ByLetter). It sends the same Letter again with the same
// identity, so that whoever gets it twice can tell.
type Carrier interface {
	Channel() string
	// Send gives what the carrier calls the message. A *Refused is for good; any other error may pass.
	Send(ctx context.Context, l Letter) (carried string, err error)
}

// Tracker is a carrier that knows later what became of a message.
type Tracker interface {
	// Fate is whether it arrived; neither done nor an error means that nobody knows yet. A *Refused says that it never will.
	Fate(ctx context.Context, carried string) (done bool, err error)
}

// Letter is a message as a carrier takes it.
type Letter struct {
	ID      string // the same for every try
	To      string
	Subject string
	Body    string
	Sender  string // who writes, to be shown beside the address; empty where nobody else may learn it
}

// Refused says that a message cannot reach whom it is for, however often it is tried.
type Refused struct{ Why string }

// Error is why.
func (r *Refused) Error() string { return r.Why }

// refused says that an error is for good.
func refused(err error) bool {
	var r *Refused
	return errors.As(err, &r)
}

// Carry has the post send from now on what the carriers can take. What was kept before stays kept.
func (p *Post) Carry(all ...Carrier) {
	by := map[string]Carrier{}
	if had := p.carriers.Load(); had != nil {
		maps.Copy(by, *had)
	}
	for _, c := range all {
		by[c.Channel()] = c
	}
	p.carriers.Store(&by)
}

// Carries says that messages leave by a channel.
func (p *Post) Carries(channel string) bool { return p.carrier(channel) != nil }

// Sends says that any message leaves.
func (p *Post) Sends() bool {
	by := p.carriers.Load()
	return by != nil && len(*by) > 0
}

func (p *Post) carrier(channel string) Carrier {
	if by := p.carriers.Load(); by != nil {
		return (*by)[channel]
	}
	return nil
}

var _ change.Teller = (*Post)(nil)
