package records

import (
	"errors"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// closing is that somebody asked to close the record, with what they would close it, and what the reader may answer.
type closing struct {
	Asked, Waits string
	With         govuk.SummaryList
	Agree        string // where it is agreed; empty where the reader does not
	Not          string // why who could agree it cannot
	Return       string
	Withdraw     string
	Version      int64
}

func (x *view) closing() *closing {
	c := x.whole.Closing
	if c == nil {
		return nil
	}
	t, _ := x.kind.Move(x.whole.State, c.State)
	scene := x.s.desk.Acts.Scene(desk.Who(x.r), x.whole, "", x.holders)
	out := &closing{Asked: c.Name + " asked to close this on " + page.DateTime(c.At), Waits: x.s.desk.Pack().RoleNames(scene.Stands(t).Agree), Version: x.whole.Version}
	asks, answers := act.Asked(scene)
	for _, q := range asks {
		if v := answers[q.ID]; v != nil {
			q.Field.Options = q.Options
			out.With.Rows = append(out.With.Rows, words.Row(q.Name, words.Prose(record.Words(q.Field, v))))
		}
	}
	may := func(id string) error {
		return x.s.desk.Acts.Find(x.kind.ID, id, "").Possible(scene)
	}
	switch err := may(act.Agree); {
	case err == nil:
		out.Agree = x.href(act.Agree)
	case may(act.Return) == nil:
		out.Not = "This cannot be agreed as it stands."
		var bad fault.Invalid
		if errors.As(err, &bad) {
			out.Not = bad[""]
		}
	}
	if may(act.Return) == nil {
		out.Return = x.href(act.Return)
	}
	if may(act.Withdraw) == nil {
		out.Withdraw = x.href(act.Withdraw)
	}
	return out
}
