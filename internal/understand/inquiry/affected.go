package inquiry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/profile"
)

// whoFields are the fields, under the names that packs give them, by which records say who is affected: choices of the
// report, and marks of a case.
var whoFields = []string{"affected", "repeat", "repeat_victim", "repeat_location", "vulnerable_victim", "vulnerable_perpetrator"}

// affected counts who is affected by the partnership's own reports and cases in the choice's area and months. A kind that the
// pack calls sensitive, or that the principal may not count, is left out, and so are reports in sensitive categories.
func (d *Desk) affected(ctx context.Context, who access.Principal, g *ground) error {
	q := gate.Query{Verb: pack.Count, Purpose: "profile"}
	for _, w := range g.area.Wards {
		q.Areas = append(q.Areas, w.String())
	}
	q.From, q.Until = startOf(g.From), startOf(g.To+1)
	return d.Gate.Read(ctx, who, func(v *gate.View) error {
		for i := range d.Gate.Pack().Kinds {
			kind := &d.Gate.Pack().Kinds[i]
			if kind.Archetype != pack.Case || kind.Sensitive || !d.Gate.Rules().Anywhere(who, pack.Count, kind.ID) {
				continue
			}
			if err := g.affectedBy(v, q, d.Gate.Pack(), kind); err != nil {
				return err
			}
		}
		return nil
	})
}

// startOf is the first moment of a month.
func startOf(m incident.Month) when.Instant { return when.Day(2000, 1, 1).AddMonths(int(m)).Start() }

func (g *ground) affectedBy(v *gate.View, q gate.Query, p *pack.Pack, kind *pack.Kind) error {
	q.Kinds = []string{kind.ID}
	if kind.ID == p.Partnership.Report {
		for _, c := range p.Categories {
			if !c.Sensitive {
				q.Category = append(q.Category, c.ID)
			}
		}
	}
	by, err := v.Tally(q, "kind")
	if err != nil || by[kind.ID] == 0 {
		return err
	}
	count := func(field, value string) (int, error) {
		q.Fields = map[string]string{field: value}
		by, err := v.Tally(q, "kind")
		return by[kind.ID], err
	}
	marks := profile.Affected{Heading: kind.Plural + " with a mark", First: "Marked as", Of: lower(kind.Plural), Total: by[kind.ID], Many: true}
	for _, f := range kind.Fields {
		if !f.Filter || f.Compartment != "" || !slices.Contains(whoFields, f.ID) {
			continue
		}
		if f.Type == pack.YesNo {
			n, err := count(f.ID, "yes")
			if err != nil {
				return err
			}
			marks.Names, marks.Counts = append(marks.Names, f.Name), append(marks.Counts, n)
			continue
		}
		a := profile.Affected{Heading: f.Name + ": " + lower(kind.Plural), First: f.Name, Of: marks.Of, Total: marks.Total, Many: f.Type == pack.Choices}
		rest := marks.Total
		for _, o := range p.OptionsOf(f) {
			n, err := count(f.ID, o.ID)
			if err != nil {
				return err
			}
			a.Names, a.Counts, rest = append(a.Names, o.Name), append(a.Counts, n), rest-n
		}
		if rest > 0 && !a.Many {
			a.Names, a.Counts = append(a.Names, "Not said"), append(a.Counts, rest)
		}
		g.who = append(g.who, a)
	}
	if len(marks.Names) > 0 {
		g.who = append(g.who, marks)
	}
	return nil
}

// whoPrint is the fingerprint of what was counted, beside that of the facts.
func (g *ground) whoPrint() string {
	sum := sha256.Sum256(fmt.Append(nil, g.who))
	return "+" + hex.EncodeToString(sum[:8])
}
