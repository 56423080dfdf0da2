package gate_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
)

// A gap in the references would look like a report that somebody took away.
func TestReferencesHaveNoGapAndNoTwinHoweverManyAreMadeAtOnceAndSomeFail(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		var mu sync.Mutex
		var wg sync.WaitGroup
		var given []string
		refused := errors.New("refused")
		for i := range 48 {
			wg.Go(func() {
				ref := ""
				err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
					e, err := u.Create(aReport("W1"))
					if err != nil {
						return err
					}
					if i%4 == 0 {
						return refused
					}
					ref = e.Record().Reference
					return nil
				})
				if (i%4 == 0) != errors.Is(err, refused) {
					t.Errorf("write %d: %v", i, err)
				}
				if err == nil {
					mu.Lock()
					given = append(given, ref)
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		var numbers []string // R-26-00042-3 without its check character
		for _, ref := range given {
			numbers = append(numbers, ref[:strings.LastIndex(ref, "-")])
		}
		slices.Sort(numbers)
		if len(numbers) != 36 || !strings.HasSuffix(numbers[0], "-00001") || !strings.HasSuffix(numbers[35], "-00036") || len(slices.Compact(numbers)) != 36 {
			t.Errorf("%d references: %v", len(numbers), numbers)
		}
		if ref := create(t, g, aReport("W1")); !strings.Contains(ref, "-00037-") {
			t.Errorf("the next is %s", ref)
		}
	})
}
