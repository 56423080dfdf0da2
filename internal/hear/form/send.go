package form

import (
	"context"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Receipt is what a sender is given. The PIN is there where the form is followed; it is shown once and kept only as a hash.
type Receipt struct {
	Reference string
	PIN       string
	Owner     string    // the team that has it, by name
	Why       string    // why they
	Due       when.Date // by when they answer
	Again     bool      // this form had been sent before
}

// ErrOpen says that something is left to answer before the form can be sent.
var ErrOpen = errors.New("a page of the form is not answered yet")

// Send sends the form of a token. Sent before, it gives the receipt of the first sending, while that can be seen, and makes nothing new.
// When it returns without error the record is on disk, has an owner and a running clock.
func (d *Declared) Send(ctx context.Context, token string) (receipt Receipt, err error) {
	err = Again(func() error {
		f, err := d.Resume(ctx, token)
		if errors.Is(err, fault.ErrNotFound) {
			receipt.Again = true
			if err := d.Drafts().Receipt(ctx, token, &receipt); err != nil {
				return err
			}
			receipt.Again = true
			return nil
		}
		if err != nil {
			return err
		}
		if !d.Steps().Complete(f) {
			return ErrOpen
		}
		receipt, err = d.send(ctx, f)
		return err
	})
	return receipt, err
}

// Receipt is what the browser of a token was given for what it sent, while that can still be seen.
func (d *Declared) Receipt(ctx context.Context, token string) (receipt Receipt, err error) {
	err = d.Drafts().Receipt(ctx, token, &receipt)
	return receipt, err
}

func (d *Declared) send(ctx context.Context, f *Filled) (Receipt, error) {
	photos, err := d.photos(ctx, f)
	if err != nil {
		return Receipt{}, err
	}
	var receipt Receipt
	pin := credential.NewPIN()
	err = change.Of(d.desk.Gate).Write(ctx, access.Public(), func(u *change.Unit) error {
		receipt = Receipt{}
		e, err := u.Create(d.draft(f)) // made anew: a write may run again
		if err != nil {
			return err
		}
		for _, p := range photos {
			if err := e.Attach(p.Name, "image/jpeg", p.Content, record.ForReporter); err != nil {
				return err
			}
		}
		receipt = d.received(e.Record(), f)
		if d.Follow {
			receipt.PIN = pin
			if err := u.KeepPIN(e, d.desk.PINs.Hash(receipt.Reference, pin)); err != nil {
				return err
			}
		}
		if err := d.Drafts().KeepReceipt(&u.Notebook, f.kept, receipt); err != nil {
			return err
		}
		return u.KeepSubmission(credential.HashToken("form "+f.Key), e)
	})
	return receipt, err
}

// received is what the sender is told of the record: whoever has it in the end, which is the intake where nobody works in its team.
func (d *Declared) received(r *record.Record, f *Filled) Receipt {
	out := Receipt{Reference: r.Reference, Due: r.Due}
	meant, why := d.Owner(f)
	if t, ok := d.pack().Team(r.Team); ok {
		out.Owner = t.Name
	}
	if meant.ID == r.Team {
		out.Why = why
	}
	return out
}

// photos are those of the form, where it asks for them as its answers stand.
func (d *Declared) photos(ctx context.Context, f *Filled) ([]KeptPhoto, error) {
	if f.kept.Photos() == 0 || !d.walk(f, nil).photos {
		return nil, nil
	}
	photos, err := d.Drafts().Photos(ctx, f.kept.Token)
	if err != nil {
		return nil, fmt.Errorf("read the photos of the form: %w", err)
	}
	return photos, nil
}
