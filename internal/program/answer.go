package program

import (
	"context"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/publish"
	"github.com/wardmote/wardmote/internal/web/answer"
)

// openAnswers makes what the partnership answers with: the computed indicators and the public tables of the wards.
func (p *Program) openAnswers(facts indicator.Facts) {
	p.Answers = answer.Parts{Indicators: indicator.NewBook(p.Gate, facts), Wards: publish.New(p.Gate, facts)}
}

// keepAnswers works both out again every few minutes, and when facts came or went, until ctx ends.
func (p *Program) keepAnswers(ctx context.Context) {
	p.workers.Go(func() { p.Answers.Indicators.Keep(ctx, answer.RefreshEvery, &p.turn) })
	p.workers.Go(func() { p.Answers.Wards.Keep(ctx, answer.RefreshEvery, &p.turn) })
	p.workers.Go(func() { p.followFacts(ctx) })
}

// renewAnswers works both out again now where what they rest on has changed.
func (p *Program) renewAnswers(ctx context.Context) error {
	p.turn.Lock()
	defer p.turn.Unlock()
	if _, err := p.Answers.Indicators.Renew(ctx); err != nil {
		return err
	}
	if _, err := p.Answers.Wards.Renew(ctx); err != nil {
		return err
	}
	return p.LearnStreets(ctx)
}
