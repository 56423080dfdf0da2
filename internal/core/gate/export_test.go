package gate

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/store"
)

// ReprojectSome is one step of Reproject for a kind, as where it is cut off after it.
func (g *Gate) ReprojectSome(ctx context.Context, kind string) (bool, error) {
	k, _ := g.pack.Kind(kind)
	return g.reprojectSome(ctx, k)
}

// Hurry makes every bound of a list so small that a test with few records meets it.
func (g *Gate) Hurry(few int) { g.bounds.few, g.bounds.strides = few, [2]int{1, 3} }

// Asking is the question of its parts.
var Asking = asking

// HurrySearch says of how many records somebody sees so few that the index is not asked.
func (g *Gate) HurrySearch(few int) { g.bounds.seen = few }

// HurryProjection projects so few records at once.
func (g *Gate) HurryProjection(n int) { g.bounds.anew = n }

// Unindex empties the index of words, as a migration leaves it.
func (g *Gate) Unindex(ctx context.Context) error {
	g.indexed.Store(false)
	return g.Write(ctx, access.System("test"), func(u *Unit) error {
		tables := []string{"find_part", "projection"}
		if g.db.Engine() == store.SQLite {
			tables = append(tables, "find_word")
		}
		for _, table := range tables {
			if _, err := u.exec("DELETE FROM " + table); err != nil {
				return err
			}
		}
		return nil
	})
}
