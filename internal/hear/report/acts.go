package report

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// The acts of whoever sent a record and follows it by reference and PIN. Nobody else is offered them.
const (
	Say       = "say"
	Again     = "happened-again"
	NotSolved = "not-solved"
	Rate      = "rate"
	Diary     = "diary"
)

// isOpenAgain is said of a closed report that its reporter opened again.
const isOpenAgain = "It is open again"

// Acts are those of a reporter: words on any record that is followed, and of a report that it goes on, and how it was dealt with.
func Acts(p *pack.Pack, k *pack.Kind) []act.Act {
	if !p.Followed(k.ID) {
		return nil
	}
	by := []act.Caller{act.Reporter}
	out := []act.Act{{ID: Say, By: by, Asks: askWords, Do: say, Title: "Tell us more"}}
	if k.ID != p.Partnership.Report {
		return out
	}
	out = append(out, act.Act{ID: Diary, By: by, Asks: askDiary, Do: keepDiary, Title: "Your diary"}, act.Act{ID: Again, By: by, Asks: askAgain, Do: recur, Title: "It happened again"},
		act.Act{ID: NotSolved, By: by, Asks: askWords, Do: notSolved, Says: saysOpen, Title: "It is not solved"})
	if Asks(p) {
		out = append(out, act.Act{ID: Rate, By: by, May: isClosed, Asks: askRating, Do: rate, Title: "How satisfied are you?"})
	}
	return out
}

func askWords(*act.Scene) []act.Question {
	return []act.Question{act.Needed(act.Text("words", "In your words", "", 0), "Enter what you want to say")}
}

func askAgain(s *act.Scene) []act.Question {
	return append(askWords(s), act.Question{Missing: "Enter the day it happened", Field: pack.Field{ID: "day", Name: "The day it happened", Type: pack.Date, Required: true}})
}

func say(d *act.Doing) error { return says(d.Edit, d.Answers.Text("words"), "", d.Pack) }

func recur(d *act.Doing) error {
	day := d.Answers.Day("day")
	if day.After(d.Today) {
		return fault.Invalid{"day": "Enter the day it happened, today or in the past"}
	}
	return says(d.Edit, fmt.Sprintf("It happened again on %s. %s", day.Words(), d.Answers.Text("words")), "it happened again", d.Pack)
}

func notSolved(d *act.Doing) error {
	return says(d.Edit, "It is not solved. "+d.Answers.Text("words"), "the reporter says that it is not solved", d.Pack)
}

func saysOpen(d *act.Doing) string {
	if d.Record.Open {
		return "Your words are added"
	}
	return isOpenAgain
}

// says adds the reporter's words and, where why is given, opens a closed report again in a state in which somebody must act.
func says(e *change.Edit, words, why string, p *pack.Pack) error {
	if err := e.Note(words, record.ForReporter); err != nil {
		return err
	}
	if err := e.HeardFrom(); err != nil {
		return err
	}
	to := afresh(p.ReportKind(), e.Record().State)
	if why == "" || e.Record().Open || to == "" {
		return nil
	}
	return e.Move(to, why, "")
}

func isClosed(s *act.Scene) error {
	if s.Record.Open {
		return act.Not("It is open, so there is nothing to rate yet")
	}
	return nil
}

// askRating asks what the pack's kind asks, but for which report it is about.
func askRating(s *act.Scene) (out []act.Question) {
	kind, _ := s.Pack.Kind(KindSatisfaction)
	for _, f := range kind.Fields {
		if f.Reference || f.Compartment != "" {
			continue
		}
		f.Required = f.Required || f.ID == "solved"
		out = append(out, act.Question{Field: f})
	}
	return out
}

// rate keeps a rating, and opens the report again where it says that nothing was solved.
func rate(d *act.Doing) error {
	kind, _ := d.Pack.Kind(KindSatisfaction)
	r, fields := d.Edit.Record(), record.Fields{"about": d.Edit.Record().Reference}
	for id, v := range d.Answers {
		fields[id] = v
	}
	_, err := d.Unit.CreateFrom(d.Edit, record.Draft{Kind: kind.ID, Title: kind.Name, Category: r.Category, OwnerBody: r.OwnerBody, SenderBody: r.SenderBody, Team: r.Team, Area: r.Area, Fields: fields},
		"What the reporter said after it was closed")
	if solved, _ := d.Answers["solved"].(bool); err != nil || solved {
		return err
	}
	return says(d.Edit, notSolvedWords(d.Answers.Text("comment")), "the reporter says that it is not solved", d.Pack)
}

// ratingKey lets a report be rated once for each closing.
func ratingKey(closed when.Instant) string { return "rating " + closed.String() }
