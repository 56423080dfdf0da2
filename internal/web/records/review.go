package records

import (
	"strings"

	"github.com/wardmote/wardmote/internal/act/review"
	"github.com/wardmote/wardmote/internal/act/review/threshold"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// reviewPart is what a case review stands on: what the rules say of every complaint, who has still to answer, and until when a decision can be
// challenged.
type reviewPart struct {
	Verdict   string
	Table     govuk.Table
	Waiting   []string // bodies whose returns are open, each with its day
	Challenge string   // the day until which it can be challenged
	Wrong     string   // why nothing can be counted
}

// review is the part of a case review; nil of other records.
func (x *view) review() *reviewPart {
	if x.kind.ID != review.Kind {
		return nil
	}
	out := &reviewPart{}
	result, err := review.Judge(x.s.desk.Pack(), x.s.desk.Gate.Law(), x.s.desk.Gate.Calendar(), x.whole)
	if err != nil {
		out.Wrong = err.Error()
		return out
	}
	out.Verdict = review.Verdict(result)
	out.Table = govuk.Table{Caption: "Complaints, one by one", CaptionClasses: "govuk-table__caption--s", FirstCellIsHeader: true, Classes: "govuk-table--small-text-until-tablet",
		Head: []govuk.Cell{{Text: "Made to"}, {Text: "Made on"}, {Text: "About"}, {Text: "Held by"}, {Text: "Does it count?"}, {Text: "What was done"}}}
	all := review.Complaints(&x.whole.Record, x.whole.Complaints)
	for i, f := range result.Findings {
		out.Table.Rows = append(out.Table.Rows, x.complaint(all[i], f))
	}
	for _, a := range review.Waiting(x.whole) {
		out.Waiting = append(out.Waiting, x.s.words.Body(a.Body)+", by "+a.Due.Words())
	}
	if by, err := when.ParseDate(x.whole.Fields.Text("challenge_by")); err == nil {
		out.Challenge = by.Words()
	}
	return out
}

func (x *view) complaint(c record.Complaint, f threshold.Finding) []govuk.Cell {
	held, day, done := "The applicant tells of it", "Not known", c.Done
	if c.Body != "" {
		held = x.s.words.Body(c.Body)
	}
	if !c.Behaviour.IsZero() {
		day = c.Behaviour.Words()
	}
	if done == "" {
		done = "Nothing is written down"
	}
	if c.Reference != "" {
		held += " (" + c.Reference + ")"
	}
	return []govuk.Cell{{Text: review.Sort(x.kind, c.Sort)}, {Text: c.Made.Words()}, {Text: day}, {Text: held}, {Text: because(f)}, {Text: done}}
}

// because says why a complaint counts or does not, as a sentence of its own.
func because(f threshold.Finding) string {
	text := review.Because(f)
	return strings.ToUpper(text[:1]) + text[1:]
}
