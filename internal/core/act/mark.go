package act

import (
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// The acts on what has to be known of somebody on the record. It stands on the person's card, for whoever opens a record that they are on.
const (
	MarkPerson = "mark"
	ReviewMark = "review-mark"
)

func markActs() []Act {
	return []Act{
		{ID: MarkPerson, Verb: pack.Edit, Of: hasParties, May: hasPeople, Asks: askMark, Do: doMark, Button: "Save", Title: "Say what has to be known of somebody", Done: "It is on their card",
			Lead: "A risk to staff, an adjustment that is made for them, or a need. Whoever opens a record that they are on reads it, until its review day."},
		{ID: ReviewMark, Verb: pack.Edit, Of: hasParties, May: hasMarks, Asks: askReviewMark, Do: doReviewMark, Button: "Save", Title: "Look again at what has to be known of somebody", Done: "It is on their card",
			Lead: "Give a day to keep it on until then. Leave the day empty to end it."},
	}
}

func hasMarks(s *Scene) error {
	if len(s.Record.Marks) == 0 {
		return Not("Nothing is marked on the card of anybody on this record")
	}
	return nil
}

func askMark(s *Scene) []Question {
	return []Question{askWho(s), sortOfMark(), Needed(Text("words", "What people have to know", "Facts, and what to do about them", longReason), "Enter what people have to know"),
		Needed(Text("source", "How it is known", "Who said or saw it, and when", longReason), "Enter how it is known"), day("review", "Looked at again by", "")}
}

func sortOfMark() Question {
	q := Question{Spread: true, Missing: "Select what it is", Field: pack.Field{ID: "sort", Name: "What it is", Type: pack.Choice, Required: true}}
	for _, m := range record.MarkSorts {
		q.Options = append(q.Options, pack.Option{ID: m.ID, Name: m.Words, Hint: m.Hint})
	}
	return q
}

func doMark(d *Doing) error {
	a := d.Answers
	return d.Edit.Mark(record.Mark{Person: a.Text("person"), Sort: a.Text("sort"), Words: a.Text("words"), Source: a.Text("source"), Review: a.Day("review")})
}

func askReviewMark(s *Scene) []Question {
	which := Question{Spread: true, Missing: "Select which", Field: pack.Field{ID: "mark", Name: "Which", Type: pack.Choice, Required: true}}
	for _, m := range s.Record.Marks {
		which.Options = append(which.Options, pack.Option{ID: m.ID, Name: m.SortWords() + ", " + s.nameOf(m.Person) + ": " + m.Words})
	}
	return []Question{which, day("review", "Keep it on until (empty to end it)", ""), Needed(Text("reason", "What it rests on, or why it ends", "", longReason), "Enter a reason")}
}

// nameOf is the name of somebody on the record.
func (s *Scene) nameOf(person string) string {
	for _, p := range s.Record.Parties {
		if p.Person == person {
			return p.PersonName
		}
	}
	return ""
}

func doReviewMark(d *Doing) error {
	for _, m := range d.Record.Marks {
		if m.ID == d.Answers.Text("mark") {
			return d.Edit.ReviewMark(m, d.Answers.Day("review"), d.Answers.Text("reason"))
		}
	}
	return fault.Invalid{"mark": "Select which"}
}
