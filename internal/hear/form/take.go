package form

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Blank is the form with nothing filled in yet, for staff who take it down for somebody. The key is of their page.
func (d *Declared) Blank(key string) *Filled { return &Filled{Key: key, fields: record.Fields{}} }

// Missing are the questions that must be answered, as the answers before them stand, and are not.
func (d *Declared) Missing(f *Filled) (ids []string) {
	for _, l := range d.Lines(f) {
		if l.Asks == "" && l.Question.Required && l.Value == nil {
			ids = append(ids, l.Question.ID)
		}
	}
	return ids
}

// Take keeps what staff took down for somebody who rang, wrote or came, by the channel that it came by. Whoever it is of follows it with
// reference and PIN as one who sent it themselves; sent twice, it gives the reference of the first time and no PIN.
func (d *Declared) Take(ctx context.Context, who access.Principal, f *Filled, channel string) (receipt Receipt, err error) {
	if len(d.Missing(f)) > 0 {
		return receipt, ErrOpen
	}
	pin, key := credential.NewPIN(), credential.HashToken("taken "+f.Key)
	err = change.Of(d.desk.Gate).Write(ctx, who, func(u *change.Unit) error {
		receipt = Receipt{}
		first, again, err := u.Submitted(key)
		if err != nil || again {
			if again {
				receipt.Reference, receipt.Again = first.Reference, true
			}
			return err
		}
		draft := d.draft(f)
		draft.Channel = channel
		e, err := u.Create(draft)
		if err != nil {
			return err
		}
		if receipt = d.received(e.Record(), f); d.Follow {
			receipt.PIN = pin
			if err := u.KeepPIN(e, d.desk.PINs.Hash(receipt.Reference, pin)); err != nil {
				return err
			}
		}
		return u.KeepSubmission(key, e)
	})
	return receipt, err
}
