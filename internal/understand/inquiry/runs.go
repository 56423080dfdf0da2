package inquiry

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/finding"
)

// Run is an answer that was kept.
type Run struct {
	ID          string
	Ask         Ask
	Finding     *finding.Finding
	Fingerprint string
	At          when.Instant
	By          string
}

// Keep keeps an answer with its question, its seed and the fingerprint of the facts, so that it can be run again.
func (d *Desk) Keep(ctx context.Context, who access.Principal, a *Answer) (id string, err error) {
	parameters, err := json.Marshal(a.Ask)
	if err != nil {
		return "", err
	}
	result, err := json.Marshal(a.Finding)
	if err != nil {
		return "", err
	}
	err = d.Gate.Keep(ctx, who, func(u *gate.Notebook) (err error) {
		id, err = u.KeepRun(gate.Run{Analysis: a.Ask.Analysis, Title: a.Finding.Title, Parameters: parameters, Fingerprint: a.Fingerprint,
			Seed: int64(a.Ask.Seed), Result: result}) //nolint:gosec // a seed is below 2³¹
		return err
	})
	return id, err
}

// Runs are the answers that were kept, newest first, without what was found; analysis "" means any.
func (d *Desk) Runs(ctx context.Context, who access.Principal, analysis string, most int) (runs []gate.Run, err error) {
	err = d.Gate.Read(ctx, who, func(v *gate.View) (err error) {
		runs, err = v.Runs(analysis, most)
		return err
	})
	return runs, err
}

// Run is one answer that was kept.
func (d *Desk) Run(ctx context.Context, who access.Principal, id string) (*Run, error) {
	found, err := d.Runs(ctx, who, id, 1)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 || found[0].ID != id {
		return nil, fmt.Errorf("there is no such kept analysis: %w", fault.ErrNotFound)
	}
	k := found[0]
	r := &Run{ID: k.ID, Fingerprint: k.Fingerprint, At: k.At, By: k.By, Finding: &finding.Finding{}}
	if err := json.Unmarshal(k.Parameters, &r.Ask); err != nil {
		return nil, fmt.Errorf("the kept question: %w", err)
	}
	if err := json.Unmarshal(k.Result, r.Finding); err != nil {
		return nil, fmt.Errorf("the kept answer: %w", err)
	}
	return r, nil
}

// Replay says what came of running a kept question again.
type Replay struct {
	SameFacts  bool // the facts are those of then
	SameAnswer bool
	Answer     *Answer
}

// Replay runs a kept question again on the facts of today and compares.
func (d *Desk) Replay(ctx context.Context, who access.Principal, r *Run) (Replay, error) {
	a, err := d.Answer(ctx, who, r.Ask)
	if err != nil {
		return Replay{}, err
	}
	then, err := json.Marshal(r.Finding)
	if err != nil {
		return Replay{}, err
	}
	now, err := json.Marshal(a.Finding)
	return Replay{SameFacts: a.Fingerprint == r.Fingerprint, SameAnswer: bytes.Equal(then, now), Answer: a}, err
}

// queueName is where long questions wait.
const queueName = "analysis"

// Progress is how far a long question has come.
type Progress struct {
	Step string `json:"step"`
	Run  string `json:"run,omitempty"` // where the answer was kept
}

// Job is a long question under way.
type Job struct {
	ID      string
	Ask     Ask
	Ended   bool
	Stopped bool
	Failure string
	Owner   string
	Progress
}

// Begin sets a long question to be answered in the background, after a look at whether it can be asked at all. A question of the
// same principal that is under way is not begun twice.
func (d *Desk) Begin(ctx context.Context, who access.Principal, ask Ask) (job string, err error) {
	q, ok := Find(ask.Analysis)
	if !ok {
		return "", fmt.Errorf("there is no analysis %q: %w", ask.Analysis, fault.ErrNotFound)
	}
	g, _, err := d.ground(ctx, who, q, ask)
	if err != nil {
		return "", err
	}
	if job, err := d.again(ctx, who, g.ask); err != nil || job != "" {
		return job, err
	}
	return d.Queue.Add(ctx, queueName, who.Account, g.ask)
}

// Job is a long question as it stands. Only who asked it may look.
func (d *Desk) Job(ctx context.Context, who access.Principal, id string) (*Job, error) {
	j, err := d.Queue.Job(ctx, id)
	if err != nil {
		return nil, err
	}
	if j.Queue != queueName || j.Owner != who.Account {
		return nil, fmt.Errorf("there is no such question of yours: %w", fault.ErrNotFound)
	}
	return jobOf(j)
}

func jobOf(j *queue.Job) (out *Job, err error) {
	out = &Job{ID: j.ID, Ended: !j.Ended.IsZero(), Stopped: j.Cancel, Failure: j.Failure, Owner: j.Owner, Progress: Progress{Step: "Waiting for its turn"}}
	if err := json.Unmarshal(j.Payload, &out.Ask); err != nil {
		return nil, err
	}
	if j.Progress != "" {
		err = json.Unmarshal([]byte(j.Progress), &out.Progress)
	}
	return out, err
}

// Stop asks a long question to end.
func (d *Desk) Stop(ctx context.Context, id string) error { return d.Queue.Stop(ctx, id) }

// Work answers long questions until ctx ends.
func (d *Desk) Work(ctx context.Context) {
	d.Queue.Work(ctx, queueName, func(ctx context.Context, j *queue.Job, report func(any)) error {
		var ask Ask
		if err := json.Unmarshal(j.Payload, &ask); err != nil {
			return fault.Invalid{"": "the question cannot be read: " + err.Error()}
		}
		who, err := d.Principal(ctx, j.Owner)
		if err != nil {
			return err
		}
		report(Progress{Step: "Counting, and comparing with chance"})
		a, err := d.Answer(ctx, who, ask)
		if err != nil {
			return err
		}
		report(Progress{Step: "Keeping the answer"})
		id, err := d.Keep(ctx, who, a)
		if err != nil {
			return err
		}
		report(Progress{Step: "Done", Run: id})
		return nil
	})
}
