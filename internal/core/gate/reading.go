package gate

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// reading is one consultation of personal data, kept because the Data Protection Act 2018 s.62 has consultation and
// disclosure logged with date, time and who.
type reading struct {
	id, actor, name, post, verb, subject, record, detail string
	at                                                   when.Instant
	rows                                                 int
}

// noteReading remembers a reading for the audit. The program's own reads, which show nobody anything, are not readings.
func (v *View) noteReading(verb, subject, rec string, rows int, detail string) {
	if v.who.System {
		return
	}
	v.readings = append(v.readings, reading{id: newID(), at: v.now, actor: v.who.Account, name: v.who.Name, post: v.who.Post(),
		verb: verb, subject: subject, record: rec, rows: rows, detail: detail})
}

// Entry is one line of the audit: a change or a reading.
type Entry struct {
	ID      string
	At      when.Instant
	Actor   string
	Name    string
	Post    string
	Verb    string
	Subject string // kind of record, or the field changed
	Record  string // reference, where the line is about one record
	Rows    int
	Detail  string
}

// AuditQuery asks for lines of the audit, newest first.
type AuditQuery struct {
	Actor  string // username's account id
	Record string // reference
	Before when.Instant
	Limit  int
}

// Audit reads who read what. It needs the audit verb, and is itself audited.
func (v *View) Audit(q AuditQuery) ([]Entry, error) {
	if !v.gate.rules.Anywhere(v.who, pack.Audit, "") {
		return nil, fmt.Errorf("your post does not let you read the audit: %w", fault.ErrForbidden)
	}
	where := []store.Clause{store.And()}
	if q.Actor != "" {
		where = append(where, store.SQL("a.actor = ?", q.Actor))
	}
	if q.Record != "" {
		where = append(where, store.SQL("a.record = (SELECT id FROM record WHERE reference = ?)", q.Record))
	}
	if !q.Before.IsZero() {
		where = append(where, store.SQL("a.at < ?", q.Before))
	}
	all := store.And(where...)
	most := store.Limit(min(max(q.Limit, 1), 500))
	union := store.SQL(`SELECT x.id, x.at, x.actor, x.actor_name, x.post, x.verb, x.subject, coalesce(r.reference, ''), x.rows, x.detail FROM (
 SELECT * FROM (SELECT a.id, a.at, a.actor, a.actor_name, a.post, a.verb, a.subject, a.record, a.rows, a.detail FROM reading a WHERE `+all.Text+` ORDER BY a.at DESC, a.id DESC`+most+`) q1
 UNION ALL
 SELECT * FROM (SELECT a.id, a.at, a.actor, a.actor_name, a.post, a.verb, a.field, a.record, 1, a.reason FROM event a WHERE `+all.Text+` ORDER BY a.at DESC, a.id DESC`+most+`) q2
 ) x LEFT JOIN record r ON r.id = x.record ORDER BY x.at DESC, x.id DESC`+most, slices.Concat(all.Args, all.Args)...)
	var out []Entry
	err := v.rows(union, func(s scanner) error {
		var e Entry
		err := s.Scan(&e.ID, &e.At, &e.Actor, &e.Name, &e.Post, &e.Verb, &e.Subject, &e.Record, &e.Rows, &e.Detail)
		out = append(out, e)
		return err
	})
	v.noteReading("audit", "audit", "", len(out), q.Record)
	return out, err
}
