package gate_test

import (
	"errors"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

func TestARuleThatIsNotConfirmedCountsWhenTwoApproversHaveSignedItAndNotBefore(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		ada, ben := gatetest.As("ada", "counsel", "council", ""), gatetest.As("ben", "counsel", "council", "")
		rule, from := law.EnglandAndWales.Open("cpn.fpn.max_gbp")[0], when.Day(2026, 9, 1)
		counted := func() int {
			t.Helper()
			if err := g.LearnLaw(ctx); err != nil {
				t.Fatal(err)
			}
			r, _ := g.Law().Applies(rule.Key, clock.Now().Date())
			return r.Value
		}
		for name, who := range map[string]access.Principal{"an officer": gatetest.As("o", "officer", "council", "north"), "the program": access.System("test"), "nobody": {}} {
			if err := g.SignLaw(ctx, who, rule, from, "seen"); !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("%s signed the law: %v", name, err)
			}
		}
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(g.SignLaw(ctx, ada, rule, from, "SI 2026/689 reg. 2"))
		var bad fault.Invalid
		if err := g.SignLaw(ctx, ada, rule, from, "again"); !errors.As(err, &bad) {
			t.Errorf("one approver signed twice: %v", err)
		}
		if got := counted(); got != 100 {
			t.Errorf("after one signature it counts by %d", got)
		}
		must(g.SignLaw(ctx, ben, rule, from, "the same, at legislation.gov.uk"))
		if got := counted(); got != 500 {
			t.Errorf("after two signatures it counts by %d", got)
		}
		must(g.WithdrawLaw(ctx, ben, rule, "it was the wrong regulation"))
		if got := counted(); got != 100 {
			t.Errorf("after one was taken back it counts by %d", got)
		}
		must(g.SignLaw(ctx, ben, rule, from, "now the right one"))
		if got := counted(); got != 500 {
			t.Errorf("signed again it counts by %d", got)
		}
		var verbs []string
		must(g.Read(ctx, gatetest.As("p", "protector", "council", ""), func(v *gate.View) error {
			entries, err := v.Audit(gate.AuditQuery{Limit: 20})
			for _, e := range entries {
				if e.Subject == rule.Key {
					verbs = append(verbs, e.Name+": "+e.Verb+", "+e.Detail)
				}
			}
			return err
		}))
		if len(verbs) != 4 || verbs[1] != "Test ben: law signature withdrawn, it was the wrong regulation" || verbs[3] != "Test ada: law signed, SI 2026/689 reg. 2" {
			t.Errorf("the audit says %q", verbs)
		}
	})
}
