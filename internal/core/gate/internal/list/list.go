package list

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Query asks for records. Empty fields do not filter. Every list is paged: there is no way to ask for everything at once.
type Query struct {
	Verb      pack.Verb // View where empty; Export for what leaves the system
	Kinds     []string
	Open      *bool
	States    []string
	Team      string
	Teams     []string
	Assignee  string
	Assignees []string // any of these, such as those who have left
	Unowned   bool     // nobody is assigned
	OwnerBody string
	Areas     []string
	Category  []string
	Risk      string
	Risks     []string  // any of these bands
	Stale     when.Date // their risk is to be assessed again on that day or was before
	Markings  []string  // any of these
	Place     string
	Channel   string
	LastWord  string
	Repeat    bool      // repeat victims only
	Untouched bool      // nobody has been contacted yet
	Promised  bool      // somebody was promised to be spoken with
	Missed    bool      // somebody waits for a contact that was promised and missed
	Again     bool      // somebody has spoken since it was opened
	DueBefore when.Date // due on an earlier day
	From      when.Instant
	Until     when.Instant // before
	Date      string       // which date From and Until bound: opened (default), occurred, closed
	Agrees    string       // records that somebody else asked to close, for this account
	Person    string       // records with this person as a party
	Words     string       // all of them, each as the beginning of a word that the principal may read on the record
	Fields    map[string]string
	HasPoint  bool
	Around    *Around // at a place or about a point
	ByDue     bool    // nearest due first and those without a day last, else newest first
	Bare      bool    // the records come without their kind's own fields, whose documents are half the work of a list
	After     string  // cursor of the page before
	undated   bool    // the last part of a list by due: the records without a day
	Purpose   string  // why the list is taken out, kept in the audit
	Limit     int
}

// List is one page of records.
type List struct {
	Records []record.Record
	Next    string // cursor of the next page; empty on the last
	Short   bool   // so many records were looked through that the next page goes on looking, whether or not it finds any
}

// pageMost bounds a page; those of the screens are no longer than pageUsual.
const (
	pageMost  = 1000
	pageUsual = 51
)

// List is a page of the records that the principal may see. The reading is audited.
func (v *Lists) List(q Query) (List, error) {
	at, err := v.locate(q, min(max(q.Limit, 1), pageMost))
	if err != nil {
		return List{}, fmt.Errorf("list records: %w", err)
	}
	list := List{Next: at.next, Short: at.short}
	if list.Records, err = Load(v.r, q, at.ids); err != nil {
		return List{}, fmt.Errorf("list records: %w", err)
	}
	NoteList(v.r, q, list.Records)
	return list, nil
}

// located is a page of a list before its records are loaded; next and short are those of List.
type located struct {
	ids   []string
	next  string
	short bool
}

func (v *Lists) locate(q Query, limit int) (located, error) {
	w, err := v.walk(q, limit)
	if err != nil {
		return located{}, err
	}
	return w.find()
}

// walk is the walk to the first records of a query.
func (v *Lists) walk(q Query, limit int) (*walk, error) {
	looks, rarest, err := v.looks(q)
	if err != nil {
		return nil, err
	}
	conditions, err := v.conditions(q)
	if err != nil {
		return nil, err
	}
	return &walk{view: v, q: q, limit: limit, conditions: conditions, found: foundParts(looks, rarest), few: rarest >= 0}, nil
}

func (q Query) columns() string {
	if q.Bare {
		return strings.TrimSuffix(row.Columns, "r.fields") + "NULL"
	}
	return row.Columns
}

func (q Query) verb() pack.Verb {
	if q.Verb == "" {
		return pack.View
	}
	return q.Verb
}

// All hands every record of a query to fn, page by page, for exports and formulas.
func (v *Lists) All(q Query, fn func(*record.Record) error) error {
	q.Limit, q.After = pageMost, ""
	for {
		page, err := v.List(q)
		if err != nil {
			return err
		}
		for i := range page.Records {
			if err := fn(&page.Records[i]); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		q.After = page.Next
	}
}

// NoteList is noteReading for a list, which names what it was asked for and what it showed.
func NoteList(v *sight.Reader, q Query, shown []record.Record) {
	if v.Principal.System {
		return
	}
	r := sight.Reading{Verb: string(q.verb()), Subject: strings.Join(q.Kinds, " "), Rows: len(shown), Detail: q.inWords()}
	for i := range shown {
		r.Records = append(r.Records, shown[i].Reference)
	}
	v.Readings = append(v.Readings, v.Core.Noted(v.Principal, v.Moment, r))
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
	for _, f := range slices.Sorted(maps.Keys(q.Fields)) {
		add(f, q.Fields[f])
	}
	add("state", strings.Join(q.States, " "))
	add("team", strings.Join(append(slices.Clone(q.Teams), nonEmpty(q.Team)...), " "))
	add("assignee", q.Assignee)
	add("body", q.OwnerBody)
	add("ward", strings.Join(q.Areas, " "))
	add("category", strings.Join(q.Category, " "))
	add("risk", q.Risk)
	add("risk out of date on", q.Stale.String())
	add("promised contact missed", map[bool]string{true: "yes"}[q.Missed])
	add("place", q.Place)
	add("channel", q.Channel)
	add("person", q.Person)
	if q.Open != nil {
		add("open", map[bool]string{true: "yes", false: "no"}[*q.Open])
	}
	if !q.From.IsZero() || !q.Until.IsZero() {
		add(cmp.Or(q.Date, "opened"), strings.TrimSpace(day(q.From)+" until "+day(q.Until)))
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
