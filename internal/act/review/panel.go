package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

func mayRearrange(s *act.Scene) error {
	if s.Record.State != Arranged {
		return act.Not("No panel is arranged")
	}
	if !coordinates(s) {
		return fmt.Errorf("your post does not let you arrange a panel: %w", fault.ErrForbidden)
	}
	return nil
}

// chairing are the accounts that may chair: those of the roles that the pack has hold the panel, but for who runs the review.
func chairing(s *act.Scene) (out []account.Holder) {
	t, _ := s.Kind.Move(Arranged, Held)
	run, _ := s.Kind.Move(Received, Acknowledged)
	for _, h := range s.Holders {
		if slices.Contains(t.Roles, h.Role) && !slices.Contains(run.Roles, h.Role) && !slices.ContainsFunc(out, func(o account.Holder) bool { return o.Account == h.Account }) {
			out = append(out, h)
		}
	}
	return out
}

func askArrange(s *act.Scene) []act.Question {
	chair := act.Question{None: "Choose", Missing: "Select an independent chair", Field: pack.Field{ID: "chair", Name: "Independent chair", Type: pack.Choice, Required: true, Hint: "Somebody who has not worked on the case"}}
	for _, h := range chairing(s) {
		name := h.Name
		if b, ok := s.Pack.Body(h.Body); ok {
			name += ", " + b.Name
		}
		chair.Options = append(chair.Options, pack.Option{ID: h.Account, Name: name})
	}
	return []act.Question{
		{Missing: "Enter the day of the panel", Field: pack.Field{ID: "day", Name: "Day of the panel", Type: pack.Date, Required: true}}, chair,
		{Missing: "Select whether the victim is invited", Field: pack.Field{ID: "invited", Name: "Is the victim invited?", Type: pack.YesNo, Required: true, Hint: "For a part of it, themselves or by somebody for them, or in writing"}},
		act.Text("not_invited", "If not, why", "It stands on the record", 1000), tell("What to tell the applicant"),
	}
}

// arrange fixes the day and the chair of the panel, and invites the victim or says why not.
func arrange(d *act.Doing) error {
	a, bad := d.Answers, fault.Invalid{}
	if a.Day("day").Before(d.Today) && !d.Who.System {
		bad.Add("day", "The day of the panel must be today or in the future")
	}
	invited, _ := a["invited"].(bool)
	if !invited && a.Text("not_invited") == "" {
		bad.Add("not_invited", "Enter why the victim is not invited")
	}
	chair, err := independent(d, a.Text("chair"), bad)
	if err != nil {
		return err
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	values := record.Fields{"panel_day": a.Text("day"), "chair": chair, "invited": invited, "not_invited_why": nil}
	told := a.Text(message) + "\n\nThe panel meets on " + a.Day("day").Words() + ". Its chair, " + chair + ", has not worked on your case."
	if invited {
		told += "\n\nYou are invited to a part of it. You can come, send somebody, or tell us in writing what the panel should know."
	} else {
		values["not_invited_why"] = a.Text("not_invited")
	}
	if err := set(d, values); err != nil {
		return err
	}
	if d.Edit.Record().State == Arranged {
		return d.Edit.Note(told, record.ForReporter)
	}
	return d.Edit.Move(Arranged, "", told)
}

// independent is the name of a chair who has had no hand in the review or in a case that is linked with it, and is of no team that has one.
func independent(d *act.Doing, chair string, bad fault.Invalid) (name string, err error) {
	i := slices.IndexFunc(d.Holders, func(h account.Holder) bool { return h.Account == chair })
	if i < 0 {
		return "", nil // refused by what was offered
	}
	worked, err := d.Edit.WorkedOn(chair)
	if worked {
		bad.Add("chair", "%s", d.Holders[i].Name+" has worked on this case. Select somebody who has not")
	}
	return d.Holders[i].Name, err
}

// mayHold refuses to say before its day that a panel was held, and a chair who is not the one that was named.
func mayHold(s *act.Scene) error {
	day, _ := when.ParseDate(s.Record.Fields.Text("panel_day"))
	if s.Today.Before(day) {
		return act.Not("The panel meets on " + day.Words())
	}
	return named(s)
}

// named refuses a chair who was not named for this review.
func named(s *act.Scene) error {
	if !coordinates(s) && s.Record.State != OutcomeChallenged && s.Who.Name != s.Record.Fields.Text("chair") {
		return act.Not("The chair of this panel is " + s.Record.Fields.Text("chair"))
	}
	return nil
}

func askHeld(s *act.Scene) []act.Question {
	attended, _ := s.Kind.Field("attended")
	return []act.Question{
		{Missing: "Select whether the victim was heard", Spread: true, Field: pack.Field{ID: "attended", Name: "Was the victim heard?", Type: pack.Choice, Required: true, Options: s.Pack.OptionsOf(attended)}},
		words("came", "Who was there, by name and body", "", "Enter who was there", mediumText), tell("What to tell the applicant"),
	}
}

func hold(d *act.Doing) error {
	if err := set(d, record.Fields{"attended": d.Answers.Text("attended"), "panel_came": d.Answers.Text("came")}); err != nil {
		return err
	}
	return d.Edit.Move(Held, "", d.Answers.Text(message))
}

func mayRecommend(s *act.Scene) error {
	if s.Record.State != Held && s.Record.State != Decided {
		return act.Not("Recommendations are made when the panel was held")
	}
	if t, _ := s.Kind.Move(Held, Decided); !s.Who.System && len(t.Roles) > 0 && !s.Who.HasRole(t.Roles...) {
		return fmt.Errorf("your post does not let you make a recommendation: %w", fault.ErrForbidden)
	}
	return nil
}

func askRecommend(s *act.Scene) []act.Question {
	body := act.Question{None: "Choose", Missing: "Select to whom it is made", Field: pack.Field{ID: "body", Name: "To whom", Type: pack.BodyRef, Required: true}}
	for _, b := range s.Pack.Bodies {
		if !s.Forbids(b.ID) {
			body.Options = append(body.Options, pack.Option{ID: b.ID, Name: b.Name})
		}
	}
	return []act.Question{body, words("what", "What is recommended", "", "Enter what is recommended", 900),
		{Missing: "Enter the day by which they answer", Field: pack.Field{ID: "due", Name: "By when they answer", Type: pack.Date, Required: true}}}
}

// recommend makes a recommendation to a body, which must have regard to it (s.104(7)): an action that it answers by a day.
func recommend(d *act.Doing) error {
	_, err := d.Edit.AddAction(record.Action{What: recommended + d.Answers.Text("what"), Body: d.Answers.Text("body"), Due: d.Answers.Day("due")})
	if err != nil {
		return err
	}
	return set(d, record.Fields{"recommendations": d.Edit.Record().Fields.Number("recommendations") + 1})
}

// Recommendations are those of a review, with what became of each.
func Recommendations(w *record.Whole) (out []record.Action) {
	return slices.DeleteFunc(slices.Clone(w.Actions), func(a record.Action) bool { return !strings.HasPrefix(a.What, recommended) })
}

func mayOutcome(s *act.Scene) error {
	if s.Record.State == OutcomeChallenged {
		return another(s, "outcome_by", Decided)
	}
	return named(s)
}

func askOutcome(s *act.Scene) []act.Question {
	text := words("decision", "The decision in writing", "What the panel found of how the complaints were answered, and what follows", "Enter the decision in writing", longText)
	if s.Record.State == OutcomeChallenged {
		text = words("decision", "The decision in writing", "Why the outcome stands", "Enter the decision in writing", 4000)
	}
	return []act.Question{text, tell("What to tell the applicant")}
}

// decide keeps the written decision and tells it with its recommendations and the day until which it can be challenged. After a challenge it says
// that the outcome stands.
func decide(d *act.Doing) error {
	text, again := d.Answers.Text("decision"), d.Record.State == OutcomeChallenged
	values := record.Fields{"outcome_by": d.Who.Name, "challenge_by": challengeBy(d.Scene).String(), "outcome_text": text}
	end := fmt.Sprintf("You can challenge this outcome until %s, here or by writing to us. Somebody else than who decided looks at it.", challengeBy(d.Scene).Words())
	if again {
		values["outcome_text"] = cut(d.Record.Fields.Text("outcome_text")+"\n\nAfter the challenge, "+d.Today.Words()+": "+text, longText)
		values["challenge_by"] = d.Today.String()
		end = "Somebody else than at first has looked at it. If you think that it is wrong, you can take it to the ombudsman."
	} else {
		values["reviewed_day"] = d.Today.String()
	}
	if err := set(d, values); err != nil {
		return err
	}
	told := []string{d.Answers.Text(message), "The decision, signed by " + d.Who.Name + ":\n" + text}
	for _, a := range Recommendations(d.Record) {
		b, _ := d.Pack.Body(a.Body)
		if b != nil && !again {
			told = append(told, "To "+b.Name+": "+strings.TrimPrefix(a.What, recommended)+" They answer by "+a.Due.Words()+".")
		}
	}
	return d.Edit.Move(Decided, "", strings.Join(append(told, end), "\n\n"))
}

func cut(text string, most int) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), most)])
}

// mayClose refuses to close a review of which something is still to be done: a recommendation without an answer, an action without a result.
func mayClose(s *act.Scene) error {
	for _, a := range s.Record.Actions {
		if a.State == record.ActionOpen {
			return act.Not("This is still to be done or answered, by " + a.Due.Words() + ": " + a.What)
		}
	}
	return nil
}

func askClose(*act.Scene) []act.Question {
	return []act.Question{words("followed", "What the victim says of it since", "Ask them before you close it; or why they could not be asked", "Enter what the victim says of it since", mediumText),
		words("why", "Why it is closed", "", "Enter why it is closed", mediumText), tell("What to tell the applicant")}
}

// end closes a review. The applicant is told when and why.
func end(d *act.Doing) error {
	if err := set(d, record.Fields{"followed_up": d.Answers.Text("followed")}); err != nil {
		return err
	}
	told := d.Answers.Text(message) + "\n\nClosed on " + d.Today.Words() + ". Why: " + d.Answers.Text("why")
	if by, err := when.ParseDate(d.Record.Fields.Text("challenge_by")); err == nil && !by.Before(d.Today) && !d.Record.Fields.Yes("outcome_challenged") {
		told += "\n\nYou can challenge the outcome until " + by.Words() + "."
	}
	d.Edit.Leaving(d.Answers.Text("why"))
	return d.Edit.Move(Closed, d.Answers.Text("why"), told)
}
