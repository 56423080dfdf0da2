package gate

import (
	"context"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Holidays are the bank holidays that an operator added to a store.
func Holidays(ctx context.Context, db *store.DB) (all []clock.Holiday, err error) {
	err = db.Read(ctx, func(tx store.Tx) error {
		all = nil
		rows, err := tx.QueryContext(ctx, "SELECT day, name, source FROM holiday ORDER BY day")
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var h clock.Holiday
			if err := rows.Scan(&h.Day, &h.Name, &h.Source); err != nil {
				return err
			}
			all = append(all, h)
		}
		return rows.Err()
	})
	return all, err
}

// AddHoliday keeps a bank holiday, or a day on which the offices are shut, that this version does not know. Clocks count it from the
// next start.
func AddHoliday(ctx context.Context, db *store.DB, h clock.Holiday, now when.Instant) error {
	bad := fault.Invalid{}
	if h.Day.IsZero() {
		bad.Add("day", "Enter the day, such as 2027-05-10")
	}
	if strings.TrimSpace(h.Name) == "" {
		bad.Add("name", "Enter what the day is called")
	}
	if strings.TrimSpace(h.Source) == "" {
		bad.Add("source", "Enter where it was published")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	if known, ok := clock.EnglandAndWales.Holiday(h.Day); ok {
		return fault.Invalid{"day": fmt.Sprintf("%s is known already: %s", h.Day, known.Name)}
	}
	return db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO holiday (day, name, source, added) VALUES ($1, $2, $3, $4) ON CONFLICT (day) DO UPDATE SET name = excluded.name, source = excluded.source",
			h.Day, h.Name, h.Source, now)
		return err
	})
}
