package gate_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
)

func TestEveryReadingOfManyAtOnceIsInTheAudit(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		const readers, lists = 12, 20 // more than one statement keeps
		var all sync.WaitGroup
		for i := range readers {
			all.Go(func() {
				who := gatetest.As(fmt.Sprintf("reader-%d", i), "officer", "council", "north")
				err := g.Read(ctx, who, func(v *gate.View) error {
					for range lists {
						if _, err := v.List(gate.Query{Kinds: []string{"report"}, Limit: 1}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for i := range readers {
			id := fmt.Sprintf("reader-%d", i)
			err := g.Read(ctx, dpo, func(v *gate.View) error {
				lines, err := v.Audit(gate.AuditQuery{Actor: id, Limit: 100})
				if len(lines) != lists {
					t.Errorf("%s read %d lists, and the audit has %d", id, lists, len(lines))
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
}
