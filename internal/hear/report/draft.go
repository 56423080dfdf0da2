package report

import (
	"context"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/form"
)

const (
	// formOfReport is the name under which reports under way are kept.
	formOfReport = "report"
	// FormLife is how long a form under way is kept after its last answer.
	FormLife = form.Life
	// ReceiptLife is how long the PIN can be seen again in the browser that sent the report.
	ReceiptLife = form.ReceiptLife
	// PhotosMost is the number of photos that a report may have.
	PhotosMost = form.PhotosMost
)

// Drafts are the reports under way, with their photos.
func (d *Desk) Drafts() form.Drafts { return form.Drafts{Gate: d.Gate, Name: formOfReport} }

// Begin starts a form and gives the token that only the reader's browser holds. Forms that have expired go.
func (d *Desk) Begin(ctx context.Context) (string, error) {
	token := credential.NewToken()
	return token, d.Drafts().Begin(ctx, token, &Filled{})
}

func opened(kept form.Draft) (*Filled, error) {
	f := &Filled{kept: kept}
	return f, kept.Open(f)
}

// Resume is what has been filled in under a token; fault.ErrNotFound where there is no such form or it has expired.
func (d *Desk) Resume(ctx context.Context, token string) (*Filled, error) {
	kept, err := d.Drafts().Load(ctx, token)
	if err != nil {
		return nil, err
	}
	return opened(kept)
}

// Change saves an answer: fn changes the form as it is now, so that two tabs do not undo each other's answers.
func (d *Desk) Change(ctx context.Context, token string, fn func(*Filled) error) (f *Filled, err error) {
	kept, err := d.Drafts().Change(ctx, token, func(was form.Draft) (any, error) {
		if f, err = opened(was); err != nil {
			return nil, err
		}
		return f, fn(f)
	})
	if err == nil {
		f.kept = kept
	}
	return f, err
}

// Abandon deletes a form under way and its photos.
func (d *Desk) Abandon(ctx context.Context, token string) error {
	return d.Drafts().Abandon(ctx, token)
}

// AddPhoto puts a clean photo into a form under way.
func (d *Desk) AddPhoto(ctx context.Context, token string, p Photo) error {
	return d.Drafts().AddPhoto(ctx, token, p)
}

// RemovePhoto takes a photo off a form under way.
func (d *Desk) RemovePhoto(ctx context.Context, token, id string) error {
	return d.Drafts().RemovePhoto(ctx, token, id)
}

// Photos are the photos of a report under way, in the order in which they were added.
func (d *Desk) Photos(ctx context.Context, token string) ([]form.KeptPhoto, error) {
	return d.Drafts().Photos(ctx, token)
}

// SendForm sends the form of a token. A form that was sent before gives the receipt of its first sending, as long as that
// can still be seen, and makes nothing new.
func (d *Desk) SendForm(ctx context.Context, token string) (Receipt, error) {
	f, err := d.Resume(ctx, token)
	if errors.Is(err, fault.ErrNotFound) {
		return d.sentBefore(ctx, token)
	}
	if err != nil {
		return Receipt{}, err
	}
	return d.SendResumed(ctx, f)
}

// SendResumed is SendForm for a form as Resume gave it. One that another window of the same browser changed or sent meanwhile
// is read again.
func (d *Desk) SendResumed(ctx context.Context, f *Filled) (receipt Receipt, err error) {
	err = form.Again(func() error {
		if receipt, err = d.sendOnce(ctx, f); !errors.Is(err, form.ErrMeanwhile) {
			return err
		}
		token := f.kept.Token
		now, err := d.Resume(ctx, token)
		switch {
		case errors.Is(err, fault.ErrNotFound):
			receipt, err = d.sentBefore(ctx, token)
			return err
		case err != nil:
			return err
		}
		f = now
		return form.ErrMeanwhile
	})
	return receipt, err
}

func (d *Desk) sendOnce(ctx context.Context, f *Filled) (Receipt, error) {
	var photos []Photo
	if f.kept.Photos() > 0 {
		attached, err := d.Photos(ctx, f.kept.Token)
		if err != nil {
			return Receipt{}, err
		}
		for _, p := range attached {
			photos = append(photos, p.Photo)
		}
	}
	f.Key = d.Drafts().ID(f.kept.Token)
	return d.Send(ctx, access.Public(), f, photos)
}

func (d *Desk) sentBefore(ctx context.Context, token string) (Receipt, error) {
	receipt, err := d.Receipt(ctx, token)
	receipt.Again = true
	return receipt, err
}

// Receipt is what the browser of a token was given for its report, while that can still be seen. Later only the reference
// is known.
func (d *Desk) Receipt(ctx context.Context, token string) (Receipt, error) {
	var receipt Receipt
	err := d.Drafts().Receipt(ctx, token, &receipt)
	if !errors.Is(err, fault.ErrNotFound) {
		return receipt, err
	}
	err = d.Gate.Read(ctx, access.System("find what was sent"), func(v *gate.View) error {
		sent, known, err := v.Submitted(d.Drafts().ID(token))
		if err == nil && !known {
			err = fmt.Errorf("nothing was sent from this form: %w", fault.ErrNotFound)
		}
		if err == nil {
			receipt = Receipt{Reference: sent.Reference}
		}
		return err
	})
	return receipt, err
}

// since is the moment some months before now, for what is counted back.
func (d *Desk) since(months int) when.Instant {
	return d.Gate.Now().Date().AddMonths(-months).Start()
}

// Log keeps a report that staff take for somebody, or find themselves. The token is of their form: sent twice, it gives the
// first receipt again, so that the PIN can still be read out after a lost answer.
func (d *Desk) Log(ctx context.Context, who access.Principal, token string, f *Filled) (Receipt, error) {
	f.Key, f.kept = d.Drafts().ID(token), form.Draft{Token: token}
	receipt, err := d.Send(ctx, who, f, nil)
	if err == nil && receipt.Again {
		return d.sentBefore(ctx, token)
	}
	return receipt, err
}
