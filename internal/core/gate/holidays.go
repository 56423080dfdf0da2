package gate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/record"
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

// calendarSetting names the setting that says by which holidays the running clocks of a store were counted.
const calendarSetting = "calendar"

// clocksOnce are the records whose clocks are set anew in one transaction.
const clocksOnce = 200

// MoveClocks counts the running clocks of open records anew where the bank holidays have changed since they were counted, by the
// calendar of a new version or by an operator, and gives the number of records that moved. It may be cut off at any instant: the
// next start does the rest.
func (g *Gate) MoveClocks(ctx context.Context) (moved int, err error) {
	now := calendarMark(g.calendar)
	was, err := g.db.Setting(ctx, calendarSetting)
	if err != nil {
		return 0, err
	}
	if was == "" { // the version before wrote nothing down, and knew these
		was = calendarMark(clock.EnglandAndWales)
	}
	if was == now {
		return 0, nil
	}
	for after := ""; ; {
		ids, err := g.clocked(ctx, after)
		if err != nil {
			return moved, err
		}
		if len(ids) == 0 {
			break
		}
		n, err := g.moveClocksOf(ctx, ids)
		if err != nil {
			return moved, fmt.Errorf("count the clocks by the new bank holidays: %w", err)
		}
		moved, after = moved+n, ids[len(ids)-1]
	}
	return moved, g.db.KeepSetting(ctx, calendarSetting, now)
}

// calendarMark stands for the holidays of the calendar, whose names do not matter.
func calendarMark(c *clock.Calendar) string {
	sum := sha256.New()
	for _, h := range c.Holidays(when.Day(clock.FirstYear, 1, 1), when.Day(clock.LastYear, 12, 31)) {
		io.WriteString(sum, h.Day.String()) //nolint:errcheck // it never fails
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// clocked are some open records with a running clock, by id.
func (g *Gate) clocked(ctx context.Context, after string) (ids []string, err error) {
	err = g.db.ReadLong(ctx, func(tx store.Tx) error {
		ids = nil
		rows, err := tx.QueryContext(ctx, `SELECT DISTINCT c.record FROM clock c JOIN record r ON r.id = c.record
 WHERE c.record > $1 AND c.stopped IS NULL AND r.open ORDER BY c.record`+store.Limit(clocksOnce), after)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return rows.Err()
	})
	return ids, err
}

func (g *Gate) moveClocksOf(ctx context.Context, ids []string) (moved int, err error) {
	err = g.Write(ctx, access.System("bank holidays"), func(u *Unit) error {
		moved = 0
		for _, id := range ids {
			e, err := u.Edit(id, 0)
			if err != nil {
				return err
			}
			n, err := e.recount()
			if err != nil {
				return err
			}
			moved += n
		}
		return nil
	})
	return moved, err
}

// recount gives running clocks the day or the moment that today's calendar gives them, where that is another one.
func (e *Edit) recount() (moved int, err error) {
	err = e.eachRun(func(r record.ClockRun) {
		again, ok := e.again(r)
		if !ok || again.Due == r.Due && again.DueAt == r.DueAt {
			return
		}
		e.say("clock moved", r.Clock, r.Due.String(), again.Due.String(), "the bank holidays changed", record.ForStaff)
		moved = 1
		e.setClock(again)
	})
	return moved, err
}
