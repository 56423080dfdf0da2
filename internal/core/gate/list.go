package gate

import (
	"fmt"
	"sort"
	"strings"

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
	Risks     []string // any of these bands
	Markings  []string // any of these
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
func (v *View) List(q Query) (List, error) {
	at, err := v.locate(q, min(max(q.Limit, 1), pageMost))
	if err != nil {
		return List{}, fmt.Errorf("list records: %w", err)
	}
	list := List{Next: at.next, Short: at.short}
	if list.Records, err = v.load(q, at.ids); err != nil {
		return List{}, fmt.Errorf("list records: %w", err)
	}
	v.noteList(q, list.Records)
	return list, nil
}

// located is a page of a list before its records are loaded; next and short are those of List.
type located struct {
	ids   []string
	next  string
	short bool
}

func (v *View) locate(q Query, limit int) (located, error) {
	w, err := v.walk(q, limit)
	if err != nil {
		return located{}, err
	}
	return w.find()
}

// walk is the walk to the first records of a query.
func (v *View) walk(q Query, limit int) (*walk, error) {
	looks, rarest, err := v.looks(q)
	if err != nil {
		return nil, err
	}
	conditions, err := q.conditions()
	if err != nil {
		return nil, err
	}
	return &walk{view: v, q: q, limit: limit, conditions: conditions, found: foundParts(looks, rarest), few: rarest >= 0}, nil
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

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
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
