package program

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/publish"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/intake"
)

// noValue stands where a figure has none.
const noValue = "no value"

// figureChanges are the published figures that differ between two states of the facts.
func (p *Program) figureChanges(ctx context.Context, before, after *incident.Facts) ([]intake.Change, error) {
	var out []intake.Change
	was, err := indicator.FromFactsAlone(ctx, p.Gate, supposed(before))
	if err != nil {
		return nil, err
	}
	now, err := indicator.FromFactsAlone(ctx, p.Gate, supposed(after))
	if err != nil {
		return nil, err
	}
	for i := range p.Pack.Indicators {
		if ind := &p.Pack.Indicators[i]; ind.Public && indicator.FromFacts(ind) {
			out = append(out, valueChanges(p.Pack, ind, was[ind.ID], now[ind.ID])...)
		}
	}
	table, err := p.tableChange(ctx, before, after)
	return append(out, table...), err
}

// valueChanges compares the values of an indicator by their periods.
func valueChanges(p *pack.Pack, ind *pack.Indicator, before, after []indicator.Value) (out []intake.Change) {
	text := func(v indicator.Value) string {
		f := v.Public(p, ind).Figure
		if !f.Known() && !f.Hidden() {
			return noValue
		}
		return f.With(&figure.About{Unit: ind.Unit}).Text()
	}
	was := map[string]indicator.Value{}
	for _, v := range before {
		was[v.Period.ID] = v
	}
	met := map[string]bool{}
	for _, v := range after {
		met[v.Period.ID] = true
		from, held := noValue, false
		if old, ok := was[v.Period.ID]; ok {
			from, held = text(old), true
		}
		if to := text(v); to != from && (held || to != noValue) {
			out = append(out, intake.Change{Figure: ind.Name, Period: v.Period.String(), Before: from, After: to})
		}
	}
	for _, v := range before {
		if from := text(v); !met[v.Period.ID] && from != noValue {
			out = append(out, intake.Change{Figure: ind.Name, Period: v.Period.String(), Before: from, After: "no longer among the latest"})
		}
	}
	return out
}

// tableChange compares what the public pages of the wards say that the police recorded.
func (p *Program) tableChange(ctx context.Context, before, after *incident.Facts) ([]intake.Change, error) {
	words := func(facts *incident.Facts) (string, error) {
		x, err := publish.PoliceOf(ctx, p.Pack, supposed(facts))
		if err != nil || !x.Known {
			return noValue, err
		}
		return fmt.Sprintf("%s incidents of %d types, %s to %s", x.All.In(figure.Count), len(x.Types), monthName(x.From), monthName(x.Until.AddDays(-1))), nil
	}
	was, err := words(before)
	if err != nil {
		return nil, err
	}
	now, err := words(after)
	if err != nil || was == now {
		return nil, err
	}
	return []intake.Change{{Figure: "Recorded by the police, on the pages of the wards", Period: "the last twelve months", Before: was, After: now}}, nil
}

func monthName(d when.Date) string { return fmt.Sprintf("%s %d", d.Month(), d.Year()) }

// factsLookedAt is how often a server looks whether somebody beside it imported or took something back.
const factsLookedAt = 5 * time.Second

// factsChanged has the published figures worked out again soon.
func (p *Program) factsChanged() {
	select {
	case p.fresh <- struct{}{}:
	default: // somebody has said so already
	}
}

// followFacts works the published figures out again when an import came into force or was taken back, here or beside this process,
// and tells the audit of it, until ctx ends.
func (p *Program) followFacts(ctx context.Context) {
	again := time.NewTicker(factsLookedAt)
	defer again.Stop()
	seen, err := p.Depot.Version(ctx)
	if err != nil {
		p.Config.Log.Error("read which facts are in force; the figures are worked out again at the first look", "error", err)
	}
	if err := p.Intake.Tell(ctx); err != nil {
		seen = "" // again at the first look
		p.Config.Log.Error("tell the audit of imports", "error", err)
	}
	for {
		select {
		case <-p.fresh:
		case <-again.C:
		case <-ctx.Done():
			return
		}
		now, err := p.Depot.Version(ctx)
		if err == nil && now != seen {
			err = errors.Join(p.Intake.Tell(ctx), p.renewAnswers(ctx))
		}
		switch {
		case err == nil:
			seen = now
		case ctx.Err() == nil:
			p.Config.Log.Error("work out the figures of new facts", "error", err)
		}
	}
}
