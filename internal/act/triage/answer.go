package triage

import (
	"context"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Contact says that the reporter was spoken to, how, and when: now where at is not set.
func (t *Triage) Contact(ctx context.Context, who access.Principal, ref string, version int64, how string, at when.Instant) error {
	if strings.TrimSpace(how) == "" {
		return fault.Invalid{"how": "Enter how you contacted them and what was said"}
	}
	return t.with(ctx, who, ref, version, func(_ *gate.Unit, e *gate.Edit) error { return e.Contact(how, at) })
}

// Assess sets the report's risk band.
func (t *Triage) Assess(ctx context.Context, who access.Principal, ref string, version int64, band, reason string) error {
	return t.with(ctx, who, ref, version, func(_ *gate.Unit, e *gate.Edit) error { return e.Assess(band, reason) })
}

// Reply says something to the reporter, who reads it on their own page. It counts as the first contact: it is what they
// were promised.
func (t *Triage) Reply(ctx context.Context, who access.Principal, ref string, version int64, message string) error {
	if strings.TrimSpace(message) == "" {
		return fault.Invalid{"message": "Enter your message to the person who reported it"}
	}
	return t.with(ctx, who, ref, version, func(_ *gate.Unit, e *gate.Edit) error {
		if err := e.Note(message, record.ForReporter); err != nil {
			return err
		}
		return e.Contact("message on their report's page", when.Instant{})
	})
}

// Close ends a report with what came of it and the answer that the reporter reads.
func (t *Triage) Close(ctx context.Context, who access.Principal, ref string, version int64, outcome, reason, message string) error {
	return t.with(ctx, who, ref, version, func(_ *gate.Unit, e *gate.Edit) error { return t.close(e, outcome, reason, message) })
}

func (t *Triage) close(e *gate.Edit, outcome, reason, message string) error {
	bad := fault.Invalid{}
	f, _ := t.Gate.Pack().ReportKind().Field("outcome")
	value, err := record.Parse(f, []string{outcome})
	if err != nil || value == nil {
		bad.Add("outcome", "Select what came of it")
	}
	if strings.TrimSpace(reason) == "" {
		bad.Add("reason", "Enter why it is closed")
	}
	if strings.TrimSpace(message) == "" {
		bad.Add("message", "Enter what to tell the person who reported it")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	if err := e.Set("outcome", value); err != nil {
		return err
	}
	return e.Move(Closed, reason, message)
}
