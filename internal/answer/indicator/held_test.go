package indicator_test

import (
	"context"
	"testing"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
)

// inDatabase are facts that lie in the database of the records, as on PostgreSQL: to ask them is a reading of its own.
type inDatabase struct {
	months
	g *gate.Gate
}

func (f inDatabase) Held(ctx context.Context) (held indicator.Facts, err error) {
	err = f.g.Read(ctx, access.System("facts"), func(*gate.View) error { held = f.months; return nil })
	return held, err
}

func (f inDatabase) Count(ctx context.Context, q indicator.FactsQuery) (n int, covered bool, err error) {
	err = f.g.Read(ctx, access.System("facts"), func(*gate.View) (err error) { n, covered, err = f.months.Count(ctx, q); return err })
	return n, covered, err
}

// TestTheBookIsMadeWithinOneReading: where everybody holds one connection and waits for a second, nobody goes on. A reading within
// another is an error in every test.
func TestTheBookIsMadeWithinOneReading(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		facts := inDatabase{months{}, g}
		book, err := indicator.NewBook(g, facts).Get(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if list := book.Value.Values["burglary"]; len(list) == 0 || !list[len(list)-1].Figure.Known() {
			t.Error("nothing was counted from the facts")
		}
		if _, err := indicator.FromFactsAlone(t.Context(), g, facts); err != nil {
			t.Error(err)
		}
	})
}
