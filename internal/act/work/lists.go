package work

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// List is one list of a queue.
type List struct {
	ID    string
	Name  string
	Says  string // what is in it
	Empty string // what it says where nothing is
	Team  bool   // it is of the team's work, whoever does it

	offered func(*Queue) bool // to whom; everybody where it is nil
	sources func(*Queue) []source
	keeps   func(*Item) bool // of what the sources bring; all where it is nil
}

// lists are those of a queue, in the order in which they are offered.
var lists = []List{
	{ID: "now", Name: "Needs me now", Says: "Most urgent first: danger, a broken promise of contact, then what is late, due today, waits for an answer, or is new.", Empty: "Nothing needs you now. What comes next is under Mine.",
		sources: now, keeps: func(i *Item) bool { return i.Why <= Agree }},
	{ID: "accept", Name: "To accept", Says: "Sent to your teams, and taken on by nobody. Accept each, or refuse it with a reason.", Empty: "Nothing waits for your teams to accept it.", sources: toAccept},
	{ID: "mine", Name: "Mine", Says: "Open and assigned to you.", Empty: "Nothing is assigned to you. Take something from your team’s list.", sources: mine},
	{ID: "spoken", Name: "They spoke last", Says: "Whoever reported it has said more and has no answer yet: yours, and what nobody of your team has.", Empty: "Everybody has an answer.", sources: spoken},
	{ID: "promised", Name: "Contact promised", Says: "Somebody on these was promised to be spoken with: yours, and your teams’. A promise that was missed stays counted.", Empty: "Nobody waits for a contact that was promised.", sources: promised},
	{ID: "actions", Name: "Actions for us", Says: "What you and your teams are to do, on whatever record.", Empty: "No action is open for you. Those that are set for you on any record come here.", sources: actions},
	{ID: "agree", Name: "To agree", Says: "Others ask you to agree that these are closed.", Empty: "Nobody asks you to agree anything.", offered: agrees, sources: toAgree},
	{ID: "team", Name: "All of it", Says: "Open and with your teams, whoever works on it.", Empty: "Your teams have nothing open.", Team: true, offered: hasTeam, sources: ofTeam},
	{ID: "unowned", Name: "Nobody’s yet", Says: "With your teams and assigned to nobody. The body owns it; a person should.", Empty: "Everything of your teams has somebody.", Team: true, offered: hasTeam, sources: unowned},
	{ID: "high", Name: "High risk", Says: "Open, with your teams, and of the highest band of risk.", Empty: "Nothing of your teams is of the highest risk.", Team: true, offered: hasTeam, sources: highRisk},
	{ID: "stale", Name: "Risk out of date", Says: "Open, with your teams, and to be assessed again.", Empty: "The risk of everything of your teams was assessed in time.", Team: true, offered: hasTeam, sources: stale},
}

// Lists are those that the principal has, the first of them the one that a queue opens with.
func (q *Queue) Lists() []List {
	return slices.DeleteFunc(slices.Clone(lists), func(l List) bool { return l.offered != nil && !l.offered(q) })
}

func hasTeam(q *Queue) bool { return len(q.View.Who().Teams()) > 0 }

func agrees(q *Queue) bool { return len(q.Pack.AgreedBy(q.View.Who().HasRole)) > 0 }

// open is the question for what is open of the kinds that the principal works on, by its nearest day.
func (q *Queue) open(narrow func(*gate.Query)) source {
	yes := true
	ask := &gate.Query{Kinds: q.Kinds(), Open: &yes, ByDue: true}
	narrow(ask)
	return source{records: ask}
}

func now(q *Queue) []source {
	out := append(toAccept(q), q.open(func(ask *gate.Query) {
		ask.Assignee, ask.DueBefore = q.View.Who().Account, q.Today.AddDays(1)
	}))
	out = append(out, q.open(func(ask *gate.Query) { ask.Assignee = q.View.Who().Account })) // for a day that somebody asked for
	out = append(out, spoken(q)...)
	if agrees(q) {
		out = append(out, toAgree(q)...)
	}
	return append(out, actions(q)...)
}

// toAccept is what came to the principal's teams and is in its first state yet: of each kind by itself, for their states have names of their own.
func toAccept(q *Queue) (out []source) {
	teams := q.View.Who().Teams()
	if len(teams) == 0 {
		return nil
	}
	for _, id := range q.Kinds() {
		k, _ := q.Pack.Kind(id)
		out = append(out, q.open(func(ask *gate.Query) {
			ask.Kinds, ask.Teams, ask.States, ask.Unowned = []string{id}, teams, []string{k.Initial().ID}, true
		}))
	}
	return out
}

func mine(q *Queue) []source {
	return []source{q.open(func(ask *gate.Query) { ask.Assignee = q.View.Who().Account })}
}

func spoken(q *Queue) []source {
	out := []source{q.open(func(ask *gate.Query) {
		ask.Assignee, ask.LastWord, ask.Again = q.View.Who().Account, "reporter", true
	})}
	if teams := q.View.Who().Teams(); len(teams) > 0 {
		out = append(out, q.open(func(ask *gate.Query) {
			ask.Teams, ask.Unowned, ask.LastWord, ask.Again = teams, true, "reporter", true
		}))
	}
	return out
}

func promised(q *Queue) []source {
	out := []source{q.open(func(ask *gate.Query) { ask.Assignee, ask.Promised = q.View.Who().Account, true })}
	if teams := q.View.Who().Teams(); len(teams) > 0 {
		out = append(out, q.open(func(ask *gate.Query) { ask.Teams, ask.Promised = teams, true }))
	}
	return out
}

func stale(q *Queue) []source {
	return []source{q.open(func(ask *gate.Query) { ask.Teams, ask.Stale = q.View.Who().Teams(), q.Today })}
}

func actions(q *Queue) []source {
	out := []source{{actions: &gate.ActionQuery{Owner: q.View.Who().Account}}}
	if teams := q.View.Who().Teams(); len(teams) > 0 {
		out = append(out, source{actions: &gate.ActionQuery{For: teams}})
	}
	return out
}

func toAgree(q *Queue) []source {
	ask := &gate.Query{Kinds: q.Pack.AgreedBy(q.View.Who().HasRole), Agrees: q.View.Who().Account, Verb: pack.Close, ByDue: true}
	return []source{{records: ask, asks: true}}
}

func ofTeam(q *Queue) []source {
	return []source{q.open(func(ask *gate.Query) { ask.Teams = q.View.Who().Teams() })}
}

func unowned(q *Queue) []source {
	return []source{q.open(func(ask *gate.Query) { ask.Teams, ask.Unowned = q.View.Who().Teams(), true })}
}

func highRisk(q *Queue) []source {
	if len(q.Pack.Risks) == 0 {
		return nil
	}
	return []source{q.open(func(ask *gate.Query) {
		ask.Teams, ask.Risk = q.View.Who().Teams(), q.Pack.Risks[len(q.Pack.Risks)-1].ID
	})}
}
