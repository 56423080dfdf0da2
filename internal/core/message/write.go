package message

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Why a message to staff stands in the inbox alone.
const (
	whyChosen    = "They chose to be told in the program alone"
	whyNoAccount = "The account has no address of e-mail, so it stands in the inbox alone"
	whyNoAddress = "The pack has no address for them, so it stands in their inbox alone"
	whyShutOut   = "Somebody of theirs may not read it, so it stands in the inbox alone"
)

// write keeps one message of a change.
func (p *Post) write(u *change.Unit, c change.Change, t telling) error {
	w, ok := p.pack.Wording(t.template, "")
	if !ok {
		return nil
	}
	m := record.Message{Record: c.ID, Cause: t.cause, Template: t.template, Whom: t.whom, Addressee: t.who, Inside: t.inside, Seal: t.seal}
	if t.whom == record.ToReporter {
		p.address(&m, c.Record, u.Now())
		p.wordReporter(&m, w, c.Record)
		_, err := u.KeepMessage(m, Line)
		return err
	}
	name, known, err := p.reach(u, &m, c.Record)
	if err != nil || !known {
		return err
	}
	m.Subject, m.Body = p.compose(w, record.ByEmail, false, facts{name: name, due: t.due.Words()})
	_, err = u.KeepMessage(m, Line)
	return err
}

// address says how a message may reach a reporter now.
func (p *Post) address(m *record.Message, r *record.Record, now when.Instant) {
	contact, _ := ContactOf(r)
	way := WayTo(contact, now)
	m.Channel, m.Address, m.Neutral, m.Why = way.Channel, way.To, way.Neutral, way.Why
	switch {
	case way.Channel == "":
		m.Channel, m.State = record.ByInbox, record.MessageHeld
	case p.Carries(way.Channel):
		m.State, m.Due = record.MessageWaiting, way.NotBefore
	default:
		m.State, m.Due = record.MessageKept, way.NotBefore
	}
}

// wordReporter puts a message to a reporter into words: those of its channel, neutral where others may see it.
func (p *Post) wordReporter(m *record.Message, w pack.Wording, r *record.Record) {
	f := facts{}
	if k, ok := p.pack.Kind(r.Kind); ok {
		state, _ := k.State(r.State)
		f.state = state.Public
	}
	m.Subject, m.Body = p.compose(w, m.Channel, m.Neutral, f)
}

// reach says how a message reaches staff: by the address of the account, team or body, as whoever has an account chose. It gives the
// name by which they are spoken to; it is false where nobody of that id is there any more.
func (p *Post) reach(u *change.Unit, m *record.Message, r *record.Record) (name string, known bool, err error) {
	m.Channel, m.Address, m.Why, m.State = record.ByInbox, "", "", record.MessageInside
	if m.Whom != record.ToAccount {
		name, m.Address, known = p.addressOf(m)
		if m.Why = whyNoAddress; m.Address == "" {
			return name, known, nil
		}
		read, err := readBySomebodyWhoMayNot(u, m, r)
		if m.Why = whyShutOut; !read {
			p.byEmail(m)
		} else {
			m.Address = ""
		}
		return name, known, err
	}
	to, known, err := u.Reached(m.Addressee)
	if err != nil || !known {
		return "", false, err
	}
	switch {
	case to.Notices == account.None:
		m.Why = whyChosen
	case to.Email == "":
		m.Why = whyNoAccount
	case to.Notices == account.Daily && m.Template != pack.TellDigest:
		m.State = record.MessageDigested
	default:
		m.Address = to.Email
		p.byEmail(m)
	}
	return to.Name, true, nil
}

// readBySomebodyWhoMayNot says that who may not know of the record, or of the part of it that is told, may read the mailbox of a team or a body.
func readBySomebodyWhoMayNot(u *change.Unit, m *record.Message, r *record.Record) (bool, error) {
	if r == nil || len(r.Excluded) == 0 && m.Seal == "" {
		return false, nil
	}
	holders, err := u.Holders()
	return slices.ContainsFunc(holders, func(h account.Holder) bool {
		return (slices.Contains(r.Excluded, h.Account) || m.Seal != "" && !u.Reads(h, m.Seal)) && m.Addressee == map[string]string{record.ToTeam: h.Team, record.ToBody: h.Body}[m.Whom]
	}), err
}

func (p *Post) byEmail(m *record.Message) {
	m.Channel, m.Why, m.State = record.ByEmail, "", record.MessageKept
	if p.Carries(record.ByEmail) {
		m.State = record.MessageWaiting
	}
}

// addressOf is the name and the address of a team or a body.
func (p *Post) addressOf(m *record.Message) (name, address string, ok bool) {
	if m.Whom == record.ToTeam {
		t, ok := p.pack.Team(m.Addressee)
		if !ok {
			return "", "", false
		}
		return t.Name, t.Email, true
	}
	b, ok := p.pack.Body(m.Addressee)
	if !ok {
		return "", "", false
	}
	return b.Name, b.Email, true
}
