package gate

import "context"

// ReprojectSome is one step of Reproject for a kind, as where it is cut off after it.
func (g *Gate) ReprojectSome(ctx context.Context, kind string) (bool, error) {
	k, _ := g.pack.Kind(kind)
	return g.reprojectSome(ctx, k)
}

// Hurry makes every bound of a list and of a search so small that a test with few records meets it.
func (g *Gate) Hurry(few, looks, fewEnds, alike int) {
	g.bounds.few, g.bounds.looks, g.bounds.fewEnds, g.bounds.alike, g.bounds.strides = few, looks, fewEnds, alike, [2]int{1, 3}
}

// Asking is the question of its parts.
var Asking = asking

// OwnFields are fields whose lists are nobody else's.
var OwnFields = ownFields
