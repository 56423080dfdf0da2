package message

import (
	"slices"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Contact is how somebody outside can be reached, and what they called safe.
type Contact struct {
	Email, Phone, Address string
	Safe                  record.SafeContact
}

// ContactOf is how whoever made a record can be reached, by the fields of its kind. It is false where they gave no name or no way: then
// there is nobody to tell.
func ContactOf(r *record.Record) (Contact, bool) {
	c := Contact{Email: strings.TrimSpace(r.Fields.Text("email")), Phone: strings.TrimSpace(r.Fields.Text("phone")), Safe: record.ReadSafeContact(r.Fields)}
	return c, !r.Fields.Yes("anonymous") && (c.Email != "" || c.Phone != "")
}

// Way is how a message may reach somebody: by a channel and not before a moment, in neutral words or not. Where there is no channel, Why
// says why not.
type Way struct {
	Channel, To string
	Neutral     bool
	NotBefore   when.Instant
	Why         string
}

// Why nothing may be sent, in the words in which whoever has the record reads it.
const (
	whyNever    = "It is not safe to contact this person. They look at their report themselves"
	whyAskFirst = "They said in their own words what is safe: ask first"
	whyNotAsked = "Nobody asked whether it is safe to contact this person"
	whyNoWay    = "They gave no address or number for a way that they called safe"
	whyNoTime   = "No hour in the next fortnight is one that they called safe"
)

// WayTo chooses among the ways that somebody gave and called safe, e-mail before a text message before a letter. A call or a visit is
// made by people. Neutral words are for whoever asked for them, and wherever somebody else may see what comes.
func WayTo(c Contact, now when.Instant) Way {
	switch c.Safe.Rule {
	case record.ContactNever:
		return Way{Why: whyNever}
	case record.ContactAskFirst:
		return Way{Why: whyAskFirst}
	case record.ContactNotAsked:
		return Way{Why: whyNotAsked}
	}
	w := Way{Neutral: c.Safe.Neutral || c.Safe.Others != "", Why: whyNoWay}
	for _, by := range []struct{ channel, to string }{{record.ByEmail, c.Email}, {record.ByText, mobile(c.Phone)}, {record.ByLetter, c.Address}} {
		if by.to == "" || c.Safe.Rule != record.ContactAny && !slices.Contains(c.Safe.By, by.channel) {
			continue
		}
		at, ok := safeFrom(c.Safe, by.channel, now)
		if !ok {
			w.Why = whyNoTime
			continue
		}
		w.Channel, w.To, w.NotBefore, w.Why = by.channel, by.to, at, ""
		return w
	}
	return w
}

// The hours of a text message to somebody who named none: it wakes people, and an e-mail does not.
const dayFrom, dayUntil = 8, 21

// safeFrom is the first quarter of an hour from now on at which a channel is safe.
func safeFrom(safe record.SafeContact, channel string, now when.Instant) (when.Instant, bool) {
	for at := now; at.Before(now.Add(14 * 24 * time.Hour)); at = when.At(at.Time().Truncate(15 * time.Minute).Add(15 * time.Minute)) {
		wakes := channel == record.ByText && safe.From == "" && (at.London().Hour() < dayFrom || at.London().Hour() >= dayUntil)
		if safe.Allows(channel, at) && !wakes {
			return at, true
		}
	}
	return now, false
}

// mobile is a number that takes text messages, as +44…; empty where it is none of a mobile network of the United Kingdom.
func mobile(phone string) string {
	number := strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "").Replace(phone)
	for _, before := range []string{"+440", "+44", "0044", "0"} {
		if rest, ok := strings.CutPrefix(number, before); ok {
			number = rest
			break
		}
	}
	if len(number) != 10 || number[0] != '7' || strings.Trim(number, "0123456789") != "" {
		return ""
	}
	return "+44" + number
}
