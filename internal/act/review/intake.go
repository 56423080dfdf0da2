package review

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

func mayAcknowledge(s *act.Scene) error {
	if !s.May(pack.Assign) {
		return fmt.Errorf("your post does not let you say who the contact is: %w", fault.ErrForbidden)
	}
	return nil
}

func askAcknowledge(s *act.Scene) []act.Question {
	contact := act.Question{Held: s.Who.Account, Missing: "Select who the applicant's contact is", Field: pack.Field{ID: "contact", Name: "Single point of contact", Type: pack.Choice, Required: true,
		Hint: "One person, from now until the review is closed", Options: s.Colleagues(s.Record.Team)}}
	return []act.Question{contact, tell("What to tell the applicant")}
}

// acknowledge gives the applicant one contact and asks every relevant body for its return (Schedule 4: applications are passed to all of them).
func acknowledge(d *act.Doing) error {
	r := d.Edit.Record()
	if err := d.Edit.Assign(r.OwnerBody, r.Team, d.Answers.Text("contact"), ""); err != nil {
		return err
	}
	due := d.Calendar.AddWorkingDays(d.Today, max(d.Pack.CaseReview.Returns, 1))
	for _, body := range d.Pack.CaseReview.Bodies {
		if d.Forbids(body) {
			continue
		}
		if _, err := d.Edit.AddAction(record.Action{What: asksReturn, Body: body, Due: due}); err != nil {
			return err
		}
	}
	return d.Edit.Move(Acknowledged, "", d.Answers.Text(message))
}

func mayComplain(s *act.Scene) error {
	if !s.Record.Open {
		return act.Not("It is decided that the threshold is not met. A challenge opens it again")
	}
	return nil
}

// holding are the bodies for which somebody may say what they hold: their own, and any for who runs the review and takes it down.
func holding(s *act.Scene) (out []pack.Option) {
	for _, id := range s.Pack.CaseReview.Bodies {
		b, ok := s.Pack.Body(id)
		if ok && (coordinates(s) || slices.ContainsFunc(s.Who.Bodies(), func(mine string) bool { return s.Pack.Under(mine, id) })) {
			out = append(out, pack.Option{ID: b.ID, Name: b.Name})
		}
	}
	return out
}

func askComplaint(s *act.Scene) []act.Question {
	sort, _ := s.Kind.Field(told[0] + "_to")
	said := act.Question{None: "One of which the applicant did not tell", Field: pack.Field{ID: "said", Name: "Which of the applicant’s is it?", Type: pack.Choice, Hint: "It then counts once, by whichever entry qualifies"}}
	for _, c := range Complaints(&s.Record.Record, nil) {
		said.Options = append(said.Options, pack.Option{ID: c.ID, Name: Sort(s.Kind, c.Sort) + ", " + c.Made.Words()})
	}
	out := []act.Question{
		{Missing: "Select which body holds it", Field: pack.Field{ID: "body", Name: "Which body holds it", Type: pack.Choice, Required: true, Options: holding(s)}},
		{Missing: "Select to whom it was made", Field: pack.Field{ID: "sort", Name: "To whom it was made", Type: pack.Choice, Required: true, Options: s.Pack.OptionsOf(sort)}},
		{Missing: "Enter the day on which it was made", Field: pack.Field{ID: "made", Name: "The day on which it was made", Type: pack.Date, Required: true}},
		{Field: pack.Field{ID: "behaviour", Name: "The day of the behaviour that it was about", Type: pack.Date}},
		act.Text("about", "What it was about", "", mediumText), act.Text("reference", "Its reference", "", 60),
		act.Text("done", "What was done about it", "Evidence for the panel. It makes no difference to the threshold", mediumText),
	}
	if len(said.Options) > 0 {
		out = append(out, said)
	}
	return out
}

func addComplaint(d *act.Doing) error {
	a := d.Answers
	return d.Edit.AddComplaint(record.Complaint{Sort: a.Text("sort"), Body: a.Text("body"), Behaviour: a.Day("behaviour"), Made: a.Day("made"), About: a.Text("about"),
		Reference: a.Text("reference"), Done: a.Text("done"), Said: a.Text("said")})
}

// answering is the ending of an action of a review: a body answers what it was asked, and so does whom a recommendation is made to. What they
// say is kept, and nobody answers for another body but who runs the review and takes it down.
func answering(x act.Act) act.Act {
	asks := x.Asks
	x.May = func(s *act.Scene) error {
		for _, a := range s.Record.Actions {
			if a.ID == s.Part && a.Body != "" && a.Owner == "" && !coordinates(s) && !slices.ContainsFunc(s.Who.Bodies(), func(mine string) bool { return s.Pack.Under(mine, a.Body) }) {
				return act.Not("It is for another body to answer that")
			}
		}
		return nil
	}
	x.Asks = func(s *act.Scene) []act.Question {
		out := asks(s)
		for i := range out {
			if out[i].ID == "outcome" {
				out[i] = act.Needed(out[i], "Enter what you answer: what was done and what came of it")
			}
		}
		return out
	}
	return x
}
