package pack

import (
	"cmp"
	"strings"

	"github.com/wardmote/wardmote/law"
)

// Timings are the partnership's own targets as rules beside the law: local policy, in force while the pack has them and without anybody's
// signature. The key is local, the kind, the clock and the risk band ("any" is the rest).
func (p *Pack) Timings() []law.Rule {
	var own []law.Rule
	for _, k := range p.Kinds {
		for _, c := range k.Clocks {
			for _, l := range c.lengths() {
				for _, band := range keysOf(l.of) {
					period := c.period(l.of[band], l.unit)
					rule := law.Rule{Key: strings.ReplaceAll(strings.Join([]string{"local", k.ID, c.ID, band}, "."), "-", "_"), Value: period.N, Unit: law.Unit(period.Unit),
						Count: string(period.Mode), Status: law.LocalPolicy, Citation: k.Name + ", " + c.Name + ": " + cmp.Or(c.Source, "the pack names no source")}
					for _, x := range period.Excluding {
						rule.Excluding = append(rule.Excluding, string(x))
					}
					own = append(own, rule)
				}
			}
		}
	}
	return append(own, p.CaseReview.timings()...)
}
