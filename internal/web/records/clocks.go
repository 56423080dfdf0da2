package records

import (
	"html/template"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// clocks are the targets and how they stand. The day that somebody asked for stands first: no clock writes over it.
func (x *view) clocks() govuk.SummaryList {
	var list govuk.SummaryList
	if asked := x.whole.Asked; !asked.IsZero() {
		list.Rows = append(list.Rows, words.Row("Day asked for", words.Prose(asked.Words())))
	}
	for _, run := range x.whole.Clocks {
		if run.Clock == pack.OwnDay && !run.Stopped.IsZero() {
			continue
		}
		name := words.ClockName(x.kind, run.Clock)
		if run.Clock == pack.OwnDay {
			name = "How it stands"
		}
		html := x.stands(run)
		for _, p := range run.Pauses {
			until := "now"
			if !p.To.IsZero() {
				until = page.DateTime(p.To)
			}
			html += template.HTML("<br>") + words.Prose("Paused from "+page.DateTime(p.From)+" until "+until+": "+p.Reason)
		}
		if run.Law != "" {
			html += template.HTML("<br>") + words.Prose("By law: "+run.Law)
		}
		list.Rows = append(list.Rows, words.Row(name, html))
	}
	return list
}

// due is the day of a clock, and the time where it has one.
func due(run record.ClockRun) string {
	if run.DueAt.IsZero() {
		return run.Due.Words()
	}
	return page.DateTime(run.DueAt)
}

// stands says how a clock stands now.
func (x *view) stands(run record.ClockRun) template.HTML {
	cal, now := x.s.desk.Gate.Calendar(), x.s.desk.Gate.Now()
	stands := words.DueTag(cal, run.Due, now.Date())
	switch {
	case run.Stopped.IsZero() && len(run.Standing()) > 0:
		return words.Prose(words.Capital(run.Count().At(cal, now).Words()))
	case run.Stopped.IsZero() && run.Late(now):
		return stands + template.HTML("<br>") + words.Prose("It was due "+due(run))
	case run.Late(now):
		return words.Prose("Done late, on " + run.Stopped.Date().Words() + ". It was due " + due(run))
	case !run.Stopped.IsZero():
		return template.HTML(`<span class="wm-clock--met">Done in time</span>`)
	case !run.DueAt.IsZero():
		return stands + words.Prose(", at "+page.Clock(run.DueAt))
	}
	return stands
}
