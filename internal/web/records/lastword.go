package records

import (
	"errors"
	"html/template"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// lastWord is what a reporter of the case said after they had sent their report, and nobody has answered yet. Reply is where
// to answer it, empty where the reader may not.
type lastWord struct {
	Ref, When, Reply string
	Text             template.HTML
}

// reportsLooked bounds how many reports of a case are looked through for the last word.
const reportsLooked = 20

// lastWord looks through the reports that the case answers. A reporter speaks on the page of their report, and the officer
// works on the page of the case: here they meet.
func (x *view) lastWord() (*lastWord, error) {
	report := x.s.desk.Pack().Partnership.Report
	if x.kind.Archetype != pack.Case || x.kind.ID == report {
		return nil, nil
	}
	var last *record.Record
	looked := 0
	for _, l := range x.whole.Links {
		if l.Kind != report || looked == reportsLooked {
			continue
		}
		looked++
		r, err := x.v.Glance(l.Other)
		if errors.Is(err, fault.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if r.LastWord == "reporter" && r.LastWordAt.After(r.Opened) && (last == nil || r.LastWordAt.After(last.LastWordAt)) {
			last = r
		}
	}
	if last == nil {
		return nil, nil
	}
	whole, err := x.v.Open(last.ID)
	if err != nil {
		return nil, err
	}
	return x.wordOf(whole), nil
}

// wordOf is the newest note of a report's reporter; nothing where they have written none.
func (x *view) wordOf(w *record.Whole) *lastWord {
	var said *record.Note
	for i := range w.Notes {
		if n := &w.Notes[i]; n.FromReporter() && (said == nil || n.At.After(said.At)) {
			said = n
		}
	}
	if said == nil {
		return nil
	}
	out := &lastWord{Ref: w.Reference, When: page.DateTime(said.At), Text: words.Prose(said.Body)}
	if x.v.May(pack.Edit, &w.Record) {
		out.Reply = "/triage/" + w.Reference + "/reply"
	}
	return out
}
