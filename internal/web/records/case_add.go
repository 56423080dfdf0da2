package records

import (
	"html/template"
	"slices"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/ask"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// adding is what can be written on a case without leaving its page: a strip of sorts, and the form of the one that is chosen. Each form is
// that of an act, and goes to the act's own address, which asks again where something is wrong.
type adding struct {
	Tabs    []chip
	Action  string // where the form goes; empty where none is shown
	Version int64
	Parts   []template.HTML
	Button  string
	Lead    string
	Replies []page.Link // where whoever reported it is written to
	Warn    string      // what must be known before anybody is reached
}

// chip is a link of a row of which one is chosen.
type chip struct {
	Text, Href string
	Count      int
	On         bool
}

// addings are the acts of the strip in their order, with their words there.
var addings = []struct{ act, text string }{{act.Contact, "Contact"}, {act.Note, "Note"}, {act.AddIncident, "Incident"}, {act.AddAction, "Action"}, {message, "Message"}, {act.AddFile, "File"}, {act.Promise, "Promise"}}

// message is the tab that leads to what people who reported it read: a reply on their report.
const message = "message"

// adding draws the strip, open at what the address asks for, or at the first that is possible.
func (x *view) adding() *adding {
	out := &adding{Version: x.whole.Version, Replies: x.replies()}
	scene := x.s.desk.Acts.Scene(desk.Who(x.r), x.whole, "", x.holders)
	asked := x.r.URL.Query().Get("add")
	var open *act.Act
	for _, t := range addings {
		a := x.s.desk.Acts.Find(x.kind.ID, t.act, "")
		if t.act != message && (a == nil || a.Possible(scene) != nil) || t.act == message && len(out.Replies) == 0 {
			continue
		}
		on := asked == t.act || asked == "" && len(out.Tabs) == 0
		if on {
			open = a
		}
		out.Tabs = append(out.Tabs, chip{Text: t.text, Href: "?add=" + t.act + "#add", On: on})
	}
	if asked != message {
		out.Replies = nil
	}
	if open == nil {
		return out
	}
	sheet := ask.NewSheet(page.ReadQuery(x.r), false)
	sheet.Now = x.s.desk.Gate.Now()
	questions := open.Questions(scene)
	sheet.Fill(questions)
	out.Action, out.Parts, out.Button, out.Lead = x.href(open.ID), sheet.Questions(questions), "Keep", open.Lead
	if open.ID == act.Contact {
		out.Warn, out.Lead = record.ReadSafeContact(x.whole.Fields).Short(), ""
	}
	return out
}

// replies are where the reader may write to those who reported it.
func (x *view) replies() (out []page.Link) {
	for _, l := range x.whole.Links {
		if l.Kind != x.s.desk.Pack().Partnership.Report || slices.ContainsFunc(out, func(k page.Link) bool { return k.Href == "/triage/"+l.Reference+"/"+triage.Reply }) {
			continue
		}
		out = append(out, page.Link{Text: "Reply on " + l.Reference + ": " + l.Title, Href: "/triage/" + l.Reference + "/" + triage.Reply})
	}
	return out
}

// unheard says that a file of the case is a recording to which nobody has listened, and by when somebody is to.
func (x *view) unheard(file string) (by template.HTML, waits bool) {
	for _, a := range x.whole.Actions {
		if a.File == file && a.State == record.ActionOpen {
			return words.DueTag(x.s.desk.Gate.Calendar(), a.Due, x.s.desk.Gate.Now().Date()), true
		}
	}
	return "", false
}
