package intake

import (
	"context"
	"sync"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Change is a figure that an import would change, or that taking it back would.
type Change struct {
	Figure string // its name
	Period string
	Before string // in words; "no value" where there was none
	After  string
}

// Look is what there is to decide on: an import, what it would bring or brought, and what would change.
type Look struct {
	segment.Import
	Summary incident.Summary
	// Counting is how many of its rows count now: what others hold before it is not counted twice.
	Counting int
	Changes  []Change // if it is accepted, where it waits; if it is taken back, where it is in force
}

// looks are remembered for as long as nothing else comes into force: to suppose that an import were accepted reads all facts.
type looks struct {
	mu      sync.Mutex
	version string
	all     map[int]Look
}

// Look tells of an import by its number.
func (d *Desk) Look(ctx context.Context, id int) (Look, error) {
	in, err := incident.Find(ctx, d.Depot, id)
	if err != nil {
		return Look{}, err
	}
	version, err := d.Depot.Version(ctx)
	if err != nil {
		return Look{}, err
	}
	d.looks.mu.Lock()
	defer d.looks.mu.Unlock()
	if d.looks.version != version || d.looks.all == nil {
		d.looks.version, d.looks.all = version, map[int]Look{}
	}
	if look, ok := d.looks.all[id]; ok && look.State == in.State {
		return look, nil
	}
	look, err := d.look(ctx, in)
	if err == nil {
		d.looks.all[id] = look
	}
	return look, err
}

func (d *Desk) look(ctx context.Context, in segment.Import) (Look, error) {
	look := Look{Import: in, Summary: incident.SummaryOf(in)}
	if in.State != segment.Waiting && in.State != segment.Held {
		return look, nil
	}
	before, err := d.Facts.Facts(ctx)
	if err != nil {
		return look, err
	}
	all, err := d.Depot.Imports(ctx)
	if err != nil {
		return look, err
	}
	var after *incident.Facts
	if in.State == segment.Waiting {
		opt, err := d.Options()
		if err != nil {
			return look, err
		}
		if look.Summary, err = incident.Recount(ctx, d.Depot, in, opt); err != nil {
			return look, err
		}
		in.State, in.Told, in.Covers = segment.Held, true, look.Summary.Covers
		after, err = d.Facts.Suppose(ctx, append(segment.InForce(all), in))
		if err != nil {
			return look, err
		}
	} else {
		for _, m := range in.Files {
			look.Counting += before.Kept[m.Hash]
		}
		if after, err = d.Facts.Suppose(ctx, segment.Without(segment.InForce(all), in.ID)); err != nil {
			return look, err
		}
	}
	if d.Figures != nil {
		look.Changes, err = d.Figures(ctx, before, after)
	}
	return look, err
}

// Waiting are the imports that wait to be accepted.
func (d *Desk) Waiting(ctx context.Context) ([]segment.Import, error) {
	all, err := d.Depot.Imports(ctx)
	var out []segment.Import
	for _, in := range all {
		if in.State == segment.Waiting {
			out = append(out, in)
		}
	}
	return out, err
}

// Accept brings an import that waits into force.
func (d *Desk) Accept(ctx context.Context, id int, who access.Principal, claim incident.Claim) error {
	return d.decide(ctx, who, func(opt incident.Options) error {
		opt.Claim = claim
		_, err := incident.Accept(ctx, d.Depot, id, opt)
		return err
	})
}

// Drop lets go of an import that waits.
func (d *Desk) Drop(ctx context.Context, id int, who access.Principal) error {
	return d.decide(ctx, who, func(opt incident.Options) error { return incident.Drop(ctx, d.Depot, id, opt) })
}

// TakeBack takes an import out of force.
func (d *Desk) TakeBack(ctx context.Context, id int, who access.Principal, reason string) error {
	return d.decide(ctx, who, func(opt incident.Options) error { return incident.TakeBack(ctx, d.Depot, id, reason, opt) })
}

// decide has somebody do something to an import, and the audit and all who rest on the facts told of it.
func (d *Desk) decide(ctx context.Context, who access.Principal, act func(incident.Options) error) error {
	opt, err := d.Options()
	if err != nil {
		return err
	}
	opt.By, opt.Who, opt.Post, opt.Now = who.Name, who.Account, who.Post(), d.Now()
	if err := act(opt); err != nil {
		return err
	}
	if d.Changed != nil {
		d.Changed()
	}
	return d.Tell(ctx)
}
