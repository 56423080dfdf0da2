package gate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// reading is one consultation of personal data, kept because the Data Protection Act 2018 s.62 has consultation and
// disclosure logged with date, time and who.
type reading struct {
	id, actor, name, post, verb, subject, record, detail string
	at                                                   when.Instant
	rows                                                 int
	records                                              []string // references of those shown, where they are several
}

// noteReading remembers a reading for the audit. The program's own reads, which show nobody anything, are not readings.
func (v *View) noteReading(verb, subject, rec string, rows int, detail string) {
	if v.who.System {
		return
	}
	v.readings = append(v.readings, v.gate.noted(v.who, v.now, reading{verb: verb, subject: subject, record: rec, rows: rows, detail: detail}))
}

// noteList is noteReading for a list, which names what it was asked for and what it showed.
func (v *View) noteList(q Query, shown []record.Record) {
	if v.who.System {
		return
	}
	r := reading{verb: string(q.verb()), subject: strings.Join(q.Kinds, " "), rows: len(shown), detail: q.inWords()}
	for i := range shown {
		r.records = append(r.records, shown[i].Reference)
	}
	v.readings = append(v.readings, v.gate.noted(v.who, v.now, r))
}

func (g *Gate) noted(who access.Principal, at when.Instant, r reading) reading {
	r.id, r.at, r.actor, r.name, r.post = newID(), at, who.Account, who.Name, who.Post()
	return r
}

// Note keeps in the audit what is no reading and no change of a record: a sign-in, one that failed, a wrong PIN, a refusal.
func (g *Gate) Note(ctx context.Context, who access.Principal, verb, subject, rec, detail string) error {
	return g.audit.keep(ctx, []reading{g.noted(who, g.now(), reading{verb: verb, subject: subject, record: rec, detail: detail})})
}

// Deed is what was done where no record is, as to an import of facts, and is told to the audit from the list that has it.
type Deed struct {
	ID                                         string // the same whenever the same deed is told
	At                                         when.Instant
	Account, Name, Post, Verb, Subject, Detail string
}

// NoteDeeds keeps deeds in the audit, each once however often it is told.
func (g *Gate) NoteDeeds(ctx context.Context, deeds []Deed) error {
	if len(deeds) == 0 {
		return nil
	}
	var all []reading
	for _, d := range deeds {
		all = append(all, reading{id: d.ID, at: d.At, actor: cmp.Or(d.Account, access.System("").Account), name: d.Name, post: d.Post, verb: d.Verb, subject: d.Subject, detail: d.Detail})
	}
	return g.db.Write(ctx, func(tx store.Tx) error { return keepReadings(ctx, tx, all) })
}

// Together makes the readings of this view one line of the audit: a page of several lists was opened once. What says of which
// page.
func (v *View) Together(what string) {
	if len(v.readings) < 2 {
		return
	}
	one := v.gate.noted(v.who, v.now, reading{verb: string(pack.View), detail: what})
	var subjects []string
	for _, r := range v.readings {
		one.rows += r.rows
		subjects = append(subjects, strings.Fields(r.subject)...)
		one.records = append(one.records, r.records...)
	}
	one.subject = strings.Join(slices.Compact(slices.Sorted(slices.Values(subjects))), " ")
	one.records = slices.Compact(slices.Sorted(slices.Values(one.records)))
	v.readings = []reading{one}
}

// inWords is why a list was asked for, and by what it was narrowed.
func (q Query) inWords() string {
	parts := []string{}
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+" "+value)
		}
	}
	if q.Purpose != "" {
		parts = append(parts, q.Purpose)
	}
	add("words", q.Words)
	for _, f := range sortedKeys(q.Fields) {
		add(f, q.Fields[f])
	}
	add("state", strings.Join(q.States, " "))
	add("team", strings.Join(append(slices.Clone(q.Teams), nonEmpty(q.Team)...), " "))
	add("assignee", q.Assignee)
	add("body", q.OwnerBody)
	add("ward", strings.Join(q.Areas, " "))
	add("category", strings.Join(q.Category, " "))
	add("risk", q.Risk)
	add("place", q.Place)
	add("channel", q.Channel)
	add("person", q.Person)
	if q.Open != nil {
		add("open", map[bool]string{true: "yes", false: "no"}[*q.Open])
	}
	if !q.From.IsZero() || !q.Until.IsZero() {
		add(first(q.Date, "opened"), strings.TrimSpace(day(q.From)+" until "+day(q.Until)))
	}
	return strings.Join(parts, "; ")
}

func day(at when.Instant) string {
	if at.IsZero() {
		return ""
	}
	return at.Date().String()
}

func nonEmpty(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
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
	Records string // references of the records that a list showed
}

// AuditQuery asks for lines of the audit, newest first.
type AuditQuery struct {
	Actor     string // username's account id
	Record    string // reference
	Verbs     []string
	Concerned string // name of a person on records, or a user name: what was read and changed of them
	From      when.Instant
	Until     when.Instant // before
	Before    when.Instant
	Limit     int
	Export    string // what for it is taken out; empty where it is only read
}

// namedBack is how far back the lists are looked through that showed a record, where no day is asked for: they are in no index.
const namedBack = 90

// Audit reads who read what. It needs the audit verb, and is itself audited.
func (v *View) Audit(q AuditQuery) ([]Entry, error) {
	if !v.gate.rules.Anywhere(v.who, pack.Audit, "") {
		return nil, fmt.Errorf("your post does not let you read the audit: %w", fault.ErrForbidden)
	}
	kept, hidden, err := v.keptFromReader()
	if err != nil {
		return nil, err
	}
	read, changed := q.conditionsOf(v.now)
	read, changed = store.And(read, kept), store.And(changed, kept)
	most := store.Limit(min(max(q.Limit, 1), 500))
	union := store.SQL(`SELECT x.id, x.at, x.actor, x.actor_name, x.post, x.verb, x.subject, coalesce(r.reference, ''), x.rows, x.detail, x.records FROM (
 SELECT * FROM (SELECT a.id, a.at, a.actor, a.actor_name, a.post, a.verb, a.subject, a.record, a.rows, a.detail, a.records FROM reading a WHERE `+read.Text+` ORDER BY a.at DESC, a.id DESC`+most+`) q1
 UNION ALL
 SELECT * FROM (SELECT a.id, a.at, a.actor, a.actor_name, a.post, a.verb, a.field, a.record, 1, a.reason, '' FROM event a WHERE `+changed.Text+` ORDER BY a.at DESC, a.id DESC`+most+`) q2
 ) x LEFT JOIN record r ON r.id = x.record ORDER BY x.at DESC, x.id DESC`+most, slices.Concat(read.Args, changed.Args)...)
	var out []Entry
	err = v.rows(union, func(s scanner) error {
		var e Entry
		err := s.Scan(&e.ID, &e.At, &e.Actor, &e.Name, &e.Post, &e.Verb, &e.Subject, &e.Record, &e.Rows, &e.Detail, &e.Records)
		e.without(hidden)
		out = append(out, e)
		return err
	})
	verb := "audit"
	if q.Export != "" {
		verb = string(pack.Export)
	}
	v.noteReading(verb, "audit", "", len(out), strings.TrimSpace(strings.Join([]string{q.Record, q.Concerned, q.Export}, " ")))
	return out, err
}

// conditionsOf are what a query asks of readings and of changes.
func (q AuditQuery) conditionsOf(now when.Instant) (read, changed store.Clause) {
	both := []store.Clause{store.And()}
	add := func(use bool, text string, args ...any) {
		if use {
			both = append(both, store.SQL(text, args...))
		}
	}
	add(q.Actor != "", "a.actor = ?", q.Actor)
	add(len(q.Verbs) > 0, "a.verb IN ?", q.Verbs)
	add(!q.From.IsZero(), "a.at >= ?", q.From)
	add(!q.Until.IsZero(), "a.at < ?", q.Until)
	add(!q.Before.IsZero(), "a.at < ?", q.Before)
	reads, changes := slices.Clone(both), slices.Clone(both)
	if q.Record != "" {
		own := store.SQL("a.record = (SELECT id FROM record WHERE reference = ?)", q.Record)
		back := q.From
		if back.IsZero() {
			back = now.Date().AddDays(-namedBack).Start()
		}
		reads = append(reads, store.Or(own, store.SQL("a.records <> '' AND a.at >= ? AND a.records LIKE ?", back, "%"+q.Record+"%")))
		changes = append(changes, own)
	}
	if q.Concerned != "" {
		name, user := strings.Join(Words(q.Concerned), " "), strings.ToLower(strings.TrimSpace(q.Concerned))
		on := store.SQL("a.record IN (SELECT p.record FROM party p JOIN person x ON x.id = p.person WHERE x.search = ?)", name)
		reads = append(reads, store.Or(on, store.SQL("a.subject = 'person' AND a.detail IN (SELECT id FROM person WHERE search = ?)", name)))
		changes = append(changes, store.Or(on, store.SQL("a.field = 'account' AND (a.after = ? OR a.after LIKE ? OR a.after IN (SELECT id FROM account WHERE username = ?))", user, user+": %", user)))
	}
	return store.And(reads...), store.And(changes...)
}
