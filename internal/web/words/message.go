package words

import (
	"cmp"
	"html/template"
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Name is something by its id, and what it is called.
type Name struct{ ID, Name string }

// Messages are what each message is about, as a list calls it.
var Messages = []Name{{pack.TellReceived, "We have the report"}, {pack.TellProgress, "Progress of the report"}, {pack.TellWritten, "Somebody wrote on the report"}, {pack.TellReporterClosed, "The report is finished"},
	{pack.TellAssigned, "Assigned"}, {pack.TellInvited, "Asked to look"}, {pack.TellReferred, "Sent to them"}, {pack.TellAction, "Something to do"}, {pack.TellReporterWrote, "The reporter wrote"}, {pack.TellClosed, "Closed"},
	{pack.TellAsked, "A closing to agree"}, {pack.TellReturned, "A closing was not agreed"},
	{pack.TellDue, "Something is due"}, {pack.TellUndelivered, "A message came to nobody"}, {pack.TellDigest, "Digest of the day"}}

// MessageStates are what a list calls how far a message has come.
var MessageStates = []Name{{record.MessageWaiting, "Waits to be sent"}, {record.MessageKept, "Would be sent"}, {record.MessageInside, "In the inbox alone"}, {record.MessageHeld, "May not be sent"},
	{record.MessageDigested, "Goes with the next digest"}, {record.MessageSent, "Sent"}, {record.MessageDelivered, "Arrived"}, {record.MessageFailed, "Not delivered"}}

// MessageChannels are what a list calls the ways by which a message goes.
var MessageChannels = []Name{{record.ByEmail, "Email"}, {record.ByText, "Text message"}, {record.ByLetter, "Letter"}, {record.ByInbox, "Inbox"}}

// MessageWhom are what a list calls whom a message is for.
var MessageWhom = []Name{{record.ToReporter, "Somebody who reported"}, {record.ToAccount, "Somebody who works here"}, {record.ToTeam, "A team"}, {record.ToBody, "A body"}}

// Named is what something is called in a list of names.
func Named(all []Name, id string) string {
	if i := slices.IndexFunc(all, func(n Name) bool { return n.ID == id }); i >= 0 {
		return all[i].Name
	}
	return id
}

var messageColours = map[string]string{record.MessageWaiting: "yellow", record.MessageKept: "grey", record.MessageInside: "grey", record.MessageHeld: "orange", record.MessageDigested: "grey",
	record.MessageSent: "blue", record.MessageDelivered: "green", record.MessageFailed: "red"}

// MessageState is how far a message has come, as a tag.
func MessageState(m *record.Message) template.HTML {
	return tag(Named(MessageStates, m.State), messageColours[m.State])
}

// To is whom a message is for, by name; names are accounts by id.
func (w Words) To(m *record.Message, names map[string]string) string {
	switch m.Whom {
	case record.ToReporter:
		return "The reporter"
	case record.ToAccount:
		return cmp.Or(names[m.Addressee], "Somebody who works here")
	case record.ToTeam:
		return w.Team(m.Addressee)
	}
	return w.Body(m.Addressee)
}

// Addressees are the accounts that messages are for.
func Addressees(all []record.Message) (ids []string) {
	for _, m := range all {
		if m.Whom == record.ToAccount {
			ids = append(ids, m.Addressee)
		}
	}
	return ids
}

// Told puts the messages of a record into its timeline, the latest first, each with how far it has come; most bounds the whole.
func (w Words) Told(items []govuk.Event, messages []record.Message, names map[string]string, most int) []govuk.Event {
	for i := range messages {
		m := &messages[i]
		text := Named(MessageStates, m.State) + " (" + Lower(Named(MessageChannels, m.Channel)) + ")"
		if m.Why != "" {
			text += ". " + m.Why
		}
		items = append(items, govuk.Event{TitleHTML: Link("/inbox/"+m.ID, "Told: "+Named(Messages, m.Template)), By: "the program, to " + w.To(m, names),
			Timestamp: m.At.String(), When: page.DateTime(m.At), Text: text})
	}
	slices.SortStableFunc(items, func(a, b govuk.Event) int { return cmp.Compare(b.Timestamp, a.Timestamp) })
	return items[:min(most, len(items))]
}
