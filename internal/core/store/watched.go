package store

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/wardmote/wardmote/internal/core/fault"
)

// How the connection that holds a PostgreSQL database is watched.
const (
	silent      = 20 * time.Second // after which it is asked whether it still answers: a network that fails says no end
	answers     = 5 * time.Second  // within which it must
	heldWithin  = 30 * time.Second // is waited for whoever migrates
	reholdFirst = 100 * time.Millisecond
	reholdLast  = 5 * time.Second
)

// watchHold listens to the connection that holds the database for as long as the store is open. It does nothing but hold, so who
// works with the store through other connections would not notice its loss; and then somebody could have the database alone and
// change its schema beneath this program. Until it is held again nothing is written (held).
func (db *DB) watchHold(ctx context.Context) {
	defer close(db.watched)
	for pause := reholdFirst; ; {
		if !db.unheld.Load() {
			err := db.hold.lost(ctx)
			if ctx.Err() != nil {
				return
			}
			db.unheld.Store(true)
			slog.Warn("the connection that holds the database was lost: nothing is written until it is held again", "error", err)
			pause = reholdFirst
		}
		err := db.held(ctx)
		if err == nil {
			slog.Info("the database is held again")
			continue
		}
		if ctx.Err() != nil {
			return
		}
		slog.Error("the database cannot be held", "error", err, "again_in", pause.String())
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		pause = min(2*pause, reholdLast)
	}
}

// lost waits until the connection is lost and says how, or until ctx ends.
func (h *hold) lost(ctx context.Context) error {
	for ctx.Err() == nil {
		err := h.conn.Raw(func(driver any) error {
			quiet, stop := context.WithTimeout(ctx, silent)
			defer stop()
			_, err := driver.(*stdlib.Conn).Conn().WaitForNotification(quiet) // nobody notifies: it returns when the connection ends
			return err
		})
		if err != nil && pgconn.Timeout(err) {
			asked, stop := context.WithTimeout(ctx, answers)
			err = h.conn.PingContext(asked)
			stop()
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// held takes the database again whose hold was lost, where its schema is still this program's.
func (db *DB) held(ctx context.Context) error {
	if !db.unheld.Load() {
		return nil
	}
	db.holding.Lock()
	defer db.holding.Unlock()
	if !db.unheld.Load() { // somebody else was first
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, heldWithin)
	defer stop()
	again, err := holdDatabase(ctx, db.write, true)
	if err != nil {
		return db.marked(err)
	}
	if err := db.ownSchema(ctx); err != nil { // somebody changed it meanwhile
		_ = again.release() // what is not ours is not held
		return err
	}
	_ = db.hold.release() // it is lost
	db.hold = again
	db.unheld.Store(false)
	return nil
}

// mayWrite refuses what would be written into a database that is not held: whoever waits is told to try again.
func (db *DB) mayWrite(ctx context.Context) error {
	if err := db.held(ctx); err != nil {
		if fault.Passing(err) {
			return err
		}
		return fault.PassingError(fmt.Errorf("the database is not held any more: %w", err))
	}
	return nil
}
