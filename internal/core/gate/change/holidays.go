package change

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// calendarSetting names the setting that says by which holidays the running clocks of a store were counted.
const calendarSetting = "calendar"

// clocksOnce are the records whose clocks are set anew in one transaction.
const clocksOnce = 200

// MoveClocks counts the running clocks of open records anew where the bank holidays have changed since they were counted, by the
// calendar of a new version or by an operator, and gives the number of records that moved. It may be cut off at any instant: the
// next start does the rest.
func (g Writer) MoveClocks(ctx context.Context) (moved int, err error) {
	now := calendarMark(g.core.Calendar)
	was, err := g.core.DB.Setting(ctx, calendarSetting)
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
	return moved, g.core.DB.KeepSetting(ctx, calendarSetting, now)
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
func (g Writer) clocked(ctx context.Context, after string) (ids []string, err error) {
	r := g.core.Read(ctx, access.System("bank holidays"))
	err = g.core.DB.ReadLong(ctx, func(tx store.Tx) (err error) {
		r.Tx = tx
		ids, err = r.IDs(store.SQL(`SELECT DISTINCT c.record FROM clock c JOIN record r ON r.id = c.record
 WHERE c.record > ? AND c.stopped IS NULL AND r.open ORDER BY c.record`+store.Limit(clocksOnce), after))
		return err
	})
	return ids, err
}

func (g Writer) moveClocksOf(ctx context.Context, ids []string) (moved int, err error) {
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
