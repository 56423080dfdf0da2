package gate

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/access"
)

// Unprojected are the kinds of which the pack has changed what lists filter by or what is counted, and whose records are not
// all projected anew yet: until then a list by such a field may leave some out.
func (g *Gate) Unprojected(ctx context.Context) (kinds []string, err error) {
	err = g.Read(ctx, access.System("projection"), func(v *View) (err error) {
		kinds, err = v.Unindexed()
		return err
	})
	return kinds, err
}
