package records

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// entry is one line of the timeline of a case: what happened, or was done, said or sent, at the moment at which it was and not when it
// was written down.
type entry struct {
	at      when.Instant
	Sort    string // the filter that shows it
	When    string
	Title   template.HTML
	Text    template.HTML
	By      string
	Kept    string
	Late    bool
	Theirs  bool // the reporter can read it
	Actions []page.Link
}

// sorts are the filters of the timeline in their order. History is folded: it is shown where it is asked for.
var sorts = []struct{ id, text string }{{"incidents", "Incidents"}, {"contacts", "Contacts"}, {"actions", "Actions"}, {"decisions", "Decisions"}, {"evidence", "Evidence"}, {"messages", "Told them"}, {"notes", "Notes"}, {history, "Changes"}}

const (
	history     = "changes"
	entriesMost = 20
)

// timelineOf joins all that is known of the case into one timeline, the latest first, narrowed to what the address asks for.
func (x *view) timelineOf(screen *casePage) {
	all := slices.Concat(x.incidentLines(), x.contactLines(), x.actionLines(), x.eventLines(), x.fileLines(), x.messageLines(), x.noteLines())
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(b.at.String(), a.at.String()) })
	counts := map[string]int{}
	for _, e := range all {
		counts[e.Sort]++
	}
	asked := x.r.URL.Query()
	chosen := asked.Get("show")
	if !slices.ContainsFunc(sorts, func(s struct{ id, text string }) bool { return s.id == chosen }) {
		chosen = ""
	}
	screen.Chosen = chosen
	screen.Chips = []chip{{Text: "All", Href: "?#timeline", Count: len(all) - counts[history], On: chosen == ""}}
	for _, s := range sorts {
		if counts[s.id] > 0 {
			screen.Chips = append(screen.Chips, chip{Text: s.text, Href: "?show=" + s.id + "#timeline", Count: counts[s.id], On: s.id == chosen})
		}
	}
	shown := slices.DeleteFunc(all, func(e entry) bool { return chosen == "" && e.Sort == history || chosen != "" && e.Sort != chosen })
	if len(shown) > entriesMost && asked.Get("all") == "" {
		screen.More = "?" + query("show", chosen, "all", "yes") + "#timeline"
		shown = shown[:entriesMost]
	}
	screen.Entries = shown
}

func (x *view) incidentLines() (out []entry) {
	refs := map[string]string{}
	for _, l := range x.whole.Links {
		refs[l.Other] = l.Reference
	}
	for _, i := range x.whole.Incidents {
		e := entry{at: i.Began, Sort: "incidents", When: spanOf(i), Title: "Incident", Text: words.Prose(i.What), By: "written down by " + i.Author, Kept: x.s.words.Kept(i.Seal), Theirs: i.Seal == record.ForReporter}
		switch {
		case i.PersonName != "":
			e.By = "told by " + i.PersonName
		case refs[i.Report] != "":
			e.By = "told in " + refs[i.Report]
		case i.ByReporter:
			e.By = "told by whoever reported it"
		}
		if i.Place != "" && i.Place != x.whole.Place {
			e.By += " · " + x.s.words.Where(&record.Record{Place: i.Place})
		}
		if i.Severity != "" {
			e.By += " · " + record.Lower(record.SeverityWords(i.Severity))
		}
		for _, f := range x.whole.Files {
			if f.Incident == i.ID {
				e.Actions = append(e.Actions, page.Link{Text: f.Name, Href: x.href("file", f.ID)})
			}
		}
		out = append(out, e)
	}
	return out
}

// spanOf is when an incident was, as far as it is known.
func spanOf(i record.Incident) string {
	if !i.Timed {
		return i.Began.Date().Words()
	}
	text := page.DateTime(i.Began)
	if !i.Ended.IsZero() {
		text += " to " + page.Clock(i.Ended)
	}
	return text
}

func (x *view) contactLines() (out []entry) {
	for _, c := range x.whole.Contacts {
		title := "Spoke with " + cmp.Or(c.PersonName, "whoever reported it")
		e := entry{at: c.At, Sort: "contacts", When: page.DateTime(c.At), Title: words.Prose(title), Text: words.Prose(c.Said), By: record.Lower(c.How) + " · " + c.Author, Kept: x.s.words.Kept(c.Seal)}
		if c.Written != c.At {
			e.When += ", written down on " + page.DateTime(c.Written)
		}
		if c.Unsafe != "" {
			e.Late, e.By = true, e.By+" · not by a way that they called safe: "+c.Unsafe
		}
		out = append(out, e)
	}
	return out
}

func (x *view) actionLines() (out []entry) {
	for _, a := range x.whole.Actions {
		who := cmp.Or(x.names[a.Owner], x.s.words.Team(a.Team), x.s.words.Body(a.Body))
		e := entry{at: a.SetAt, Sort: "actions", When: page.DateTime(a.SetAt), Title: "To do", Text: words.Prose(a.What), By: who + " · due " + a.Due.Words(), Kept: x.s.words.Kept(a.Seal)}
		if a.State != record.ActionOpen {
			e.at, e.When, e.Title = a.Ended, page.DateTime(a.Ended), "Done"
			if a.State == record.ActionNotDone {
				e.Title, e.Late = "Not done", true
			}
			e.Text = words.Prose(strings.Trim(a.What+"\n"+a.Outcome, "\n"))
		}
		out = append(out, e)
	}
	return out
}

// The events that say again what a part of the record says itself, and those that are changes of it and no decisions.
var (
	saidByParts = []string{"noted", "contacted", "incident added", "file added", "action set", "action given", "action done", "action not-done"}
	changes     = []string{"changed", "assigned", "created", "party", "person", "differed", "not delivered", "chose", "given to oneself"}
)

func (x *view) eventLines() (out []entry) {
	items := x.s.timeline(x.kind, x.whole.Events, x.names).Items
	for i, ev := range x.whole.Events {
		if slices.Contains(saidByParts, ev.Verb) {
			continue
		}
		e := entry{at: ev.When(), Sort: "decisions", When: page.DateTime(ev.When()), Title: words.Prose(words.Event(ev.Verb)), By: ev.ActorName, Kept: x.s.words.Kept(ev.Seal)}
		if slices.ContainsFunc(changes, func(verb string) bool { return strings.HasPrefix(ev.Verb, verb) }) {
			e.Sort = history
		}
		text := strings.Join(items[i].Changes, "\n")
		switch ev.Verb {
		case "contact missed":
			e.Sort, e.Late, text = "contacts", true, "Promised for "+ev.After
		case "contact promised":
			e.Sort = "contacts"
		case "contact promise ended":
			e.Sort, text = "contacts", ev.Before
		case "listened":
			e.Sort, text = "evidence", ev.After
		case "recording not heard":
			e.Sort, e.Late, text = "evidence", true, ev.After
		}
		if ev.Reason != "" {
			text = strings.Trim(text+"\n"+ev.Reason, "\n")
		}
		e.Text = words.Prose(text)
		out = append(out, e)
	}
	return out
}

func (x *view) fileLines() (out []entry) {
	for _, f := range x.whole.Files {
		e := entry{at: f.At, Sort: "evidence", When: page.DateTime(f.At), Title: "File", Text: x.fileLink(f), Kept: x.s.words.Kept(f.Seal), Theirs: f.Seal == record.ForReporter}
		if by, waits := x.unheard(f.ID); waits {
			e.Title, e.Late = "Recording that nobody has listened to", true
			e.Text += " " + by
			if x.edit {
				e.Actions = []page.Link{{Text: "I listened to it", Href: x.href("recording", f.ID)}}
			}
		} else if strings.HasPrefix(f.Media, "audio/") {
			e.Title = "Recording"
		}
		out = append(out, e)
	}
	return out
}

func (x *view) messageLines() (out []entry) {
	for _, m := range x.s.words.Told(nil, x.whole.Messages, x.names, len(x.whole.Messages)) {
		var at when.Instant
		if at.UnmarshalText([]byte(m.Timestamp)) != nil {
			continue // the words of a message say its moment as the store does
		}
		out = append(out, entry{at: at, Sort: "messages", When: m.When, Title: m.TitleHTML, By: m.By, Text: words.Prose(m.Text)})
	}
	return out
}

func (x *view) noteLines() (out []entry) {
	for _, n := range x.whole.Notes {
		e := entry{at: n.At, Sort: "notes", When: page.DateTime(n.At), Title: "Note", Text: words.Prose(n.Body), By: n.Author, Kept: x.s.words.Kept(n.Seal), Theirs: n.Seal == record.ForReporter}
		if n.FromReporter() {
			e.Title = "The reporter wrote"
		}
		out = append(out, e)
	}
	return out
}
