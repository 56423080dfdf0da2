// Package law is the law of England and Wales that the program counts by: dated rules, each with what it is, from which day,
// how sure that is, and the exact place in the law. An amount, an age or a period of law stands here and nowhere else.
//
// A rule is asked for at the day of the event that it is about, never at today: an order that was made under old law stays
// under it. What was not confirmed is here too, under a status that says so, and changes no calculation until two named
// approvers of a partnership have signed it (With).
package law

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Status says how sure a rule is. Only some of them bind: see Rule.Binds.
type Status string

// The statuses of a rule.
const (
	InForce     Status = "in_force"
	Waiting     Status = "enacted_not_commenced" // an Act has it, and no instrument has brought it into force
	Pilot       Status = "pilot_only"            // in force in some areas
	LocalPolicy Status = "local_policy"          // no law: a partnership's own, in force without signatures
	Unknown     Status = "unknown"               // from memory, or reported and not seen in the instrument itself
	Signed      Status = "signed"                // was none of the binding ones, and two approvers of the partnership confirmed it
)

// Unit is what a value counts.
type Unit string

// The units. The first six are those of a period.
const (
	Hours       Unit = "hours"
	Days        Unit = "days"
	WorkingDays Unit = "working_days"
	Weeks       Unit = "weeks"
	Months      Unit = "months"
	Years       Unit = "years"
	Age         Unit = "years_of_age"
	Pounds      Unit = "gbp"
	Complaints  Unit = "complaints"
	Permitted   Unit = "permitted" // something that the law allows from a day, and before it does not
)

// Rule is one row of the table: what the law says about a key from a day to a day.
type Rule struct {
	Key       string
	Value     int
	Unit      Unit
	Count     string    // how a period is counted: beginning_with, following, hours_after; empty where the law does not say, or it is no period
	Excluding []string  // days whose hours do not count, such as christmas_day
	From      when.Date // first day; not set where the day of commencement is not known
	To        when.Date // last day; not set while it runs on
	Status    Status
	Citation  string
	CheckedOn when.Date
	Note      string

	id string
}

// ID names the row as it was shipped: it is another one when anything that an approver signed has changed.
func (r Rule) ID() string { return r.id }

// Binds says that calculations go by the rule. A partnership's own needs no day: it is in force while the pack has it.
func (r Rule) Binds() bool {
	return r.Status == LocalPolicy || (r.Status == InForce || r.Status == Signed) && !r.From.IsZero()
}

// On says that the rule's days hold a day.
func (r Rule) On(day when.Date) bool {
	return (!r.From.IsZero() || r.Status == LocalPolicy) && !day.Before(r.From) && (r.To.IsZero() || !day.After(r.To))
}

// Words are the value as it is said: 21 days beginning with, £100.
func (r Rule) Words() string {
	if r.Unit == Pounds {
		return fmt.Sprintf("£%d", r.Value)
	}
	if r.Unit == Permitted {
		return "permitted"
	}
	unit := strings.ReplaceAll(string(r.Unit), "_", " ")
	if r.Value == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	count := strings.TrimPrefix(strings.ReplaceAll(r.Count, "_", " "), "hours after")
	return strings.TrimSpace(fmt.Sprintf("%d %s %s", r.Value, unit, count))
}

// Table is dated rules. It is immutable and safe for concurrent use.
type Table struct{ rules []Rule }

// EnglandAndWales are the rules that this version ships.
var EnglandAndWales = must(Load(shipped))

func must(t *Table, err error) *Table {
	if err != nil {
		panic(err) // the rows are in the binary; a broken one is a broken build
	}
	return t
}

// Rules are all rows, by key and day; within a key those without a day come last.
func (t *Table) Rules() []Rule { return slices.Clone(t.rules) }

// Beside is the table with a partnership's own rules, whose keys are its own.
func (t *Table) Beside(own []Rule) *Table {
	out := &Table{rules: slices.Concat(t.rules, own)}
	order(out.rules)
	return out
}

// Keys are the keys of the table, in order.
func (t *Table) Keys() []string {
	var keys []string
	for _, r := range t.rules {
		if !slices.Contains(keys, r.Key) {
			keys = append(keys, r.Key)
		}
	}
	return keys
}

// Of are the rows of one key; none where there is no such key.
func (t *Table) Of(key string) []Rule {
	var rules []Rule
	for _, r := range t.rules {
		if r.Key == key {
			rules = append(rules, r)
		}
	}
	return rules
}

// On is the row of a key whose days hold a day, whatever its status; false where there is none.
func (t *Table) On(key string, day when.Date) (Rule, bool) {
	for _, r := range t.Of(key) {
		if r.On(day) {
			return r, true
		}
	}
	return Rule{}, false
}

// Applies is the rule by which a calculation about a day goes; false where none binds. Where the row of the day is not
// confirmed the one before it applies still.
func (t *Table) Applies(key string, day when.Date) (Rule, bool) {
	var found Rule
	ended := false
	for _, r := range t.Of(key) {
		if r.From.IsZero() && r.Status != LocalPolicy || day.Before(r.From) {
			break
		}
		if r.Binds() {
			found, ended = r, !r.To.IsZero() && day.After(r.To)
		} else if r.On(day) {
			ended = false
		}
	}
	return found, found.Key != "" && !ended
}
