// Package record is the one shape of everything a partnership keeps: common columns that every kind has, and a document
// of the kind's own typed fields. It is pure: checking a value needs the kind alone.
package record

import (
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Point is a place on the ground in WGS84 degrees.
type Point struct {
	Lon, Lat float64
}

// Record is one case, activity or register entry.
type Record struct {
	ID           string
	Kind         string
	Reference    string
	Title        string
	State        string
	Open         bool
	Category     string
	Marking      string
	Risk         string // risk band: low, medium, high, or empty where not assessed
	Channel      string // how it came: web, phone, email, walk-in, walkabout, import
	OwnerBody    string // the body that owns it now
	SenderBody   string // the body that sent it and owns it until the owner accepts
	Team         string
	Assignee     string // account id
	Area         string // code of the ward
	Place        string // gazetteer id or the reporter's words
	Point        *Point
	Occurred     when.Instant
	OccurredTo   when.Instant
	Opened       when.Instant
	Due          when.Date // the nearest running clock
	Asked        when.Date // the day that somebody asked for it by, whatever its clocks say
	RiskDue      when.Date // when its risk is to be assessed again, of kinds that are assessed by a matrix
	Contacted    when.Instant
	ContactDue   when.Date // by which somebody was promised to be spoken with next
	ContactMiss  when.Date // since when somebody waits who was promised it and was not spoken with
	Closed       when.Instant
	LastWord     string // "reporter" or "staff": who spoke last
	LastWordAt   when.Instant
	RepeatVictim bool
	Demo         bool
	Version      int64
	Circle       int64    // of which it is: the facts by which seeing is decided
	Excluded     []string // accounts for which it is not there
	Invited      []access.Invitation
	Fields       Fields
}

// Fields are the kind's own values: string for text, choice, date (YYYY-MM-DD), person, place, body and document; float64
// for number; int64 pence for money; bool for yes-no; []string for choices.
type Fields map[string]any

// Text is a field's value as text; empty where absent or of another type.
func (f Fields) Text(id string) string {
	s, _ := f[id].(string)
	return s
}

// Number is a field's value as a number; zero where absent.
func (f Fields) Number(id string) float64 {
	switch v := f[id].(type) {
	case float64:
		return v
	case int64:
		return float64(v)
	}
	return 0
}

// Yes says that a yes-no field was answered yes.
func (f Fields) Yes(id string) bool {
	b, _ := f[id].(bool)
	return b
}

// List is a choices field's values.
func (f Fields) List(id string) []string {
	l, _ := f[id].([]string)
	return l
}

// Vars are what a rule of the pack sees of a record: the roots that pack declares for record, fields and today.
func (r *Record) Vars(k *pack.Kind, today when.Date) map[string]any {
	return map[string]any{"record": columns{r}, "fields": answers{k, r.Fields}, "today": today}
}

// columns are the keys of record. A moment or day that is not set is empty, so that given() tells it.
type columns struct{ *Record }

// Value is what a record holds in a column.
func (c columns) Value(key string) any {
	switch key {
	case "kind":
		return c.Kind
	case "reference":
		return c.Reference
	case "state":
		return c.State
	case "category":
		return c.Category
	case "marking":
		return c.Marking
	case "risk":
		return c.Risk
	case "channel":
		return c.Channel
	case "place_kind":
		return c.Fields["place_kind"]
	case "body":
		return c.OwnerBody
	case "team":
		return c.Team
	case "assignee":
		return c.Assignee
	case "area":
		return c.Area
	case "version":
		return c.Version
	case "opened":
		return c.Opened
	case "occurred":
		return c.Occurred
	case "closed":
		return c.Closed
	case "due":
		return c.Due
	}
	return nil
}

// answers are the keys of fields, each with the type under which a rule sees it: a date is a moment there.
type answers struct {
	kind   *pack.Kind
	fields Fields
}

// Value is what a record holds in a field.
func (a answers) Value(key string) any {
	v, ok := a.fields[key]
	if !ok {
		return nil
	}
	field, ok := a.kind.Field(key)
	if !ok {
		return nil
	}
	if field.Type != pack.Date {
		return v
	}
	if day, err := when.ParseDate(fmt.Sprint(v)); err == nil {
		return day
	}
	return nil
}

// The states of an action.
const (
	ActionOpen    = "open"
	ActionDone    = "done"
	ActionNotDone = "not-done"
)

// Action is something that somebody must do by a day.
type Action struct {
	ID      string
	Record  string
	What    string
	Body    string
	Owner   string // account id
	Team    string // whose it is, whoever of the team does it
	Due     when.Date
	State   string
	Outcome string // what came of it, or why it was not done
	SetAt   when.Instant
	Ended   when.Instant
	Seal    string // who may read it
	File    string // of the record, to which somebody is to listen; empty for any other action
}

// Who may read a part of a record, by its seal; any other seal is the id of a compartment.
const (
	ForStaff    = pack.ForStaff
	ForReporter = pack.ForReporter // the reporter and staff
)

// Note is something said on a record.
type Note struct {
	ID     string
	At     when.Instant
	Author string // name as it is shown
	Seal   string
	Body   string
}

// Reporter is the name under which whoever made a report writes on it; staff have names of their own.
const Reporter = "Reporter"

// FromReporter says that the reporter wrote the note.
func (n Note) FromReporter() bool { return n.Author == Reporter && n.Seal == ForReporter }

// Link joins two records with a reason; ended links stay in the history.
type Link struct {
	ID        string
	Other     string // record id of the other end
	Reference string
	Title     string
	Kind      string
	Reason    string
	At        when.Instant
}

// File is a document kept with a record.
type File struct {
	ID     string
	Record string
	Name   string
	Media  string
	Size   int64
	SHA256 string
	At     when.Instant
	Seal   string

	Incident string // of the record, to which it belongs; empty where to none
}

// Event is one change, as history, timeline and audit all read it.
type Event struct {
	ID        string
	At        when.Instant // when it was written down
	Happened  when.Instant // when it was done, where that was before
	Actor     string
	ActorName string
	Post      string
	Record    string
	Verb      string
	Field     string
	Before    string
	After     string
	Reason    string
	Seal      string
}

// Accounts are those that the event names by their ids.
func (e Event) Accounts() []string {
	if e.Field == "assignee" || e.Field == "account" {
		return []string{e.Before, e.After}
	}
	return nil
}

// When is the moment at which it was done.
func (e Event) When() when.Instant {
	if e.Happened.IsZero() {
		return e.At
	}
	return e.Happened
}

// Whole is a record with everything that hangs on it.
type Whole struct {
	Record
	Parties  []Party
	Actions  []Action
	Notes    []Note
	Links    []Link
	Files    []File
	Clocks   []ClockRun
	Events   []Event
	Messages []Message // whom it was told, the newest first
	Closing  *Closing  // what waits for somebody to agree; nil where nobody asked

	Assessments []Assessment     // of its risk, the newest first
	Marks       []Mark           // that stand on the cards of those on it
	Incidents   []Incident       // the oldest first
	Contacts    []Contact        // the oldest first
	Promises    []ContactPromise // those that stand
	Missed      []MissedContact  // of those that stand and of those that have ended, the oldest first
	Complaints  []Complaint      // that bodies hold, of an application for a case review
}

// Closing is what somebody asked to close a record, as they answered, until somebody else agrees.
type Closing struct {
	Record    string
	State     string         // that it would come to
	Act, Part string         // which act closes it, by the words of its address
	Answers   map[string]any // to what that act asks, by question
	At        when.Instant
	Account   string // who asked
	Name      string
}

// Fields are the answers that fill fields of the kind. A question that fills a field is named as the field is, or f_ and its name.
func (c *Closing) Fields(k *pack.Kind) Fields {
	out := Fields{}
	for id, v := range c.Answers {
		if f, ok := k.Field(strings.TrimPrefix(id, "f_")); ok {
			out[f.ID] = v
		}
	}
	return out
}

// Draft is a record to be made. Owner and reference are filled by the gate where empty.
type Draft struct {
	Kind         string
	Title        string
	Category     string
	Marking      string
	Risk         string
	Channel      string
	State        string // initial state of the kind where empty
	OwnerBody    string
	SenderBody   string
	Team         string
	Assignee     string
	Area         string
	Place        string
	Point        *Point
	Occurred     when.Instant
	OccurredTo   when.Instant
	Opened       when.Instant // now where zero; only the system may date a record back
	Due          when.Date    // where the kind has no clock
	RepeatVictim bool
	LastWord     string
	Fields       Fields
}

// Projected are the kind's filter fields with values, as texts.
func Projected(k *pack.Kind, f Fields) map[string][]string {
	out := map[string][]string{}
	for _, field := range k.Fields {
		if !field.Filter {
			continue
		}
		switch v := f[field.ID].(type) {
		case nil:
		case []string:
			out[field.ID] = v
		default:
			out[field.ID] = []string{Show(field, v)}
		}
	}
	return out
}

// Measured are the kind's counted results.
func Measured(k *pack.Kind, f Fields) map[string]float64 {
	out := map[string]float64{}
	for _, field := range k.Fields {
		if field.Measure == "" {
			continue
		}
		if _, ok := f[field.ID]; ok {
			out[field.Measure] += f.Number(field.ID)
		}
	}
	return out
}
