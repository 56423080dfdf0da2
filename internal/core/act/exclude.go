package act

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// askExclude offers those whose posts would open the record today: from anybody else it is kept already.
func askExclude(s *Scene) []Question {
	who := Question{None: "Choose", Missing: "Select from whom it is kept", Field: pack.Field{ID: "account", Name: "Keep it from", Type: pack.Choice, Required: true}}
	subject := gate.Subject(&s.Record.Record)
	for _, h := range s.Holders {
		if s.Rules.May(h.Principal(), pack.View, subject) && !slices.ContainsFunc(who.Options, func(o pack.Option) bool { return o.ID == h.Account }) {
			who.Options = append(who.Options, pack.Option{ID: h.Account, Name: h.Name})
		}
	}
	return []Question{who, Needed(Text("reason", "Why", "Such as: it is about somebody whom they know. It stands in the history of the record", longReason), "Enter why it is kept from them")}
}

func doExclude(d *Doing) error {
	return d.Edit.Exclude(d.Answers.Text("account"), d.Answers.Text("reason"))
}

// isExcluded is whether the record is kept from the account that the act is about.
func isExcluded(s *Scene) error {
	if !slices.Contains(s.Record.Excluded, s.Part) {
		return fault.Invalid{"": "It is not kept from them"}
	}
	return nil
}

func doReadmit(d *Doing) error { return d.Edit.Readmit(d.Part, d.Answers.Text("reason")) }
