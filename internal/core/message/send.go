package message

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

const (
	// fates is the queue in which it is asked what became of messages.
	fates = "message-fate"
	// perSecond bounds how fast messages leave, so that no mail server takes the program for a sender of spam.
	perSecond = 5
	// triesMost is how often a message is tried: over the second day, as RFC 5321 (4.5.4.1) has mail servers do.
	triesMost = 10
	// staleAfter is how old a message may be and still be sent: news of last week alarms whoever reads it today.
	staleAfter = 7 * 24 * time.Hour
	// sendFor bounds one try.
	sendFor = 40 * time.Second
)

var system = access.System("post")

// Sender sends the messages of one store.
type Sender struct {
	Post  *Post
	Gate  *gate.Gate
	Queue *queue.Queue

	pace *rate.Limiter
}

// NewSender sends what waits at a post.
func NewSender(p *Post, g *gate.Gate, q *queue.Queue) *Sender {
	return &Sender{Post: p, Gate: g, Queue: q, pace: rate.NewLimiter(perSecond, perSecond)}
}

// Work sends what waits, until ctx ends.
func (s *Sender) Work(ctx context.Context) {
	s.Queue.Work(ctx, Line, func(ctx context.Context, j *queue.Job, _ func(any)) error { return s.job(ctx, j, s.Send) })
}

// Follow asks what became of what was sent, until ctx ends.
func (s *Sender) Follow(ctx context.Context) {
	s.Queue.Work(ctx, fates, func(ctx context.Context, j *queue.Job, _ func(any)) error { return s.job(ctx, j, s.follow) })
}

func (s *Sender) job(ctx context.Context, j *queue.Job, do func(context.Context, string) error) error {
	var id string
	if err := json.Unmarshal(j.Payload, &id); err != nil {
		return err
	}
	err := do(ctx, id)
	if errors.Is(err, fault.ErrConflict) { // somebody changed its record meanwhile
		return &queue.Again{At: s.Gate.Now().Add(5 * time.Second), Why: err.Error()}
	}
	return err
}

// Send sends a message once. What was sent and not marked, because the program ended in between, is sent again under the same identity.
// A *queue.Again says when to try again.
func (s *Sender) Send(ctx context.Context, id string) error {
	var l *Letter
	var m *record.Message
	err := change.Of(s.Gate).Write(ctx, system, func(u *change.Unit) (err error) {
		l, m, err = s.ready(u, id)
		return err
	})
	if err != nil || l == nil {
		return err
	}
	if err := s.pace.Wait(ctx); err != nil {
		return err
	}
	try, cancel := context.WithTimeout(ctx, sendFor)
	defer cancel()
	carrier := s.Post.carrier(m.Channel)
	carried, failed := carrier.Send(try, *l)
	if ctx.Err() != nil && failed != nil {
		return ctx.Err() // the program ends: this was no try
	}
	return s.keep(ctx, carrier, m, carried, failed)
}

// keep writes down what came of a try.
func (s *Sender) keep(ctx context.Context, carrier Carrier, m *record.Message, carried string, failed error) error {
	now := s.Gate.Now()
	m.Tries++
	m.Why = ""
	var again *queue.Again
	switch {
	case failed == nil:
		m.State, m.Sent, m.Carried = record.MessageSent, now, carried
	case refused(failed):
		m.State, m.Why = record.MessageFailed, failed.Error()
	case m.Tries >= triesMost:
		m.State, m.Why = record.MessageFailed, fmt.Sprintf("tried %d times: %v", m.Tries, failed)
	default:
		m.Why = failed.Error()
		again = &queue.Again{At: now.Add(pause(m.Tries)), Why: failed.Error()}
	}
	err := change.Of(s.Gate).Write(ctx, system, func(u *change.Unit) error {
		if err := u.Fare(m); err != nil || failed != nil {
			return err
		}
		if _, tracks := carrier.(Tracker); tracks {
			return u.Later(fates, m.ID, now.Add(time.Minute))
		}
		return nil
	})
	if err == nil && again != nil {
		return again
	}
	return err
}

// pause is how long a message waits after so many tries: a minute, and four times as long after each, to twelve hours.
func pause(tries int) time.Duration {
	return min(time.Minute<<(2*min(tries-1, 8)), 12*time.Hour)
}

// ready is a message as it may be sent now: how somebody may be reached is asked again, for it may have changed since the message was
// written. There is no letter where nothing is to be sent.
func (s *Sender) ready(u *change.Unit, id string) (*Letter, *record.Message, error) {
	m, r, err := u.Outgoing(id)
	if errors.Is(err, fault.ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil || m.State != record.MessageWaiting {
		return nil, m, err
	}
	if m.At.Add(staleAfter).Before(u.Now()) {
		m.State, m.Why = record.MessageHeld, "It waited for more than a week and is news no more"
		return nil, m, u.Fare(m)
	}
	if m.Whom == record.ToReporter {
		err = s.again(u, m, r)
	} else {
		err = s.staff(u, m, r)
	}
	if err != nil {
		return nil, m, err
	}
	if m.State != record.MessageWaiting {
		return nil, m, u.Fare(m)
	}
	if m.Due.After(u.Now()) {
		return nil, m, &queue.Again{At: m.Due, Why: "it waits for an hour that is safe"}
	}
	l := &Letter{ID: m.ID, To: m.Address}
	if !m.Neutral {
		l.Sender = s.Post.pack.Partnership.Name
	}
	l.Subject, l.Body = s.Post.Words(m)
	return l, m, nil
}

// again asks how a reporter may be reached now, and words the message for that.
func (s *Sender) again(u *change.Unit, m *record.Message, r *record.Record) error {
	m.Due = when.Instant{}
	s.Post.address(m, r, u.Now())
	w, ok := s.Post.pack.Wording(m.Template, "")
	if !ok {
		m.State, m.Why = record.MessageHeld, "The pack has no words for it any more"
		return nil
	}
	s.Post.wordReporter(m, w, r)
	return nil
}

// staff asks how an account, team or body is reached now, and whether it may know of the record.
func (s *Sender) staff(u *change.Unit, m *record.Message, r *record.Record) error {
	_, known, err := s.Post.reach(u, m, r)
	if err != nil {
		return err
	}
	if !known {
		m.State, m.Why = record.MessageHeld, "Nobody of that name is there any more"
	}
	if r == nil {
		return nil
	}
	bodies, err := s.Post.bodiesOf(u, telling{whom: m.Whom, who: m.Addressee})
	if err != nil {
		return err
	}
	if slices.ContainsFunc(bodies, s.Gate.KeptFrom(r)) || m.Whom == record.ToAccount && slices.Contains(r.Excluded, m.Addressee) {
		m.State, m.Why = record.MessageHeld, "The record is kept from them"
		return nil
	}
	opens, err := opens(u, m, r)
	if !opens {
		m.Reference = ""
	}
	return err
}

// opens says that whoever gets a message may see its record: somebody of a team or a body at least.
func opens(u *change.Unit, m *record.Message, r *record.Record) (bool, error) {
	holders, err := u.Holders()
	for _, h := range holders {
		of := map[string]string{record.ToAccount: h.Account, record.ToTeam: h.Team, record.ToBody: h.Body}[m.Whom]
		if of == m.Addressee && u.OpensFor(h, r) {
			return true, err
		}
	}
	return false, err
}

// followFor is how long it is asked what became of a message.
const followFor = 3 * 24 * time.Hour

func (s *Sender) follow(ctx context.Context, id string) error {
	var m *record.Message
	err := change.Of(s.Gate).Write(ctx, system, func(u *change.Unit) (err error) {
		m, _, err = u.Outgoing(id)
		return err
	})
	if errors.Is(err, fault.ErrNotFound) || err == nil && m.State != record.MessageSent {
		return nil
	}
	if err != nil {
		return err
	}
	tracker, ok := s.Post.carrier(m.Channel).(Tracker)
	if !ok {
		return nil
	}
	done, err := tracker.Fate(ctx, m.Carried)
	switch now := s.Gate.Now(); {
	case refused(err):
		m.State, m.Why = record.MessageFailed, err.Error()
	case done:
		m.State = record.MessageDelivered
	case m.Sent.Add(followFor).Before(now):
		return nil // nobody knows, and it stays as it was sent
	default:
		return &queue.Again{At: now.Add(10 * time.Minute), Why: "it is not known yet whether it arrived"}
	}
	return change.Of(s.Gate).Write(ctx, system, func(u *change.Unit) error { return u.Fare(m) })
}
