package message

import (
	"net/url"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// unseen stands in the words of a message for the reference of a record that the reader may not see.
const unseen = "A record that your post does not open"

// facts are what a message names and anybody may know who is shown it. Which record it is about is left open until then.
type facts struct{ name, state, due, new, late string }

// compose is the words of a message, with the record still open: {reference}, {record} and {link} stand in them.
func (p *Post) compose(w pack.Wording, channel string, neutral bool, f facts) (subject, body string) {
	subject, body = w.Subject, w.Body
	if channel == record.ByText {
		body = w.Text
	}
	if neutral {
		subject, body = w.Neutral.Subject, w.Neutral.Body
		if channel == record.ByText {
			body = w.Neutral.Text
		}
	}
	plain := strings.NewReplacer("{", "", "}", "") // a name cannot ask for what its reader may not see
	fill := strings.NewReplacer("{name}", plain.Replace(f.name), "{state}", plain.Replace(f.state), "{due}", f.due, "{new}", f.new, "{late}", f.late,
		"{partnership}", plain.Replace(p.pack.Partnership.Name))
	return fill.Replace(strings.TrimSpace(subject)), fill.Replace(strings.TrimSpace(body))
}

// Words are a message as somebody reads it: with its record where they may see that (m.Reference), and without where not.
func (p *Post) Words(m *record.Message) (subject, body string) {
	reference := m.Reference
	if reference == "" {
		reference = unseen
	}
	fill := strings.NewReplacer("{reference}", reference, "{record}", reference, "{link}", p.Link(m))
	return fill.Replace(m.Subject), fill.Replace(m.Body)
}

// Link is where a message leads: a reporter to their report, behind its PIN, and staff to their inbox, behind their password.
func (p *Post) Link(m *record.Message) string {
	switch {
	case m.Whom == record.ToReporter && m.Reference == "":
		return p.base + "/track"
	case m.Whom == record.ToReporter:
		return p.base + "/track?reference=" + url.QueryEscape(m.Reference)
	case m.Template == pack.TellDigest:
		return p.base + "/inbox"
	}
	return p.base + "/inbox/" + m.ID
}
