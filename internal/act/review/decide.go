package review

import (
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/act/review/threshold"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// first is the account of who decided last that a review comes to one of some states, by its history; empty where nobody did.
func first(s *act.Scene, states ...string) string {
	for _, e := range s.Record.Events { // the newest comes first
		if e.Verb != "moved" || e.Field != "state" {
			continue
		}
		for _, to := range states {
			if e.After == to {
				return e.Actor
			}
		}
	}
	return ""
}

// another refuses who decided what is challenged, by account and by the name that signed it: a challenge is looked at by somebody else.
func another(s *act.Scene, signed string, states ...string) error {
	if !s.Who.System && (s.Who.Account == first(s, states...) || s.Who.Name == s.Record.Fields.Text(signed)) {
		return act.Not("You decided this at first. A challenge is decided by somebody else")
	}
	return nil
}

func mayMeet(s *act.Scene) error {
	switch s.Record.State {
	case ThresholdChallenged:
		return another(s, "threshold_by", Declined)
	case OutcomeChallenged:
		return another(s, "outcome_by", Decided)
	}
	return nil
}

// mayDecline refuses a refusal that the law or the local rule leaves no room for, and one before every body has answered what it holds.
func mayDecline(s *act.Scene) error {
	r, err := judged(s)
	switch {
	case err != nil:
		return act.Not(err.Error())
	case r.Met():
		return act.Not(Verdict(r))
	case s.Record.State == ThresholdChallenged:
		return another(s, "threshold_by", Declined)
	}
	if open := Waiting(s.Record); len(open) > 0 {
		var names []string
		for _, a := range open {
			if b, ok := s.Pack.Body(a.Body); ok {
				names = append(names, b.Name)
			}
		}
		return act.Not("It cannot be declined before every body has answered what it holds: " + strings.Join(names, ", ") + ". Write down the answer, or why there is none")
	}
	return nil
}

// askMet asks for the route where the number alone does not decide it.
func askMet(s *act.Scene) []act.Question {
	why := words("why", "Why", "What it rests on, for the applicant and the panel", "Enter why the threshold is met", 4000)
	r, err := judged(s)
	if err != nil || r.Met() || s.Record.State == OutcomeChallenged {
		return []act.Question{why, tell("What to tell the applicant")}
	}
	route := act.Question{Spread: true, Missing: "Select by what it is met", Field: pack.Field{ID: "route", Name: "By what is it met?", Type: pack.Choice, Required: true, Hint: Verdict(r)}}
	f, _ := s.Kind.Field("threshold")
	for _, o := range s.Pack.OptionsOf(f) {
		if o.ID != byStatute && o.ID != byLocal && o.ID != notMet {
			route.Options = append(route.Options, o)
		}
	}
	return []act.Question{route, why, tell("What to tell the applicant")}
}

// meet decides that the threshold is met, or after a challenge of the outcome that it is reviewed again.
func meet(d *act.Doing) error {
	values := record.Fields{"challenge_by": nil}
	if d.Record.State != OutcomeChallenged {
		r, err := judged(d.Scene)
		if err != nil {
			return err
		}
		route := d.Answers.Text("route")
		switch {
		case r.ByStatute():
			route = byStatute
		case r.ByLocal():
			route = byLocal
		}
		values["threshold"], values["threshold_why"], values["threshold_by"], values["threshold_day"] = route, reasons(d, r), d.Who.Name, d.Today.String()
	}
	if err := set(d, values); err != nil {
		return err
	}
	return d.Edit.Move(Met, d.Answers.Text("why"), d.Answers.Text(message))
}

// askDecline asks for all without which nothing is declined.
func askDecline(s *act.Scene) []act.Question {
	return []act.Question{words("why", "Why", "Why neither the number of complaints nor persistence, harm or potential harm meets the threshold", "Enter why the threshold is not met", 4000),
		words("helps", "What else helps", "Whom they can turn to, and what happens with their reports", "Enter what else helps the applicant", mediumText),
		tell("What to tell the applicant")}
}

// decline decides that the threshold is not met. What the applicant is told ends with the decider, what else helps and the day until which it can
// be challenged, whatever else is said.
func decline(d *act.Doing) error {
	r, err := judged(d.Scene)
	if err != nil {
		return err
	}
	values := record.Fields{"threshold": notMet, "threshold_why": reasons(d, r), "threshold_by": d.Who.Name, "threshold_day": d.Today.String(),
		"else_helps": d.Answers.Text("helps"), "challenge_by": challengeBy(d.Scene).String()}
	if d.Record.Fields.Text("declined_day") == "" {
		values["declined_day"] = d.Today.String()
	}
	end := fmt.Sprintf("You can challenge this decision until %s, here or by writing to us. Somebody else than who decided looks at it.", challengeBy(d.Scene).Words())
	if d.Record.State == ThresholdChallenged {
		values["challenge_by"] = d.Today.String()
		end = "Somebody else than at first has decided this. If you think that it is wrong, you can take it to the ombudsman."
	}
	if err := set(d, values); err != nil {
		return err
	}
	d.Edit.Leaving(d.Answers.Text("why"))
	told := []string{d.Answers.Text(message), "Decided by " + d.Who.Name + ".", "Why: " + d.Answers.Text("why"), "Your reports, one by one:\n" + strings.Join(Explained(d.Kind, r), "\n"),
		"What else helps: " + d.Answers.Text("helps"), end}
	return d.Edit.Move(Declined, d.Answers.Text("why"), strings.Join(told, "\n\n"))
}

// reasons are the decision with what the rules say of each complaint on that day: it stays as it was, whatever is added later.
func reasons(d *act.Doing, r threshold.Result) string {
	return cut(d.Answers.Text("why")+"\n\n"+Verdict(r)+"\n"+strings.Join(Explained(d.Kind, r), "\n"), 6000)
}

// mayChallenge is that a decision can be challenged now: once, and until its day.
func mayChallenge(s *act.Scene) error {
	r := &s.Record.Record
	by, what := r.Fields.Text("challenge_by"), ""
	switch r.State {
	case Declined:
		if r.Fields.Yes("threshold_challenged") {
			what = "the threshold was challenged before"
		}
	case Decided, Closed:
		if r.Fields.Yes("outcome_challenged") {
			what = "the outcome was challenged before"
		}
	default:
		return act.Not("There is no decision to challenge")
	}
	switch {
	case what != "":
		return act.Not("It cannot be challenged again: " + what)
	case by == "" || s.Today.String() > by:
		return act.Not("The day until which it could be challenged is over")
	case act.CallerOf(s.Who) == act.Staff && !coordinates(s):
		return fmt.Errorf("your post does not let you take a challenge: %w", fault.ErrForbidden)
	}
	return nil
}

func askChallenge(*act.Scene) []act.Question {
	return []act.Question{words("words", "Why they challenge it", "In their words", "Enter why it is challenged", 4000)}
}

func challenge(d *act.Doing) error {
	to, mark := ThresholdChallenged, "threshold_challenged"
	if d.Record.State != Declined {
		to, mark = OutcomeChallenged, "outcome_challenged"
	}
	if err := d.Edit.Note(d.Answers.Text("words"), record.ForReporter); err != nil {
		return err
	}
	if err := d.Edit.HeardFrom(); err != nil {
		return err
	}
	if err := set(d, record.Fields{mark: true}); err != nil {
		return err
	}
	return d.Edit.Move(to, "the applicant challenges it", "")
}
