package act

import (
	"cmp"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/words"
)

// timelineShown is how much of the history stands on the page; the rest is on the record's history page.
const timelineShown = 12

var eventWords = map[string]string{"created": "Received", "noted": "Message or note", "contacted": "Contact made", "linked": "Linked", "unlinked": "Unlinked",
	"assessed": "Risk assessed", "file added": "File added", "changed": "Changed", "sent": "Sent on"}

// timeline is what happened to the report, the latest first.
func (x *reportView) timeline() govuk.Timeline {
	out := govuk.Timeline{HeadingLevel: 3}
	for _, e := range x.whole.Events[:min(timelineShown, len(x.whole.Events))] {
		item := govuk.Event{Title: x.eventTitle(e), By: e.ActorName, Timestamp: e.At.String(), When: words.Moment(e), Text: e.Reason}
		out.Items = append(out.Items, item)
	}
	out.Items = x.s.words.Told(out.Items, x.whole.Messages, x.names, timelineShown+4)
	return out
}

func (x *reportView) eventTitle(e record.Event) string {
	w := x.s.words
	switch e.Verb {
	case "moved":
		if s, ok := x.kind.State(e.After); ok {
			return s.Name
		}
	case "assigned":
		switch e.Field {
		case "assignee":
			return "Assigned to " + cmp.Or(x.names[e.After], "nobody")
		case "team":
			return "Given to " + w.Team(e.After)
		case "owner_body":
			return "Owned by " + w.Body(e.After)
		}
	case "assessed":
		return "Risk " + cmp.Or(e.Before, "not assessed") + " to " + e.After
	case "party added":
		_, _, who := w.Change(x.kind, e, x.names)
		return "Added as " + lowerFirst(who)
	case "party ended":
		_, who, _ := w.Change(x.kind, e, x.names)
		return "Taken off: " + who
	case "contacted":
		return "Contact made: " + e.After
	case "clock paused", "clock goes on", "clock moved", "clock not started":
		return words.Event(e.Verb) + ": " + words.ClockName(x.kind, e.Field)
	case "linked":
		return "Linked with " + e.After
	case "changed":
		if f, ok := x.kind.Field(e.Field); ok {
			return f.Name + ": " + w.Shown(f, e.After)
		}
	}
	return cmp.Or(eventWords[e.Verb], words.Event(e.Verb))
}
