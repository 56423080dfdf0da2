package trail

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Together makes the readings of this view one line of the audit: a page of several lists was opened once. What says of which
// page.
func (v *Trail) Together(what string) {
	if len(v.r.Readings) < 2 {
		return
	}
	one := v.r.Core.Noted(v.r.Principal, v.r.Moment, sight.Reading{Verb: string(pack.View), Detail: what})
	var subjects []string
	for _, r := range v.r.Readings {
		one.Rows += r.Rows
		subjects = append(subjects, strings.Fields(r.Subject)...)
		one.Records = append(one.Records, r.Records...)
	}
	one.Subject = strings.Join(slices.Compact(slices.Sorted(slices.Values(subjects))), " ")
	one.Records = slices.Compact(slices.Sorted(slices.Values(one.Records)))
	v.r.Readings = []sight.Reading{one}
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
func (v *Trail) Audit(q AuditQuery) ([]Entry, error) {
	if !v.r.Core.Rules.Anywhere(v.r.Principal, pack.Audit, "") {
		return nil, fmt.Errorf("your post does not let you read the audit: %w", fault.ErrForbidden)
	}
	kept, hidden, err := v.keptFromReader()
	if err != nil {
		return nil, err
	}
	read, changed := q.conditionsOf(v.r.Moment, v.r.Opened("p.seal"))
	read, changed = store.And(read, kept), store.And(changed, kept, v.r.Opened("a.seal"))
	most := store.Limit(min(max(q.Limit, 1), 500))
	union := store.SQL(`SELECT x.id, x.at, x.actor, x.actor_name, x.post, x.verb, x.subject, coalesce(r.reference, ''), x.rows, x.detail, x.records FROM (
 SELECT * FROM (SELECT a.id, a.at, a.actor, a.actor_name, a.post, a.verb, a.subject, a.record, a.rows, a.detail, a.records FROM reading a WHERE `+read.Text+` ORDER BY a.at DESC, a.id DESC`+most+`) q1
 UNION ALL
 SELECT * FROM (SELECT a.id, a.at, a.actor, a.actor_name, a.post, a.verb, a.field, a.record, 1, a.reason, '' FROM event a WHERE `+changed.Text+` ORDER BY a.at DESC, a.id DESC`+most+`) q2
 ) x LEFT JOIN record r ON r.id = x.record ORDER BY x.at DESC, x.id DESC`+most, slices.Concat(read.Args, changed.Args)...)
	var out []Entry
	err = v.r.Rows(union, func(s row.Scanner) error {
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
	v.r.NoteReading(verb, "audit", "", len(out), strings.TrimSpace(strings.Join([]string{q.Record, q.Concerned, q.Export}, " ")))
	return out, err
}

// conditionsOf are what a query asks of readings and of changes; known is the condition on a party (alias p) that the reader may know of it.
func (q AuditQuery) conditionsOf(now when.Instant, known store.Clause) (read, changed store.Clause) {
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
		name, user := strings.Join(row.Words(q.Concerned), " "), strings.ToLower(strings.TrimSpace(q.Concerned))
		on := store.SQL("a.record IN (SELECT p.record FROM party p JOIN person x ON x.id = p.person WHERE x.search = ? AND "+known.Text+")", append([]any{name}, known.Args...)...)
		reads = append(reads, store.Or(on, store.SQL("a.subject = 'person' AND a.detail IN (SELECT id FROM person WHERE search = ?)", name)))
		changes = append(changes, store.Or(on, store.SQL("a.field = 'account' AND (a.after = ? OR a.after LIKE ? OR a.after IN (SELECT id FROM account WHERE username = ?))", user, user+": %", user)))
	}
	return store.And(reads...), store.And(changes...)
}

// keptFromReader is the condition on a line of the audit (alias a) that it is of no record from which the reader is shut out, and the
// references of those records, which lists of others showed.
func (v *Trail) keptFromReader() (store.Clause, []string, error) {
	of, err := v.r.ShutOut()
	if err != nil {
		return store.Clause{}, nil, err
	}
	var references []string
	err = v.r.Rows(store.SQL("SELECT r.reference FROM seal s JOIN record r ON r.id = s.record WHERE "+of.Text, of.Args...), func(s row.Scanner) error {
		var reference string
		err := s.Scan(&reference)
		references = append(references, reference)
		return err
	})
	if err != nil {
		return store.Clause{}, nil, err
	}
	kept, err := v.r.NotShutOut("a.record")
	return kept, references, err
}

// without takes records out of those that a list showed.
func (e *Entry) without(references []string) {
	for _, reference := range references {
		shown := strings.Fields(e.Records)
		left := slices.DeleteFunc(shown, func(r string) bool { return r == reference })
		if n := len(strings.Fields(e.Records)) - len(left); n > 0 {
			e.Records, e.Rows = strings.Join(left, " "), e.Rows-n
		}
	}
}
