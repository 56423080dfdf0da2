package gate

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
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
	Unowned   bool // nobody is assigned
	OwnerBody string
	Areas     []string
	Category  []string
	Risk      string
	Place     string
	Channel   string
	LastWord  string
	Repeat    bool      // repeat victims only
	Untouched bool      // nobody has been contacted yet
	Again     bool      // somebody has spoken since it was opened
	DueBefore when.Date // due on an earlier day
	From      when.Instant
	Until     when.Instant // before
	Date      string       // which date From and Until bound: opened (default), occurred, closed
	Person    string       // records with this person as a party
	Words     string       // all of them, each as a beginning of a word
	Fields    map[string]string
	HasPoint  bool
	Around    *Around // of the records that a page holds only those that lie there
	ByDue     bool    // nearest due first, else newest first
	Bare      bool    // the records come without their kind's own fields, whose documents are half the work of a list
	After     string  // cursor of the page before
	Purpose   string  // why the list is taken out, kept in the audit
	Limit     int
}

// List is one page of records.
type List struct {
	Records []record.Record
	Next    string // cursor of the next page; empty on the last
}

// pageMost bounds a page.
const pageMost = 1000

// List is a page of the records that the principal may see. The reading is audited.
func (v *View) List(q Query) (List, error) {
	limit := min(max(q.Limit, 1), pageMost)
	order := " ORDER BY r.opened DESC, r.id DESC"
	if q.ByDue {
		order = " ORDER BY r.due, r.id"
	}
	var list List
	err := v.walk(q, false, q.columns(), order+store.Limit(limit+1), func(s scanner) error {
		r, err := scanRecord(v.gate.pack, s)
		if err != nil {
			return err
		}
		v.hidePoliceFields(r)
		list.Records = append(list.Records, *r)
		return nil
	}, func() { list.Records = q.inOrder(list.Records) })
	if err != nil {
		return List{}, fmt.Errorf("list records: %w", err)
	}
	if len(list.Records) > limit {
		list.Records = list.Records[:limit]
		list.Next = cursor(q, &list.Records[limit-1])
	}
	v.noteReading(string(q.verb()), strings.Join(q.Kinds, " "), "", len(list.Records), first(q.Purpose, q.Words))
	return list, nil
}

// walk asks for records on every path of a query, each in the order and to the number of last, and calls merge where there
// were several.
func (v *View) walk(q Query, counted bool, columns, last string, scan func(scanner) error, merge func()) error {
	filters, few, err := v.filters(q)
	if err != nil {
		return err
	}
	paths, err := v.paths(q, few, counted)
	if err != nil {
		return err
	}
	for _, p := range paths {
		from := " FROM record r"
		if p.index != "" && v.gate.db.Engine() == store.SQLite {
			from += " INDEXED BY " + p.index
		}
		where := store.And(filters, p.where)
		found := q.Around.of(store.SQL("SELECT "+columns+from+" WHERE "+where.Text+last, where.Args...))
		if err := v.rows(found, scan); err != nil {
			return err
		}
	}
	if len(paths) > 1 {
		merge()
	}
	return nil
}

// inOrder puts records that came by several ways into the order of the list, each once.
func (q Query) inOrder(records []record.Record) []record.Record {
	slices.SortFunc(records, func(a, b record.Record) int {
		if q.ByDue {
			return cmp.Or(strings.Compare(a.Due.String(), b.Due.String()), strings.Compare(a.ID, b.ID))
		}
		return cmp.Or(b.Opened.Time().Compare(a.Opened.Time()), strings.Compare(b.ID, a.ID))
	})
	return slices.CompactFunc(records, func(a, b record.Record) bool { return a.ID == b.ID })
}

func (q Query) columns() string {
	if q.Bare {
		return strings.TrimSuffix(columns, "r.fields") + "NULL"
	}
	return columns
}

func (q Query) verb() pack.Verb {
	if q.Verb == "" {
		return pack.View
	}
	return q.Verb
}

// where is the query and the access rule as one condition.
func (v *View) where(q Query) (store.Clause, error) {
	filters, few, err := v.filters(q)
	if err != nil {
		return store.Clause{}, err
	}
	rule := v.gate.rules.WhereOf(v.who, q.verb(), q.Kinds)
	if few || q.Person != "" { // begin from what was found, not from everything in the reader's areas
		rule.Text = "CASE WHEN " + rule.Text + " THEN TRUE ELSE FALSE END"
	}
	return store.And(filters, rule), nil
}

// filters are the query without the access rule; few says that it is to begin from what was looked up.
func (v *View) filters(q Query) (all store.Clause, few bool, err error) {
	parts, few, err := v.foundParts(q)
	if err != nil {
		return store.Clause{}, false, err
	}
	add := func(use bool, text string, args ...any) {
		if use {
			parts = append(parts, store.SQL(text, args...))
		}
	}
	add(len(q.Kinds) == 1 && !few, "r.kind = ?", slices.Concat(q.Kinds, []string{""})[0])
	add(len(q.Kinds) == 1 && few, "r.kind || '' = ?", slices.Concat(q.Kinds, []string{""})[0]) // not by the index of the kind
	add(len(q.Kinds) > 1, "r.kind IN ?", q.Kinds)
	add(q.Open != nil, "r.open = ?", q.Open != nil && *q.Open)
	add(len(q.States) > 0, "r.state IN ?", q.States)
	add(q.Team != "", "r.team = ?", q.Team)
	add(q.Teams != nil, "r.team IN ?", q.Teams)
	add(q.Assignee != "", "r.assignee = ?", q.Assignee)
	add(q.Unowned, "r.assignee = ''")
	add(q.OwnerBody != "", "r.owner_body = ?", q.OwnerBody)
	add(len(q.Areas) > 0, "r.area IN ?", q.Areas)
	add(len(q.Category) > 0, "r.category IN ?", q.Category)
	add(q.Risk != "", "r.risk = ?", q.Risk)
	add(q.Place != "", "r.place = ?", q.Place)
	add(q.Channel != "", "r.channel = ?", q.Channel)
	add(q.LastWord == "reporter", "r.last_word = 'reporter'") // literally, as the indexes of it are declared
	add(q.LastWord != "" && q.LastWord != "reporter", "r.last_word = ?", q.LastWord)
	add(q.Repeat, "r.repeat_victim = TRUE")
	add(q.Again, "r.last_word_at > r.opened")
	add(q.Untouched, "r.contacted IS NULL")
	add(q.HasPoint, "r.lon IS NOT NULL")
	add(!q.DueBefore.IsZero(), "r.due < ?", q.DueBefore)
	add(q.Person != "", "r.id IN (SELECT p.record FROM party p WHERE p.person = ? AND p.ended IS NULL)", q.Person)
	add(q.ByDue, "r.due IS NOT NULL")
	date, ok := map[string]string{"": "r.opened", "opened": "r.opened", "occurred": "r.occurred", "closed": "r.closed"}[q.Date]
	if !ok {
		return store.Clause{}, false, fault.Invalid{"date": "must be opened, occurred or closed"}
	}
	add(!q.From.IsZero(), date+" >= ?", q.From)
	add(!q.Until.IsZero(), date+" < ?", q.Until)
	after, err := afterCursor(q)
	return store.And(append(parts, after)...), few, err
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// cursor names the last record of a page by what the page is sorted by, so that the next page starts behind it however
// many records arrived meanwhile.
func cursor(q Query, r *record.Record) string {
	key := r.Opened.String()
	if q.ByDue {
		key = r.Due.String()
	}
	return base64.RawURLEncoding.EncodeToString([]byte(key + " " + r.ID))
}

func afterCursor(q Query) (store.Clause, error) {
	if q.After == "" {
		return store.Clause{}, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(q.After)
	key, id, ok := strings.Cut(string(raw), " ")
	bad := fault.Invalid{"after": "this page of the list is no longer there; start from the first"}
	if err != nil || !ok {
		return store.Clause{}, bad
	}
	if q.ByDue {
		day, err := when.ParseDate(key)
		if err != nil {
			return store.Clause{}, bad
		}
		return store.SQL("r.due >= ? AND (r.due > ? OR r.id > ?)", day, day, id), nil
	}
	var at when.Instant
	if at.UnmarshalText([]byte(key)) != nil {
		return store.Clause{}, bad
	}
	return store.SQL("r.opened <= ? AND (r.opened < ? OR r.id < ?)", at, at, id), nil
}

// All hands every record of a query to fn, page by page, for exports and formulas.
func (v *View) All(q Query, fn func(*record.Record) error) error {
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
