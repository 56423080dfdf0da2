package act

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// askInvite offers those whose posts do not open the record today, of whatever body, but those from whom it is kept.
func askInvite(s *Scene) []Question {
	who := Question{None: "Choose", Missing: "Select who is to look at it", Field: pack.Field{ID: "account", Name: "Who is to look at it", Type: pack.Choice, Required: true}}
	subject := gate.Subject(&s.Record.Record)
	for _, h := range s.Holders {
		if slices.Contains(subject.Excluded, h.Account) || s.Forbids(h.Body) || s.Rules.May(h.Principal(), pack.View, subject) ||
			slices.ContainsFunc(who.Options, func(o pack.Option) bool { return o.ID == h.Account }) {
			continue
		}
		name := h.Name
		if b, ok := s.Pack.Body(h.Body); ok {
			name += ", " + b.Name
		}
		who.Options = append(who.Options, pack.Option{ID: h.Account, Name: name})
	}
	from := day("from", "From", "Enter the first day")
	from.Held = s.Today.String()
	return []Question{who, from, day("until", "Until", "Enter the last day"), Needed(Text("reason", "Why", "It stands in the history of the record", longReason), "Enter why they are to look at it")}
}

func doInvite(d *Doing) error {
	return d.Edit.Invite(d.Answers.Text("account"), d.Answers.Day("from"), d.Answers.Day("until"), d.Answers.Text("reason"))
}

// isInvited is whether the account that the act is about is invited to the record.
func isInvited(s *Scene) error {
	if !slices.ContainsFunc(s.Record.Invited, func(i access.Invitation) bool { return i.Account == s.Part }) {
		return fault.Invalid{"": "They are not invited to it"}
	}
	return nil
}

func doUninvite(d *Doing) error { return d.Edit.Uninvite(d.Part, d.Answers.Text("reason")) }
