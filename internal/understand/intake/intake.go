// Package intake brings an uploaded file of facts in without keeping the reader waiting: the upload is a file in a folder, a
// durable job reads it, and the job says how far it has come and what came of it. What was read then waits: somebody looks at what
// it would bring and which figures it would change, and accepts it or lets it go. What is in force can be taken back.
//
// The job may run twice, because a process can die at any instant. Its import carries the moment of the upload, so that a
// second run finds what the first one stored and reports that, rather than a file full of repeats.
//
// An upload lies on the disk of the process that took it. Where several processes share one database each works on its own
// uploads, so the queue bears the name of the folder.
package intake

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// MaxBytes bounds an upload: the publisher's archive of all forces for three years, compressed, is about 1.6 GB; one of
// London's force for the same time is under 200 MB.
const MaxBytes = 512 << 20

// ErrBroken says that the upload did not come to its end.
var ErrBroken = errors.New("the upload broke off")

// reportedLines bounds the lines that are kept with their numbers; reasons are always counted in full.
const reportedLines = 2000

// Desk takes uploads. Fill it once; it must not change while it works.
type Desk struct {
	Depot   segment.Depot
	Queue   *queue.Queue
	Facts   *incident.Library
	Options func() (incident.Options, error) // how the partnership imports
	// Figures are the published figures that differ between two states of the facts; nil where nothing is published.
	Figures func(ctx context.Context, before, after *incident.Facts) ([]Change, error)
	Gate    *gate.Gate // whose audit is told what was decided; nil where there is none
	Changed func()     // called when something came into force or was taken back; may be nil
	Folder  string
	Now     func() when.Instant
	name    string
	opened  time.Time
	looks   looks
	telling sync.Mutex
	told    int // up to which entry of the ledger the audit was told by this process
}

// queues is how the names of all folders' queues begin.
const queues = "import-"

// Open makes the folder and finds the name under which this folder's jobs wait.
func (d *Desk) Open() error {
	if err := os.MkdirAll(d.Folder, 0o700); err != nil {
		return fmt.Errorf("the folder of uploads cannot be made: %w", err)
	}
	d.opened = time.Now()
	file := filepath.Join(d.Folder, "name")
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		raw = []byte(queues + rand.Text()[:10])
		err = os.WriteFile(file, raw, 0o600)
	}
	d.name = strings.TrimSpace(string(raw))
	return err
}

// work is what a job is to do.
type work struct {
	File  string       `json:"file"`  // in the folder
	Name  string       `json:"name"`  // as the reader named it
	Bytes int64        `json:"bytes"` // of the upload
	By    string       `json:"by"`
	At    when.Instant `json:"at"`
}

// Take streams an upload to disk and sets it to be read. The error is a fault.Invalid of the field "file" where the upload
// cannot be one.
func (d *Desk) Take(ctx context.Context, account, by, name string, from io.Reader) (job string, err error) {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	file, err := os.CreateTemp(d.Folder, "upload-")
	if err != nil {
		return "", fmt.Errorf("keep the upload: %w", err)
	}
	kept := false
	defer func() {
		err = errors.Join(err, file.Close())
		if !kept {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	n, err := io.Copy(file, io.LimitReader(from, MaxBytes+1))
	switch {
	case err != nil && !errors.As(err, new(*fs.PathError)): // it was not the disk
		return "", fmt.Errorf("%w: %w", ErrBroken, err)
	case err != nil:
		return "", fmt.Errorf("keep the upload: %w", err)
	case n == 0:
		return "", fault.Invalid{"file": "The selected file is empty"}
	case n > MaxBytes:
		return "", fault.Invalid{"file": fmt.Sprintf("The selected file must be smaller than %d MB. Split it, or ask for it to be imported on the server with: wardmote import FILE", MaxBytes>>20)}
	}
	if err := file.Sync(); err != nil {
		return "", fmt.Errorf("keep the upload: %w", err)
	}
	job, err = d.Queue.Add(ctx, d.name, account, work{File: filepath.Base(file.Name()), Name: name, Bytes: n, By: by, At: d.Now()})
	kept = err == nil
	return job, err
}

// State is how far an upload has come.
type State struct {
	ID      string            `json:"-"`
	Name    string            `json:"-"`
	Bytes   int64             `json:"-"`
	By      string            `json:"-"`
	At      when.Instant      `json:"-"`
	Waiting bool              `json:"-"` // nothing has been read yet
	Ended   bool              `json:"-"`
	Stopped bool              `json:"-"` // somebody asked it to stop
	Failure string            `json:"-"` // why nothing was stored
	Read    int64             `json:"read"`
	Size    int64             `json:"size"`
	Summary *incident.Summary `json:"summary,omitempty"`
	Import  int               `json:"import,omitempty"` // its number, where anything was read that can be accepted
}

// Percent is how much of the file has been read.
func (s State) Percent() int {
	if s.Size <= 0 {
		return 0
	}
	return int(min(100, 100*s.Read/s.Size))
}

// State tells of an upload by the id of its job, also of one that another server of the same store reads.
func (d *Desk) State(ctx context.Context, id string) (State, error) {
	j, err := d.Queue.Job(ctx, id)
	if err != nil {
		return State{}, err
	}
	if !strings.HasPrefix(j.Queue, queues) {
		return State{}, fmt.Errorf("that is not an import: %w", fault.ErrNotFound)
	}
	var w work
	if err := json.Unmarshal(j.Payload, &w); err != nil {
		return State{}, fmt.Errorf("the import's job: %w", err)
	}
	s := State{}
	if j.Progress != "" {
		if err := json.Unmarshal([]byte(j.Progress), &s); err != nil {
			return s, fmt.Errorf("the import's progress: %w", err)
		}
	}
	s.ID, s.Name, s.Bytes, s.By, s.At = j.ID, w.Name, w.Bytes, w.By, w.At
	s.Ended, s.Stopped, s.Failure = !j.Ended.IsZero(), j.Cancel, j.Failure
	s.Waiting = !s.Ended && s.Size == 0
	if s.Ended && j.Queue == d.name {
		_ = os.Remove(filepath.Join(d.Folder, filepath.Base(w.File))) // one that never began still has its file
	}
	return s, nil
}

// Stop asks an import to end. What has been read is dropped; an import that has finished stays.
func (d *Desk) Stop(ctx context.Context, id string) error { return d.Queue.Stop(ctx, id) }

// Work reads uploads until ctx ends.
func (d *Desk) Work(ctx context.Context) {
	d.sweep(ctx)
	d.Queue.Work(ctx, d.name, d.read)
}

// sweep removes the uploads that no job waits for: what a process left that was killed while it took them.
func (d *Desk) sweep(ctx context.Context) {
	jobs, err := d.Queue.Recent(ctx, d.name, waitingMost)
	entries, unread := os.ReadDir(d.Folder)
	if err != nil || unread != nil || len(jobs) == waitingMost {
		return
	}
	waited := map[string]bool{}
	for _, j := range jobs {
		var w work
		if json.Unmarshal(j.Payload, &w) != nil {
			return
		}
		waited[w.File] = true
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && strings.HasPrefix(e.Name(), "upload-") && !waited[e.Name()] && info.ModTime().Before(d.opened) {
			_ = os.Remove(filepath.Join(d.Folder, e.Name()))
		}
	}
}

// waitingMost are as many jobs as are looked at; more uploads do not wait in one folder.
const waitingMost = 100

func (d *Desk) read(ctx context.Context, j *queue.Job, report func(any)) error {
	var w work
	if err := json.Unmarshal(j.Payload, &w); err != nil {
		return fault.Invalid{"": "the job cannot be read: " + err.Error()}
	}
	path := filepath.Join(d.Folder, filepath.Base(w.File))
	if earlier, err := d.stored(ctx, w); err != nil {
		return err
	} else if earlier != nil {
		report(State{Read: w.Bytes, Size: w.Bytes, Summary: earlier, Import: earlier.Import})
		return os.Remove(path)
	}
	sum, err := d.importFile(ctx, w, path, report)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case fault.Passing(err):
		return err
	case err != nil:
		return fault.Invalid{"": err.Error()} // the same file fails the same way: no second try
	}
	report(State{Read: w.Bytes, Size: w.Bytes, Summary: &sum, Import: sum.Staged})
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// importFile stages the file, again where another process finished an import meanwhile.
func (d *Desk) importFile(ctx context.Context, w work, path string, report func(any)) (incident.Summary, error) {
	opt, err := d.Options()
	if err != nil {
		return incident.Summary{}, err
	}
	last := time.Time{}
	opt.By, opt.Now, opt.Reports, opt.Stage = w.By, w.At, reportedLines, true
	opt.Progress = func(p incident.Progress) {
		if time.Since(last) > 400*time.Millisecond {
			last = time.Now()
			report(State{Read: p.Read, Size: p.Size})
		}
	}
	report(State{Size: w.Bytes})
	for try := 1; ; try++ {
		sum, err := incident.Import(ctx, d.Depot, []incident.File{{Path: path, Name: w.Name}}, opt)
		if try == 5 || !errors.Is(err, segment.ErrOvertaken) {
			return sum, err
		}
	}
}

// stored is what an earlier run of the same job stored before its process died; nil where there is nothing. The lines that
// it did not take are known by number only to a run that ended.
func (d *Desk) stored(ctx context.Context, w work) (*incident.Summary, error) {
	all, err := d.Depot.Imports(ctx)
	if err != nil {
		return nil, err
	}
	for _, in := range all {
		if in.At == w.At && in.By == w.By && len(in.Files) > 0 && in.Files[0].Source.Name == w.Name {
			sum := incident.SummaryOf(in)
			return &sum, nil
		}
	}
	return nil, nil
}

// Under are the uploads to any server of the store that have not been read to the end, newest first.
func (d *Desk) Under(ctx context.Context) ([]State, error) {
	jobs, err := d.Queue.RecentOf(ctx, queues, 20)
	if err != nil {
		return nil, err
	}
	var out []State
	for _, j := range jobs {
		s, err := d.State(ctx, j.ID)
		if err != nil {
			return nil, err
		}
		if !s.Ended {
			out = append(out, s)
		}
	}
	return out, nil
}
