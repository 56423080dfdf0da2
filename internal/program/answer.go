package program

import (
	"context"
	"sync"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/publish"
	"github.com/wardmote/wardmote/internal/web/answer"
)

// openAnswers makes what the partnership answers with: the computed indicators and the public tables of the wards.
func (p *Program) openAnswers(facts indicator.Facts) {
	p.Answers = answer.Parts{Indicators: indicator.NewBook(p.Gate, facts), Wards: publish.New(p.Gate, facts)}
}

// keepAnswers works both out again every few minutes, until ctx ends.
func (p *Program) keepAnswers(ctx context.Context) {
	var turn sync.Mutex
	p.workers.Go(func() { p.Answers.Indicators.Keep(ctx, answer.RefreshEvery, &turn) })
	p.workers.Go(func() { p.Answers.Wards.Keep(ctx, answer.RefreshEvery, &turn) })
}
