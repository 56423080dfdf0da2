package triage

import (
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// askContact asks of a report in words how somebody was reached; by which way it was where they named those that are safe.
func askContact(s *act.Scene) []act.Question {
	how := act.Needed(act.Text("how", "How, and what was said", "Such as: rang, left no message; or: visited, agreed to ring every Friday", 500), "Enter how you contacted them and what was said")
	way := act.Question{None: "Choose", Missing: "Select by which way", Field: pack.Field{ID: "way", Name: "By which way", Type: pack.Choice}}
	for _, w := range record.ContactWays {
		way.Options = append(way.Options, pack.Option{ID: w, Name: record.WayWords(w)})
	}
	switch record.ReadSafeContact(s.Record.Fields).Rule {
	case record.ContactOnly, record.ContactNever:
		way.Required = true
	}
	return append([]act.Question{how, way}, act.Speaking()...)
}

// contact keeps that the person who reported was spoken with, and stops the clock that waits for it.
func contact(d *act.Doing) error {
	c := d.Spoken()
	c.How, c.Way = d.Answers.Text("how"), d.Answers.Text("way")
	return d.Edit.Contact(c)
}

func askRisk(s *act.Scene) []act.Question {
	risk := act.Risk(s)
	return []act.Question{risk, act.Text("reason", "Why", "Needed where the band changes. The clocks follow the band", 2000)}
}

func assess(d *act.Doing) error {
	return d.Edit.Assess(d.Answers.Text("risk"), d.Answers.Text("reason"))
}

func askReply(*act.Scene) []act.Question {
	return []act.Question{act.Needed(act.Text("message", "Your message", "In plain words. Do not name anybody else", 4000), "Enter your message to the person who reported it")}
}

// reply writes to the person who reported; that is a contact.
func reply(d *act.Doing) error {
	if err := d.Edit.Note(d.Answers.Text("message"), record.ForReporter); err != nil {
		return err
	}
	return d.Edit.Contact(record.Contact{How: "message on their report's page"})
}

func askClose(s *act.Scene) []act.Question {
	f, _ := s.Kind.Field("outcome")
	outcome := act.Question{Field: f, Fills: f.ID, Held: s.Record.Fields["outcome"], Missing: "Select what came of it"}
	outcome.Required, outcome.Spread, outcome.Type, outcome.When, outcome.Options = true, true, pack.Choice, nil, s.Pack.OptionsOf(f)
	return []act.Question{outcome, act.Needed(act.Text("reason", "Reason", "For staff: why it is finished with", 2000), "Enter why it is closed"),
		act.Needed(act.Text("message", "Message to the person who reported it", "What was done, and what they can do if it goes on. You see the whole of it before it is sent", 4000), "Enter what to tell the person who reported it")}
}

// closeReport ends a report with what came of it and what the person who reported it is told.
func closeReport(d *act.Doing) error {
	t, _ := d.Transition(Closed)
	return d.Closes(t, func() error {
		if err := d.Edit.Set("outcome", d.Answers["outcome"]); err != nil {
			return err
		}
		return d.Edit.Move(Closed, d.Answers.Text("reason"), d.Answers.Text("message"))
	})
}

// reopen takes a closed report up again.
func reopen(d *act.Doing) error { return d.Edit.Move(Reopened, d.Answers.Text("reason"), "") }
