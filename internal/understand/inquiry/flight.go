package inquiry

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/understand/finding"
)

// usualPatience is how long a page waits for its answer before the question goes on in the background.
const usualPatience = 1500 * time.Millisecond

// linger is how long an answer that nobody waits for any more is worked on: a page hands its question to a job, and a map asks
// for the layers of a page one after the other.
const linger = 2 * time.Second

// flight is an answer under way, for everybody who waits for it: a page, the layers of its map and its files ask at once.
type flight struct {
	done    chan struct{}
	found   *finding.Finding
	err     error
	waiting int
	stop    context.CancelFunc
}

// fly joins the flight of a key or begins it. The work ends when it is done, or a while after the last who waited has gone.
func (d *Desk) fly(ctx context.Context, key string, run func(context.Context) (*finding.Finding, error)) (*finding.Finding, error) {
	d.mu.Lock()
	f := d.flights[key]
	if f == nil {
		on, stop := context.WithCancel(context.WithoutCancel(ctx))
		f = &flight{done: make(chan struct{}), stop: stop}
		if d.flights == nil {
			d.flights = map[string]*flight{}
		}
		d.flights[key] = f
		go func() {
			f.found, f.err = guarded(on, run)
			d.mu.Lock()
			d.end(key, f)
			d.mu.Unlock()
			close(f.done)
		}()
	}
	f.waiting++
	d.mu.Unlock()
	defer d.leave(key, f)
	select {
	case <-f.done:
		return f.found, f.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func guarded(ctx context.Context, run func(context.Context) (*finding.Finding, error)) (found *finding.Finding, err error) {
	defer func() {
		if p := recover(); p != nil {
			found, err = nil, fmt.Errorf("the analysis broke: %v\n%s", p, debug.Stack())
		}
	}()
	found, err = run(ctx)
	if err != nil {
		return nil, asInvalid(ctx, err)
	}
	return found, nil
}

// end stops a flight and takes it off the list, so that the next who asks begins anew. The lock is the caller's.
func (d *Desk) end(key string, f *flight) {
	if d.flights[key] == f {
		delete(d.flights, key)
	}
	f.stop()
}

func (d *Desk) leave(key string, f *flight) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f.waiting--
	if f.waiting > 0 {
		return
	}
	time.AfterFunc(linger, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if f.waiting == 0 {
			d.end(key, f)
		}
	})
}

// Prompt is Answer where that does not take long; what takes longer goes on as a job of the asker's, whose id it gives.
func (d *Desk) Prompt(ctx context.Context, who access.Principal, ask Ask) (a *Answer, job string, err error) {
	patience := d.Patience
	if patience == 0 {
		patience = usualPatience
	}
	short, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	a, err = d.Answer(short, who, ask)
	var bad fault.Invalid
	if err == nil || short.Err() == nil || ctx.Err() != nil || errors.As(err, &bad) {
		return a, "", err
	}
	job, err = d.Begin(ctx, who, ask)
	return nil, job, err
}

// mostUnderWay is how many questions under way are looked at.
const mostUnderWay = 100

// UnderWay are the long questions of a principal that have not been answered, newest first.
func (d *Desk) UnderWay(ctx context.Context, who access.Principal) ([]Job, error) {
	jobs, err := d.Queue.Recent(ctx, queueName, mostUnderWay)
	if err != nil {
		return nil, err
	}
	var out []Job
	for i := range jobs {
		if jobs[i].Owner != who.Account || jobs[i].Cancel {
			continue
		}
		j, err := jobOf(&jobs[i])
		if err != nil {
			return nil, err
		}
		out = append(out, *j)
	}
	return out, nil
}

// again is the job of a principal that asks the same already, empty where there is none.
func (d *Desk) again(ctx context.Context, who access.Principal, ask Ask) (string, error) {
	jobs, err := d.UnderWay(ctx, who)
	for _, j := range jobs {
		if j.Ask.Canonical() == ask.Canonical() {
			return j.ID, err
		}
	}
	return "", err
}
