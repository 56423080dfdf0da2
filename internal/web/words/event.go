package words

import (
	"cmp"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/page"
)

// columns are what every record has beside the fields of its kind.
var columns = map[string]string{"title": "Title", "category": "Category", "area": "Ward", "place": "Place", "channel": "How it came", "marking": "Marking",
	"point": "Point", "risk": "Risk", "state": "State", "owner_body": "Body", "team": "Team", "assignee": "Assigned to", "sender_body": "Sent by",
	"repeat_victim": "Repeat victim", "account": "Who", "risk_due": "Risk assessed again by", "due": "Due", "occurred": "When", "occurred_to": "Until"}

// Column is what a history calls a column that every record has; empty where there is none of that name.
func Column(id string) string { return columns[id] }

// events are what a history calls what was done to a record.
var events = map[string]string{"created": "Recorded", "changed": "Changed", "moved": "Moved", "assigned": "Assigned", "assessed": "Risk assessed", "assess again": "Risk to be assessed again", "noted": "Note added",
	"contacted": "Contact made", "incident added": "Incident added", "contact promised": "Contact promised", "contact promise ended": "Contact promise ended", "contact missed": "Promised contact missed", "recording not heard": "Nobody listened to a recording in time", "listened": "Somebody listened to a recording", "clock moved": "Day moved by a bank holiday", "clock paused": "Target paused", "clock goes on": "Target goes on", "clock not started": "Target not started", "sent": "Sent", "party added": "Person or body added", "party ended": "Person or body taken off", "person named": "Another name of somebody on it", "person born": "Date of birth of somebody on it", "person linked": "Two cards of one person linked", "person marked": "What has to be known of somebody on it", "person unmarked": "What had to be known of somebody on it was ended", "person parted": "Two cards of one person unlinked", "action set": "Action set", "action given": "Action given to somebody else",
	"action done": "Action done", "action not-done": "Action not done", "file added": "File added", "left open": "Closed over what stood open", "linked": "Linked", "unlinked": "Unlinked",
	"not delivered": "A message came to nobody", "chose how to be told": "Chose how to be told",
	"differed": "Said in two ways", "closing asked": "Asked to close it", "closing agreed": "Closing agreed", "closing returned": "Closing not agreed", "closing withdrawn": "No longer asks to close it", "closing lapsed": "It can no longer be closed as asked",
	"kept from": "Kept from somebody", "shown again": "Shown to somebody again",
	"invited": "Somebody asked to look", "invitation ended": "Asked to look no longer",
	"law signed": "Signed a rule of law", "law signature withdrawn": "Took back a signature of a rule of law",
	"given to oneself": "Gave to themselves", "second account": "Made a second account", "looked at a second account": "Looked at a second account", "looked at what was given to oneself": "Looked at what somebody gave to themselves"}

// Event is what a history calls one thing that was done to a record.
func Event(verb string) string { return cmp.Or(events[verb], Capital(verb)) }

// Moment says when something was done, and where it was written down later when that was.
func Moment(e record.Event) string {
	if e.Happened.IsZero() {
		return page.DateTime(e.At)
	}
	return page.DateTime(e.Happened) + ", written down on " + page.DateTime(e.At)
}

// readings are what the audit calls a way of reading.
var readings = map[string]string{"view": "Opened", "download": "Took out a file of", "export": "Took out", "search": "Searched for", "count": "Counted",
	"analyse": "Analysed", "audit": "Read the audit", "signed in": "Signed in", "sign-in failed": "Sign-in failed", "signed out": "Signed out",
	"wrong PIN": "Wrong PIN", "refused": "Was refused", "import": "Imported", "import accepted": "Accepted an import", "import let go": "Let an import go", "import taken back": "Took an import back"}

// Act is what the audit calls something that is done.
type Act struct{ Verb, Name string }

// Acts are all that the audit has a name for, by name.
func Acts() []Act {
	var all []Act
	for _, names := range []map[string]string{readings, events} {
		for verb, name := range names {
			all = append(all, Act{verb, name})
		}
	}
	slices.SortFunc(all, func(a, b Act) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// Done is what the audit calls a reading or a change.
func Done(verb string) string { return cmp.Or(readings[verb], Event(verb)) }

// Subject is what a line of the audit is about, in words: kinds of record, or the field or clock that was changed. ref is the
// reference of the one record that the line is about, if any.
func (w Words) Subject(subject, ref string) string {
	if subject == "audit" {
		return ""
	}
	var out []string
	for _, id := range strings.Fields(subject) {
		out = append(out, w.subject(id, ref))
	}
	return Capital(strings.Join(out, ", "))
}

func (w Words) subject(id, ref string) string {
	if k, ok := w.Pack.Kind(id); ok && ref != "" {
		return Lower(k.Name)
	} else if ok {
		return Lower(k.Plural)
	}
	switch id {
	case "action":
		return "actions"
	case "person":
		return "people"
	case "message":
		return "messages"
	case "import":
		return "police data"
	}
	if k, ok := w.kindOf(ref); ok {
		if f, ok := k.Field(id); ok {
			return Lower(f.Name)
		}
		for _, c := range k.Clocks {
			if c.ID == id {
				return Lower(c.Name)
			}
		}
	}
	return Lower(cmp.Or(Column(id), id))
}

// kindOf is the kind of record that a reference belongs to.
func (w Words) kindOf(ref string) (*pack.Kind, bool) {
	prefix, _, _ := strings.Cut(ref, "-")
	for i := range w.Pack.Kinds {
		if w.Pack.Kinds[i].Prefix == prefix && prefix != "" {
			return &w.Pack.Kinds[i], true
		}
	}
	return nil, false
}

// Post is a role and the body it is held at, as an audit keeps them ("asb-officer@council"), in words.
func (w Words) Post(id string) string {
	role, body, _ := strings.Cut(id, "@")
	if r, ok := w.Pack.Role(role); ok {
		role = r.Name
	}
	if body == "" {
		return role
	}
	return role + ", " + w.Body(body)
}
