package gate

import "github.com/wardmote/wardmote/internal/core/gate/internal/sight"

// Hurry makes every bound of a list so small that a test with few records meets it.
func (g *Gate) Hurry(few int) { g.core.Bounds.Few, g.core.Bounds.Strides = few, [2]int{1, 3} }

// Asking is the question of its parts.
var Asking = sight.Asking

// HurrySearch says of how many records somebody sees so few that the index is not asked.
func (g *Gate) HurrySearch(few int) { g.core.Bounds.Seen = few }

// HurryProjection projects so few records at once.
func (g *Gate) HurryProjection(n int) { g.core.Bounds.Anew = n }
