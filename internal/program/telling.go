package program

import (
	"context"
	"time"

	"github.com/wardmote/wardmote/internal/core/message"
)

// remindEvery is how often the program looks whether a new day of reminders has begun.
const remindEvery = 5 * time.Minute

// remindedSetting is the last day on which people were reminded.
const remindedSetting = "reminded"

// keepTelling sends messages from now on where something takes them to people, and reminds.
func (p *Program) keepTelling(ctx context.Context) {
	p.workers.Go(func() { p.keepReminding(ctx) })
	if len(p.Config.Carriers) == 0 {
		p.Config.Log.Info("messages are kept and not sent: nothing takes them to people (--smtp, --notify-key-file)")
		return
	}
	p.Post.Carry(p.Config.Carriers...)
	p.workers.Go(func() { p.Sender.Work(ctx) })
	p.workers.Go(func() { p.Sender.Follow(ctx) })
}

func (p *Program) keepReminding(ctx context.Context) {
	for {
		if err := p.Remind(ctx); err != nil && ctx.Err() == nil {
			p.Config.Log.Error("remind people of what is due; it is tried again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(remindEvery):
		}
	}
}

// Remind reminds people of what is due and gives them their digests, from the morning on and once a day.
func (p *Program) Remind(ctx context.Context) error {
	now := p.Config.Now()
	today := now.Date().String()
	if now.London().Hour() < message.Morning {
		return nil
	}
	last, err := p.Store.Setting(ctx, remindedSetting)
	if err != nil || last == today {
		return err
	}
	if err := p.Sender.Remind(ctx, p.Accounts); err != nil {
		return err
	}
	return p.Store.KeepSetting(ctx, remindedSetting, today)
}
