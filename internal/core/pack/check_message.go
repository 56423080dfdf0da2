package pack

import (
	"net/mail"
	"slices"
	"strings"
	"unicode/utf8"
)

// textMost bounds a text message, in characters: three of the 160 that a network carries, less what joins them.
const textMost = 459

// checkMessages holds the words of messages to what each may name: a field that is not there would reach somebody as it stands. Where
// there are words for one message there are words for all, in the language of the partnership.
func (l *loader) checkMessages() {
	p := l.pack
	first := map[string]int{}
	for i := range p.Messages {
		w, at := &p.Messages[i], join("messages", i)
		m, ok := messageOf(w.ID)
		if !ok {
			if w.ID != "" {
				l.add(l.spot(at+".id"), nearest(w.ID, messageIDs()), "there is no message %s; there are %s", shown(w.ID), strings.Join(messageIDs(), ", "))
			}
			continue
		}
		if w.Language == p.Partnership.Language {
			w.Language = ""
		}
		key := w.ID + " " + w.Language
		if j, twice := first[key]; twice {
			before := l.spot(join("messages", j))
			l.add(l.spot(at), "", "the message %q has words in that language already, at %s:%d", w.ID, before.file, before.line)
		}
		first[key] = i
		l.checkWording(m, w, at)
	}
	for _, id := range messageIDs() {
		if _, ok := first[id+" "]; !ok && len(p.Messages) > 0 {
			l.add(l.spot("messages.0"), "", "the message %q has no words in the language of the partnership: whoever is to be told would not be", id)
		}
	}
}

// checkAddresses looks at where teams and bodies are told.
func (l *loader) checkAddresses() {
	check := func(address, path string) {
		if _, err := mail.ParseAddress(address); address != "" && (err != nil || strings.ContainsAny(address, "<> ")) {
			l.add(l.spot(path), "", "%s is not an address of e-mail, such as team@example.org", shown(address))
		}
	}
	for i, t := range l.pack.Teams {
		check(t.Email, join("teams", i, "email"))
	}
	for i, b := range l.pack.Bodies {
		check(b.Email, join("bodies", i, "email"))
	}
}

func messageOf(id string) (Message, bool) {
	i := slices.IndexFunc(Messages, func(m Message) bool { return m.ID == id })
	if i < 0 {
		return Message{}, false
	}
	return Messages[i], true
}

func messageIDs() (ids []string) {
	for _, m := range Messages {
		ids = append(ids, m.ID)
	}
	return ids
}

func (l *loader) checkWording(m Message, w *Wording, at string) {
	for _, part := range []struct {
		key, text string
		may       []string
		resident  bool // stands in a message to a resident, and in no other
		most      int
	}{
		{"subject", w.Subject, m.Fields, false, 200}, {"body", w.Body, m.Fields, false, 4000}, {"text", w.Text, m.Fields, true, textMost},
		{"neutral.subject", w.Neutral.Subject, nil, true, 200}, {"neutral.body", w.Neutral.Body, nil, true, 4000}, {"neutral.text", w.Neutral.Text, nil, true, textMost},
	} {
		path := at + "." + part.key
		empty := strings.TrimSpace(part.text) == ""
		switch {
		case part.resident && m.Resident && empty:
			l.add(l.spot(path), "", "the message %q goes to residents and needs %q", m.ID, part.key)
		case part.resident && !m.Resident && !empty:
			l.add(l.spot(path), "", "the message %q goes to staff, by e-mail alone: take %q out", m.ID, part.key)
		case utf8.RuneCountInString(part.text) > part.most:
			l.add(l.spot(path), "", "has more than %d characters", part.most)
		case strings.HasSuffix(part.key, "subject") && strings.ContainsAny(strings.TrimSpace(part.text), "\r\n"):
			l.add(l.spot(path), "", "a subject is one line")
		}
		l.checkNamed(part.text, part.may, path)
	}
}

func (l *loader) checkNamed(text string, may []string, path string) {
	fields, broken := Named(text)
	if broken {
		l.add(l.spot(path), "", "a field is named in braces, such as {link}: one of the braces stands alone")
	}
	for _, f := range fields {
		switch {
		case slices.Contains(may, f):
		case len(may) == 0:
			l.add(l.spot(path), "", "neutral words name nothing, and %s is named: whoever else reads them would know who writes", shown(f))
		default:
			l.add(l.spot(path), nearest(f, may), "the message has no field %s; it has %s", shown(f), strings.Join(may, ", "))
		}
	}
}
