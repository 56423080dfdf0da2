package program

import (
	"context"

	"github.com/wardmote/wardmote/internal/web/about"
	"github.com/wardmote/wardmote/internal/web/act"
	"github.com/wardmote/wardmote/internal/web/answer"
	"github.com/wardmote/wardmote/internal/web/audit"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/hear"
	"github.com/wardmote/wardmote/internal/web/law"
	"github.com/wardmote/wardmote/internal/web/message"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/records"
	"github.com/wardmote/wardmote/internal/web/understand"
	"github.com/wardmote/wardmote/internal/web/work"
)

// register puts the screens of the four movements on the mux.
func (p *Program) register(mux page.Mux, d *desk.Desk) {
	about.Register(mux, d)
	act.Register(mux, d)
	work.Register(mux, d)
	answer.Register(mux, d, p.Answers)
	hear.Register(mux, d, p.Reports)
	records.Register(mux, d)
	audit.Register(mux, d)
	law.Register(mux, d)
	message.Register(mux, d)
	understand.Register(mux, d, understand.Services{Inquiry: p.Inquiry, Intake: p.Intake, Depot: p.Depot})
}

// startWorkers runs the background work until ctx ends.
func (p *Program) startWorkers(ctx context.Context) {
	p.workers.Go(func() { p.keepSettled(ctx) })
	p.workers.Go(func() { p.keepStreets(ctx) })
	p.workers.Go(func() { p.keepEscalating(ctx) })
	p.keepTelling(ctx)
	p.workers.Go(func() { p.Intake.Work(ctx) })
	p.workers.Go(func() { p.Inquiry.Work(ctx) })
	p.keepAnswers(ctx)
}
