package inquiry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"

	"github.com/wardmote/wardmote/analysis/aoristic"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/profile"
)

// own finds the reports that the principal may count, for the part of a profile that is not the police's.
func (d *Desk) own(ctx context.Context, who access.Principal, g *ground) error {
	kind := d.Gate.Pack().ReportKind()
	if kind == nil || kind.Sensitive || !d.Gate.Rules().Anywhere(who, pack.Count, kind.ID) {
		return nil
	}
	err := d.Gate.ReadLong(ctx, who, func(v *gate.View) (err error) {
		g.own, err = v.Points(gate.Query{Kinds: []string{kind.ID}, Purpose: "profile"})
		return err
	})
	var bad fault.Invalid
	if errors.As(err, &bad) {
		return nil // the pack keeps these off analysts' maps
	}
	if err != nil {
		return err
	}
	raw, err := json.Marshal(g.own)
	sum := sha256.Sum256(raw)
	g.ownPrint = "+" + hex.EncodeToString(sum[:8])
	g.pack = d.Gate.Pack()
	return err
}

func runProfile(ctx context.Context, g *ground) (*finding.Finding, error) {
	p := profile.Params{Choice: g.Choice, Seed: g.ask.Seed, Draws: g.ask.Draws, Who: g.who}
	if g.pack != nil {
		p.Own = append(p.Own, g.reports())
	}
	return profile.Run(ctx, p)
}

// reports counts the reports of the choice's area: those of its months, or all that there are where it has none of them.
func (g *ground) reports() profile.Own {
	o := profile.Own{Plural: lower(g.pack.ReportKind().Plural), Categories: map[string]int{}, Wards: map[incident.Code]int{}}
	in := map[incident.Code]bool{}
	for _, w := range g.area.Wards {
		in[w] = true
	}
	var times []aoristic.Interval
	for _, p := range g.own {
		if c, ok := g.pack.Category(p.Category); ok && c.Sensitive {
			continue // hate and worries about a person are in no document that is printed
		}
		month := incident.Month(max(0, p.DayMonths-2000*12))
		ward := g.areas.Ward(p.Lon, p.Lat)
		if month < g.From || month > g.To || !in[ward] {
			continue
		}
		o.Total++
		o.Wards[ward]++
		name := "Not said"
		if c, ok := g.pack.Category(p.Category); ok {
			name = c.Name
		}
		o.Categories[name]++
		if p.Repeat {
			o.Repeat++
		}
		if p.Exact {
			times = append(times, aoristic.Interval{From: p.From.Time().In(when.London), To: p.To.Time().In(when.London)})
		}
	}
	if r, err := aoristic.Surface(times, aoristic.Options{MaxLength: aoristic.Hours * 60 * 60 * 1e9, Reversed: aoristic.LeaveOut}); err == nil && r.Used > 0 {
		hours, days := r.Week.ByHour(), r.Week.ByDay()
		o.Hours, o.Days, o.Timed = &hours, &days, r.Used
	}
	return o
}
