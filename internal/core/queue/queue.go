// Package queue runs background work that must not be lost: a job is a row, claimed under a lease, so that work whose
// process died is taken up again when the lease runs out. A job therefore may run more than once and must be idempotent.
package queue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Lease is how long a claimed job is left alone; a running job renews its lease at a third of it.
const Lease = time.Minute

// triesMost bounds how often a job that fails is run before it is left as failed.
const triesMost = 5

// waitMost bounds how long a job waits that met a failure which may pass.
const waitMost = time.Minute

// Job is one piece of work.
type Job struct {
	ID       string
	Queue    string
	Payload  []byte // JSON
	Tries    int
	Ended    when.Instant
	Failure  string // why it failed, in words for the person who asked for it
	Progress string // JSON that the job itself writes
	Cancel   bool   // somebody asked to stop it
	Owner    string // account that asked for it
}

// Queue is the jobs of one store.
type Queue struct {
	db  *store.DB
	now func() when.Instant
}

// New is the queue of a store.
func New(db *store.DB, now func() when.Instant) *Queue { return &Queue{db: db, now: now} }

// Add keeps a job to be run from now on and gives its id.
func (q *Queue) Add(ctx context.Context, name, owner string, payload any) (string, error) {
	doc, err := json.Marshal(payload)
	if err != nil {
		return "", err
	}
	id := uuid.Must(uuid.NewV7()).String()
	return id, q.db.Write(ctx, func(tx store.Tx) error {
		return put(ctx, tx, Job{ID: id, Queue: name, Payload: doc, Owner: owner}, q.now())
	})
}

// Put keeps a job in the transaction of what makes it necessary: with its id, queue and owner, to be run from a moment on. One of that id
// that is there already is the same.
func Put(ctx context.Context, tx store.Tx, j Job, payload any, at when.Instant) (err error) {
	if j.Payload, err = json.Marshal(payload); err != nil {
		return err
	}
	return put(ctx, tx, j, at)
}

func put(ctx context.Context, tx store.Tx, j Job, at when.Instant) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO job (id, queue, payload, run_at, owner) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING", j.ID, j.Queue, string(j.Payload), at, j.Owner)
	return err
}

// Again is how a job asks to be run once more, at a moment of its own choosing: it counts its tries itself.
type Again struct {
	At  when.Instant
	Why string
}

// Error is why.
func (a *Again) Error() string { return a.Why }

const jobColumns = "id, queue, payload, tries, ended, failure, progress, cancel, owner"

func scanJob(row *sql.Row) (*Job, error) {
	var j Job
	err := row.Scan(&j.ID, &j.Queue, &j.Payload, &j.Tries, &j.Ended, &j.Failure, &j.Progress, &j.Cancel, &j.Owner)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("there is no such job: %w", fault.ErrNotFound)
	}
	return &j, err
}

// Job is a job as it stands.
func (q *Queue) Job(ctx context.Context, id string) (j *Job, err error) {
	err = q.db.Read(ctx, func(tx store.Tx) error {
		j, err = scanJob(tx.QueryRowContext(ctx, "SELECT "+jobColumns+" FROM job WHERE id = $1", id))
		return err
	})
	return j, err
}

// Stop asks a job to end; a job that has not begun never does.
func (q *Queue) Stop(ctx context.Context, id string) error {
	return q.exec(ctx, "UPDATE job SET cancel = TRUE WHERE id = $1 AND ended IS NULL", id)
}

func (q *Queue) exec(ctx context.Context, text string, args ...any) error {
	return q.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.ExecContext(ctx, text, args...)
		return err
	})
}

// claim takes the next job that is due and that nobody holds. Two processes may choose the same row: the second update
// finds it leased and takes nothing.
func (q *Queue) claim(ctx context.Context, name string) (j *Job, err error) {
	now := q.now()
	err = q.db.Write(ctx, func(tx store.Tx) error {
		j, err = scanJob(tx.QueryRowContext(ctx, `UPDATE job SET leased = $1, tries = tries + 1 WHERE id = (
 SELECT id FROM job WHERE queue = $2 AND ended IS NULL AND run_at <= $3 AND (leased IS NULL OR leased < $3) ORDER BY run_at, id LIMIT 1)
 AND ended IS NULL AND (leased IS NULL OR leased < $3) RETURNING `+jobColumns, now.Add(Lease), name, now))
		if errors.Is(err, fault.ErrNotFound) {
			j, err = nil, nil
		}
		return err
	})
	return j, err
}

// Work runs the jobs of one queue, one after another, until ctx ends. do gets a context that ends when the job is
// cancelled, and report to say how far it is.
func (q *Queue) Work(ctx context.Context, name string, do func(ctx context.Context, j *Job, report func(progress any)) error) {
	for ctx.Err() == nil {
		j, err := q.claim(ctx, name)
		if err != nil && ctx.Err() == nil {
			slog.Error("claim a job", "queue", name, "error", err)
		}
		if j == nil {
			pause(ctx, 300*time.Millisecond)
			continue
		}
		q.run(ctx, j, do)
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func (q *Queue) run(ctx context.Context, j *Job, do func(context.Context, *Job, func(any)) error) {
	work, stop := context.WithCancel(ctx)
	defer stop()
	go q.hold(work, j.ID, stop)
	err := guarded(func() error {
		if j.Cancel {
			return context.Canceled
		}
		return do(work, j, func(progress any) { q.report(work, j.ID, progress) })
	})
	if ctx.Err() != nil {
		return // the program is ending; the lease runs out and another takes it up
	}
	q.end(context.WithoutCancel(ctx), j, err)
}

func guarded(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the job broke off: %v", p)
		}
	}()
	return fn()
}

// hold renews the lease and watches for a wish to cancel.
func (q *Queue) hold(ctx context.Context, id string, stop context.CancelFunc) {
	renewed := time.Now()
	for {
		pause(ctx, 250*time.Millisecond)
		if ctx.Err() != nil {
			return
		}
		if j, err := q.Job(ctx, id); err == nil && j.Cancel {
			stop()
			return
		}
		if time.Since(renewed) > Lease/3 {
			renewed = time.Now()
			if err := q.exec(ctx, "UPDATE job SET leased = $1 WHERE id = $2", q.now().Add(Lease), id); err != nil && ctx.Err() == nil {
				slog.Error("renew a lease", "job", id, "error", err)
			}
		}
	}
}

func (q *Queue) report(ctx context.Context, id string, progress any) {
	doc, err := json.Marshal(progress)
	if err == nil {
		err = q.exec(ctx, "UPDATE job SET progress = $1 WHERE id = $2", string(doc), id)
	}
	if err != nil && ctx.Err() == nil {
		slog.Error("report progress", "job", id, "error", err)
	}
}

// permanent failures are not worth another try: the input is wrong or somebody cancelled.
func permanent(err error) bool {
	var bad fault.Invalid
	return errors.Is(err, context.Canceled) || errors.As(err, &bad) || errors.Is(err, fault.ErrForbidden) || errors.Is(err, fault.ErrNotFound)
}

func (q *Queue) end(ctx context.Context, j *Job, failure error) {
	var err error
	var again *Again
	switch {
	case errors.As(failure, &again):
		err = q.exec(ctx, "UPDATE job SET leased = NULL, run_at = $1, failure = $2, tries = tries - 1 WHERE id = $3", again.At, again.Why, j.ID)
	case fault.Passing(failure): // which says nothing of the job, so that no try is counted
		again := q.now().Add(min(time.Duration(j.Tries*j.Tries)*time.Second, waitMost))
		err = q.exec(ctx, "UPDATE job SET leased = NULL, run_at = $1, failure = $2, tries = tries - 1 WHERE id = $3", again, failure.Error(), j.ID)
	case failure == nil:
		err = q.exec(ctx, "UPDATE job SET ended = $1, failure = '' WHERE id = $2", q.now(), j.ID)
	case permanent(failure) || j.Tries >= triesMost:
		words := failure.Error()
		if errors.Is(failure, context.Canceled) {
			words = "cancelled"
		}
		err = q.exec(ctx, "UPDATE job SET ended = $1, failure = $2 WHERE id = $3", q.now(), words, j.ID)
	default:
		again := q.now().Add(time.Duration(j.Tries*j.Tries) * time.Second)
		err = q.exec(ctx, "UPDATE job SET leased = NULL, run_at = $1, failure = $2 WHERE id = $3", again, failure.Error(), j.ID)
	}
	if err != nil {
		slog.Error("end a job", "job", j.ID, "error", err)
	}
}
