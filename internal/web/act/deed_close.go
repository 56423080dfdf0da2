package act

import (
	"html/template"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/words"
)

// reviewNotice tells of the right to a case review (Anti-social Behaviour, Crime and Policing Act 2014, s.104).
const reviewNotice = "This is not the first time that you told us in the last six months. You can ask for a case review, in which the agencies look together at what was done. Tell us here if you want one."

func (a *asking) askClose() ([]template.HTML, error) {
	f, _ := a.kind.Field("outcome")
	return []template.HTML{a.radios(f, "outcome"), a.text("reason", "Reason", "For staff: why it is finished with", 2),
		a.text("message", "Message to the person who reported it", "What was done, and what they can do if it goes on. You see the whole of it before it is sent", 6)}, nil
}

// closeReport shows what the reporter will read before it is sent, and closes the report once that was confirmed.
func (a *asking) closeReport() (string, error) {
	f, _ := a.kind.Field("outcome")
	offered := make([]string, 0, len(f.Options))
	for _, o := range f.Options {
		offered = append(offered, o.ID)
	}
	outcome := a.form.Choice("outcome", offered, "Select what came of it")
	reason := a.form.Needed("reason", 2000, "Enter why it is closed")
	message := a.form.Needed("message", 4000, "Enter what to tell the person who reported it")
	if len(a.form.Errors) > 0 {
		return "", nil
	}
	message, err := a.withReview(message)
	if err != nil {
		return "", err
	}
	if a.form.Yes("change") {
		return "", nil
	}
	if !a.form.Yes("confirmed") {
		a.preview = a.reads(message)
		return "", nil
	}
	return a.ref() + " is closed and the person can read your message", a.s.triage.Close(a.r.Context(), a.who(), a.ref(), a.version, outcome, reason, message)
}

// withReview is the message with the notice of a case review where its reader has the right to ask for one.
func (a *asking) withReview(message string) (string, error) {
	err := a.s.read(a.r, func(v *gate.View) error {
		a.v = v
		_, may, err := a.review()
		if may {
			message += "\n\n" + reviewNotice
		}
		return err
	})
	return message, err
}

// reads is the closed report as its reporter will see it.
func (a *asking) reads(message string) template.HTML {
	state, _ := a.kind.State(triage.Closed)
	list := govuk.SummaryList{Rows: []govuk.SummaryRow{words.Row("Where it stands", words.Prose(state.Public)),
		words.Row("Message", words.Prose(message)), words.Row("What happens next", words.Prose(state.Next))}}
	return govuk.HTML(list)
}
