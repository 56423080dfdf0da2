package report

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/document"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	refcode "github.com/wardmote/wardmote/internal/core/reference"
	"github.com/wardmote/wardmote/internal/core/when"
)

func timeOfDay(hour int) time.Duration { return time.Duration(hour) * time.Hour }

// Admit is the id of the report that a reference and PIN open. A wrong PIN and a reference that is not there are told alike;
// the id of a report that is there comes with the error too, for the audit alone.
func (d *Desk) Admit(ctx context.Context, typed, pin string) (string, error) {
	wrong := fault.Wrong{"reference": fault.Say("track.wrong.pin")}
	id, tidy := "", typed
	if ref, err := refcode.Parse(typed); err == nil {
		tidy = ref.String()
	}
	err := d.Gate.Read(ctx, access.System("reporter's door"), func(v *gate.View) error {
		found, hash, err := d.Gate.PIN(v, typed)
		if errors.Is(err, fault.ErrNotFound) {
			hash, err = d.PINs.Hash("", ""), nil // checked all the same: how long an answer takes tells nothing
		}
		if err != nil {
			return err
		}
		id = found
		if ok, _ := d.PINs.Verify(hash, tidy, pin); !ok || found == "" {
			return wrong
		}
		return nil
	})
	return id, err
}

// Progress is what the reporter is told: where the report stands, who has it, what happens next, and what was said.
type Progress struct {
	Reference  string
	Call       string // what its sender calls it: report, or what the form of the pack says
	Report     bool   // it is a report, of which more can be said than of what was sent by another form
	Category   *pack.Category
	State      pack.State
	Owner      string // body and team by name
	Awaits     string // who was asked to take it and has not yet answered; empty where nobody was
	Sent       when.Instant
	Due        when.Date // by when somebody answers; not set where nothing is promised
	Steps      []Step
	Photos     []record.File
	Incidents  []record.Incident // what they wrote down of it since, the oldest first
	Recordings []string          // names of the recordings that they sent
	Version    int64
	Closed     bool
	ClosedAt   when.Instant
	Rated      bool      // the reporter has said how satisfied they are with this closing
	Challenge  when.Date // until when its sender can challenge what was decided; not set where they cannot
	Review     bool      // they may ask for a case review
	Sensitive  bool      // somebody who watches the reader may do harm because of the report
}

// Answer is what the partners said last, where the reporter has said nothing since; nil where there is nothing.
func (p *Progress) Answer() *Step {
	for i := len(p.Steps) - 1; i >= 0; i-- {
		switch s := &p.Steps[i]; {
		case s.Mine:
			return nil
		case s.From != "":
			return s
		}
	}
	return nil
}

// Step is one line of the reporter's timeline, oldest first.
type Step struct {
	At     when.Instant
	Remark fault.Remark // what happened, where the program says it
	Text   string       // what the pack says of a state, or somebody said
	From   string       // who said it; empty for a change of state
	Mine   bool
}

// Progress is the reporter's own view of a report.
func (d *Desk) Progress(ctx context.Context, who access.Principal) (*Progress, error) {
	p := d.Gate.Pack()
	var out *Progress
	err := d.Gate.Read(ctx, who, func(v *gate.View) error {
		w, err := v.Open(who.Record)
		if err != nil {
			return err
		}
		told, err := v.Told("danger", "because_of_who", "anonymous")
		if err != nil {
			return err
		}
		kind, ok := p.Kind(w.Kind)
		if !ok {
			return fmt.Errorf("%s is of the kind %q, which the pack has no more: %w", w.Reference, w.Kind, fault.ErrNotFound)
		}
		state, _ := kind.State(w.State)
		out = &Progress{Call: called(p, kind), Report: kind.ID == p.Partnership.Report, Reference: w.Reference, State: state, Sent: w.Opened, Due: w.Due, Photos: w.Files,
			Version: w.Version, Closed: !w.Open, ClosedAt: w.Closed, Steps: steps(kind, called(p, kind), w)}
		out.Incidents, out.Photos = w.Incidents, slices.DeleteFunc(slices.Clone(w.Files), func(f record.File) bool { return document.IsAudio(f.Media) })
		for _, f := range w.Files {
			if document.IsAudio(f.Media) {
				out.Recordings = append(out.Recordings, f.Name)
			}
		}
		out.Owner, out.Awaits = owners(p, &w.Record)
		out.Challenge = d.challengeable(who, w)
		out.Category, _ = p.Category(w.Category)
		out.Sensitive = kind.Sensitive || out.Category != nil && out.Category.Sensitive || told["danger"] || told["because_of_who"]
		out.Review = out.Report && w.RepeatVictim && !told["anonymous"] // by their own word: anybody may have typed another's address
		return nil
	})
	if err == nil && out.Closed && out.Report {
		out.Rated, err = d.sentAlready(ctx, act.Said(who.Record, ratingKey(out.ClosedAt)))
	}
	return out, err
}

// called is what a sender calls a record of a kind.
func called(p *pack.Pack, k *pack.Kind) string {
	for _, f := range p.Forms {
		if f.Kind == k.ID {
			return f.Call
		}
	}
	return "report"
}

// owners are who has the report now, in words, and who was asked to take it on.
func owners(p *pack.Pack, r *record.Record) (owner, awaits string) {
	owner = bodyName(p, r.OwnerBody)
	t, ok := p.Team(r.Team)
	switch {
	case !ok:
		return owner, ""
	case t.Body == r.OwnerBody && waits(p, r):
		return owner, t.Name
	case t.Body == r.OwnerBody:
		return t.Name + ", " + owner, ""
	}
	return owner, t.Name + ", " + bodyName(p, t.Body)
}

// waits says that the team was asked and has not said yes: nobody is told that they have it before they do.
func waits(p *pack.Pack, r *record.Record) bool {
	return r.State == "" || r.Kind == p.Partnership.Report && r.State == p.ReportKind().Initial().ID
}

func bodyName(p *pack.Pack, id string) string {
	if b, ok := p.Body(id); ok {
		return b.Name
	}
	return id
}

// steps joins the changes of state and the messages in the order in which they happened.
func steps(kind *pack.Kind, call string, w *record.Whole) []Step {
	var out []Step
	notes := w.Notes
	for i := len(w.Events) - 1; i >= 0; i-- { // events come newest first
		e := w.Events[i]
		for len(notes) > 0 && notes[0].At.Before(e.At) {
			out, notes = append(out, noteStep(notes[0])), notes[1:]
		}
		switch e.Verb {
		case "created":
			out = append(out, Step{At: e.At, Remark: fault.Say("track.sent", "call", call)})
		case "moved":
			if s, ok := kind.State(e.After); ok && s.Public != "" {
				out = append(out, Step{At: e.At, Text: s.Public})
			}
		case "contacted":
			out = append(out, Step{At: e.When(), Remark: fault.Say("track.spoken")})
		}
	}
	for _, n := range notes {
		out = append(out, noteStep(n))
	}
	return out
}

func noteStep(n record.Note) Step {
	return Step{At: n.At, Text: n.Body, From: n.Author, Mine: n.FromReporter()}
}

// Word is something that the reporter says: Key is of the form it came from, so that a second click says it once.
type Word struct {
	Key  string
	Text string
}

// Recur adds that it happened again, on a day, in the reporter's words. A report that was closed opens again: harm that
// goes on is not finished with.
func (d *Desk) Recur(ctx context.Context, who access.Principal, day when.Date, w Word) error {
	bad := fault.Wrong{}
	if strings.TrimSpace(w.Text) == "" {
		bad.Add("words", "report.wrong.what")
	}
	if day.IsZero() || day.After(d.Gate.Now().Date()) {
		bad.Add("day-day", "track.wrong.day")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	_, err := d.does(ctx, who, Again, act.Answers{"words": w.Text, "day": day.String()}, w.Key)
	return err
}

// NotSolved opens a closed report again because the reporter says that it is not solved, and says whether it did: a report
// that was open stays where it is, with what they said.
func (d *Desk) NotSolved(ctx context.Context, who access.Principal, w Word) (reopened bool, err error) {
	if strings.TrimSpace(w.Text) == "" {
		return false, fault.Wrong{"words": fault.Say("track.wrong.notSolved")}
	}
	out, err := d.does(ctx, who, NotSolved, act.Answers{"words": w.Text}, w.Key)
	if err != nil || !out.Again {
		return out.Says == isOpenAgain, err
	}
	p, err := d.Progress(ctx, who) // pressed twice: it did what the first press did
	if err != nil {
		return false, err
	}
	return p.State.ID == afresh(d.Gate.Pack().ReportKind(), ""), nil
}

// Reply adds what the reporter has to say.
func (d *Desk) Reply(ctx context.Context, who access.Principal, w Word) error {
	if strings.TrimSpace(w.Text) == "" {
		return fault.Wrong{"words": fault.Say("track.wrong.message")}
	}
	_, err := d.does(ctx, who, Say, act.Answers{"words": w.Text}, w.Key)
	return err
}

// challengeAct is the act by which whoever sent a record challenges what was decided on it, where its kind has one.
const challengeAct = "challenge"

// challengeable is until when a reporter can challenge what was decided on their record; not set where they cannot.
func (d *Desk) challengeable(who access.Principal, w *record.Whole) when.Date {
	x := d.Acts.Find(w.Kind, challengeAct, "")
	if x == nil || x.Possible(d.Acts.Scene(who, w, "", nil)) != nil {
		return when.Date{}
	}
	by, _ := when.ParseDate(w.Fields.Text("challenge_by"))
	return by
}

// Challenge challenges what was decided on the reporter's record, in their words.
func (d *Desk) Challenge(ctx context.Context, who access.Principal, w Word) error {
	if strings.TrimSpace(w.Text) == "" {
		return fault.Wrong{"words": fault.Say("track.wrong.challenge")}
	}
	_, err := d.does(ctx, who, challengeAct, act.Answers{"words": w.Text}, w.Key)
	return err
}

// does runs an act of the reporter's on their own record, a single time for a key. The caller has let them in by reference and PIN.
func (d *Desk) does(ctx context.Context, who access.Principal, name string, answers act.Answers, key string) (act.Outcome, error) {
	if who.Record == "" {
		return act.Outcome{}, fmt.Errorf("no report was opened: %w", fault.ErrForbidden)
	}
	return d.Acts.Run(ctx, who, act.Call{Record: who.Record, Act: name, Answers: answers, Key: key})
}

// afresh is the state in which a closed report is open again; from "" it is that of any closed state. Empty where none is.
func afresh(kind *pack.Kind, from string) string {
	for _, s := range kind.States {
		if !s.Closed || from != "" && s.ID != from {
			continue
		}
		for _, t := range kind.Moves(s.ID) {
			if to, ok := kind.State(t.To); ok && !to.Closed {
				return to.ID
			}
		}
	}
	return ""
}

func (d *Desk) sentAlready(ctx context.Context, key string) (bool, error) {
	sent := false
	err := change.Of(d.Gate).Write(ctx, access.System("reporter's door"), func(u *change.Unit) error {
		var err error
		_, sent, err = u.Submitted(key)
		return err
	})
	return sent, err
}

// File is a photo of the reporter's own report.
func (d *Desk) File(ctx context.Context, who access.Principal, id string) (content []byte, err error) {
	err = d.Gate.Read(ctx, who, func(v *gate.View) error {
		_, content, err = v.Content(who.Record, id)
		return err
	})
	return content, err
}

// Owners are who has a report that was just sent, and who was asked to take it on, in words.
func Owners(p *pack.Pack, d Decision) (owner, awaits string) {
	if d.Team == "" {
		return "", ""
	}
	return owners(p, &record.Record{OwnerBody: intake(p).Body, Team: d.Team})
}
