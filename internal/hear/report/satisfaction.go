package report

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// KindSatisfaction is the kind of record that keeps how satisfied people are after a report was closed. A pack without it
// does not ask.
const KindSatisfaction = "satisfaction"

// Rating is what a reporter says after their report was closed. Values are those of the kind's own options.
type Rating struct {
	Solved   *bool
	Rating   string
	Informed *bool
	Comment  string
	Again    *bool // they may be contacted about it
}

// Asks says that the pack wants to know how satisfied people are.
func Asks(p *pack.Pack) bool {
	_, ok := p.Kind(KindSatisfaction)
	return ok
}

// Rate keeps a rating, once for each closing, and opens the report again where it says that nothing was solved.
func (d *Desk) Rate(ctx context.Context, who access.Principal, r Rating) error {
	kind, ok := d.Gate.Pack().Kind(KindSatisfaction)
	if !ok {
		return fault.ErrNotFound
	}
	fields, err := r.fields(kind)
	if err != nil {
		return err
	}
	progress, err := d.Progress(ctx, who)
	if err != nil {
		return err
	}
	if !progress.Report {
		return fmt.Errorf("this can be said of a report alone: %w", fault.ErrNotFound)
	}
	if !progress.Closed {
		return fault.Wrong{"": fault.Say("rate.wrong.open")}
	}
	answers := act.Answers{}
	for id, v := range fields {
		answers[id] = v
	}
	_, err = d.does(ctx, who, Rate, answers, ratingKey(progress.ClosedAt))
	return err
}

func notSolvedWords(comment string) string {
	if comment == "" {
		return "It is not solved."
	}
	return "It is not solved. " + comment
}

// fields are the answers as the kind's own fields, checked as any form's are.
func (r Rating) fields(kind *pack.Kind) (record.Fields, error) {
	bad, out := fault.Wrong{}, record.Fields{}
	if r.Solved == nil {
		bad.Add("solved", "rate.wrong.solved")
	}
	for id, raw := range map[string]string{"rating": r.Rating, "comment": r.Comment} {
		f, ok := kind.Field(id)
		if !ok {
			continue
		}
		v, err := record.Parse(f, []string{raw})
		switch {
		case err != nil:
			bad.Add(id, "wrong.choice")
		case v != nil:
			out[id] = v
		case f.Required:
			bad.Add(id, "rate.wrong.rating")
		}
	}
	for id, yes := range map[string]*bool{"solved": r.Solved, "informed": r.Informed, "contact_again": r.Again} {
		if _, ok := kind.Field(id); ok && yes != nil {
			out[id] = *yes
		}
	}
	return out, bad.OrNil()
}
