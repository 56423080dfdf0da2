package sight

import (
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Reading is one consultation of personal data, kept because the Data Protection Act 2018 s.62 has consultation and
// disclosure logged with date, time and who.
type Reading struct {
	ID, Actor, Name, Post, Verb, Subject, Record, Detail string
	At                                                   when.Instant
	Rows                                                 int
	Records                                              []string // references of those shown, where they are several
}

// NoteReading remembers a reading for the audit. The program's own reads, which show nobody anything, are not readings.
func (v *Reader) NoteReading(verb, subject, rec string, rows int, detail string) {
	if v.Principal.System {
		return
	}
	v.Readings = append(v.Readings, v.Core.Noted(v.Principal, v.Moment, Reading{Verb: verb, Subject: subject, Record: rec, Rows: rows, Detail: detail}))
}

// Noted is a reading as the audit keeps it: of whom, as which post and when.
func (g *Core) Noted(who access.Principal, at when.Instant, r Reading) Reading {
	r.ID, r.At, r.Actor, r.Name, r.Post = row.NewID(), at, who.Account, who.Name, who.Post()
	return r
}
