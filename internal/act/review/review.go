// Package review runs the ASB case review (Anti-social Behaviour, Crime and Policing Act 2014 ss.104-105, Schedule 4), from the application to
// the closing, as acts on a record: acknowledged with one contact, returns asked of every relevant body, the threshold decided and explained,
// a panel under a chair who has not worked on it, the victim invited, a written decision, recommendations and dated actions, and two challenges,
// each decided by somebody other than who decided at first.
//
// What the ombudsman found of others (LGSCO 23 008 061, 23 009 253, 24 000 401) cannot be done here: no refusal for what was done about the
// complaints, and none without who decided, why, what else helps and the day until which it can be challenged.
package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/act/review/threshold"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

// The names of the acts.
const (
	Complaint   = "complaint"
	Recommend   = "recommend"
	Challenge   = "challenge"
	Rearrange   = "rearrange"
	message     = "message"
	longText    = 8000
	mediumText  = 2000
	asksReturn  = "Say which complaints about this you hold, each with its days, and what you did about them"
	recommended = "Recommendation: "
)

// Acts are those of a case review. Of the moves that every kind has it leaves none: each asks for what the law wants with it.
func Acts(_ *pack.Pack, k *pack.Kind, generic []act.Act) []act.Act {
	if k.ID != Kind {
		return nil
	}
	out := []act.Act{
		move(Acknowledged, mayAcknowledge, askAcknowledge, acknowledge, "Acknowledge", "Every relevant body is asked what it holds, and the applicant is told who their contact is."),
		move(Met, mayMeet, askMet, meet, "The threshold is met", ""),
		move(Declined, mayDecline, askDecline, decline, "The threshold is not met", "The applicant is told why, what else helps, and until which day they can challenge it."),
		move(Arranged, nil, askArrange, arrange, "Arrange the panel", "The chair has had no hand in the case. The victim is invited, or it is said why not."),
		move(Held, mayHold, askHeld, hold, "The panel was held", ""),
		move(Decided, mayOutcome, askOutcome, decide, "Decide", "The applicant is told the decision in writing, and until which day they can challenge it."),
		move(Closed, mayClose, askClose, end, "Close", "The applicant is told that it is closed and why."),
		{ID: Rearrange, Verb: pack.Edit, May: mayRearrange, Asks: askArrange, Do: arrange, Done: "The panel is arranged anew", Button: "Change the panel's day or chair", Title: "Change the panel’s day or chair"},
		{ID: Challenge, Verb: pack.Edit, By: []act.Caller{act.Staff, act.Reporter}, May: mayChallenge, Asks: askChallenge, Do: challenge, Done: "It is challenged, and somebody else looks at it again",
			Button: "It is challenged", Title: "Challenge the decision"},
		{ID: Complaint, Verb: pack.Edit, May: mayComplain, Asks: askComplaint, Do: addComplaint, Done: "The complaint is added", Button: "Add a complaint that you hold", Title: "Add a complaint that a body holds"},
		{ID: Recommend, Verb: pack.Edit, May: mayRecommend, Asks: askRecommend, Do: recommend, Done: "The recommendation is made", Button: "Recommend", Title: "Make a recommendation",
			Lead: "Who has public functions must have regard to it (s.104(7)). What they answer is kept."},
	}
	for _, x := range generic {
		switch {
		case x.Part == act.NewState || x.ID == act.Assess:
			continue
		case x.Name() == act.EndAction:
			x = answering(x)
		}
		out = append(out, x)
	}
	return out
}

// move is an act that takes a review to a state, where the pack lets whoever does it.
func move(to string, may func(*act.Scene) error, asks func(*act.Scene) []act.Question, do func(*act.Doing) error, words, lead string) act.Act {
	return act.Act{ID: to, Part: act.NewState, Asks: asks, Do: do, Button: words, Title: words, Lead: lead,
		May: func(s *act.Scene) error {
			if err := s.CanMove(to); err != nil || may == nil {
				return err
			}
			return may(s)
		},
		Says: func(d *act.Doing) string {
			state, _ := d.Kind.State(d.Edit.Record().State)
			return d.Edit.Record().Reference + ": " + state.Name
		}}
}

// coordinates says that somebody runs reviews: who may acknowledge one.
func coordinates(s *act.Scene) bool {
	t, _ := s.Kind.Move(Received, Acknowledged)
	return s.Who.System || len(t.Roles) == 0 || s.Who.HasRole(t.Roles...)
}

// challengeBy is the last day on which a decision of today can be challenged.
func challengeBy(s *act.Scene) when.Date {
	return s.Calendar.AddWorkingDays(s.Today, max(s.Pack.CaseReview.Challenge, 1))
}

// words asks for a text that must be written.
func words(id, name, hint, missing string, most int) act.Question {
	return act.Needed(act.Text(id, name, hint, most), missing)
}

func tell(name string) act.Question {
	return words(message, name, "They read these words as they stand", "Enter what to tell the applicant", 4000)
}

// set fills fields of the review in one step.
func set(d *act.Doing, values record.Fields) error {
	for _, f := range d.Kind.Fields { // in one order, whatever the map's
		if v, ok := values[f.ID]; ok {
			if err := d.Edit.Set(f.ID, v); err != nil {
				return err
			}
		}
	}
	return nil
}

// Complaints are those of a review: of which the applicant told, and that bodies hold.
func Complaints(r *record.Record, held []record.Complaint) (all []record.Complaint) {
	for _, c := range told {
		made, err := when.ParseDate(r.Fields.Text(c + "_made"))
		if err != nil {
			continue
		}
		behaviour, _ := when.ParseDate(r.Fields.Text(c + "_behaviour"))
		all = append(all, record.Complaint{ID: c, Sort: r.Fields.Text(c + "_to"), Behaviour: behaviour, Made: made, Reference: r.Fields.Text(c + "_reference"), Done: r.Fields.Text(c + "_done")})
	}
	return append(all, held...)
}

// Judge is what the rules say of a review today: by the law of the day of the application, beside the local threshold.
func Judge(p *pack.Pack, table *law.Table, cal *clock.Calendar, w *record.Whole) (threshold.Result, error) {
	applied, local := w.Opened.Date(), p.CaseReview.Local
	rules, err := threshold.On(table, applied, threshold.Local{Complaints: local.Complaints, Months: local.Months})
	if err != nil {
		return threshold.Result{}, err
	}
	var all []threshold.Complaint
	for _, c := range Complaints(&w.Record, w.Complaints) {
		all = append(all, threshold.Complaint{ID: c.ID, Sort: c.Sort, Behaviour: c.Behaviour, Made: c.Made, Said: c.Said, Done: c.Done})
	}
	return rules.Judge(cal, applied, all), nil
}

func judged(s *act.Scene) (threshold.Result, error) {
	return Judge(s.Pack, s.Law(), s.Calendar, s.Record)
}

// Sort is what a sort of body is called, in the words of the pack.
func Sort(k *pack.Kind, id string) string {
	f, _ := k.Field(told[0] + "_to")
	for _, o := range f.Options {
		if o.ID == id {
			return o.Name
		}
	}
	return cmp.Or(id, "Somebody")
}

// Explained is what the rules say of each complaint, in words.
func Explained(k *pack.Kind, r threshold.Result) (lines []string) {
	for _, f := range r.Findings {
		lines = append(lines, fmt.Sprintf("%s, on %s%s: %s", Sort(k, f.Sort), f.Made.Words(), about(f), Because(f)))
	}
	return lines
}

func about(f threshold.Finding) string {
	if f.Behaviour.IsZero() {
		return ""
	}
	return ", about " + f.Behaviour.Words()
}

// Because says why a complaint counts or does not, with its days.
func Because(f threshold.Finding) string {
	switch f.Why {
	case threshold.Counts:
		return fmt.Sprintf("it counts: it could be made until %s and counts for an application until %s", f.MadeBy.Words(), f.AppliedBy.Words())
	case threshold.CountsHere:
		return fmt.Sprintf("it counts by the local threshold: it was made within the months before the application, and counts until %s by the law", f.AppliedBy.Words())
	case threshold.Same:
		return "it is another entry of a complaint that is counted above"
	case threshold.NoBehaviour:
		return "it does not count by the law as it stands: the day of the behaviour is not known"
	case threshold.TooLate:
		return fmt.Sprintf("it does not count by the law: it could be made until %s", f.MadeBy.Words())
	case threshold.Old:
		return fmt.Sprintf("it does not count: it counts for an application until %s", f.AppliedBy.Words())
	case threshold.NotYet:
		return "it does not count: it was made after the application"
	}
	return "it does not count: it was made before the behaviour that it is about"
}

// Verdict is what the rules say of all of them, in a sentence.
func Verdict(r threshold.Result) string {
	switch {
	case r.ByStatute():
		return fmt.Sprintf("The threshold is met by law: %d complaints qualify and %d are needed (%s). What was done about them is evidence for the panel and no reason to refuse.", r.Statute, r.Complaints, strings.Join(r.Citations, "; "))
	case r.ByLocal():
		return fmt.Sprintf("The threshold is met by the local rule: %d complaints within %d months count, and %d are needed. What was done about them is evidence for the panel and no reason to refuse.", r.Here, r.Local.Months, r.Local.Complaints)
	}
	return fmt.Sprintf("The number alone does not meet it: %d complaints qualify and %d are needed. It can be met by persistence, harm, potential harm or how it was answered (s.104(5)).", r.Statute, r.Complaints)
}

// Waiting are the bodies whose returns are open.
func Waiting(w *record.Whole) (out []record.Action) {
	return slices.DeleteFunc(slices.Clone(w.Actions), func(a record.Action) bool { return a.What != asksReturn || a.State != record.ActionOpen })
}
