package law

import (
	"crypto/sha256"
	"embed"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/when"
)

//go:embed rules/*.csv
var embedded embed.FS

var shipped = sub(embedded, "rules")

func sub(files fs.FS, dir string) fs.FS {
	in, err := fs.Sub(files, dir)
	if err != nil {
		panic(err) // the folder is embedded
	}
	return in
}

// columns are those of each file, in order.
var columns = []string{"key", "value", "unit", "count", "excluding", "from", "to", "status", "citation", "checked_on", "note"}

var (
	keyForm  = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`)
	units    = []Unit{Hours, Days, WorkingDays, Weeks, Months, Years, Age, Pounds, Complaints, Permitted}
	statuses = []Status{InForce, Waiting, Pilot, LocalPolicy, Unknown}
	counts   = []string{"", "beginning_with", "following", "hours_after"}
	periods  = units[:6]
	// Days that a section disregards; package clock knows when they are.
	excludable = []string{"christmas_day", "good_friday", "sundays", "weekends", "bank_holidays"}
)

// Load reads the rules of a folder of CSV files, one a domain of the law. It refuses a row that is not whole, and two rows
// of one key whose days overlap: a day has one rule.
func Load(files fs.FS) (*Table, error) {
	names, err := fs.Glob(files, "*.csv")
	if err != nil {
		return nil, err
	}
	t := &Table{}
	for _, name := range names {
		rules, err := readFile(files, name)
		if err != nil {
			return nil, err
		}
		t.rules = append(t.rules, rules...)
	}
	order(t.rules)
	return t, t.overlaps()
}

func readFile(files fs.FS, name string) ([]Rule, error) {
	file, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was read
	in := csv.NewReader(file)
	in.FieldsPerRecord = len(columns)
	rows, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], columns) {
		return nil, fmt.Errorf("%s: the first line is not %s", name, strings.Join(columns, ","))
	}
	var rules []Rule
	for i, row := range rows[1:] {
		r, err := readRow(row)
		if err != nil {
			return nil, fmt.Errorf("%s, row %d (%s): %w", name, i+2, row[0], err)
		}
		rules = append(rules, r)
	}
	return rules, nil
}

func readRow(row []string) (r Rule, err error) {
	r = Rule{Key: row[0], Unit: Unit(row[2]), Count: row[3], Excluding: strings.Fields(row[4]), Status: Status(row[7]), Citation: row[8], Note: row[10]}
	if r.Value, err = strconv.Atoi(row[1]); err != nil {
		return r, fmt.Errorf("the value %q is no whole number", row[1])
	}
	for _, d := range []struct {
		into *when.Date
		text string
	}{{&r.From, row[5]}, {&r.To, row[6]}, {&r.CheckedOn, row[9]}} {
		if err := d.into.UnmarshalText([]byte(d.text)); err != nil {
			return r, err
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(row[:9], "\x1f")))
	r.id = r.Key + "/" + hex.EncodeToString(sum[:6])
	return r, r.check()
}

// check says what a row lacks.
func (r Rule) check() error {
	period := slices.Contains(periods, r.Unit)
	switch {
	case !keyForm.MatchString(r.Key):
		return fmt.Errorf("%q is no key such as cpn.appeal_days", r.Key)
	case r.Value < 1:
		return fmt.Errorf("the value %d is less than 1", r.Value)
	case !slices.Contains(units, r.Unit):
		return fmt.Errorf("there is no unit %q: use one of %v", r.Unit, units)
	case !slices.Contains(counts, r.Count):
		return fmt.Errorf("there is no way to count %q: use beginning_with, following or hours_after", r.Count)
	case r.Count != "" && !period, (r.Count == "hours_after") != (r.Unit == Hours && r.Count != ""):
		return fmt.Errorf("%s cannot be counted %s", r.Unit, r.Count)
	case slices.ContainsFunc(r.Excluding, func(day string) bool { return !slices.Contains(excludable, day) }):
		return fmt.Errorf("a day of %v cannot be left out: use %v", r.Excluding, excludable)
	case len(r.Excluding) > 0 && r.Count != "hours_after":
		return fmt.Errorf("only a count of hours leaves days out")
	}
	return r.checkStanding()
}

func (r Rule) checkStanding() error {
	switch {
	case !slices.Contains(statuses, r.Status):
		return fmt.Errorf("there is no status %q: use one of %v", r.Status, statuses)
	case strings.TrimSpace(r.Citation) == "":
		return fmt.Errorf("there is no citation: say where in the law it stands")
	case r.CheckedOn.IsZero():
		return fmt.Errorf("there is no checked_on: say on which day it was looked up")
	case r.From.IsZero() && (r.Status == InForce || r.Status == LocalPolicy):
		return fmt.Errorf("a rule that is %s needs its first day", r.Status)
	case r.From.IsZero() && !r.To.IsZero(), !r.To.IsZero() && r.To.Before(r.From):
		return fmt.Errorf("its last day %s is before its first", r.To)
	case (r.Status == Unknown || r.Status == Waiting) && r.Note == "":
		return fmt.Errorf("a rule that is %s needs a note of what is to be confirmed", r.Status)
	}
	return nil
}

// order sorts by key, then by first day; those without one come last.
func order(rules []Rule) {
	slices.SortStableFunc(rules, func(a, b Rule) int {
		switch {
		case a.Key != b.Key:
			return strings.Compare(a.Key, b.Key)
		case a.From.IsZero() != b.From.IsZero():
			if a.From.IsZero() {
				return 1
			}
			return -1
		}
		return a.From.Sub(b.From)
	})
}

// overlaps refuses two rows of one key that hold one day.
func (t *Table) overlaps() error {
	for i := 1; i < len(t.rules); i++ {
		a, b := t.rules[i-1], t.rules[i]
		if a.Key == b.Key && !b.From.IsZero() && (a.To.IsZero() || !a.To.Before(b.From)) {
			return fmt.Errorf("%s: the rows from %s and from %s overlap on %s: a day has one rule", a.Key, a.From, b.From, b.From)
		}
	}
	return nil
}
