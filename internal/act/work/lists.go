package work

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/gate"
)

// List is one list of a queue.
type List struct {
	ID    string
	Name  string
	Says  string // what is in it
	Empty string // what it says where nothing is
	Team  bool   // it is of the team's work, whoever does it

	offered func(*Queue) bool // to whom; everybody where it is nil
	sources []source
	keeps   func(*Item) bool // of what the sources bring; all where it is nil
}

// lists are those of a queue, in the order in which they are offered.
var lists = []List{
	{ID: "now", Name: "Needs me now", Says: "Most urgent first: danger, a broken promise of contact, then what is late, due today, waits for an answer, or is new.", Empty: "Nothing needs you now. What comes next is under Mine.",
		sources: []source{fresh, {of: own}, waits, unsaid, {of: closing}, {of: toDo}, {of: forTeam}}, keeps: func(i *Item) bool { return i.Why <= Agree }},
	{ID: "accept", Name: "To accept", Says: "Sent to your teams, and taken on by nobody. Accept each, or refuse it with a reason.", Empty: "Nothing waits for your teams to accept it.", sources: []source{fresh}},
	{ID: "mine", Name: "Mine", Says: "Open and assigned to you.", Empty: "Nothing is assigned to you. Take something from your team’s list.", sources: []source{{of: own}}},
	{ID: "spoken", Name: "They spoke last", Says: "Whoever reported it has said more and has no answer yet: yours, and what nobody of your team has.", Empty: "Everybody has an answer.", sources: []source{waits, unsaid}},
	{ID: "promised", Name: "Contact promised", Says: "Somebody on these was promised to be spoken with: yours, and your teams’. A promise that was missed stays counted.", Empty: "Nobody waits for a contact that was promised.", sources: []source{promised, ofTeam}},
	{ID: "actions", Name: "Actions for us", Says: "What you and your teams are to do, on whatever record.", Empty: "No action is open for you. Those that are set for you on any record come here.", sources: []source{{of: toDo}, {of: forTeam}}},
	{ID: "agree", Name: "To agree", Says: "Others ask you to agree that these are closed.", Empty: "Nobody asks you to agree anything.", offered: agrees, sources: []source{{of: closing}}},
	{ID: "team", Name: "All of it", Says: "Open and with your teams, whoever works on it.", Empty: "Your teams have nothing open.", Team: true, offered: hasTeam, sources: []source{{of: teams}}},
	{ID: "unowned", Name: "Nobody’s yet", Says: "With your teams and assigned to nobody. The body owns it; a person should.", Empty: "Everything of your teams has somebody.", Team: true, offered: hasTeam, sources: []source{nobodys}},
	{ID: "high", Name: "High risk", Says: "Open, with your teams, and of the highest band of risk.", Empty: "Nothing of your teams is of the highest risk.", Team: true, offered: hasTeam, sources: []source{high}},
	{ID: "stale", Name: "Risk out of date", Says: "Open, with your teams, and to be assessed again.", Empty: "The risk of everything of your teams was assessed in time.", Team: true, offered: hasTeam, sources: []source{stale}},
}

// Lists are those that the principal has, the first of them the one that a queue opens with.
func (q *Queue) Lists() []List {
	return slices.DeleteFunc(slices.Clone(lists), func(l List) bool { return l.offered != nil && !l.offered(q) })
}

func hasTeam(q *Queue) bool { return len(q.View.Who().Teams()) > 0 }

func agrees(q *Queue) bool { return len(q.Pack.AgreedBy(q.View.Who().HasRole)) > 0 }

// The parts of a base that lists take.
var (
	fresh  = source{teams, func(i *Item) bool { return i.fresh }, func(*Queue, *gate.Query) bool { return false }}
	waits  = source{own, spoke, func(_ *Queue, ask *gate.Query) bool { ask.LastWord, ask.Again = "reporter", true; return true }}
	unsaid = source{teams, func(i *Item) bool { return i.Assignee == "" && spoke(i) }, func(_ *Queue, ask *gate.Query) bool {
		ask.Unowned, ask.LastWord, ask.Again = true, "reporter", true
		return true
	}}
	nobodys  = source{teams, func(i *Item) bool { return i.Assignee == "" }, func(_ *Queue, ask *gate.Query) bool { ask.Unowned = true; return true }}
	promised = source{own, hasPromise, askPromise}
	ofTeam   = source{teams, hasPromise, askPromise}
	high     = source{teams, func(i *Item) bool { return i.highest }, askHighest}
	stale    = source{teams, func(i *Item) bool { return i.stale }, func(q *Queue, ask *gate.Query) bool { ask.Stale = q.Today; return true }}
)

func askHighest(q *Queue, ask *gate.Query) bool {
	if n := len(q.Pack.Risks); n > 0 {
		ask.Risk = q.Pack.Risks[n-1].ID
	}
	return true
}

func spoke(i *Item) bool { return i.LastWord == "reporter" && i.LastWordAt.After(i.Opened) }

func hasPromise(i *Item) bool { return !i.Contact.IsZero() }

func askPromise(_ *Queue, ask *gate.Query) bool {
	ask.Promised = true
	return true
}
