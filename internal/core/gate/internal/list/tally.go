package list

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// CountMost bounds a count: beyond it the answer is "more than".
const CountMost = 1000

// Count counts the records of a query, up to CountMost and no further, so that no screen does work that grows with the store.
func (v *Lists) Count(q Query) (n int, err error) {
	q.After = ""
	n, err = sight.Ask(v.r, counted{q}, func() (int, error) {
		w, err := v.walk(q, CountMost)
		if err != nil {
			return 0, err
		}
		return w.count()
	})
	if err != nil {
		return 0, fmt.Errorf("count records: %w", err)
	}
	return n, nil
}

// counted, summed and totalled ask different things by one query.
type (
	counted  struct{ Query }
	summed   struct{ Query }
	totalled struct{ Query }
)

// Total says how many records of a list there are, up to CountMost. More are there, or may be there, where over is true: a walk along
// an index passes over so many records and no more, so that no page does work that grows with the store.
type Total struct {
	N    int
	Over bool
}

// Total counts a list, whatever its order and its page.
func (v *Lists) Total(q Query) (Total, error) {
	q.After, q.ByDue = "", !q.DueBefore.IsZero() // what is due by a day is found by its day
	total, err := sight.Ask(v.r, totalled{q}, func() (Total, error) {
		at, err := v.locate(q, CountMost)
		return Total{len(at.ids), at.next != ""}, err
	})
	if err != nil {
		return Total{}, fmt.Errorf("count records: %w", err)
	}
	return total, nil
}

// The columns that Tally may count by.
var tallied = map[string]bool{"kind": true, "state": true, "area": true, "category": true, "channel": true, "team": true,
	"owner_body": true, "risk": true, "place": true, "assignee": true}

// Tally counts the records of a query by one column, exactly. It is for indicators and public figures, which keep what
// they counted; it shows no record.
func (v *Lists) Tally(q Query, by string) (map[string]int, error) {
	if !tallied[by] {
		return nil, uncounted(by)
	}
	where, err := v.where(q)
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	err = v.r.Rows(store.SQL("SELECT r."+by+", count(*)"+v.tallying(q)+" WHERE "+where.Text+" GROUP BY r."+by, where.Args...), func(s row.Scanner) error {
		var key string
		var n int
		err := s.Scan(&key, &n)
		out[key] = n
		return err
	})
	return out, err
}

// Cross is Tally by one column and within that by another column or a field that the kind marks as a filter, in one pass:
// a record that has several values of the field counts for each.
func (v *Lists) Cross(q Query, by, within string) (map[string]map[string]int, error) {
	if !tallied[by] {
		return nil, uncounted(by)
	}
	where, err := v.where(q)
	if err != nil {
		return nil, err
	}
	if err := v.mayAsk(q.Kinds, func(f pack.Field) bool { return f.ID == within && !tallied[within] }); err != nil {
		return nil, err
	}
	value, join := "r."+within, store.Clause{}
	if !tallied[within] {
		value, join = "x.value", store.SQL(" JOIN record_value x ON x.record = r.id AND x.field = ?", within)
	}
	text := "SELECT r." + by + ", " + value + ", count(*)" + v.tallying(q) + join.Text + " WHERE " + where.Text + " GROUP BY r." + by + ", " + value
	out := map[string]map[string]int{}
	err = v.r.Rows(store.SQL(text, append(join.Args, where.Args...)...), func(s row.Scanner) error {
		var row, column string
		var n int
		err := s.Scan(&row, &column, &n)
		if out[row] == nil {
			out[row] = map[string]int{}
		}
		out[row][column] = n
		return err
	})
	return out, err
}

func uncounted(by string) error {
	return fault.Invalid{"by": fmt.Sprintf("records cannot be counted by %q", by)}
}

// tallying is where the records of a tally come from. Those of a kind and a period are named their index on SQLite, whose
// planner would rather read all of the kind in the order that they are counted by.
func (v *Lists) tallying(q Query) string {
	period := !q.From.IsZero() && !q.Until.IsZero() && len(q.Kinds) == 1
	if !period || len(q.Fields) > 0 || q.Words != "" || q.Person != "" || v.r.Core.DB.Engine() != store.SQLite {
		return " FROM record r"
	}
	switch q.Date {
	case "closed":
		return " FROM record r INDEXED BY record_closed"
	case "", "opened": // which keeps the open ones apart
		return " FROM (SELECT TRUE AS open UNION ALL SELECT FALSE) o CROSS JOIN record r INDEXED BY record_kind ON r.open = o.open"
	}
	return " FROM record r"
}

// First is the earliest moment of a query's records, by the date that its From and Until bound; zero where there is none.
func (v *Lists) First(q Query) (first when.Instant, err error) {
	where, err := v.where(q)
	if err != nil {
		return first, err
	}
	date := q.Date
	if date == "" {
		date = "opened"
	}
	err = v.r.Rows(store.SQL("SELECT min(r."+date+")"+v.tallying(q)+" WHERE "+where.Text, where.Args...), func(s row.Scanner) error { return s.Scan(&first) })
	return first, err
}

// Sum adds up a counted result over records of the kinds (all kinds where none is named) whose day lies in [from, to),
// by area.
func (v *Lists) Sum(measure string, kinds []string, from, to when.Date) (map[string]float64, error) {
	if err := v.mayAsk(kinds, func(f pack.Field) bool { return f.Measure == measure }); err != nil {
		return nil, err
	}
	may, err := v.r.Rule(pack.Count, kinds...)
	if err != nil {
		return nil, err
	}
	parts := []store.Clause{store.SQL("m.measure = ? AND m.day >= ? AND m.day < ?", measure, from, to), may}
	if len(kinds) > 0 {
		parts = append(parts, store.SQL("m.kind IN ?", kinds))
	}
	where := store.And(parts...)
	out := map[string]float64{}
	err = v.r.Rows(store.SQL("SELECT m.area, sum(m.amount) FROM record_measure m JOIN record r ON r.id = m.record WHERE "+where.Text+" GROUP BY m.area", where.Args...), func(s row.Scanner) error {
		var area string
		var sum float64
		err := s.Scan(&area, &sum)
		out[area] = sum
		return err
	})
	return out, err
}

// Late are the running clocks whose day has passed.
func (v *Lists) Late(q Query) (List, error) {
	q.DueBefore, q.ByDue = v.r.Moment.Date(), true
	yes := true
	q.Open = &yes
	return v.List(q)
}
