package report

import (
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// textOnly is a report of somebody to whom a text message in neutral words is safe and nothing else, although they gave an address of e-mail.
func textOnly() Filled {
	f := noise()
	f.Anonymous, f.Name, f.Email, f.Phone, f.SafeContact = false, "Ash Example", "ash@home.example", "07700 900123", ptr(true)
	f.Reach = record.SafeContact{Rule: record.ContactOnly, By: []string{record.ByText}, Neutral: true}
	return f
}

// told are the messages to whoever sent a report, the newest first.
func told(r record.Whole) (out []record.Message) {
	for _, m := range r.Messages {
		if m.Whom == record.ToReporter {
			out = append(out, m)
		}
	}
	return out
}

func rightTold(r record.Whole) (out []record.Message) {
	for _, m := range told(r) {
		if m.Template == pack.TellReviewRight {
			out = append(out, m)
		}
	}
	return out
}

// Scenario 2 of the issue, and the row "Case review unknown to 94 % of the public".
func TestCaseReviewUnknownTo94PercentOfThePublicASecondReportTellsOfItByTheSafeWayAndByNoOther(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, c *clock) {
		change.Of(d.Gate).TellBy(message.New(d.Gate.Pack(), "https://wardmote.example"))
		send := func(f Filled) record.Whole {
			t.Helper()
			r, err := d.SendForm(ctx, fill(t, d, f))
			if err != nil {
				t.Fatal(err)
			}
			return recordOf(t, d, r.Reference)
		}
		if r := send(textOnly()); len(rightTold(r)) != 0 || r.Fields[pack.ReviewTold] != nil {
			t.Errorf("a first report is told %+v", told(r))
		}
		c.wait(60 * 24 * time.Hour)
		if r := send(textOnly()); len(rightTold(r)) != 0 || r.Fields[pack.ReviewTold] != nil {
			t.Error("a report tells by itself that its address is known")
		}
		repeated := textOnly()
		repeated.Repeat = true
		again := send(repeated)
		right := rightTold(again)
		if len(right) != 1 || again.Fields.Text(pack.ReviewTold) != pack.ToldByMessage {
			t.Fatalf("the second report is told %+v, kept as %v", right, again.Fields[pack.ReviewTold])
		}
		words, _ := d.Gate.Pack().Wording(pack.TellReviewRight, "")
		if m := right[0]; m.Channel != record.ByText || m.Address != "+447700900123" || !m.Neutral || m.Body != words.Neutral.Text {
			t.Errorf("it is told by %s to %s: %q", m.Channel, m.Address, m.Body)
		}
		c.wait(24 * time.Hour)
		if third := send(repeated); len(rightTold(third)) != 0 {
			t.Error("it is told twice in six months")
		}
		closed(t, d, again.ID)
		for _, m := range told(recordOf(t, d, again.Reference)) {
			if m.Channel != record.ByText || !m.Neutral {
				t.Errorf("%s goes by %s, neutral %t", m.Template, m.Channel, m.Neutral)
			}
		}
	})
}

func TestWhereNoWayIsKnownToBeSafeSomebodyIsToTellThemOfTheRight(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, c *clock) {
		change.Of(d.Gate).TellBy(message.New(d.Gate.Pack(), "https://wardmote.example"))
		for nth := range 3 {
			f := textOnly()
			f.SafeContact, f.Reach, f.Repeat = ptr(false), record.SafeContact{}, nth == 1
			r, err := d.SendForm(ctx, fill(t, d, f))
			if err != nil {
				t.Fatal(err)
			}
			c.wait(24 * time.Hour)
			w := recordOf(t, d, r.Reference)
			if want := nth == 1; (len(w.Actions) == 1) != want || want && (w.Actions[0].What != tellInPerson || w.Actions[0].Team != w.Team || w.Actions[0].Due.IsZero() || w.Fields.Text(pack.ReviewTold) != pack.ToldByTask) {
				t.Errorf("report %d: %+v", nth+1, w.Actions)
			}
			if len(rightTold(w)) != 0 {
				t.Errorf("report %d is told although nothing is safe", nth+1)
			}
			if p, err := d.Progress(ctx, access.Reporter(w.ID)); err != nil || p.Review != f.Repeat {
				t.Errorf("the page of a report tells whoever typed the address that there was one before: %v", err)
			}
		}
	})
}
